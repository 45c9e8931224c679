"""A fill among the panel's jobs: the same queue and list, another algorithm and three results."""

from __future__ import annotations

from pathlib import Path

from any2any_qgis.gui.job import TranslateJob


class FillJob(TranslateJob):
    """Runs ``any2any:fill``; the map of synthetic pixels and their outline lie beside the filled image."""

    algorithm_id = "any2any:fill"

    @property
    def part_folder(self) -> Path:
        """Where the engine keeps finished steps until the result is complete."""
        return self.output.with_name(self.output.name + ".fill")

    @property
    def can_keep_part(self) -> bool:
        """A part of a fill is no image yet."""
        return False

    def _destinations(self) -> dict[str, str]:
        stem = self.output.with_suffix("")
        return {
            "OUTPUT": str(self.output),
            "SYNTHETIC": f"{stem}_synthetic.tif",
            "OUTLINE": f"{stem}_outline.gpkg",
        }

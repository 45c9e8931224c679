"""Any raster layer as a file that the worker opens: its own, or one that is written in the background."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback, QgsProcessingUtils, QgsRasterLayer

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.export import Export, is_unbounded, needs_export, plan_export, write_export
from any2any_qgis.layers.source import worker_path
from any2any_qgis.translation import tr


@dataclass(frozen=True)
class WorkerInput:
    """A layer that was looked at on the main thread."""

    name: str
    """The layer's."""
    path: str = ""
    """What the worker opens; empty until it is written."""
    export: Export | None = None
    """What is to be written, None for a layer that has its own file."""

    @classmethod
    def of(cls, layer: QgsRasterLayer) -> WorkerInput:
        """Look at a whole layer, on the main thread; EngineError for a map service, which has no end."""
        if not needs_export(layer):
            return cls(layer.name(), worker_path(layer))
        if is_unbounded(layer):
            raise EngineError(
                tr("The layer {} is a map service without end: export the area to a GeoTIFF first.").format(
                    layer.name()
                )
            )
        return cls(layer.name(), export=plan_export(layer, None, 0.0))

    def file(self, feedback: QgsProcessingFeedback) -> str:
        """Return what the worker opens, and write it first if need be; call it off the main thread."""
        if self.export is None:
            return self.path
        feedback.pushInfo(tr("Exporting the layer {}").format(self.name))
        path = QgsProcessingUtils.generateTempFilename(f"{self.export.name}.tif")
        write_export(self.export, Path(path))
        return path

"""Pictures of fills side by side, and the report's folder: a table, all figures, and the pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from any2any.evaluation.filling.scenes import FillScene, Image
from any2any.report.folder import REPORT_NAME, check_folder, new_folder

KIND = "any2any-fill"
SHOWN = ("fill_nodata", "fill", "older_matched", "fill_reference")
"""Methods in a picture, between the image with holes and the truth."""
LARGEST_PX = 256
"""Rows and columns of the part to show, the one with the most border of holes."""
STRETCH = (2.0, 98.0)
GAP_PX = 4
OUTLINE = (255, 220, 0)

Mask = NDArray[np.bool_]
Picture = NDArray[np.uint8]


class Pictures:
    """Draws the first fills of each data source and share of holes."""

    def __init__(self, folder: Path, count: int, overwrite: bool) -> None:
        """UsageError if the folder has other contents."""
        check_folder(folder, KIND, overwrite)
        self._folder, self._count = folder, count
        self._drawn: dict[str, Picture] = {}
        self._taken: dict[tuple[str, float], int] = {}

    def take(
        self, row: Mapping[str, Any], scene: FillScene, holes: Mask, images: Mapping[str, Image]
    ) -> None:
        """Draw a fill, if its data source and share have too few pictures."""
        key = row["data"], row["share"]
        number = self._taken.get(key, 0)
        if number < self._count:
            self._taken[key] = number + 1
            name = f"{row['scene'].replace('/', '-')}-{row['share'] * 100:.0f}.png"
            self._drawn[name] = draw_fill(scene, holes, images)

    def write(self, rows: Sequence[Mapping[str, Any]], text: str) -> None:
        """Write the report: all figures, a table, and the pictures."""
        with new_folder(self._folder) as out:
            document = {"kind": KIND, "rows": rows}
            (out / REPORT_NAME).write_text(json.dumps(document, indent=1), encoding="utf-8")
            (out / "table.md").write_text(text, encoding="utf-8")
            for name, picture in self._drawn.items():
                Pillow.fromarray(picture).save(out / name, "PNG", optimize=True)


def draw_fill(scene: FillScene, holes: Mask, images: Mapping[str, Image]) -> Picture:
    """Draw the image with holes, each method's fill, and the truth in one row: 8-bit (h, w, 3)."""
    part = busiest_part(holes)
    low, high = np.percentile(scene.target, STRETCH)

    def grey(image: Image) -> Picture:
        values = (image[:, *part] - low) / max(float(high - low), 1e-6) * 255
        return np.ascontiguousarray(np.moveaxis(np.clip(values, 0, 255).astype(np.uint8), 0, -1))

    edge = outline(holes)[part]
    white = np.where(holes, np.float32(high), scene.target)
    panels = [grey(white)]
    for name in SHOWN:
        if name in images:
            panels.append(grey(np.where(holes, images[name], scene.target)))
            panels[-1][edge] = OUTLINE
    gap = np.full((panels[0].shape[0], GAP_PX, 3), 255, np.uint8)
    row = [part for panel in [*panels, grey(scene.target)] for part in (panel, gap)]
    return np.concatenate(row[:-1], axis=1)


def outline(holes: Mask) -> Mask:
    """Clear pixels that touch a hole (H, W)."""
    padded = np.pad(holes, 1)
    touched = padded[2:, 1:-1] | padded[:-2, 1:-1] | padded[1:-1, 2:] | padded[1:-1, :-2]
    return np.asarray(touched & ~holes)


def busiest_part(holes: Mask) -> tuple[slice, slice]:
    """Return the square of at most ``LARGEST_PX`` with the most border of holes."""
    edges = outline(holes)
    sides = [min(LARGEST_PX, size) for size in holes.shape]
    starts = [
        sorted({*range(0, size - side + 1, 32), size - side})
        for size, side in zip(holes.shape, sides, strict=True)
    ]
    parts = [(slice(r, r + sides[0]), slice(c, c + sides[1])) for r in starts[0] for c in starts[1]]
    return max(parts, key=lambda part: int(edges[part].sum()))

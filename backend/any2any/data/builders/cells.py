"""Where tiles of a scene lie, in latent cells; and in a scene whose images drift apart, by how much each is moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from any2any.data.builders.drift import DriftField
from any2any.spec.modality import REFERENCE_DOWNSAMPLING, WINDOW_LATENT_PX

LARGEST_SPREAD_PX = 1.0
"""Root mean square of the drift around its mean within a tile, above which the tile is quartered."""

SAMPLE_LATENT_PX = 8
"""The drift is sampled so densely: its field is smooth."""

Offset = tuple[int, int]


@dataclass(frozen=True)
class Cells:
    """A rectangle of latent cells of a scene."""

    row: int
    column: int
    rows: int
    columns: int
    offset_px: Offset = (0, 0)
    """Reference pixels down and to the right that the moved image's window lies from the others'."""

    @property
    def quarters(self) -> Iterator[Cells]:
        """Itself in four, of whole cells."""
        down, right = self.rows // 2, self.columns // 2
        for top, left in product((0, down), (0, right)):
            rows, columns = self.rows - down if top else down, self.columns - right if left else right
            yield replace(self, row=self.row + top, column=self.column + left, rows=rows, columns=columns)


def registered(scene: Cells, cells: Cells, field: DriftField) -> Iterator[Cells]:
    """Cut ``cells`` of a scene into tiles within which the drift is nearly the same, and give each its offset.

    Flat ground stays in large tiles, from which training cuts windows at any place; where terrain makes the drift
    change, tiles get as small as one window. A tile whose moved image would reach beyond the scene is pushed inwards,
    so neighbours may overlap by a few cells; the scene as a whole shrinks instead.
    """
    drift = _sample(cells, field)
    mean = drift.mean(axis=0)
    spread_px = float(np.sqrt(((drift - mean) ** 2).sum(axis=1).mean()))
    if spread_px > LARGEST_SPREAD_PX and min(cells.rows, cells.columns) >= 2 * WINDOW_LATENT_PX:
        for quarter in cells.quarters:
            yield from registered(scene, quarter, field)
    else:
        down, right = (round(float(shift)) for shift in mean)
        row, rows = _inside(cells.row, cells.rows, scene.rows, down)
        column, columns = _inside(cells.column, cells.columns, scene.columns, right)
        if rows > 0 and columns > 0:
            yield Cells(row, column, rows, columns, (down, right))


def _sample(cells: Cells, field: DriftField) -> NDArray[np.float64]:
    """Shifts (k, 2) on a regular grid over the cells."""
    rows, columns = (
        start + (np.arange(0, size, SAMPLE_LATENT_PX) + min(SAMPLE_LATENT_PX, size) / 2)
        for start, size in ((cells.row, cells.rows), (cells.column, cells.columns))
    )
    grid = np.meshgrid(rows * REFERENCE_DOWNSAMPLING, columns * REFERENCE_DOWNSAMPLING, indexing="ij")
    return field.at(grid[0].ravel(), grid[1].ravel())


def _inside(start: int, size: int, scene: int, offset_px: int) -> Offset:
    """Start and size for which both the cells and what lies ``offset_px`` further are in the scene."""
    low = max(0, -(offset_px // REFERENCE_DOWNSAMPLING))
    high = min(scene, scene + (-offset_px) // REFERENCE_DOWNSAMPLING)
    size = min(size, high - low)
    return min(max(start, low), high - size), size

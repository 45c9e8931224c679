"""Count the holes of a raster block by block, and find the blocks near holes, which a fill reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.fill.masks import ReadHoles, open_mask
from any2any.fill.plan import FillPlan
from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds
from any2any.requests.fill import FillRequest
from any2any.spec.modality import WINDOW_LATENT_PX

BLOCK_PX = 256
"""Side of the blocks in which holes are counted."""
NEAR_PX = WINDOW_LATENT_PX * 8 + 64
"""Distance from a hole at which pixels affect its translation: a window of the finest modality, and the VAE's halo."""

Counts = NDArray[np.int64]
"""(rows of blocks, columns of blocks)."""


class HoledRaster:
    """Reads the raster to fill together with its holes, for one thread."""

    def __init__(self, reader: RasterReader, holes: ReadHoles, bounds: Bounds) -> None:
        self._reader, self._holes, self._bounds = reader, holes, bounds

    def read(self, bounds: Bounds) -> tuple[NDArray[np.generic], NDArray[np.bool_], NDArray[np.bool_]]:
        """Read pixels inside the raster: file values (C, h, w), holes (h, w) and clear pixels (h, w)."""
        values, valid = self._reader.read(bounds)
        holes = self._holes(bounds, valid)
        return values, holes, valid & ~holes


@contextmanager
def open_holed(request: FillRequest, plan: FillPlan) -> Iterator[HoledRaster]:
    """Open the raster to fill and its mask."""
    with open_raster(plan.path) as dataset, open_mask(request, plan.grid) as holes:
        yield HoledRaster(RasterReader(dataset, plan.path, plan.bands, plan.empty), holes, plan.grid.bounds)


@dataclass(frozen=True)
class HoleMap:
    """Numbers of hole pixels and of clear pixels in each block."""

    holes: Counts
    clear: Counts

    @property
    def near(self) -> NDArray[np.bool_]:
        """Whether each block has a hole or is near one."""
        margin = -(-NEAR_PX // BLOCK_PX)
        near = np.zeros(self.holes.shape, bool)
        for row, column in zip(*np.nonzero(self.holes), strict=True):
            rows, columns = (slice(max(0, at - margin), at + margin + 1) for at in (row, column))
            near[rows, columns] = True
        return near

    def clearest(self, side_px: int, grid: Bounds) -> Bounds:
        """Return the square with the most clear pixels near holes; its side is at most ``side_px``."""
        many = max(1, side_px // BLOCK_PX)
        clear = self.clear * self.near
        rows, columns = (max(1, size - many + 1) for size in clear.shape)
        counts = {
            (r, c): int(clear[r : r + many, c : c + many].sum()) for r in range(rows) for c in range(columns)
        }
        row, column = max(counts, key=lambda place: counts[place])
        first = Bounds(row * BLOCK_PX, (row + many) * BLOCK_PX, column * BLOCK_PX, (column + many) * BLOCK_PX)
        return first.clipped(grid)

    def bounds_near(self, grid: Bounds) -> list[Bounds]:
        """Return the blocks near holes, row by row."""
        near = self.near
        return [block for block, index in _blocks(grid) if near[index]]


def _blocks(grid: Bounds) -> Iterator[tuple[Bounds, tuple[int, int]]]:
    for block in grid.blocks(BLOCK_PX, BLOCK_PX):
        yield block, (block.row_start // BLOCK_PX, block.col_start // BLOCK_PX)


def count_holes(raster: HoledRaster, grid: Bounds) -> HoleMap:
    """Count the hole pixels and the clear pixels of every block; whole rows of blocks are read at once."""
    shape = -(-grid.height // BLOCK_PX), -(-grid.width // BLOCK_PX)
    holes, clear = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    edges = np.arange(0, grid.width, BLOCK_PX)
    for band in grid.blocks(BLOCK_PX, grid.width):
        _, hole, known = raster.read(band)
        row = band.row_start // BLOCK_PX
        for counts, mask in ((holes, hole), (clear, known)):
            counts[row] = np.add.reduceat(mask.sum(axis=0, dtype=np.int64), edges)
    return HoleMap(holes, clear)

"""Which blocks of a GeoTIFF were ever written: huge rasters with little data cost as much as their data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rasterio.io import DatasetReader

from any2any.raster.window import Bounds

SMALLEST_BLOCK_PX = 4096
"""Asking about smaller blocks one by one takes longer than reading them."""


class Coverage:
    """The written blocks of one open GeoTIFF, for the thread that opened it; each is looked up once."""

    def __init__(self, dataset: DatasetReader, bands: Sequence[int]) -> None:
        self._dataset = dataset
        pixel_interleaved = dataset.profile.get("interleave") == "pixel"
        self._bands = tuple(bands)[:1] if pixel_interleaved else tuple(bands)
        self._whole = Bounds(0, dataset.height, 0, dataset.width)
        self._height, self._width = dataset.block_shapes[bands[0] - 1]
        shape = -(-dataset.height // self._height), -(-dataset.width // self._width)
        self._written = np.full(shape, -1, np.int8)  # -1: not looked up yet

    def blocks(self, within: Bounds) -> Iterator[Bounds]:
        """Yield the written blocks that touch a rectangle, in row order, clipped to the raster."""
        inside = within.clipped(self._whole)
        for row in range(inside.row_start // self._height, -(-inside.row_stop // self._height)):
            for col in range(inside.col_start // self._width, -(-inside.col_stop // self._width)):
                if self._is_written(row, col):
                    top, left = row * self._height, col * self._width
                    yield Bounds(top, top + self._height, left, left + self._width).clipped(self._whole)

    def data(self, within: Bounds) -> Bounds:
        """Return the smallest part of a rectangle that holds all its written blocks; empty without any."""
        blocks = list(self.blocks(within))
        if not blocks:
            return Bounds(within.row_start, within.row_start, within.col_start, within.col_start)
        return Bounds(
            min(block.row_start for block in blocks),
            max(block.row_stop for block in blocks),
            min(block.col_start for block in blocks),
            max(block.col_stop for block in blocks),
        ).clipped(within)

    def _is_written(self, row: int, col: int) -> bool:
        if self._written[row, col] < 0:
            item = f"BLOCK_OFFSET_{col}_{row}"
            self._written[row, col] = any(
                self._dataset.get_tag_item(item, "TIFF", bidx=band) is not None for band in self._bands
            )
        return bool(self._written[row, col])


def coverage_of(dataset: DatasetReader, bands: Sequence[int], empty: Sequence[float] = ()) -> Coverage | None:
    """Return a raster's coverage; None where its unwritten blocks are not known or may mean values.

    GDAL reads an unwritten block as nodata, without a declared nodata value as 0. ``empty``: undeclared values that
    mean that nothing was measured.
    """
    if 0 not in empty and any(dataset.nodatavals[band - 1] is None for band in bands):
        return None
    return written_blocks(dataset, bands)


def written_blocks(dataset: DatasetReader, bands: Sequence[int]) -> Coverage | None:
    """Return which blocks were written, whatever the others read as; None if the format or small blocks do not say."""
    height, width = dataset.block_shapes[bands[0] - 1]
    if dataset.driver != "GTiff" or height * width < SMALLEST_BLOCK_PX:
        return None
    return Coverage(dataset, bands)

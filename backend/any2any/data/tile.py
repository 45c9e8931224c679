"""Read crops of an index's tiles as model values, and fill their holes, so that networks never see NaN."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.io import DatasetReader

from any2any.data.bands import BandPart, BandTerm, of_bands, parse_band_grammar, parse_radiometry
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile, TileFile
from any2any.data.index.schema import size_latent_px as size_latent_px
from any2any.errors import Any2AnyError, UsageError
from any2any.raster.opening import GDAL_ERRORS, open_quietly
from any2any.raster.radiometry import POWER, to_model_values
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds
from any2any.spec.modality import Modality, Quantity

OPEN_FILES = 32
"""Open raster files per thread."""

LARGEST_NODATA_SHARE = 0.05
"""A crop with more nodata than this in any modality is neither trained on nor scored."""

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Crop:
    """A rectangle of a tile in latent cells, without pixels."""

    tile: Tile
    row: int
    """First cell, from the tile's upper edge."""
    column: int
    rows: int
    columns: int


class CorruptTileError(Any2AnyError):
    """A tile's file is missing, damaged, or does not match the index."""


class TileReader:
    """Reads windows of tiles from any thread; each thread has its own file handles, as GDAL requires."""

    def __init__(self, index: TileIndex) -> None:
        self._index = index
        self._local = threading.local()

    def read_crop(self, crop: Crop, modality: str) -> Array:
        """Read a crop; results and errors as for ``read``."""
        return self.read(crop.tile, modality, crop.row, crop.column, crop.rows, crop.columns)

    def read(self, tile: Tile, modality: str, row: int, column: int, rows: int, columns: int) -> Array:
        """Read a window of latent cells, counted from the tile's upper left.

        Returns model values (C, rows * f, columns * f) in [-1, 1], float32; NaN in all bands if any file's pixel, or
        one averaged into it, is nodata, masked or not finite. ValueError if the window is not in the tile; UsageError
        if the tile lacks the modality; CorruptTileError if a file cannot be read or does not cover the tile.
        """
        spec = self._index.modality(modality)
        file = tile.files.get(modality)
        if file is None:
            raise UsageError(f"scene {tile.scene} has no {modality}: it has {', '.join(tile.files)}")
        cells = Bounds(row, row + rows, column, column + columns)
        pixels, whole = cells.times(spec.downsampling), Bounds(0, file.height, 0, file.width)
        if cells.is_empty or pixels.clipped(whole) != pixels:
            raise ValueError(
                f"cells {cells} are not in the tile of {file.height} x {file.width} {modality} pixels"
            )
        try:
            values = self._read_file(file, spec, pixels)
        except (Any2AnyError, *GDAL_ERRORS, OSError) as error:
            raise CorruptTileError(f"scene {tile.scene}, {modality}: {error}") from error
        values[:, np.isnan(values).any(axis=0)] = np.nan
        return to_model_values(values, spec)

    def _read_file(self, file: TileFile, modality: Modality, pixels: Bounds) -> Array:
        """Physical values (C, h, w) of pixels of the tile; NaN where any part has none."""
        encoding = parse_radiometry(file.radiometry, modality)
        values = np.empty((modality.channels, pixels.height, pixels.width), np.float32)
        band = 0
        for path, part in zip(self._index.resolve(file), parse_band_grammar(file.bands), strict=True):
            end = band + len(part.terms)
            fine = self._read_part(path, part, file, pixels)
            physical = of_bands(encoding, band, end).to_physical(fine)
            values[band:end] = average(physical, part.averaged, modality.quantity)
            band = end
        return values

    def _read_part(self, path: Path, part: BandPart, file: TileFile, pixels: Bounds) -> Array:
        """File values (terms, h * N, w * N) of one part; NaN where invalid."""
        reader = self._open(path, part.numbers)
        tile = Bounds(file.y, file.y + file.height, file.x, file.x + file.width).times(part.averaged)
        if tile.clipped(reader.bounds) != tile:
            raise CorruptTileError(
                f"{path} of {reader.bounds.width} x {reader.bounds.height} pixels does not cover the tile at columns "
                f"{tile.col_start} to {tile.col_stop}, rows {tile.row_start} to {tile.row_stop}: build the index again"
            )
        top, left = file.y, file.x
        window = Bounds(
            top + pixels.row_start, top + pixels.row_stop, left + pixels.col_start, left + pixels.col_stop
        )
        raw, valid = reader.read(window.times(part.averaged))
        with np.errstate(over="ignore"):  # a nodata value beyond float32 becomes infinite here, and NaN below
            values = raw.astype(np.float32)
        values[:, ~valid] = np.nan
        return np.stack([_sum(term, values, part.numbers) for term in part.terms])

    def _open(self, path: Path, bands: tuple[int, ...]) -> RasterReader:
        handles: OrderedDict[tuple[Path, tuple[int, ...]], tuple[DatasetReader, RasterReader]]
        handles = self._local.__dict__.setdefault("handles", OrderedDict())
        key = (path, bands)
        if key not in handles:
            while len(handles) >= OPEN_FILES:
                handles.popitem(last=False)[1][0].close()
            handles[key] = _open(path, bands)
        handles.move_to_end(key)
        return handles[key][1]


def _open(path: Path, bands: tuple[int, ...]) -> tuple[DatasetReader, RasterReader]:
    # Listing a folder of a hundred thousand chips takes longer than reading one.
    with rasterio.Env(GDAL_DISABLE_READDIR_ON_OPEN="TRUE"):
        dataset = open_quietly(path)
    if bands[-1] > dataset.count:
        with dataset:
            raise CorruptTileError(f"{path} has {dataset.count} band(s), the index asks for band {bands[-1]}")
    return dataset, RasterReader(dataset, str(path), bands)


def _sum(term: BandTerm, values: Array, numbers: tuple[int, ...]) -> Array:
    scaled = (
        values[numbers.index(band)] * np.float32(weight) if weight != 1 else values[numbers.index(band)]
        for weight, band in term.weights
    )
    return reduce(np.add, scaled)


def average(values: Array, side: int, quantity: Quantity) -> Array:
    """Average side x side pixels: (C, h * side, w * side) -> (C, h, w); NaN if any of them is.

    Backscatter in dB is averaged as power, as a radar with larger pixels would measure it.
    """
    if side == 1:
        return values
    c, rows, columns = values.shape
    blocks = values.reshape(c, rows // side, side, columns // side, side)
    if quantity != "backscatter_db":
        return np.asarray(blocks.mean(axis=(2, 4)))
    power = np.power(np.float32(10.0), blocks / 10).mean(axis=(2, 4))
    return POWER.to_physical(power)


_STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1))


def fill_holes(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fill each NaN pixel of (C, h, w) from the nearest valid pixel; ValueError if there is none.

    A pixel is a hole if any band is NaN. Distance counts steps along rows and columns.
    """
    hole: NDArray[np.bool_] = np.asarray(np.isnan(values).any(axis=0))
    if hole.all():
        raise ValueError(f"all {hole.size} pixels are holes, so nothing can fill them")
    filled = values.copy()
    while hole.any():
        rim = np.zeros_like(hole)
        for row, column in _STEPS:
            rows, columns = np.nonzero(hole & ~rim)
            from_rows = np.clip(rows + row, 0, hole.shape[0] - 1)
            from_columns = np.clip(columns + column, 0, hole.shape[1] - 1)
            known = ~hole[from_rows, from_columns]
            filled[:, rows[known], columns[known]] = filled[:, from_rows[known], from_columns[known]]
            rim[rows[known], columns[known]] = True
        hole &= ~rim
    return filled

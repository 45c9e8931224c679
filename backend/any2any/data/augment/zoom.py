"""Crops of other pixel sizes: a larger or smaller area, resampled to the crop's pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile
from any2any.data.tile import TileReader, size_latent_px
from any2any.raster.radiometry import POWER, from_model_values, to_model_values
from any2any.spec.modality import Modality

Values = NDArray[np.float32]


class ZoomedReader(TileReader):
    """Reads windows of tiles as a sensor with larger or smaller pixels would see their middle.

    The pixel size is up to 1 + ``zoom`` times the tile's, or its inverse, log-uniform as far as whole latent cells
    allow. It depends only on the seed, the tile and the window's place, so it is the same for all modalities. A tile
    that is too small for larger pixels is read whole.
    """

    def __init__(self, index: TileIndex, zoom: float, seed: int) -> None:
        super().__init__(index)
        self._modalities = {m.name: m for m in index.modalities}
        self._zoom = zoom
        self._seed = seed

    def read(self, tile: Tile, modality: str, row: int, column: int, rows: int, columns: int) -> Values:
        """Read like ``TileReader``, (C, rows * f, columns * f), but a larger or smaller area around the same middle."""
        spec = self._modalities[modality]
        factor = self._factor(tile, row, column)
        height, width = size_latent_px(tile, self._modalities)
        first_row, seen_rows = _seen(row, rows, height, factor)
        first_column, seen_columns = _seen(column, columns, width, factor)
        values = super().read(tile, modality, first_row, first_column, seen_rows, seen_columns)
        if (seen_rows, seen_columns) == (rows, columns):
            return values
        return resampled(values, rows * spec.downsampling, columns * spec.downsampling, spec)

    def _factor(self, tile: Tile, row: int, column: int) -> float:
        around = np.random.default_rng([self._seed, tile.number, row, column]).uniform(-1.0, 1.0)
        return float((1.0 + self._zoom) ** around)


def _seen(first: int, size: int, whole: int, factor: float) -> tuple[int, int]:
    """Return first cell and size of a run ``factor`` times as long, around the same middle, within 0 .. ``whole``."""
    seen = min(max(round(size * factor), 1), whole)
    return min(max(first + (size - seen) // 2, 0), whole - seen), seen


def resampled(values: Values, rows: int, columns: int, modality: Modality) -> Values:
    """Resample model values (C, H, W) to (C, rows, columns): the mean over each new pixel's area, or in between.

    Larger pixels get the mean of the ground they cover, smaller ones are interpolated linearly. Backscatter is averaged
    as power. NaN if any contributing pixel is NaN.
    """
    if modality.quantity != "backscatter_db":
        return _along_rows(_along_columns(values, columns), rows)
    power = np.power(np.float32(10), from_model_values(values, modality) / 10)
    return to_model_values(POWER.to_physical(_along_rows(_along_columns(power, columns), rows)), modality)


def _along_rows(values: Values, size: int) -> Values:
    return np.ascontiguousarray(_along_columns(values.swapaxes(-1, -2), size).swapaxes(-1, -2))


def _along_columns(values: Values, size: int) -> Values:
    """(C, H, W) to (C, H, size)."""
    taps, weights = _weights(values.shape[-1], size)
    out = values[..., taps[0]] * weights[0]
    for tap, weight in zip(taps[1:], weights[1:], strict=True):
        out += values[..., tap] * weight
    return out


def _weights(old: int, new: int) -> tuple[NDArray[np.int64], Values]:
    """(taps, new): the old pixels that contribute to each new one, and their weights, which sum to 1."""
    scale = old / new
    # A new pixel's edges; where new pixels are smaller than old ones, a box of an old one's size interpolates linearly.
    middle, half = (np.arange(new) + 0.5) * scale, max(scale, 1.0) / 2
    low, high = middle - half, middle + half
    first = np.floor(low).astype(np.int64)
    taps = first + np.arange(int(np.ceil(2 * half)) + 1)[:, None]
    weights = np.clip(np.minimum(high, taps + 1) - np.maximum(low, taps), 0, None)
    weights[weights < 1e-6] = 0  # rounding: a pixel that is only touched does not contribute
    inside = np.clip(taps, 0, old - 1)
    # A tap without weight must not contribute NaN.
    inside = np.where(weights > 0, inside, inside[weights.argmax(axis=0), np.arange(new)])
    return inside, (weights / weights.sum(axis=0)).astype(np.float32)

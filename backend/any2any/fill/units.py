"""All bands of a raster between file values and physical ones: those of its modality, and the others it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.raster.radiometry import SMALLEST, Encoding, Transfer


@dataclass(frozen=True)
class BandUnits:
    """How the bands of one raster store their values: see ``Encoding``; a scale and an offset for each band."""

    transfer: Transfer
    scale: tuple[float, ...]
    offset: tuple[float, ...]
    floor: float = 0.0

    @staticmethod
    def of(encoding: Encoding, known: Sequence[int], bands: int) -> BandUnits:
        """Take over an encoding of the bands ``known`` (from 0) for all ``bands``.

        Where it differs from band to band, bands that it does not know stay as they are in the file.
        """
        scale, offset = (_spread(value, known, bands) for value in (encoding.scale, encoding.offset))
        if isinstance(encoding.scale, tuple) or isinstance(encoding.offset, tuple):
            others = [band for band in range(bands) if band not in known]
            for band in others:
                scale[band], offset[band] = 1.0, 0.0
        return BandUnits(encoding.transfer, tuple(scale), tuple(offset), encoding.floor)

    def to_physical(self, values: NDArray[np.generic]) -> NDArray[np.float32]:
        """Turn file values (C, H, W) into physical ones, float32."""
        return Encoding("", self.scale, self.offset, self.transfer, self.floor).to_physical(values)

    def to_file(self, physical: NDArray[np.floating]) -> NDArray[np.float64]:
        """Turn physical values (C, H, W) into file values, not rounded yet; the inverse of ``to_physical``."""
        scale, offset = (np.asarray(part, np.float64)[:, None, None] for part in (self.scale, self.offset))
        rest = physical.astype(np.float64) - offset
        if self.transfer == "linear":
            return np.asarray(rest / scale)
        root = 10.0 if self.transfer == "power_to_db" else 20.0
        return np.asarray(np.maximum(10.0 ** (rest / root) / scale, SMALLEST))


def _spread(value: float | tuple[float, ...], known: Sequence[int], bands: int) -> list[float]:
    if not isinstance(value, tuple):
        return [value] * bands
    result = [1.0] * bands
    for band, number in zip(known, value, strict=True):
        result[band] = number
    return result


def cast(values: NDArray[np.float64], dtype: str, nodata: Sequence[float | None]) -> NDArray[np.generic]:
    """Round and clip file values (C, H, W) into a type, and step aside where that would give nodata.

    Zero is no such value for more than one band: a pixel is a hole there only if all bands are zero.
    """
    kind = np.dtype(dtype)
    if kind.kind == "f":
        result = values.astype(kind)
    else:
        limits = np.iinfo(dtype)
        result = np.clip(np.rint(values), limits.min, limits.max).astype(kind)
    for band, hole in zip(result, nodata, strict=True):
        if hole is not None and np.isfinite(hole):
            band[band == hole] = _beside(hole, dtype)
    return result


def _beside(value: float, dtype: str) -> float:
    kind = np.dtype(dtype)
    if kind.kind == "f":
        return float(np.nextafter(kind.type(value), kind.type(0 if value else 1)))
    return value - 1 if value >= np.iinfo(dtype).max else value + 1

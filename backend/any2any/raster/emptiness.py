"""Which values mean "nothing was measured": declared nodata with GDAL's tolerance, and undeclared fills."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LARGEST_FLOAT32 = float(np.finfo(np.float32).max)


def equals_nodata(values: NDArray[np.generic], nodata: float) -> NDArray[np.bool_]:
    """Where values of any real type and shape are the declared nodata, as GDAL compares them.

    Text cuts digits off a number, so floats may differ in the last two; whole numbers must be equal. A nodata
    near the largest float32, such as -3.40282e+38, stands for it.
    """
    if not np.issubdtype(values.dtype, np.floating):
        return np.asarray(values == nodata)
    if abs(nodata) > LARGEST_FLOAT32 * (1 - 1e-5):
        return np.asarray(
            (np.sign(values) == np.sign(nodata)) & (np.abs(values) > LARGEST_FLOAT32 * (1 - 1e-5))
        )
    near = 4 * 2.0 ** -(52 if values.dtype.itemsize > 4 else 23) * abs(nodata)
    return np.asarray(np.abs(values.astype(np.float64) - nodata) <= near)


BEYOND_MEASURE = 1e30
"""No sensor measures this: it is netCDF's 9.97e36, or the largest float of either sign."""
_FILLS = (-9999, -32768)
BORDER_PX = 16
"""A solid square of this side at the raster's edge is a border."""


def is_fill(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Where values of any real type and shape are a fill that no sensor measures, whether declared or not."""
    if np.issubdtype(values.dtype, np.floating):
        return np.asarray((np.abs(values) > BEYOND_MEASURE) | np.isin(values, _FILLS))
    if np.issubdtype(values.dtype, np.signedinteger) and values.dtype.itemsize > 1:
        return np.isin(values, _FILLS)
    return np.zeros(values.shape, bool)


def border_candidates(dtype: str) -> tuple[float, ...]:
    """Return the values that mean nothing only where they form a border."""
    if dtype == "uint8":
        return (0.0, 255.0)
    return (0.0, 65535.0) if dtype == "uint16" else (0.0,)


BYTES_SOLID = 0.9
"""Bytes are display imagery, where 0 and 255 are grey levels too: at least this share must lie in solid squares."""


def solid_share(fill: NDArray[np.bool_]) -> tuple[int, int]:
    """Return how many fill pixels (h, w) lie in solid squares of BORDER_PX, and how many there are."""
    side = min(BORDER_PX, *fill.shape)
    corner = _square_sums(fill, side) == side * side  # (h - side + 1, w - side + 1), the square's first pixel
    reach = np.pad(corner, side - 1)
    return int((_square_sums(reach, side) > 0).sum()), int(fill.sum())


def _square_sums(values: NDArray[np.bool_], side: int) -> NDArray[np.int64]:
    """Sums over every square of a side inside (h, w)."""
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1), np.int64)
    sums[1:, 1:] = values.cumsum(axis=0, dtype=np.int64).cumsum(axis=1)
    return sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]


def has_solid_edge(fill: NDArray[np.bool_], top: bool, bottom: bool, left: bool, right: bool) -> bool:
    """Whether fill pixels (h, w) hold a solid square at one of the sides that are the raster's own edges."""
    strips = (
        *([fill[:BORDER_PX]] if top else []),
        *([fill[-BORDER_PX:]] if bottom else []),
        *([fill[:, :BORDER_PX].T] if left else []),
        *([fill[:, -BORDER_PX:].T] if right else []),
    )
    return any(_has_solid_square(strip) for strip in strips)


def _has_solid_square(strip: NDArray[np.bool_]) -> bool:
    """Whether a strip (up to BORDER_PX, w) is full over BORDER_PX columns in a row, or over all it has."""
    full = strip.all(axis=0)
    size = min(BORDER_PX, full.size)
    return size > 0 and bool((np.convolve(full, np.ones(size, int), "valid") == size).any())

"""The pixel grid of a raster, the valid mask on another modality's grid, and values that count as nodata."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot, isfinite

import numpy as np
from numpy.typing import NDArray

from any2any.raster.window import Bounds

Transform = tuple[float, float, float, float, float, float]
"""Affine (a, b, c, d, e, f): x = a * col + b * row + c, y = d * col + e * row + f."""

FARTHEST = 1e9
"""No map of the Earth has coordinates this large: in feet, half the equator is 7e7."""


@dataclass(frozen=True)
class PixelGrid:
    """The pixel grid of a raster, rotated or not, georeferenced or not."""

    height: int
    width: int
    transform: Transform | None = None
    """Pixel corner to CRS coordinates; None where the raster has none."""
    crs_wkt: str | None = None

    def __post_init__(self) -> None:
        if self.height < 1 or self.width < 1:
            raise ValueError(f"a raster of {self.width} x {self.height} pixels is empty")

    @property
    def bounds(self) -> Bounds:
        """All pixels."""
        return Bounds(0, self.height, 0, self.width)

    @property
    def pixel_size_xy(self) -> tuple[float, float] | None:
        """Lengths of a pixel's sides along columns and rows, in CRS units."""
        if self.transform is None:
            return None
        a, b, _, d, e, _ = self.transform
        return hypot(a, d), hypot(b, e)

    @property
    def is_possible(self) -> bool:
        """Whether the transform, if there is one, is invertible and stays within possible map coordinates."""
        if self.transform is None:
            return True
        a, b, c, d, e, f = self.transform
        corners = [abs(t) for t in (c, f, a * self.width, b * self.height, d * self.width, e * self.height)]
        return max(corners) < FARTHEST and a * e - b * d != 0 and all(map(isfinite, self.transform))

    def xy(self, row: float, col: float) -> tuple[float, float]:
        """CRS coordinates of a pixel corner; ValueError without a transform."""
        if self.transform is None:
            raise ValueError("the grid has no transform")
        a, b, c, d, e, f = self.transform
        return a * col + b * row + c, d * col + e * row + f

    def crop(self, bounds: Bounds) -> PixelGrid:
        """Grid of a rectangle of these pixels."""
        transform = self.transform
        if transform is not None:
            x, y = self.xy(bounds.row_start, bounds.col_start)
            a, b, _, d, e, _ = transform
            transform = (a, b, x, d, e, y)
        return replace(self, height=bounds.height, width=bounds.width, transform=transform)

    def scaled(self, numerator: int, denominator: int) -> PixelGrid:
        """Grid with ``numerator`` pixels for every ``denominator`` of this one, same origin.

        Sizes round up, so that no ground is lost: 7 pixels scaled by 1/2 are 4.
        """
        transform = self.transform
        if transform is not None:
            a, b, c, d, e, f = transform
            n, m = numerator, denominator
            transform = (a * m / n, b * m / n, c, d * m / n, e * m / n, f)
        return replace(
            self,
            height=-(-self.height * numerator // denominator),
            width=-(-self.width * numerator // denominator),
            transform=transform,
        )


def resample_valid(
    valid: NDArray[np.bool_], source_downsampling: int, target_downsampling: int
) -> NDArray[np.bool_]:
    """Take a valid mask (h, w) of whole latent cells from the source's pixels to the target's.

    Finer targets repeat it; a coarser pixel is valid if at least half of its fine pixels are.
    """
    if target_downsampling >= source_downsampling:
        times = target_downsampling // source_downsampling
        return valid.repeat(times, axis=0).repeat(times, axis=1)
    side = source_downsampling // target_downsampling
    fine = valid.reshape(valid.shape[0] // side, side, valid.shape[1] // side, side)
    return np.asarray(2 * fine.sum(axis=(1, 3)) >= side * side)


LARGEST_FLOAT32 = float(np.finfo(np.float32).max)


def equals_nodata(values: NDArray[np.generic], nodata: float) -> NDArray[np.bool_]:
    """Where values of any real type and shape are the declared nodata, as GDAL compares them.

    Text cuts digits off a number, so floats may differ in the last two; whole numbers must be equal. A nodata near the
    largest float32, such as -3.40282e+38, counts as the largest.
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
    """Return the values that count as nodata only if they form a border."""
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
    """Whether a strip (up to BORDER_PX, w) is full over BORDER_PX consecutive columns, or over all columns if it is
    shorter."""
    full = strip.all(axis=0)
    size = min(BORDER_PX, full.size)
    return size > 0 and bool((np.convolve(full, np.ones(size, int), "valid") == size).any())

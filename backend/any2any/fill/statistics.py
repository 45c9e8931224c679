"""Statistics of images with holes: local ones, the regression's columns, and residuals at borders.

Compact support makes a result independent of how a raster is cut into blocks, if each block is read with a halo.

Successive corrections (Cressman 1959, Barnes 1964): the residual of the clear pixels is averaged with a wide kernel,
the remainder with a narrower one, and so on. A pixel far from all clear ones gets no correction. All kernels have
compact support, so a block with a halo of ``BORDER_REACH_PX`` gives the same result as the whole raster. The residual
of a single roof or boat says nothing about the ground beyond the border, so narrow kernels clip unusual residuals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
"""(bands, rows, columns); NaN without data."""
Mask = NDArray[np.bool_]


def shown(image: Image) -> Mask:
    """Where all bands of an image (C, H, W) have data, (H, W)."""
    return np.asarray(np.isfinite(image).all(axis=0), np.bool_)


def box_sum(values: NDArray[np.floating], radius: int) -> NDArray[np.float64]:
    """Sum over squares of 2 * radius + 1 pixels of (..., H, W), zero beyond the edge. Float64.

    By differences of running sums, so the cost does not depend on the radius.
    """
    result = values.astype(np.float64)
    for axis in (-2, -1):
        result = _sum_along(result, radius, axis)
    return result


def _sum_along(values: NDArray[np.float64], radius: int, axis: int) -> NDArray[np.float64]:
    size = values.shape[axis]
    pad = [(0, 0)] * values.ndim
    pad[axis] = (1, 0)
    running = np.cumsum(np.pad(values, pad), axis=axis)
    index = np.arange(size)
    upper = np.take(running, np.minimum(index + radius + 1, size), axis=axis)
    return upper - np.take(running, np.maximum(index - radius, 0), axis=axis)


def local_mean(image: Image, radius: int) -> Image:
    """Mean of the data in squares of 2 * radius + 1 pixels, (C, H, W); NaN without data."""
    known = np.isfinite(image)
    total, count = box_sum(np.where(known, image, 0), radius), box_sum(known.astype(np.float32), radius)
    mean = np.full(image.shape, np.nan, np.float32)
    np.divide(total, count, out=mean, where=count > 0.5, casting="same_kind")
    return mean


def local_deviation(image: Image, radius: int) -> Image:
    """Standard deviation of the data in squares of 2 * radius + 1 pixels, (C, H, W); NaN without data."""
    mean = local_mean(image, radius)
    variance = local_mean(np.square(image - mean), radius)
    return np.sqrt(variance, out=variance)


def smooth(values: NDArray[np.floating], radius: int) -> NDArray[np.float64]:
    """Three box sums in a row, (..., H, W): nearly a Gaussian of standard deviation ``radius``, reaching 3 * radius.

    The weights sum to 1; values beyond the edge are zero.
    """
    result = values.astype(np.float64)
    for _ in range(3):
        result = box_sum(result, radius)
    return result / float(2 * radius + 1) ** 6


BORDER_RADII_PX = (32, 16, 8, 4, 2, 1)
"""Kernels from wide to narrow; each reaches three times its radius."""
PRIOR_PX = 4.0
"""Number of clear pixels at which a kernel follows the residual by half."""

CUT = 3.0
"""Narrow kernels carry at most this many robust standard deviations."""
CUT_FROM_PX = 8
"""The widest kernel that is clipped; a wider one averages over enough pixels that one roof does not matter."""

BORDER_REACH_PX = 3 * sum(BORDER_RADII_PX)
"""Pixels around a block that its corrections depend on."""


def spread(
    residual: Image, clear: Mask, deviation: Image | None = None, radii: tuple[int, ...] = BORDER_RADII_PX
) -> Image:
    """Carry the residual (C, H, W) of the clear pixels (H, W) to all pixels; float32.

    ``deviation``: the residual's robust standard deviation (C, H, W), which clips narrow kernels; None: no clipping;
    ``radii``: of the kernels, from wide to narrow.
    """
    known = np.where(clear, residual, 0).astype(np.float64)
    weight = clear.astype(np.float64)
    result = np.zeros(residual.shape, np.float64)
    for radius in radii:
        left = known - result * weight
        if deviation is not None and radius <= CUT_FROM_PX:
            left = np.clip(left, -CUT * deviation, CUT * deviation)
        result += _step(left, weight, radius)
    return result.astype(np.float32)


def _step(left: NDArray[np.float64], weight: NDArray[np.float64], radius: int) -> NDArray[np.float64]:
    doubt = PRIOR_PX / float(2 * radius + 1) ** 2
    return smooth(left, radius) / (smooth(weight, radius) + doubt)


Kind = Literal["source", "translation", "reference"]

COLUMN_RADII_PX: dict[Kind, tuple[int, ...]] = {
    "source": (1, 3, 8, 16),
    "translation": (3, 16),
    "reference": (1, 4),
}
"""Radii of the squares over which a layer is averaged: means reduce speckle and show the surroundings."""
DEVIATION_PX = 3
"""Radius of the square for roughness."""

COLUMN_REACH_PX = 2 * DEVIATION_PX + max(max(radii) for radii in COLUMN_RADII_PX.values())
"""Pixels around a block that its columns depend on."""


def columns(image: Image, kind: Kind) -> Image:
    """Return the columns (F, H, W) of one layer (C, H, W): values, means and roughness; NaN where it has no data."""
    parts = [image, *(local_mean(image, radius) for radius in COLUMN_RADII_PX[kind])]
    if kind != "translation":
        parts.append(local_deviation(image, DEVIATION_PX))
    result = np.concatenate(parts)
    result[:, ~np.isfinite(image).all(axis=0)] = np.nan
    return result


def all_columns(layers: Sequence[tuple[Image, Kind]]) -> Image:
    """Return the columns (F, H, W) of several layers."""
    return np.concatenate([columns(image, kind) for image, kind in layers])

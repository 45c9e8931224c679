"""Statistics of images with holes: local means, the columns of the regression, and corrections near clear pixels.

All kernels have compact support. So a block that is read with a halo gives the same result as the whole raster.

The corrections are successive corrections (Cressman 1959, Barnes 1964): the residual of the clear pixels is averaged
with a wide kernel, the remainder with a narrower one, and so on. Pixels far from all clear pixels get no correction.
The residual of a single roof or boat says nothing about the ground beyond the border, so narrow kernels clip unusual
residuals.
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
    """Whether all bands of an image (C, H, W) have data, (H, W)."""
    return np.asarray(np.isfinite(image).all(axis=0), np.bool_)


def box_sum(values: NDArray[np.floating], radius: int) -> NDArray[np.float64]:
    """Sum (..., H, W) over squares of 2 * radius + 1 pixels, with zeros beyond the edge; float64.

    It takes differences of running sums, so the cost does not depend on the radius.
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
    """Return the mean of the data in squares of 2 * radius + 1 pixels, (C, H, W); NaN without data."""
    known = np.isfinite(image)
    total, count = box_sum(np.where(known, image, 0), radius), box_sum(known.astype(np.float32), radius)
    mean = np.full(image.shape, np.nan, np.float32)
    np.divide(total, count, out=mean, where=count > 0.5, casting="same_kind")
    return mean


def local_deviation(image: Image, radius: int) -> Image:
    """Return the standard deviation of the data in squares of 2 * radius + 1 pixels, (C, H, W); NaN without data."""
    mean = local_mean(image, radius)
    variance = local_mean(np.square(image - mean), radius)
    return np.sqrt(variance, out=variance)


def smooth(values: NDArray[np.floating], radius: int) -> NDArray[np.float64]:
    """Filter (..., H, W) with three box means in a row: nearly a Gaussian of standard deviation ``radius``.

    The kernel reaches 3 * radius and sums to 1; values beyond the edge are zero.
    """
    result = values.astype(np.float64)
    for _ in range(3):
        result = box_sum(result, radius)
    return result / float(2 * radius + 1) ** 6


BORDER_RADII_PX = (32, 16, 8, 4, 2, 1)
"""Radii of the kernels, from wide to narrow; each kernel reaches three times its radius."""
PRIOR_PX = 4.0
"""Number of clear pixels under a kernel at which a correction is half of the mean residual."""

CUT = 3.0
"""Narrow kernels clip residuals to this number of robust standard deviations."""
CUT_FROM_PX = 8
"""Radius of the widest kernel that clips; wider ones average over so many pixels that one roof does not matter."""

BORDER_REACH_PX = 3 * sum(BORDER_RADII_PX)
"""Corrections of a block depend on pixels up to this distance around it."""


def successive_corrections(
    residual: Image, clear: Mask, deviation: Image | None = None, radii: tuple[int, ...] = BORDER_RADII_PX
) -> Image:
    """Spread the residual (C, H, W) of the clear pixels (H, W) to all pixels; float32.

    ``deviation``: robust standard deviation of the residual (C, H, W), for clipping; None: no clipping. ``radii``:
    those of the kernels, from wide to narrow.
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
"""Radii of the squares over which a layer is averaged; means reduce speckle and describe the surroundings."""
DEVIATION_PX = 3
"""Radius of the square in which the standard deviation is taken."""

COLUMN_REACH_PX = 2 * DEVIATION_PX + max(max(radii) for radii in COLUMN_RADII_PX.values())
"""Columns of a block depend on pixels up to this distance around it."""


def columns(image: Image, kind: Kind) -> Image:
    """Return the columns (F, H, W) of one layer (C, H, W): values, local means and local deviations.

    A translation has no deviations. NaN where the layer has no data.
    """
    parts = [image, *(local_mean(image, radius) for radius in COLUMN_RADII_PX[kind])]
    if kind != "translation":
        parts.append(local_deviation(image, DEVIATION_PX))
    result = np.concatenate(parts)
    result[:, ~np.isfinite(image).all(axis=0)] = np.nan
    return result


def all_columns(layers: Sequence[tuple[Image, Kind]]) -> Image:
    """Return the columns (F, H, W) of several layers."""
    return np.concatenate([columns(image, kind) for image, kind in layers])

"""Local statistics of images with holes, for the scene's own regression. Every one has a compact support.

Compact support makes a result independent of how a raster is cut into blocks, if each block is read with a halo.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
"""(bands, rows, columns); NaN where nothing is known."""
Mask = NDArray[np.bool_]


def shown(image: Image) -> Mask:
    """Where all bands of an image (C, H, W) have data, (H, W)."""
    return np.asarray(np.isfinite(image).all(axis=0), np.bool_)


def box_sum(values: NDArray[np.floating], radius: int) -> NDArray[np.float64]:
    """Sum over squares of 2 * radius + 1 pixels of (..., H, W); nothing lies beyond the edge. Float64.

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
    """Mean of what is known in squares of 2 * radius + 1 pixels, (C, H, W); NaN where nothing is."""
    known = np.isfinite(image)
    total, count = box_sum(np.where(known, image, 0), radius), box_sum(known.astype(np.float32), radius)
    mean = np.full(image.shape, np.nan, np.float32)
    np.divide(total, count, out=mean, where=count > 0.5, casting="same_kind")
    return mean


def local_deviation(image: Image, radius: int) -> Image:
    """Standard deviation of what is known in squares of 2 * radius + 1 pixels, (C, H, W); NaN where nothing is."""
    mean = local_mean(image, radius)
    variance = local_mean(np.square(image - mean), radius)
    return np.sqrt(variance, out=variance)


def smooth(values: NDArray[np.floating], radius: int) -> NDArray[np.float64]:
    """Three box sums in a row, (..., H, W): nearly a Gaussian of standard deviation ``radius``, reaching 3 * radius.

    The weights add up to one; beyond the edge lies zero.
    """
    result = values.astype(np.float64)
    for _ in range(3):
        result = box_sum(result, radius)
    return result / float(2 * radius + 1) ** 6

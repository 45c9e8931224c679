"""Combine translations of several sources: a weighted mean of those that have data, without a seam where one ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from any2any.fill.several.weights import Weights
from any2any.fill.statistics import Image, box_sum, shown

FEATHER_PX = 16
"""A source gains its weight over this distance from where it ends."""
LEAST = 1e-3
"""Share of its weight that it has at its very end, so that no pixel with data is left out."""


def combine(images: Sequence[Image], weights: Weights) -> Image:
    """Weighted mean of images (C, H, W), NaN where one has no data; NaN where none has.

    ``weights``: (images, C). A source that has data everywhere near has its weight; near its end it has less.
    """
    total = np.zeros(images[0].shape, np.float64)
    weight = np.zeros(images[0].shape, np.float64)
    for image, own in zip(images, weights, strict=True):
        valid = shown(image)
        share = own[:, None, None] * _inside(valid)
        weight += share
        total += share * np.where(valid, image, 0)
    result = np.full(total.shape, np.nan, np.float32)
    np.divide(total, weight, out=result, where=weight > 0, casting="same_kind")
    return result


def _inside(valid: NDArray[np.bool_]) -> NDArray[np.float64]:
    """0 without data, 1 far from where data end, a ramp between; the raster's own edge is no end."""
    if valid.all():
        return np.ones(valid.shape)
    share = box_sum(valid.astype(np.float64), FEATHER_PX) / box_sum(np.ones(valid.shape), FEATHER_PX)
    # At a straight end half of the square has data.
    return np.where(valid, np.clip(2 * share - 1, LEAST, 1), 0)

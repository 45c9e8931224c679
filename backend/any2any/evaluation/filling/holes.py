"""Holes of cloud shape: the highest parts of smooth noise, alone or in clusters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.fill.statistics import smooth

SCALES_PX = ((40, 1.0), (16, 0.5), (6, 0.2))
"""Radius and weight of each layer of noise: weather, clouds, and their rags."""


def cloud_holes(shape: tuple[int, int], share: float, seed: int) -> NDArray[np.bool_]:
    """Cut holes that cover ``share`` of an image of this shape (rows, columns)."""
    generator = np.random.default_rng(seed)
    field = sum(weight * _noise(generator, shape, radius) for radius, weight in SCALES_PX)
    return np.asarray(field > np.quantile(field, 1.0 - share))


def _noise(generator: np.random.Generator, shape: tuple[int, int], radius: int) -> NDArray[np.float64]:
    values = smooth(generator.standard_normal(shape), radius)
    return np.asarray((values - values.mean()) / values.std())

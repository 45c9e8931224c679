"""Weights that join overlapping windows of clean latents without a seam."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.raster.window import STRIDE_LATENT_PX
from any2any.spec.modality import WINDOW_LATENT_PX


def ramp(size: int = WINDOW_LATENT_PX, stride: int = STRIDE_LATENT_PX) -> NDArray[np.float64]:
    """Weights along one axis, (size,): 1 in the middle, raised-cosine flanks as wide as the overlap.

    Strictly positive, so a cell under a single window has a weight to divide by; two regular neighbours sum
    to 1 exactly.
    """
    overlap = size - stride
    flank = 0.5 - 0.5 * np.cos(np.pi * (np.arange(overlap) + 0.5) / overlap)
    weights = np.ones(size)
    weights[:overlap] = flank
    weights[-overlap:] = np.minimum(weights[-overlap:], flank[::-1])
    return weights


def window_weights() -> NDArray[np.float32]:
    """Weights of one window of latent cells, (64, 64), in (0, 1], float32."""
    return np.outer(ramp(), ramp()).astype(np.float32)

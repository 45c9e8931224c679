"""What the regression misses at the border of a hole, carried into it: level and gradient of both sides meet.

Successive corrections (Cressman 1959, Barnes 1964): the residual of the clear pixels is averaged with a wide kernel,
what that leaves with a narrower one, and so on. A pixel far from all clear ones gets none. All kernels have a compact
support, so a block with a halo of ``REACH_PX`` gives the same as the whole raster. What a single roof or boat differs
by says nothing about the ground beyond the border, so narrow kernels carry nothing far outside the usual.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.fill.statistics import Image, Mask, smooth

RADII_PX = (32, 16, 8, 4, 2, 1)
"""Kernels from wide to narrow; each reaches three times its radius."""
PRIOR_PX = 4.0
"""Clear pixels that the residual has to be seen on, before a kernel follows it by half."""

CUT = 3.0
"""Narrow kernels carry at most this many robust standard deviations."""
CUT_FROM_PX = 8
"""The widest kernel that is cut; a wider one averages over so many pixels that one roof does not matter."""

REACH_PX = 3 * sum(RADII_PX)
"""Pixels around a block that its corrections depend on."""


def spread(residual: Image, clear: Mask, deviation: Image | None = None) -> Image:
    """Carry the residual (C, H, W) of the clear pixels (H, W) to all pixels; float32.

    ``deviation``: the residual's robust standard deviation (C, H, W), which cuts what narrow kernels carry; None cuts
    nothing.
    """
    known = np.where(clear, residual, 0).astype(np.float64)
    weight = clear.astype(np.float64)
    result = np.zeros(residual.shape, np.float64)
    for radius in RADII_PX:
        left = known - result * weight
        if deviation is not None and radius <= CUT_FROM_PX:
            left = np.clip(left, -CUT * deviation, CUT * deviation)
        result += _step(left, weight, radius)
    return result.astype(np.float32)


def _step(left: NDArray[np.float64], weight: NDArray[np.float64], radius: int) -> NDArray[np.float64]:
    doubt = PRIOR_PX / float(2 * radius + 1) ** 2
    return smooth(left, radius) / (smooth(weight, radius) + doubt)

"""What the regression misses at the border of a hole, carried into it: level and gradient of both sides meet.

Successive corrections (Cressman 1959, Barnes 1964): the residual of the clear pixels is averaged with a wide kernel,
what that leaves with a narrower one, and so on. A pixel far from all clear ones gets none. All kernels have a compact
support, so a block with a halo of ``REACH_PX`` gives the same as the whole raster.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.fill.statistics import Image, Mask, smooth

RADII_PX = (32, 16, 8, 4, 2, 1)
"""Kernels from wide to narrow; each reaches three times its radius."""
PRIOR_PX = 4.0
"""Clear pixels that the residual has to be seen on, before a kernel follows it by half."""

REACH_PX = 3 * sum(RADII_PX)
"""Pixels around a block that its corrections depend on."""


def spread(residual: Image, clear: Mask) -> Image:
    """Carry the residual (C, H, W) of the clear pixels (H, W) to all pixels; float32."""
    known = np.where(clear, residual, 0).astype(np.float64)
    weight = clear.astype(np.float64)
    result = np.zeros(residual.shape, np.float64)
    for radius in RADII_PX:
        result += _step(known - result * weight, weight, radius)
    return result.astype(np.float32)


def _step(left: NDArray[np.float64], weight: NDArray[np.float64], radius: int) -> NDArray[np.float64]:
    doubt = PRIOR_PX / float(2 * radius + 1) ** 2
    return smooth(left, radius) / (smooth(weight, radius) + doubt)

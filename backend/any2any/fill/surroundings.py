"""Candidates for a hole: the calibrated guess, bound to the border widely or narrowly, and the surroundings.

On an even scene the border says more about a hole than radar does; on a varied one it says less, and where a scene has
little structure, what the border carries far into a hole is noise. All kernels have compact support, so there are no
seams between blocks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rasterio.fill import fillnodata

from any2any.fill.statistics import BORDER_RADII_PX, Image, Mask, local_mean, smooth, spread

NARROW_RADII_PX = (4, 2, 1)
"""Kernels that bind a guess to the border alone: they reach 21 pixels."""
REACH_PX = 150
"""Distance from which a hole's pixel takes border values."""
SMOOTHING_PX = 2
"""Radius of the square that smooths the streaks of the interpolation."""
FADE_PX = 32
"""The interpolation fades out with the density of clear pixels under a kernel of this radius, which reaches three
times as far; its corner is nearer than ``REACH_PX``."""
FADE_DENSITY = 1e-3
"""Density of clear pixels at which the interpolation counts by half."""


def continued(image: Image, clear: Mask) -> Image:
    """Interpolate (C, H, W) from the clear pixels (H, W), by inverse distance; 0 beyond ``REACH_PX``."""
    known = clear.astype(np.uint8)
    bands = [
        fillnodata(np.where(clear, band, 0).astype(np.float32), mask=known, max_search_distance=REACH_PX)
        for band in image
    ]
    return local_mean(np.stack(bands), SMOOTHING_PX)


def nearness(clear: Mask) -> NDArray[np.float32]:
    """How far the interpolation counts (H, W): 1 beside clear pixels (H, W), 0 far from all of them."""
    density = np.maximum(smooth(clear.astype(np.float32), FADE_PX), 0)
    return (density / (density + FADE_DENSITY)).astype(np.float32)


def matched(
    predicted: Image,
    measured: Image,
    clear: Mask,
    deviation: Image,
    radii: tuple[int, ...] = BORDER_RADII_PX,
) -> Image:
    """Match a prediction (C, H, W) to the clear pixels in level and gradient, as far as the kernels reach."""
    residual = np.where(clear, measured - np.where(clear, predicted, 0), 0)
    return predicted + spread(residual, clear, deviation, radii)


CANDIDATES = 3
"""Number of candidates."""


def candidates(predicted: Image, measured: Image, clear: Mask, deviation: Image) -> NDArray[np.float32]:
    """Return three fills (3, C, H, W), which all meet the border.

    They are the guess matched widely, the guess matched narrowly, and the interpolation, which gives way to the first
    where no clear pixel is near. ``deviation``: robust standard deviation of the guess's residual (C, H, W).
    """
    wide = matched(predicted, measured, clear, deviation)
    narrow = matched(predicted, measured, clear, deviation, NARROW_RADII_PX)
    even = wide + nearness(clear) * (continued(measured, clear) - wide)
    return np.stack([wide, narrow, even])

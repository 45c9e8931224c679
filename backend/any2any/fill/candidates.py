"""Three candidates for a hole: the prediction with wide or with narrow corrections, and an interpolation.

In an even scene, the surroundings predict a hole better than radar does. In a varied scene they predict it worse. In a
scene of little contrast, wide corrections add noise. All kernels have compact support, so there are no seams between
blocks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rasterio.fill import fillnodata

from any2any.fill.statistics import (
    BORDER_RADII_PX,
    Image,
    Mask,
    local_mean,
    smooth,
    successive_corrections,
)

NARROW_RADII_PX = (4, 2, 1)
"""Radii of the kernels that correct only near the border: together they reach 21 pixels."""
REACH_PX = 150
"""Largest distance of the clear pixels from which a pixel is interpolated."""
SMOOTHING_PX = 2
"""Radius of the square that smooths the streaks of the interpolation."""
FADE_PX = 32
"""The interpolation fades out with the density of clear pixels under a kernel of this radius. The kernel reaches three
times as far, and its corners are nearer than ``REACH_PX``."""
FADE_DENSITY = 1e-3
"""Density of clear pixels at which the interpolation has half of its weight."""


def interpolated(image: Image, clear: Mask) -> Image:
    """Interpolate (C, H, W) from the clear pixels (H, W), by inverse distance; 0 beyond ``REACH_PX``."""
    known = clear.astype(np.uint8)
    bands = [
        fillnodata(np.where(clear, band, 0).astype(np.float32), mask=known, max_search_distance=REACH_PX)
        for band in image
    ]
    return local_mean(np.stack(bands), SMOOTHING_PX)


def nearness(clear: Mask) -> NDArray[np.float32]:
    """Return the weight of the interpolation (H, W): nearly 1 beside clear pixels (H, W), 0 far from all of them."""
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
    return predicted + successive_corrections(residual, clear, deviation, radii)


CANDIDATES = 3
"""Number of candidates."""


def candidates(predicted: Image, measured: Image, clear: Mask, deviation: Image) -> NDArray[np.float32]:
    """Return three fills (3, C, H, W), which all match the clear pixels at the border of a hole.

    They are the prediction with wide corrections, the prediction with narrow corrections, and the interpolation. Far
    from clear pixels the interpolation fades into the first. ``deviation``: robust standard deviation of the
    prediction's residual (C, H, W).
    """
    wide = matched(predicted, measured, clear, deviation)
    narrow = matched(predicted, measured, clear, deviation, NARROW_RADII_PX)
    surroundings = wide + nearness(clear) * (interpolated(measured, clear) - wide)
    return np.stack([wide, narrow, surroundings])

"""Fractal noise by subdivision: octaves of random numbers, smoothed while they are refined."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

FloatImage = NDArray[np.float32]

_SMOOTHED_VARIANCE = 0.3025
"""Variance left of white noise after endless subdivision: the quadratic B-spline's 0.55, squared."""


def fractal_noise(
    rng: Generator, size_px: int, longest_px: float, shortest_px: float = 1.0, hurst: float = 0.5
) -> FloatImage:
    """Return ``(size_px, size_px)`` noise, mean about 0 and variance about 1 over many draws.

    Octaves reach from ``longest_px`` to ``shortest_px``; an octave's amplitude is its wavelength to the power
    ``hurst`` (0: as strong at every scale, 1: smooth hills). The wavelengths are the caller's, not the
    image's: a small image shows a small piece of the same landscape.
    """
    coarsest = max(int(np.ceil(np.log2(max(longest_px, 1.0)))), 0)
    sizes = [size_px]
    for _ in range(coarsest):
        sizes.append((sizes[-1] + 1) // 2 + 1)
    image = np.zeros((sizes[-1], sizes[-1]), np.float32)
    variance = 0.0
    for level in range(coarsest, -1, -1):
        if level < coarsest:
            image = subdivide(image, sizes[level])
        wavelength = 2.0**level
        if wavelength >= shortest_px or level == coarsest:
            amplitude = (wavelength / 2.0**coarsest) ** hurst
            image += np.float32(amplitude) * rng.standard_normal(image.shape, dtype=np.float32)
            variance += amplitude**2 * (_SMOOTHED_VARIANCE if level else 1.0)
    image *= np.float32(variance**-0.5)
    return image


def subdivide(image: FloatImage, size_px: int) -> FloatImage:
    """Refine a square image twofold with the quadratic B-spline and keep ``(size_px, size_px)`` of it."""
    rows = np.empty((2 * (image.shape[0] - 1), image.shape[1]), np.float32)
    quarter = np.float32(0.25) * (image[1:] - image[:-1])
    np.add(image[:-1], quarter, out=rows[0::2])
    np.subtract(image[1:], quarter, out=rows[1::2])
    rows = rows[:size_px]
    out = np.empty((rows.shape[0], 2 * (image.shape[1] - 1)), np.float32)
    quarter = np.float32(0.25) * (rows[:, 1:] - rows[:, :-1])
    np.add(rows[:, :-1], quarter, out=out[:, 0::2])
    np.subtract(rows[:, 1:], quarter, out=out[:, 1::2])
    return np.ascontiguousarray(out[:, :size_px])


def halve(image: FloatImage) -> FloatImage:
    """Average 2 x 2 pixels over the last two axes (even sizes)."""
    rows = image[..., 0::2, :] + image[..., 1::2, :]
    rows *= np.float32(0.25)
    halved: FloatImage = rows[..., 0::2] + rows[..., 1::2]
    return halved


def smooth(image: FloatImage, side: float) -> FloatImage:
    """Filter with ``(side, 1 - 2 side, side)`` along both axes; one pixel is lost at every border."""
    centre = np.float32(1.0 - 2.0 * side)
    rows: FloatImage = centre * image[1:-1] + np.float32(side) * (image[:-2] + image[2:])
    smoothed: FloatImage = centre * rows[:, 1:-1] + np.float32(side) * (rows[:, :-2] + rows[:, 2:])
    return smoothed

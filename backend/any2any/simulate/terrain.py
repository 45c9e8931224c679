"""Height, water, and how the sun and the radar see the slopes."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from any2any.simulate.landscape import Landscape
from any2any.simulate.noise import FloatImage, fractal_noise

FINE_M = 5.0
"""Pixel size of the grid on which a scene is rendered: that of PAN."""


def relative_height(rng: Generator, size_px: int) -> FloatImage:
    """Return the height in standard deviations of the relief, on the fine grid."""
    hills = fractal_noise(rng, size_px, 5000 / FINE_M, 8.0, hurst=1.0)
    valleys = fractal_noise(rng, size_px, 1400 / FINE_M, 8.0, hurst=1.1)
    # Ridges and valleys branch along the zero lines of the second field; sqrt keeps their bottoms round.
    hills += np.float32(rng.uniform(0.05, 0.35)) * (
        np.sqrt(valleys * valleys + np.float32(0.01)) - np.float32(0.8)
    )
    return hills


def gradient(height_m: FloatImage, pixel_m: float) -> tuple[FloatImage, FloatImage]:
    """Return the slope towards east and towards south, as rise over run."""
    east, south = np.empty_like(height_m), np.empty_like(height_m)
    scale = np.float32(0.5 / pixel_m)
    east[:, 1:-1] = (height_m[:, 2:] - height_m[:, :-2]) * scale
    south[1:-1] = (height_m[2:] - height_m[:-2]) * scale
    east[:, 0], east[:, -1] = east[:, 1], east[:, -2]
    south[0], south[-1] = south[1], south[-2]
    return east, south


def sun_illumination(surface_m: FloatImage, landscape: Landscape) -> FloatImage:
    """Return direct sunlight on the surface relative to flat ground (flat 1, turned away from the sun 0)."""
    east, south = gradient(surface_m, FINE_M)
    azimuth, elevation = np.deg2rad((landscape.sun_azimuth_deg, landscape.sun_elevation_deg))
    steepness = np.float32(1.0) + east * east + south * south
    # cos(i) = n.s / |n|, n = (-east, south, 1) in east-north-up axes;
    # it is divided by the flat ground's sin(elevation).
    towards_sun = np.float32(1.0) + np.float32(1 / np.tan(elevation)) * (
        np.float32(-np.sin(azimuth)) * east + np.float32(np.cos(azimuth)) * south
    )
    lit: FloatImage = np.clip(towards_sun / np.sqrt(steepness), 0.0, 1.8)
    return lit


def curve_distance(
    x_px: FloatImage, y_px: FloatImage, angle: float, through: tuple[float, float], meander_px: FloatImage
) -> FloatImage:
    """Return the distance to a line through a point, at ``angle``, that ``meander_px`` bends sideways."""
    level = np.float32(np.cos(angle)) * (x_px - np.float32(through[0]))
    level += np.float32(np.sin(angle)) * (y_px - np.float32(through[1]))
    level += meander_px
    east, south = gradient(level, 1.0)
    distance: FloatImage = np.abs(level) / np.sqrt(east * east + south * south + np.float32(1e-3))
    return distance

"""Simulate surface temperature at noon: the sun heats the ground, water cools it."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from any2any.simulate.ground import Ground
from any2any.simulate.landcover import BUILDING, WATER
from any2any.simulate.landscape import Landscape, gradient
from any2any.simulate.noise import FloatImage, halve, smooth

LAPSE_K_PER_M = 0.0065
SOLAR_HEATING_K = 24.0
"""Of dry bare ground above the air, under a sun in the zenith."""

BLUR_SIDE = 0.22
"""Weight of each neighbour along an axis: a thermal sensor's resolution is coarser than its pixels."""

NOISE_K = 0.25


def surface_temperature(rng: Generator, landscape: Landscape, ground: Ground) -> FloatImage:
    """Return the surface temperature in kelvin on the 20 m grid, with the sensor's blur and noise."""
    air_k = 281.0 + 13.0 * landscape.aridity + 8.0 * (1.0 - landscape.season) + float(rng.normal(0, 2))
    kelvin = np.float32(air_k) + _heating(landscape, ground)
    kelvin -= np.float32(LAPSE_K_PER_M) * ground.terrain_m
    kelvin += np.float32(0.6) * ground.detail
    water_k = np.float32(air_k - 4.0 + float(rng.normal(0, 1)))
    kelvin[ground.classes == WATER] = water_k
    coarse = smooth(np.pad(halve(halve(kelvin)), 1, mode="edge"), BLUR_SIDE)
    return coarse + np.float32(NOISE_K) * rng.standard_normal(coarse.shape, dtype=np.float32)


def _heating(landscape: Landscape, ground: Ground) -> FloatImage:
    """Return how much warmer than the air the sun makes the land: leaves transpire, wet soil evaporates."""
    covered = 1 - np.exp(np.float32(-0.5) * ground.leaf_area)
    cooled = np.float32(0.85) * covered * (1 - np.float32(0.5) * ground.dryness)
    heating = (1 - cooled) * (1 - np.float32(0.55) * ground.moisture)
    heating = np.maximum(heating, np.float32(0.8) * ground.road_cover)
    heating[ground.classes == BUILDING] = np.float32(0.75)
    warmest = np.float32(SOLAR_HEATING_K * np.sin(np.deg2rad(landscape.sun_elevation_deg)))
    warmth: FloatImage = warmest * heating * _sunlight(ground.terrain_m, landscape)
    return warmth


def _sunlight(terrain_m: FloatImage, landscape: Landscape) -> FloatImage:
    """Return direct sunlight on the bare terrain relative to level ground, damped: the ground stores heat."""
    east, south = gradient(terrain_m, landscape.fine_m)
    azimuth, elevation = np.deg2rad((landscape.sun_azimuth_deg, landscape.sun_elevation_deg))
    towards = np.float32(-np.sin(azimuth)) * east + np.float32(np.cos(azimuth)) * south
    lit: FloatImage = np.clip(1 + np.float32(0.6 / np.tan(elevation)) * towards, 0.3, 1.6)
    return lit

"""What the radar sees: backscatter per class, slopes, and multi-look speckle."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from any2any.simulate.ground import Ground
from any2any.simulate.landcover import BUILDING, CLASS_NAMES, CROP, ROAD, WATER
from any2any.simulate.landscape import Landscape, gradient
from any2any.simulate.noise import FloatImage, halve, smooth
from any2any.simulate.parcels import HASH_SIZE

NOISE_FLOOR_DB = -27.0
EQUIVALENT_LOOKS = 4.4
SPECKLE_SIDE = 0.12
"""Weight of each neighbour along an axis in the filter that correlates the speckle."""

RESOLUTION_SIDE = 0.16
"""Weight of each neighbour along an axis in the radar's impulse response."""

#              water forest grass crop  bare  urban building road
_CLASS_DB = (-22.0, -9.0, -13.0, -12.5, -15.0, -9.0, -3.5, -17.0)
#                     water forest grass crop bare  urban building road
_CROSS_BELOW_CO_DB = (12.0, 5.5, 8.0, 7.5, 10.5, 8.0, 9.0, 11.0)
assert len(_CLASS_DB) == len(_CROSS_BELOW_CO_DB) == len(CLASS_NAMES)


def clean_backscatter(rng: Generator, landscape: Landscape, ground: Ground) -> FloatImage:
    """Return the mean backscatter in dB on the 10 m grid, noise floor included, without speckle."""
    classes = ground.classes
    db = np.array(_CLASS_DB, np.float32)[classes]
    soil_db = (
        np.float32(7) * (ground.moisture - np.float32(0.4)) * np.exp(np.float32(-0.5) * ground.leaf_area)
    )
    db += soil_db * (classes != WATER)
    roughness = rng.normal(0, 1.3, HASH_SIZE).astype(np.float32)
    crop = np.nonzero(classes == CROP)
    key = (ground.variety[crop] * (HASH_SIZE - 1)).astype(np.int32)
    db[crop] += np.float32(0.5) * (ground.leaf_area[crop] - 2) + roughness[key]
    building = np.nonzero(classes == BUILDING)
    key = (ground.variety[building] * (HASH_SIZE - 1)).astype(np.int32)
    db[building] += np.float32(2.8) * roughness[key]
    calm = np.float32(rng.normal(0, 1.0))
    db += np.where(classes == WATER, calm, np.float32(0.7) * ground.detail)
    db += ground.road_cover * np.float32(-3) * (classes != ROAD)
    # The resolution of a detected product is about two of its pixels.
    power = smooth(np.pad(halve(_power(db)), 1, mode="edge"), RESOLUTION_SIDE)
    power *= _slope_factor(halve(ground.terrain_m), landscape)
    power += _power(np.float32(NOISE_FLOOR_DB))
    return _decibels(power)


def cross_polarised(ground: Ground, clean_db: FloatImage) -> FloatImage:
    """Return the mean backscatter of VH in dB where ``clean_db`` is that of VV, both on the 10 m grid.

    Only multiple scattering changes the polarisation: leaves and twigs do, smooth ground hardly.
    """
    below_db = np.array(_CROSS_BELOW_CO_DB, np.float32)[ground.classes]
    below_db -= np.float32(0.6) * np.clip(ground.leaf_area - 2, -2, 4) + np.float32(0.4) * ground.detail
    return _decibels(_power(clean_db - halve(below_db)) + _power(np.float32(NOISE_FLOOR_DB)))


def add_speckle(rng: Generator, clean_db: FloatImage) -> FloatImage:
    """Multiply the power by gamma speckle of ``EQUIVALENT_LOOKS``, slightly correlated between neighbours."""
    rows, columns = clean_db.shape
    # Filtering independent gamma values multiplies the looks by 1 / sum(weights ** 2).
    squares = (2 * SPECKLE_SIDE**2 + (1 - 2 * SPECKLE_SIDE) ** 2) ** 2
    looks = EQUIVALENT_LOOKS * squares
    speckle = rng.standard_gamma(looks, (rows + 2, columns + 2), dtype=np.float32)
    return clean_db + _decibels(smooth(speckle, SPECKLE_SIDE) / np.float32(looks))


def _slope_factor(terrain_m: FloatImage, landscape: Landscape) -> FloatImage:
    """Return tan(incidence) / tan(local incidence) in the range plane: bounded, so no layover, no shadow."""
    east, _ = gradient(terrain_m, 2 * landscape.fine_m)
    facing = east if landscape.radar_looks_east else -east
    incidence = np.float32(np.deg2rad(landscape.radar_incidence_deg))
    local = np.clip(incidence - np.arctan(facing), np.float32(0.15), np.float32(1.45))
    factor: FloatImage = np.tan(incidence) / np.tan(local)
    return np.clip(factor, 0.15, 5.0)


def _power(db: FloatImage | np.float32) -> FloatImage:
    power: FloatImage = np.exp(np.float32(np.log(10) / 10) * db)
    return power


def _decibels(power: FloatImage) -> FloatImage:
    return np.float32(10) * np.log10(np.maximum(power, np.float32(1e-7)))

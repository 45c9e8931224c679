"""Simulated sensors: optical bands, radar and thermal."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from any2any.simulate.ground import Ground
from any2any.simulate.landcover import BUILDING, CLASS_NAMES, CROP, FOREST, ROAD, URBAN, WATER
from any2any.simulate.landscape import FloatImage, Landscape, fractal_noise, gradient, halve, smooth
from any2any.simulate.parcels import HASH_SIZE

OPTICAL_BANDS = ("blue", "green", "red", "nir", "nir_narrow", "swir1", "swir2")
WAVELENGTHS_NM = (490.0, 560.0, 665.0, 842.0, 865.0, 1610.0, 2190.0)


def _spectrum(*values: float) -> NDArray[np.float32]:
    return np.array(values, np.float32)


GREEN_LEAVES = _spectrum(0.025, 0.068, 0.030, 0.46, 0.47, 0.20, 0.090)
"""A closed canopy of healthy leaves, infinitely deep."""
DRY_LEAVES = _spectrum(0.075, 0.125, 0.18, 0.30, 0.31, 0.34, 0.23)
"""Straw and yellow grass."""
NEEDLES = _spectrum(0.016, 0.034, 0.020, 0.27, 0.28, 0.11, 0.045)
"""A closed canopy of a conifer forest."""
DARK_SOIL = _spectrum(0.050, 0.070, 0.095, 0.145, 0.150, 0.230, 0.200)
RED_SOIL = _spectrum(0.085, 0.135, 0.245, 0.330, 0.340, 0.450, 0.390)
PALE_SOIL = _spectrum(0.160, 0.210, 0.270, 0.330, 0.335, 0.440, 0.400)
CLEAR_WATER = _spectrum(0.030, 0.022, 0.010, 0.004, 0.004, 0.001, 0.001)
TURBID_WATER = _spectrum(0.055, 0.085, 0.075, 0.030, 0.026, 0.006, 0.004)
ASPHALT = _spectrum(0.085, 0.095, 0.105, 0.125, 0.127, 0.150, 0.140)
GRAVEL = _spectrum(0.130, 0.165, 0.200, 0.250, 0.253, 0.310, 0.280)

ROOFS = np.stack(
    [
        _spectrum(0.060, 0.085, 0.170, 0.250, 0.255, 0.320, 0.280),  # red tiles
        _spectrum(0.070, 0.095, 0.150, 0.210, 0.215, 0.270, 0.240),  # brown tiles
        _spectrum(0.090, 0.095, 0.100, 0.110, 0.112, 0.130, 0.130),  # slate, tar
        _spectrum(0.180, 0.195, 0.205, 0.220, 0.222, 0.250, 0.230),  # concrete
        _spectrum(0.360, 0.375, 0.385, 0.390, 0.390, 0.370, 0.330),  # white membrane, bright metal
        _spectrum(0.200, 0.190, 0.170, 0.180, 0.185, 0.200, 0.190),  # blue-grey metal
    ]
)
ROOF_SHARES = (0.34, 0.16, 0.22, 0.16, 0.06, 0.06)

LEAF_EXTINCTION = _spectrum(0.80, 0.72, 0.80, 0.42, 0.42, 0.55, 0.68)
"""Per unit of leaf area: absorbed bands saturate early, the near infrared keeps rising with more leaves."""
WET_SOIL_EXTINCTION = _spectrum(0.75, 0.80, 0.85, 0.90, 0.90, 1.15, 1.45)
"""Darkening of soil per unit of moisture, strongest where water absorbs."""
DIFFUSE_SHARE = _spectrum(0.30, 0.24, 0.18, 0.12, 0.11, 0.05, 0.04)
"""Share of the light that comes from the sky and reaches shadows as well."""
PATH_SHAPE = _spectrum(1.0, 0.62, 0.33, 0.15, 0.14, 0.02, 0.01)
"""Atmospheric path reflectance relative to the blue band's."""
PAN_WEIGHTS = _spectrum(0.22, 0.36, 0.36, 0.06, 0.0, 0.0, 0.0)
"""Of the integral over about 480 to 830 nm; the sensor's response is low where leaves turn bright."""


class Scenery:
    """The lit ground; ``reflectance(band)`` renders one band on the fine grid."""

    def __init__(self, rng: Generator, landscape: Landscape, ground: Ground) -> None:
        size_px = ground.classes.shape[0]
        self._ground = ground
        self._landscape = landscape
        self._lit = _illumination(ground.terrain_m + _crowns_m(ground), landscape)
        _cast_shadows(self._lit, ground, landscape)
        self._water = np.nonzero(ground.classes == WATER)
        self._building = np.nonzero(ground.classes == BUILDING)
        self._sealed = np.nonzero(ground.road_cover > 0)
        self._yard = np.nonzero(ground.classes == URBAN)
        self._forest = np.nonzero(ground.classes == FOREST)
        turbid = fractal_noise(rng, size_px, 2000 / landscape.fine_m, 8.0, hurst=0.9)
        self._turbidity = np.clip(
            np.float32(rng.uniform(0, 0.8)) + np.float32(0.15) * turbid[self._water], 0, 1
        )
        woods = fractal_noise(rng, size_px, 700 / landscape.fine_m, 2.0, hurst=0.5)
        conifers = np.float32(rng.uniform(-1.2, 1.2)) + woods[self._forest]
        self._needles = np.float32(0.3) + np.float32(0.6) / (1 + np.exp(np.float32(-3) * conifers))
        roof_kind = rng.choice(len(ROOFS), HASH_SIZE, p=ROOF_SHARES)
        pick = (ground.variety[self._building] * (HASH_SIZE - 1)).astype(np.int32)
        self._roof = roof_kind[pick]
        self._roof_tone = (
            np.float32(0.8) + np.float32(0.4) * rng.uniform(0, 1, HASH_SIZE).astype(np.float32)[pick]
        )
        self._paved = np.float32(rng.uniform(0.25, 0.6))
        self._texture = 1 + np.float32(0.045) * ground.detail
        self._texture[self._water] = 1

    def reflectance(self, band: int) -> FloatImage:
        """Render band number ``band`` of ``OPTICAL_BANDS``; reflectance at the sensor, no noise."""
        image = self._vegetated(band)
        yard = self._yard
        image[yard] += self._paved * (GRAVEL[band] - image[yard])
        image[self._building] = ROOFS[:, band][self._roof] * self._roof_tone
        sealed = self._sealed
        image[sealed] += self._ground.road_cover[sealed] * (ASPHALT[band] - image[sealed])
        image *= self._texture
        diffuse = DIFFUSE_SHARE[band]
        image *= diffuse + (1 - diffuse) * self._lit
        clear, turbid = CLEAR_WATER[band], TURBID_WATER[band]
        image[self._water] = clear + (turbid - clear) * self._turbidity
        image += np.float32(self._landscape.haze) * PATH_SHAPE[band]
        return image

    def _vegetated(self, band: int) -> FloatImage:
        """Leaves over soil: Beer's law in the leaf area, so that bands saturate at different depths."""
        ground = self._ground
        dark, red, pale = DARK_SOIL[band], RED_SOIL[band], PALE_SOIL[band]
        bright = red + (pale - red) * np.float32(self._landscape.soil_paleness)
        soil: FloatImage = dark + (bright - dark) * ground.soil
        soil *= np.exp(-WET_SOIL_EXTINCTION[band] * ground.moisture)
        green, dry = GREEN_LEAVES[band], DRY_LEAVES[band]
        leaves = green + (dry - green) * ground.dryness
        forest = self._forest
        leaves[forest] += self._needles * (NEEDLES[band] - leaves[forest])
        through = np.exp(-LEAF_EXTINCTION[band] * ground.leaf_area)
        soil -= leaves
        soil *= through
        soil += leaves
        return soil


def _illumination(surface_m: FloatImage, landscape: Landscape) -> FloatImage:
    """Return direct sunlight on the surface relative to flat ground (flat 1, turned away from the sun 0)."""
    east, south = gradient(surface_m, landscape.fine_m)
    azimuth, elevation = np.deg2rad((landscape.sun_azimuth_deg, landscape.sun_elevation_deg))
    steepness = np.float32(1.0) + east * east + south * south
    # cos(i) = n.s / |n|, n = (-east, south, 1) in east-north-up axes;
    # it is divided by the flat ground's sin(elevation).
    towards_sun = np.float32(1.0) + np.float32(1 / np.tan(elevation)) * (
        np.float32(-np.sin(azimuth)) * east + np.float32(np.cos(azimuth)) * south
    )
    lit: FloatImage = np.clip(towards_sun / np.sqrt(steepness), 0.0, 1.8)
    return lit


def _crowns_m(ground: Ground) -> FloatImage:
    """Return the waves of the forest's upper side; its edges are not slopes, they cast shadows."""
    crowns: FloatImage = np.float32(1.6) * ground.detail * (ground.classes == FOREST)
    return crowns


def _cast_shadows(lit: FloatImage, ground: Ground, landscape: Landscape) -> None:
    """Darken, in place, the ground next to trees and buildings on the side away from the sun."""
    azimuth = np.deg2rad(landscape.sun_azimuth_deg)
    cotangent = 1 / np.tan(np.deg2rad(landscape.sun_elevation_deg))
    size_px = lit.shape[0]
    for step in (1, 2, 3):
        east, south = round(-np.sin(azimuth) * step), round(np.cos(azimuth) * step)
        drop_m = np.float32(np.hypot(east, south) * landscape.fine_m / cotangent)
        to = tuple(slice(max(shift, 0), size_px + min(shift, 0)) for shift in (south, east))
        source = tuple(slice(max(-shift, 0), size_px + min(-shift, 0)) for shift in (south, east))
        over = ground.canopy_m[source] - ground.canopy_m[to] > drop_m
        lit[to] *= 1 - np.float32(0.75) * over


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

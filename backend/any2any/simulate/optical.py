"""What the optical sensors see: mixed spectra, sunlight, shadows and a little haze."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from any2any.simulate import spectra
from any2any.simulate.ground import Ground
from any2any.simulate.landcover import BUILDING, FOREST, URBAN, WATER
from any2any.simulate.landscape import Landscape, gradient
from any2any.simulate.noise import FloatImage, fractal_noise
from any2any.simulate.parcels import HASH_SIZE


class Scenery:
    """The ground as light meets it; ``reflectance(band)`` renders one band on the fine grid."""

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
        roof_kind = rng.choice(len(spectra.ROOFS), HASH_SIZE, p=spectra.ROOF_SHARES)
        pick = (ground.variety[self._building] * (HASH_SIZE - 1)).astype(np.int32)
        self._roof = roof_kind[pick]
        self._roof_tone = (
            np.float32(0.8) + np.float32(0.4) * rng.uniform(0, 1, HASH_SIZE).astype(np.float32)[pick]
        )
        self._paved = np.float32(rng.uniform(0.25, 0.6))
        self._texture = 1 + np.float32(0.045) * ground.detail
        self._texture[self._water] = 1

    def reflectance(self, band: int) -> FloatImage:
        """Render band number ``band`` of ``spectra.OPTICAL_BANDS``; reflectance at the sensor, no noise."""
        image = self._vegetated(band)
        yard = self._yard
        image[yard] += self._paved * (spectra.GRAVEL[band] - image[yard])
        image[self._building] = spectra.ROOFS[:, band][self._roof] * self._roof_tone
        sealed = self._sealed
        image[sealed] += self._ground.road_cover[sealed] * (spectra.ASPHALT[band] - image[sealed])
        image *= self._texture
        diffuse = spectra.DIFFUSE_SHARE[band]
        image *= diffuse + (1 - diffuse) * self._lit
        clear, turbid = spectra.CLEAR_WATER[band], spectra.TURBID_WATER[band]
        image[self._water] = clear + (turbid - clear) * self._turbidity
        image += np.float32(self._landscape.haze) * spectra.PATH_SHAPE[band]
        return image

    def _vegetated(self, band: int) -> FloatImage:
        """Leaves over soil: Beer's law in the leaf area, so that bands saturate at different depths."""
        ground = self._ground
        dark, red, pale = spectra.DARK_SOIL[band], spectra.RED_SOIL[band], spectra.PALE_SOIL[band]
        bright = red + (pale - red) * np.float32(self._landscape.soil_paleness)
        soil: FloatImage = dark + (bright - dark) * ground.soil
        soil *= np.exp(-spectra.WET_SOIL_EXTINCTION[band] * ground.moisture)
        green, dry = spectra.GREEN_LEAVES[band], spectra.DRY_LEAVES[band]
        leaves = green + (dry - green) * ground.dryness
        forest = self._forest
        leaves[forest] += self._needles * (spectra.NEEDLES[band] - leaves[forest])
        through = np.exp(-spectra.LEAF_EXTINCTION[band] * ground.leaf_area)
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

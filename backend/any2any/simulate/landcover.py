"""What covers the ground: classes, parcels, streets, buildings and the plants' state, on the fine grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from any2any.simulate.landscape import Landscape
from any2any.simulate.noise import FloatImage, fractal_noise
from any2any.simulate.parcels import HASH_SIZE, Blocks, IntImage, hashed, make_blocks, split
from any2any.simulate.terrain import FINE_M, curve_distance, relative_height
from any2any.simulate.towns import build_towns

CLASS_NAMES = ("water", "forest", "grassland", "cropland", "bare soil", "urban open", "building", "road")
WATER, FOREST, GRASS, CROP, BARE, URBAN, BUILDING, ROAD = range(len(CLASS_NAMES))

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Ground:
    """The landscape that every sensor sees: images of one size, 5 m pixels."""

    classes: NDArray[np.uint8]
    terrain_m: FloatImage
    """Height of the ground."""
    canopy_m: FloatImage
    """Height of plants and buildings above it."""
    leaf_area: FloatImage
    """Leaf area index, 0 to about 7."""
    dryness: FloatImage
    """Share of the leaves that are yellow, 0 to 1."""
    moisture: FloatImage
    """Of the upper soil, 0 to 1."""
    soil: FloatImage
    """Position between dark and bright soil, about 0 to 1."""
    detail: FloatImage
    """Texture of unit variance at all scales, 5 m to 300 m."""
    variety: FloatImage
    """Per parcel, roof or water body: a number from 0 to 1 that tells it from its neighbours."""
    road_cover: FloatImage
    """Share of the pixel that is sealed road."""


@dataclass(frozen=True)
class _Parcels:
    key: IntImage
    """Index into per-parcel tables."""
    margin_px: FloatImage
    """Distance to the nearest border."""


def build_ground(rng: Generator, landscape: Landscape, size_px: int) -> Ground:
    """Draw the landscape on ``(size_px, size_px)`` fine pixels."""
    axis = np.arange(size_px, dtype=np.float32)
    x_px, y_px = np.meshgrid(axis, axis)
    height = relative_height(rng, size_px)
    bend_x = fractal_noise(rng, size_px, 1800 / FINE_M, 16.0, hurst=1.0)
    bend_y = fractal_noise(rng, size_px, 1800 / FINE_M, 16.0, hurst=1.0)
    detail = fractal_noise(rng, size_px, 300 / FINE_M, 1.0, hurst=0.3)
    climate = fractal_noise(rng, size_px, 2500 / FINE_M, 4.0, hurst=0.6)
    crooked = np.float32(landscape.irregularity * 70 / FINE_M)
    blocks = make_blocks(
        rng, x_px + crooked * bend_x, y_px + crooked * bend_y,
        spacing_px=float(rng.uniform(5, 9)) * float(np.sqrt(np.prod(landscape.parcel_m))) / FINE_M,
        angle_spread=0.05 + 1.2 * landscape.irregularity * float(rng.uniform()),
    )  # fmt: skip
    parcels = _fields(rng, landscape, blocks)
    wet, shore = _water(rng, landscape, x_px, y_px, height, bend_x, detail)

    classes = _open_land(rng, landscape, parcels, height, climate, detail)
    towns = build_towns(rng, landscape, blocks, x_px, y_px, bend_y)
    classes[towns.inside] = URBAN
    road_cover = _roads(rng, landscape, x_px, y_px, bend_x, bend_y, towns.centres_px)
    np.maximum(road_cover, towns.street_cover, out=road_cover)
    np.maximum(road_cover, _lanes(blocks, classes), out=road_cover)
    classes[towns.building] = BUILDING
    classes[wet] = WATER
    road_cover[wet] *= 0
    classes[road_cover > 0.5] = ROAD
    _furrow(rng, detail, classes, parcels, blocks)
    return _plants(rng, landscape, classes, parcels, towns.roof, height, climate, detail, shore, road_cover)


def _fields(rng: Generator, landscape: Landscape, blocks: Blocks) -> _Parcels:
    stretch = rng.uniform(0.6, 1.7, blocks.count).astype(np.float32)[blocks.label]
    width_px, length_px = (side / FINE_M for side in landscape.parcel_m)
    jitter = rng.uniform(-0.38, 0.38, HASH_SIZE).astype(np.float32)
    strip, across = split(blocks.u_px * stretch / np.float32(width_px), jitter, blocks.label)
    salt = strip * np.int32(31) + blocks.label
    offset = jitter[hashed(strip, blocks.label, 5)]
    part, along = split(blocks.v_px * stretch / np.float32(length_px) + offset, jitter, salt)
    margin = np.minimum(across * np.float32(width_px), along * np.float32(length_px)) / stretch
    return _Parcels(hashed(strip, part, blocks.label), margin)


def _water(
    rng: Generator, landscape: Landscape, x_px: FloatImage, y_px: FloatImage, height: FloatImage,
    bend: FloatImage, detail: FloatImage,
) -> tuple[Mask, FloatImage]:  # fmt: skip
    """Return the water mask and a nearness to water that falls from 1 at the shore to 0 inland."""
    above = height - np.float32(landscape.lake_level)
    shore = np.exp(np.float32(-6.0) * np.maximum(above, 0))
    wet = above < 0
    if landscape.has_river:
        size_px = x_px.shape[0]
        # The river keeps to low ground: height pushes the line sideways, as meanders do.
        loops = fractal_noise(rng, size_px, 900 / FINE_M, 32.0, hurst=1.0)
        meander = np.float32(180 / FINE_M) * bend + np.float32(400 / FINE_M) * height
        meander += np.float32(rng.uniform(10, 90) / FINE_M) * loops
        through = (float(rng.uniform(0.2, 0.8) * size_px), float(rng.uniform(0.2, 0.8) * size_px))
        distance = curve_distance(x_px, y_px, float(rng.uniform(0, np.pi)), through, meander)
        half_px = np.float32(landscape.river_width_m / 2 / FINE_M)
        wet |= distance < half_px * (1 + np.float32(0.05) * detail)
        np.maximum(shore, np.exp(-distance / np.float32(60 / FINE_M)), out=shore)
    return wet, shore


def _open_land(
    rng: Generator, landscape: Landscape, parcels: _Parcels, height: FloatImage, climate: FloatImage,
    detail: FloatImage,
) -> NDArray[np.uint8]:  # fmt: skip
    """Share out what is neither water nor town: forest, fields, meadows and bare ground."""
    size_px = height.shape[0]
    woods = fractal_noise(rng, size_px, 1500 / FINE_M, 2.0, hurst=0.55)
    woods = np.float32(0.9) * woods + np.float32(0.3) * height + np.float32(0.3) * climate
    farmed = np.float32(0.6) * height - np.float32(0.5) * climate
    farmed += rng.normal(0, 0.45, HASH_SIZE).astype(np.float32)[parcels.key]
    use_shares = np.array([0.62, 0.24, 0.06, 0.08]) * [1.0, 1.2 - landscape.aridity, 1.0, 1.0]
    use = rng.choice(
        np.array([CROP, GRASS, FOREST, BARE], np.uint8), HASH_SIZE, p=use_shares / use_shares.sum()
    )
    barren = np.float32(landscape.aridity * 2.6 - 2.1) - climate + np.float32(0.35) * detail
    classes = np.where(barren > 0, np.uint8(BARE), np.uint8(GRASS))
    np.copyto(classes, use[parcels.key], where=farmed < np.float32(landscape.farm_level))
    classes[woods > np.float32(landscape.forest_level)] = FOREST
    hedged = rng.uniform(0, 1, HASH_SIZE) < 0.25 * (1 - landscape.aridity) * landscape.irregularity
    hedge = (parcels.margin_px < 0.9) & (classes == CROP) & hedged[parcels.key] & (detail > -0.4)
    classes[hedge] = FOREST
    return classes


def _roads(
    rng: Generator, landscape: Landscape, x_px: FloatImage, y_px: FloatImage, bend_x: FloatImage,
    bend_y: FloatImage, towns_px: NDArray[np.float32],
) -> FloatImage:  # fmt: skip
    """Return the share of every pixel that the through roads cover."""
    size_px = x_px.shape[0]
    cover = np.zeros_like(x_px)
    for road in range(landscape.roads):
        through = rng.uniform(0, size_px, 2)
        if road < len(towns_px):
            through = towns_px[road]
        weight = rng.normal(0, 110 / FINE_M, 2).astype(np.float32)
        meander = weight[0] * bend_x + weight[1] * bend_y
        distance = curve_distance(
            x_px, y_px, float(rng.uniform(0, np.pi)), (float(through[0]), float(through[1])), meander
        )
        half_px = float(rng.choice([4.0, 5.0, 11.0], p=[0.5, 0.35, 0.15])) / FINE_M
        np.maximum(cover, np.clip(np.float32(half_px + 0.5) - distance, 0, 1), out=cover)
    return cover


def _lanes(blocks: Blocks, classes: NDArray[np.uint8]) -> FloatImage:
    """Return narrow farm lanes along the borders of farmed blocks."""
    lanes = np.zeros_like(blocks.u_px)
    label = blocks.label
    border = (label[1:, 1:] != label[:-1, 1:]) | (label[1:, 1:] != label[1:, :-1])
    open_land = (classes[1:, 1:] == CROP) | (classes[1:, 1:] == GRASS)
    lanes[1:, 1:] = np.float32(0.45) * (border & open_land)
    return lanes


def _furrow(
    rng: Generator, detail: FloatImage, classes: NDArray[np.uint8], parcels: _Parcels, blocks: Blocks
) -> None:
    """Give the texture of crops, in place, a direction: that of the rows, machines and tracks."""
    crop = np.nonzero(classes == CROP)
    tracks = rng.standard_normal(HASH_SIZE).astype(np.float32)
    tracks += np.roll(tracks, 1)
    key = parcels.key[crop]
    lengthwise = np.where(key & 3, blocks.u_px[crop], blocks.v_px[crop])
    row = (lengthwise * np.float32(0.8)).astype(np.int32) + key * np.int32(101)
    detail[crop] = np.float32(0.6) * detail[crop] + np.float32(0.6) * tracks[row & (HASH_SIZE - 1)]


def _plants(
    rng: Generator, landscape: Landscape, classes: NDArray[np.uint8], parcels: _Parcels, roof: FloatImage,
    height: FloatImage, climate: FloatImage, detail: FloatImage, shore: FloatImage, road_cover: FloatImage,
) -> Ground:  # fmt: skip
    """Fill in leaf area, dryness, moisture and height per class and parcel."""
    dry, season = landscape.aridity, landscape.season
    table = rng.uniform(0, 1, (3, HASH_SIZE)).astype(np.float32)
    variety, phase, soil_kind = (row[parcels.key] for row in table)
    moisture = np.float32(0.55 - 0.4 * dry) + np.float32(0.14) * climate - np.float32(0.06) * height
    moisture += np.float32(0.5) * shore + np.float32(0.05) * detail
    np.clip(moisture, 0.0, 1.0, out=moisture)

    # A crop grows from bare soil to a closed canopy, then yellows; parcels differ in their phase.
    stage = np.float32(0.25 + 0.6 * season) + np.float32(0.9) * (phase - np.float32(0.5))
    crop_area = np.float32(5.5) * np.clip(1 - np.abs(stage - np.float32(0.5)) / np.float32(0.42), 0, 1)
    crop_dry = np.clip((stage - np.float32(0.55)) * np.float32(4), 0, 1)
    growth = np.float32(0.55) * climate + np.float32(0.18) * detail
    grass_area = np.float32(2.6 * (1 - 0.75 * dry)) * np.exp(np.float32(0.45) * growth)
    grass_area *= np.float32(0.7) + np.float32(0.6) * moisture
    forest_area = np.float32(5.0 - 2.0 * dry) + np.float32(0.7) * growth

    # One choice per class code, in the order of CLASS_NAMES.
    lowest = np.array([0, 2, 0.25, 0, 0, 0.2, 0, 0], np.float32)[classes]
    area = np.choose(classes, [np.float32(0), forest_area, grass_area, crop_area,
                               np.float32(0.25) * grass_area, np.float32(0.55) * grass_area,
                               np.float32(0), np.float32(0)])  # fmt: skip
    area *= 1 + np.float32(0.12) * detail
    np.maximum(area, lowest, out=area)
    grass_dry = np.clip(np.float32(0.15 + 0.75 * dry) + np.float32(0.3) * (variety - np.float32(0.5))
                        - np.float32(0.6) * (moisture - np.float32(0.3)), 0, 1)  # fmt: skip
    dryness = np.choose(classes, [np.float32(0), np.float32(0.05 + 0.15 * dry), grass_dry, crop_dry,
                                  grass_dry, np.float32(0.8) * grass_dry, np.float32(0), np.float32(0)])  # fmt: skip
    soil = np.float32(landscape.soil_colour) + np.float32(0.3) * (soil_kind - np.float32(0.5))
    soil += np.float32(0.1) * detail + np.float32(0.08) * climate
    tall = np.array([0, 9, 0, 0.6, 0, 0.5, 0, 0], np.float32)[classes]
    canopy = tall * (1 + np.float32(0.16) * detail)
    np.copyto(canopy, 4 + np.float32(8) * roof, where=classes == BUILDING)
    np.copyto(variety, roof, where=classes == BUILDING)
    terrain = np.float32(landscape.relief_m) * np.maximum(height, np.float32(landscape.lake_level))
    return Ground(classes, terrain, canopy, area, dryness, moisture, soil, detail, variety, road_cover)

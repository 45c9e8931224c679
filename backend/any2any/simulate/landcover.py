"""Land cover: water, woods, parcels, towns and roads, as classes on the fine grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from any2any.simulate.landscape import Canvas, FloatImage, Landscape, curve_distance, fractal_noise
from any2any.simulate.parcels import HASH_SIZE, Blocks, IntImage, build_towns, hashed, make_blocks, split

CLASS_NAMES = ("water", "forest", "grassland", "cropland", "bare soil", "urban open", "building", "road")
WATER, FOREST, GRASS, CROP, BARE, URBAN, BUILDING, ROAD = range(len(CLASS_NAMES))

LANE_M, HEDGE_M = 2.25, 4.5
"""Width of a farm lane, and how far a hedge reaches into a field."""

Mask = NDArray[np.bool_]
ClassImage = NDArray[np.uint8]


@dataclass(frozen=True)
class LandCover:
    """Classes and the parcels, streets and roofs behind them; all images on the fine grid."""

    classes: ClassImage
    parcel: IntImage
    """Index into tables of ``HASH_SIZE`` per-parcel attributes."""
    along_rows_px: FloatImage
    """Coordinate across the rows of the parcel's crop."""
    road_cover: FloatImage
    """Share of the pixel that is sealed road."""
    roof: FloatImage
    """A number from 0 to 1 per building, 0 elsewhere."""
    shore: FloatImage
    """Nearness to water: 1 at the shore, 0 far inland."""


@dataclass(frozen=True)
class _Parcels:
    key: IntImage
    margin_px: FloatImage
    """Distance to the nearest border."""


def draw_land_cover(rng: Generator, landscape: Landscape, canvas: Canvas) -> LandCover:
    """Assign the land; later uses cover earlier ones."""
    crooked = np.float32(landscape.irregularity * 70 / landscape.fine_m)
    parcel_px = float(np.sqrt(np.prod(landscape.parcel_m))) / landscape.fine_m
    blocks = make_blocks(
        rng,
        canvas.x_px + crooked * canvas.bend_x,
        canvas.y_px + crooked * canvas.bend_y,
        spacing_px=float(rng.uniform(5, 9)) * parcel_px,
        angle_spread=0.05 + 1.2 * landscape.irregularity * float(rng.uniform()),
    )
    parcels = _fields(rng, landscape, blocks)
    lake, lake_shore = _lakes(landscape, canvas)
    river, river_bank = _river(rng, landscape, canvas)
    towns = build_towns(rng, landscape, blocks, canvas)

    classes = _open_land(rng, landscape, parcels, canvas)
    lanes = _lanes(landscape, blocks, classes)
    classes[towns.inside] = URBAN
    classes[towns.building] = BUILDING
    streets = np.maximum(lanes, towns.street_cover)
    streets[river] = 0
    road_cover = np.maximum(streets, _through_roads(rng, landscape, canvas, towns.centres_px))
    road_cover[lake] = 0
    classes[river | lake] = WATER
    classes[road_cover > 0.5] = ROAD
    along_rows = np.where(parcels.key & 3, blocks.u_px, blocks.v_px)
    roof = np.where(classes == BUILDING, towns.roof, np.float32(0))
    return LandCover(classes, parcels.key, along_rows, road_cover, roof, np.maximum(lake_shore, river_bank))


def _fields(rng: Generator, landscape: Landscape, blocks: Blocks) -> _Parcels:
    stretch = rng.uniform(0.6, 1.7, blocks.count).astype(np.float32)[blocks.label]
    width_px, length_px = (side / landscape.fine_m for side in landscape.parcel_m)
    jitter = rng.uniform(-0.38, 0.38, HASH_SIZE).astype(np.float32)
    strip, across = split(blocks.u_px * stretch / np.float32(width_px), jitter, blocks.label)
    salt = strip * np.int32(31) + blocks.label
    offset = jitter[hashed(strip, blocks.label, 5)]
    part, along = split(blocks.v_px * stretch / np.float32(length_px) + offset, jitter, salt)
    margin = np.minimum(across * np.float32(width_px), along * np.float32(length_px)) / stretch
    return _Parcels(hashed(strip, part, blocks.label), margin)


def _lakes(landscape: Landscape, canvas: Canvas) -> tuple[Mask, FloatImage]:
    """Return where low ground is flooded and the nearness to it."""
    above = canvas.height - np.float32(landscape.lake_level)
    return above < 0, np.exp(np.float32(-6.0) * np.maximum(above, 0))


def _river(rng: Generator, landscape: Landscape, canvas: Canvas) -> tuple[Mask, FloatImage]:
    """Return the course of the scene's river, if any, and the nearness to it."""
    size_px = canvas.size_px
    if not landscape.has_river:
        return np.zeros((size_px, size_px), np.bool_), np.zeros((size_px, size_px), np.float32)
    loops = fractal_noise(rng, size_px, 900 / landscape.fine_m, 32.0, hurst=1.0)
    # Height pushes the course sideways, so that it keeps to low ground.
    meander = (
        np.float32(220 / landscape.fine_m) * canvas.bend_x
        + np.float32(400 / landscape.fine_m) * canvas.height
    )
    meander += np.float32(rng.uniform(15, 130) / landscape.fine_m) * loops
    distance = curve_distance(
        canvas, float(rng.uniform(0, np.pi)), rng.uniform(0.2, 0.8, 2) * size_px, meander
    )
    half_px = np.float32(landscape.river_width_m / 2 / landscape.fine_m)
    course = distance < half_px * (1 + np.float32(0.05) * canvas.detail)
    return course, np.exp(-distance / np.float32(60 / landscape.fine_m))


def _open_land(rng: Generator, landscape: Landscape, parcels: _Parcels, canvas: Canvas) -> ClassImage:
    """Assign the land between water and towns: forest, fields, meadows and bare ground."""
    woods = np.float32(0.9) * fractal_noise(rng, canvas.size_px, 1500 / landscape.fine_m, 2.0, hurst=0.55)
    woods += np.float32(0.3) * canvas.height + np.float32(0.3) * canvas.climate
    farmed = np.float32(0.6) * canvas.height - np.float32(0.5) * canvas.climate
    farmed += rng.normal(0, 0.45, HASH_SIZE).astype(np.float32)[parcels.key]
    shares = np.array([0.62, 0.24 * (1.2 - landscape.aridity), 0.06, 0.08])
    use = rng.choice(np.array([CROP, GRASS, FOREST, BARE], np.uint8), HASH_SIZE, p=shares / shares.sum())
    barren = np.float32(landscape.aridity * 2.6 - 2.1) - canvas.climate + np.float32(0.35) * canvas.detail
    classes = np.where(barren > 0, np.uint8(BARE), np.uint8(GRASS))
    np.copyto(classes, use[parcels.key], where=farmed < np.float32(landscape.farm_level))
    classes[woods > np.float32(landscape.forest_level)] = FOREST
    hedged = rng.uniform(0, 1, HASH_SIZE) < 0.25 * (1 - landscape.aridity) * landscape.irregularity
    hedge = (
        (parcels.margin_px < HEDGE_M / landscape.fine_m)
        & (classes == CROP)
        & hedged[parcels.key]
        & (canvas.detail > -0.4)
    )
    classes[hedge] = FOREST
    return classes


def _through_roads(
    rng: Generator, landscape: Landscape, canvas: Canvas, towns_px: NDArray[np.float32]
) -> FloatImage:
    """Return the share of every pixel under the roads that join towns; rivers are bridged."""
    cover = np.zeros_like(canvas.x_px)
    for road in range(landscape.roads):
        anywhere = rng.uniform(0, canvas.size_px, 2)
        through = towns_px[road] if road < len(towns_px) else anywhere
        weight = rng.normal(0, 110 / landscape.fine_m, 2).astype(np.float32)
        meander = weight[0] * canvas.bend_x + weight[1] * canvas.bend_y
        distance = curve_distance(canvas, float(rng.uniform(0, np.pi)), through, meander)
        half_px = float(rng.choice([4.0, 5.0, 11.0], p=[0.5, 0.35, 0.15])) / landscape.fine_m
        np.maximum(cover, np.clip(np.float32(half_px + 0.5) - distance, 0, 1), out=cover)
    return cover


def _lanes(landscape: Landscape, blocks: Blocks, classes: ClassImage) -> FloatImage:
    """Return narrow farm lanes along the borders of farmed blocks."""
    lanes = np.zeros_like(blocks.u_px)
    label = blocks.label
    border = (label[1:, 1:] != label[:-1, 1:]) | (label[1:, 1:] != label[1:, :-1])
    open_land = (classes[1:, 1:] == CROP) | (classes[1:, 1:] == GRASS)
    lanes[1:, 1:] = np.float32(LANE_M / landscape.fine_m) * (border & open_land)
    return lanes

"""The ground that every sensor sees: cover, height, plants and soil, on the fine grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from any2any.simulate.landcover import (
    BARE,
    BUILDING,
    CROP,
    FOREST,
    GRASS,
    URBAN,
    ClassImage,
    LandCover,
    draw_land_cover,
)  # fmt: skip
from any2any.simulate.landscape import Canvas, FloatImage, Landscape, draw_canvas
from any2any.simulate.parcels import HASH_SIZE


@dataclass(frozen=True)
class Ground:
    """One landscape; images of one size on the fine grid."""

    classes: ClassImage
    road_cover: FloatImage
    """Share of the pixel that is sealed road."""
    terrain_m: FloatImage
    """Height of the ground; lakes are level."""
    canopy_m: FloatImage
    """Height of plants and buildings above it."""
    leaf_area: FloatImage
    """Leaf area per ground area, 0 to about 7."""
    dryness: FloatImage
    """Share of the leaves that are yellow, 0 to 1."""
    moisture: FloatImage
    """Of the upper soil, 0 to 1."""
    soil: FloatImage
    """Position between dark and bright soil, about 0 to 1."""
    detail: FloatImage
    """Texture of about unit variance, a pixel to 300 m; in crops it follows the rows."""
    variety: FloatImage
    """A random number from 0 to 1 per parcel or roof."""


def build_ground(rng: Generator, landscape: Landscape, size_px: int) -> Ground:
    """Draw the landscape on ``(size_px, size_px)`` fine pixels."""
    canvas = draw_canvas(rng, size_px, landscape.fine_m, landscape.lake_level)
    cover = draw_land_cover(rng, landscape, canvas)
    detail = _texture(rng, canvas, cover)
    variety, phase, soil_kind = rng.uniform(0, 1, (3, HASH_SIZE)).astype(np.float32)[:, cover.parcel]
    moisture = _moisture(landscape, canvas, cover, detail)
    leaf_area, dryness = _plants(landscape, canvas, cover, moisture, detail, variety, phase)
    soil = np.float32(landscape.soil_brightness) + np.float32(0.4) * (soil_kind - np.float32(0.5))
    soil += np.float32(0.1) * detail + np.float32(0.08) * canvas.climate
    trees = np.float32(9) * (1 + np.float32(0.16) * detail)
    canopy = _by_class(cover.classes, {FOREST: trees, BUILDING: 4 + np.float32(8) * cover.roof})
    np.copyto(variety, cover.roof, where=cover.classes == BUILDING)
    terrain = np.float32(landscape.relief_m) * np.maximum(canvas.height, np.float32(landscape.lake_level))
    return Ground(
        cover.classes, cover.road_cover, terrain, canopy, leaf_area, dryness, moisture, soil, detail, variety
    )


def _texture(rng: Generator, canvas: Canvas, cover: LandCover) -> FloatImage:
    """Return texture to which rows, machines and tracks give a direction in crops."""
    crop = np.nonzero(cover.classes == CROP)
    tracks = rng.standard_normal(HASH_SIZE).astype(np.float32)
    tracks += np.roll(tracks, 1)
    row = (cover.along_rows_px[crop] * np.float32(0.8)).astype(np.int32) + cover.parcel[crop] * np.int32(101)
    detail = canvas.detail.copy()
    detail[crop] = np.float32(0.6) * detail[crop] + np.float32(0.6) * tracks[row & (HASH_SIZE - 1)]
    return detail


def _moisture(landscape: Landscape, canvas: Canvas, cover: LandCover, detail: FloatImage) -> FloatImage:
    moisture = np.float32(0.55 - 0.4 * landscape.aridity) + np.float32(0.14) * canvas.climate
    moisture += np.float32(0.5) * cover.shore + np.float32(0.05) * detail - np.float32(0.06) * canvas.height
    wet: FloatImage = np.clip(moisture, 0.0, 1.0, out=moisture)
    return wet


def _plants(
    landscape: Landscape, canvas: Canvas, cover: LandCover, moisture: FloatImage, detail: FloatImage,
    variety: FloatImage, phase: FloatImage,
) -> tuple[FloatImage, FloatImage]:  # fmt: skip
    """Return leaf area and dryness. ``variety`` and ``phase``: per parcel, 0 to 1."""
    arid = landscape.aridity
    growth = np.float32(0.55) * canvas.climate + np.float32(0.18) * detail
    forest = np.maximum(np.float32(5.0 - 2.0 * arid) + np.float32(0.7) * growth, 2)
    grass = np.float32(2.6 * (1 - 0.75 * arid)) * np.exp(np.float32(0.45) * growth)
    grass *= np.float32(0.7) + np.float32(0.6) * moisture
    # A crop grows from bare soil to a closed canopy, then yellows; parcels differ in their phase.
    stage = np.float32(0.25 + 0.6 * landscape.season) + np.float32(0.9) * (phase - np.float32(0.5))
    crop = np.float32(5.5) * np.clip(1 - np.abs(stage - np.float32(0.5)) / np.float32(0.42), 0, 1)
    gardens = np.maximum(np.float32(0.6) * grass * (1 + np.float32(0.5) * growth), 0.2)
    steppe = np.float32(0.25) * grass
    areas = {FOREST: forest, GRASS: np.maximum(grass, 0.25), CROP: crop, BARE: steppe, URBAN: gardens}
    area = _by_class(cover.classes, areas)
    area *= np.maximum(1 + np.float32(0.12) * detail, 0.3)

    grass_dry = np.float32(0.15 + 0.75 * arid) + np.float32(0.3) * (variety - np.float32(0.5))
    grass_dry = np.clip(grass_dry - np.float32(0.6) * (moisture - np.float32(0.3)), 0, 1)
    crop_dry = np.clip((stage - np.float32(0.55)) * np.float32(4), 0, 1)
    forest_dry = np.full_like(crop_dry, 0.05 + 0.15 * arid)
    garden_dry = np.float32(0.8) * grass_dry
    dry = {FOREST: forest_dry, GRASS: grass_dry, CROP: crop_dry, BARE: grass_dry, URBAN: garden_dry}
    return area, _by_class(cover.classes, dry)


def _by_class(classes: ClassImage, values: dict[int, FloatImage]) -> FloatImage:
    """Return each class's image where the class is, 0 for other classes."""
    image = np.zeros(classes.shape, np.float32)
    for code, value in values.items():
        np.copyto(image, value, where=classes == code)
    return image

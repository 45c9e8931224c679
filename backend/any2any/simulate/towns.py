"""Towns: streets along the blocks' axes, buildings on lots between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from any2any.simulate.landscape import Canvas, Landscape
from any2any.simulate.noise import FloatImage, fractal_noise
from any2any.simulate.parcels import HASH_SIZE, Blocks, IntImage, hashed, split


@dataclass(frozen=True)
class Towns:
    """Built-up land on the fine grid."""

    inside: NDArray[np.bool_]
    building: NDArray[np.bool_]
    street_cover: FloatImage
    """Share of the pixel that is street."""
    roof: FloatImage
    """A number from 0 to 1 per building, 0 elsewhere."""
    centres_px: NDArray[np.float32]
    """``(towns, 2)``: x and y."""


def build_towns(rng: Generator, landscape: Landscape, blocks: Blocks, canvas: Canvas) -> Towns:
    """Place towns and draw their streets and buildings; cost follows the built-up area."""
    centres, inside, nearness = _outlines(rng, landscape, canvas)
    building = np.zeros(inside.shape, np.bool_)
    street_cover, roof = np.zeros(inside.shape, np.float32), np.zeros(inside.shape, np.float32)
    where = np.nonzero(inside)
    if where[0].size:
        u_px, v_px, label = blocks.u_px[where], blocks.v_px[where], blocks.label[where]
        block_m = rng.uniform(60, 130, 2)
        jitter = rng.uniform(-0.3, 0.3, HASH_SIZE).astype(np.float32)
        column, to_column = split(u_px * np.float32(landscape.fine_m / block_m[0]), jitter, label)
        row, to_row = split(v_px * np.float32(landscape.fine_m / block_m[1]), jitter, label + np.int32(977))
        kerb_px = np.minimum(
            to_column * np.float32(block_m[0] / landscape.fine_m),
            to_row * np.float32(block_m[1] / landscape.fine_m),
        )
        half_px = np.float32(rng.uniform(2.5, 5.0) / landscape.fine_m)
        street_cover[where] = np.clip(half_px + np.float32(0.5) - kerb_px, 0, 1)
        city_block = hashed(column, row, label)
        built, tint = _buildings(rng, landscape, u_px, v_px, city_block, nearness[where])
        built &= kerb_px > half_px + np.float32(0.6)
        building[where] = built
        roof[where] = np.where(built, tint, np.float32(0))
    return Towns(inside, building, street_cover, roof, centres)


def _outlines(
    rng: Generator, landscape: Landscape, canvas: Canvas
) -> tuple[NDArray[np.float32], NDArray[np.bool_], FloatImage]:
    size_px = canvas.size_px
    radius_px = landscape.town_radius_m / landscape.fine_m
    side_px = size_px + 2 * radius_px  # a town may lie half outside
    count = int(rng.poisson(landscape.towns_per_km2 * (side_px * landscape.fine_m / 1000) ** 2))
    centres = rng.uniform(-radius_px, size_px + radius_px, (count, 2)).astype(np.float32)
    nearness = np.full_like(canvas.x_px, -4.0)
    for x, y in centres:
        radius = np.float32(radius_px * rng.uniform(0.35, 1.2))
        reach = int(2 * radius)
        rows = slice(max(int(y) - reach, 0), max(int(y) + reach, 0))
        columns = slice(max(int(x) - reach, 0), max(int(x) + reach, 0))
        distance = np.hypot(canvas.x_px[rows, columns] - x, canvas.y_px[rows, columns] - y)
        np.maximum(nearness[rows, columns], 1 - distance / radius, out=nearness[rows, columns])
    rough = fractal_noise(rng, size_px, 700 / landscape.fine_m, 4.0, hurst=0.5)
    nearness += np.float32(0.3) * rough + np.float32(0.15) * canvas.bend_y
    inside: NDArray[np.bool_] = nearness > 0
    return centres, inside, nearness


def _buildings(
    rng: Generator,
    landscape: Landscape,
    u_px: FloatImage,
    v_px: FloatImage,
    city_block: IntImage,
    nearness: FloatImage,
) -> tuple[NDArray[np.bool_], FloatImage]:
    """Return where buildings stand and a number from 0 to 1 for each; industry has large lots."""
    industrial = (rng.uniform(0, 1, HASH_SIZE) < 0.12)[city_block]
    lot_px = np.where(
        industrial, np.float32(70 / landscape.fine_m), np.float32(rng.uniform(18, 26) / landscape.fine_m)
    )
    u, v = u_px / lot_px, v_px / lot_px
    column, row = np.floor(u).astype(np.int32), np.floor(v).astype(np.int32)
    lot = hashed(column, row, city_block)
    table = rng.uniform(0, 1, (6, HASH_SIZE)).astype(np.float32)
    occupied = table[0][lot] < np.float32(0.35) + np.float32(0.6) * nearness + np.float32(0.3) * industrial
    half_u = np.float32(0.22) + np.float32(0.22) * table[1][lot]
    half_v = np.float32(0.22) + np.float32(0.22) * table[2][lot]
    centre_u = np.float32(0.5) + np.float32(0.1) * (table[3][lot] - np.float32(0.5))
    centre_v = np.float32(0.5) + np.float32(0.1) * (table[4][lot] - np.float32(0.5))
    built: NDArray[np.bool_] = (np.abs(u - column - centre_u) < half_u) & (
        np.abs(v - row - centre_v) < half_v
    )
    return built & occupied, np.maximum(table[5][lot], np.float32(1e-3))

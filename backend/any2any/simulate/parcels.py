"""Fields and towns: how a simulated landscape is divided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from any2any.simulate.landscape import Canvas, FloatImage, Landscape, fractal_noise

IntImage = NDArray[np.int32]

HASH_SIZE = 1 << 16
"""Entries of a table of per-parcel attributes; colliding parcels only look alike."""

_CELL_PX = 8


def hashed(i: IntImage, j: IntImage, block: IntImage | int) -> IntImage:
    """Mix three integers into an index of a per-parcel table, 0 to ``HASH_SIZE - 1``."""
    mixed = i * np.int32(73856093) ^ j * np.int32(19349663) ^ block * np.int32(83492791)
    mixed ^= mixed >> np.int32(15)
    index: IntImage = mixed & np.int32(HASH_SIZE - 1)
    return index


@dataclass(frozen=True)
class Blocks:
    """A partition into blocks and, in every block, coordinates along its own axes."""

    label: IntImage
    u_px: FloatImage
    v_px: FloatImage
    count: int


def voronoi_labels(
    rng: Generator, x_px: FloatImage, y_px: FloatImage, spacing_px: float
) -> tuple[IntImage, int]:
    """Label each pixel with the nearest site of a jittered grid; return labels and the number of sites.

    ``x_px`` and ``y_px`` are warped coordinates. Whole cells of pixels take the label of their corner; only
    cells whose corners disagree are resolved pixel by pixel.
    """
    size_px = x_px.shape[0]
    low = -2.0 * spacing_px
    count = int(np.ceil((size_px - 2 * low) / spacing_px))
    grid = low + spacing_px * (np.arange(count, dtype=np.float32) + 0.5)
    jitter = rng.uniform(-0.45, 0.45, (2, count, count)).astype(np.float32) * np.float32(spacing_px)
    site_x, site_y = (grid[None, :] + jitter[0]).ravel(), (grid[:, None] + jitter[1]).ravel()

    corner = np.minimum(np.arange(0, size_px + _CELL_PX, _CELL_PX), size_px - 1)
    corner_x, corner_y = x_px[np.ix_(corner, corner)], y_px[np.ix_(corner, corner)]
    column = np.clip(((corner_x - low) / spacing_px).astype(np.int32), 1, count - 2)
    row = np.clip(((corner_y - low) / spacing_px).astype(np.int32), 1, count - 2)
    candidates = np.stack([(row + dy) * count + column + dx for dy in (-1, 0, 1) for dx in (-1, 0, 1)])
    coarse = _nearest(candidates, corner_x, corner_y, site_x, site_y)

    corners = np.stack([coarse[:-1, :-1], coarse[:-1, 1:], coarse[1:, :-1], coarse[1:, 1:]])
    label = corners[0].repeat(_CELL_PX, 0).repeat(_CELL_PX, 1)
    cell_row, cell_column = np.nonzero((corners != corners[0]).any(0))
    offset = np.arange(_CELL_PX)
    rows = (cell_row * _CELL_PX)[:, None, None] + offset[:, None]
    columns = (cell_column * _CELL_PX)[:, None, None] + offset
    near = corners[:, cell_row, cell_column][:, :, None, None]
    near = np.broadcast_to(near, (4, len(cell_row), _CELL_PX, _CELL_PX))
    label[rows, columns] = _nearest(near, x_px[rows, columns], y_px[rows, columns], site_x, site_y)
    return label, count * count


def _nearest(
    candidates: IntImage, x: FloatImage, y: FloatImage, site_x: FloatImage, site_y: FloatImage
) -> IntImage:
    best: IntImage = candidates[0].copy()
    best_distance = (x - site_x[best]) ** 2 + (y - site_y[best]) ** 2
    for candidate in candidates[1:]:
        distance = (x - site_x[candidate]) ** 2 + (y - site_y[candidate]) ** 2
        closer = distance < best_distance
        np.copyto(best, candidate, where=closer)
        np.copyto(best_distance, distance, where=closer)
    return best


def make_blocks(
    rng: Generator, x_px: FloatImage, y_px: FloatImage, spacing_px: float, angle_spread: float
) -> Blocks:
    """Cut the plane into blocks, each turned by up to ``angle_spread`` radians from a common direction."""
    label, count = voronoi_labels(rng, x_px, y_px, spacing_px)
    angle = rng.uniform(0, np.pi) + angle_spread * rng.uniform(-1, 1, count)
    cosine, sine = np.cos(angle).astype(np.float32)[label], np.sin(angle).astype(np.float32)[label]
    return Blocks(label, cosine * x_px + sine * y_px, cosine * y_px - sine * x_px, count)


def split(t: FloatImage, jitter: FloatImage, salt: IntImage | int) -> tuple[IntImage, FloatImage]:
    """Cut a coordinate into strips of about length 1; return their number and the distance to the border.

    Border ``k`` lies at ``k + jitter``; the table ``jitter`` (``HASH_SIZE`` entries within -0.5 to 0.5) is
    looked up by ``k`` and ``salt``.
    """
    border = np.rint(t).astype(np.int32)
    past = t - border
    past -= jitter[hashed(border, border >> np.int32(7), salt)]
    strip: IntImage = border - (past < 0)
    return strip, np.abs(past, out=past)


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

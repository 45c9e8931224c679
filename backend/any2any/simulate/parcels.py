"""Irregular parcels: farm blocks as warped Voronoi cells, each cut into fields of rows and columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from any2any.simulate.noise import FloatImage

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

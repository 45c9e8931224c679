"""Measure how the shift between two images of a scene varies across it, and cut the scene into tiles accordingly.

Radar projected without a terrain model, or with a coarse one, is displaced in range direction by an amount that follows
the terrain: several pixels on a mountain, none in the plain beside it. One shift for a whole scene cannot correct that.
So the scene is cut into overlapping blocks, which are compared by phase correlation. A smooth field is fitted to the
blocks with a significant peak: bilinear between the nodes of a coarse grid, with a thin-plate penalty. Blocks that
contradict their neighbours are down-weighted (iteratively reweighted least squares).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from any2any.data.bands import parse_radiometry
from any2any.data.builders.files import Layer, View
from any2any.data.check.shift import RADAR_SMOOTHING_PX, BlockShift, Edges, measure_blocks
from any2any.errors import Any2AnyError
from any2any.raster.opening import GDAL_ERRORS, open_quietly
from any2any.raster.radiometry import to_model_values
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds
from any2any.spec.modality import REFERENCE_DOWNSAMPLING, WINDOW_LATENT_PX, Modality

logger = logging.getLogger(__name__)

Floats = NDArray[np.float64]

BLOCK_PX = 256
STEP_PX = 64
"""Size and spacing of the compared blocks, on the reference grid."""

NODE_PX = 128
"""Spacing of the field's nodes."""

FEWEST_BLOCKS = 8
"""With fewer significant blocks no field is fitted, and the images are not moved."""

FULL_CONFIDENCE = 12.0
"""Peak height at which a block's weight stops growing."""

BENDING_WEIGHT = 0.1
SLOPE_WEIGHT = 0.01
"""Weights of squared second and first differences between nodes, relative to one block's squared residual."""

FIRST_SCALE_PX = 4.0
LAST_SCALE_PX = 1.0
SCALE_FACTOR = 0.6
ROUNDS = 8
"""A block whose residual equals the scale keeps a quarter of its weight; the scale shrinks each round."""


@dataclass(frozen=True)
class DriftField:
    """Shift of the second image relative to the first at every position, in reference pixels."""

    nodes: Floats
    """(n, m, 2): shift down and to the right at every node; nodes lie ``NODE_PX`` apart, the first at the corner."""
    blocks: int
    """Significant blocks that it was fitted to."""
    agreeing: int
    """Those among them within ``LAST_SCALE_PX`` of the field."""

    @property
    def mean_px(self) -> float:
        """Mean length of the shift."""
        return float(np.hypot(*self.nodes.reshape(-1, 2).T).mean())

    @property
    def largest_px(self) -> float:
        """Length of the longest shift."""
        return float(np.hypot(*self.nodes.reshape(-1, 2).T).max())

    def at(self, rows: Floats, columns: Floats) -> Floats:
        """Shifts (k, 2) at k positions, in reference pixels from the upper left."""
        n, m, _ = self.nodes.shape
        return np.asarray(_bilinear(rows, columns, (n, m)) @ self.nodes.reshape(n * m, 2))


def measure_drift(first: Edges, second: Edges, smoothing_px: float) -> DriftField | None:
    """Return the shift of ``second`` from ``first`` across the scene; None with too few significant blocks."""
    blocks = measure_blocks(first, second, smoothing_px, BLOCK_PX, STEP_PX)
    return fit_drift([block for block in blocks if block.shift.is_significant], first.shape)


def fit_drift(blocks: list[BlockShift], shape: tuple[int, int]) -> DriftField | None:
    """Fit a field to the shifts of blocks of a scene of that size; None if there are too few."""
    if len(blocks) < FEWEST_BLOCKS:
        return None
    size = tuple(-(-side // NODE_PX) + 1 for side in shape)
    rows, columns = (np.array([getattr(b, name) for b in blocks], float) for name in ("row", "column"))
    shifts = np.array([(b.shift.rows_px, b.shift.columns_px) for b in blocks], float)
    design = _bilinear(rows, columns, (size[0], size[1]))
    stiffness = _stiffness(size[0], size[1])
    weights = np.minimum([b.shift.confidence for b in blocks], FULL_CONFIDENCE) / FULL_CONFIDENCE
    votes, scale_px = np.ones(len(blocks)), FIRST_SCALE_PX
    for _ in range(ROUNDS):
        weighted = design.T * (weights * votes)
        nodes = np.linalg.solve(weighted @ design + stiffness, weighted @ shifts)
        residual_px = np.hypot(*(shifts - design @ nodes).T)
        votes = (1 + (residual_px / scale_px) ** 2) ** -2
        scale_px = max(scale_px * SCALE_FACTOR, LAST_SCALE_PX)
    agreeing = int((residual_px <= LAST_SCALE_PX).sum())
    return DriftField(nodes.reshape(*size, 2), len(blocks), agreeing)


def _bilinear(rows: Floats, columns: Floats, size: tuple[int, int]) -> Floats:
    """Weights (k, n * m) of the nodes at k places."""
    (top, down), (left, right) = (
        _split(at / NODE_PX, n) for at, n in zip((rows, columns), size, strict=True)
    )
    weights = np.zeros((len(top), size[0] * size[1]))
    every = np.arange(len(top))
    for i, share_i in ((0, 1 - down), (1, down)):
        for j, share_j in ((0, 1 - right), (1, right)):
            weights[every, (top + i) * size[1] + left + j] += share_i * share_j
    return weights


def _split(at: Floats, nodes: int) -> tuple[NDArray[np.intp], Floats]:
    """Node before each position, and the fraction of the way to the next, 0 to 1."""
    before = np.clip(np.floor(at), 0, nodes - 2).astype(np.intp)
    return before, np.clip(at - before, 0, 1)


def _stiffness(rows: int, columns: int) -> Floats:
    """Penalty matrix of bending and slope of an n x m grid of nodes."""
    slope = [np.diff(np.eye(n), axis=0) for n in (rows, columns)]
    bend = [np.diff(np.eye(n), n=2, axis=0) for n in (rows, columns)]
    straight = np.eye(rows), np.eye(columns)
    bending = (
        np.kron(bend[0], straight[1]),
        np.kron(straight[0], bend[1]),
        sqrt(2) * np.kron(slope[0], slope[1]),
    )
    slopes = np.kron(slope[0], straight[1]), np.kron(straight[0], slope[1])
    total = BENDING_WEIGHT * sum(d.T @ d for d in bending) + SLOPE_WEIGHT * sum(d.T @ d for d in slopes)
    return np.asarray(total)


LARGEST_SPREAD_PX = 1.0
"""RMS of the drift around its mean within a tile, above which the tile is quartered."""

SAMPLE_LATENT_PX = 8
"""Sampling distance of the drift, whose field is smooth."""

Offset = tuple[int, int]


@dataclass(frozen=True)
class Cells:
    """A rectangle of latent cells of a scene."""

    row: int
    column: int
    rows: int
    columns: int
    offset_px: Offset = (0, 0)
    """Offset of the moved image's window from the others', down and right, in reference pixels."""

    @property
    def quarters(self) -> Iterator[Cells]:
        """Its four quarters, of whole cells."""
        down, right = self.rows // 2, self.columns // 2
        for top, left in product((0, down), (0, right)):
            rows, columns = self.rows - down if top else down, self.columns - right if left else right
            yield replace(self, row=self.row + top, column=self.column + left, rows=rows, columns=columns)


def registered(scene: Cells, cells: Cells, field: DriftField) -> Iterator[Cells]:
    """Cut ``cells`` of a scene into tiles with nearly constant drift, and give each its offset.

    Flat ground stays in large tiles, from which training draws windows anywhere; where terrain changes the drift,
    tiles become as small as one window. A tile whose moved image would exceed the scene is shifted inwards, so
    neighbours may overlap by a few cells.
    """
    drift = _sample(cells, field)
    mean = drift.mean(axis=0)
    spread_px = float(np.sqrt(((drift - mean) ** 2).sum(axis=1).mean()))
    if spread_px > LARGEST_SPREAD_PX and min(cells.rows, cells.columns) >= 2 * WINDOW_LATENT_PX:
        for quarter in cells.quarters:
            yield from registered(scene, quarter, field)
    else:
        down, right = (round(float(shift)) for shift in mean)
        row, rows = _inside(cells.row, cells.rows, scene.rows, down)
        column, columns = _inside(cells.column, cells.columns, scene.columns, right)
        if rows > 0 and columns > 0:
            yield Cells(row, column, rows, columns, (down, right))


def _sample(cells: Cells, field: DriftField) -> NDArray[np.float64]:
    """Shifts (k, 2) on a regular grid over the cells."""
    rows, columns = (
        start + (np.arange(0, size, SAMPLE_LATENT_PX) + min(SAMPLE_LATENT_PX, size) / 2)
        for start, size in ((cells.row, cells.rows), (cells.column, cells.columns))
    )
    grid = np.meshgrid(rows * REFERENCE_DOWNSAMPLING, columns * REFERENCE_DOWNSAMPLING, indexing="ij")
    return field.at(grid[0].ravel(), grid[1].ravel())


def _inside(start: int, size: int, scene: int, offset_px: int) -> Offset:
    """Start and size for which the cells, and the cells moved by ``offset_px``, are in the scene."""
    low = max(0, -(offset_px // REFERENCE_DOWNSAMPLING))
    high = min(scene, scene + (-offset_px) // REFERENCE_DOWNSAMPLING)
    size = min(size, high - low)
    return min(max(start, low), high - size), size


def find_drift(name: str, view: View, scene: Cells, modalities: Mapping[str, Modality]) -> DriftField | None:
    """Return the drifting image's shift from the first of the others; None if nothing drifts or it is unknown.

    Only the images are compared, never a model's output, so held-out scenes are registered like training scenes.
    ValueError for a drifting modality that is not on the reference grid or has several files.
    """
    drifting = next((layer for layer in view.layers if layer.modality == view.drifting), None)
    if drifting is None:
        return None
    still = next(layer for layer in view.layers if layer is not drifting)
    try:
        first, second = (_edges(layer, modalities[layer.modality], scene) for layer in (still, drifting))
    except (Any2AnyError, *GDAL_ERRORS) as error:
        # Reading the tile later reports the error; the index is built from headers.
        logger.warning("scene %s is not registered: %s", name, error)
        return None
    field = measure_drift(first, second, RADAR_SMOOTHING_PX)
    if field is None:
        logger.warning(
            "scene %s is not registered: too few of its blocks show where %s lies", name, drifting.modality
        )
        return None
    logger.info(
        "scene %s: %s drifts by %.1f px on average, %.1f at most; %d of %d blocks agree",
        *(name, drifting.modality, field.mean_px, field.largest_px, field.agreeing, field.blocks),
    )
    return field


def _edges(layer: Layer, modality: Modality, scene: Cells) -> Edges:
    if modality.downsampling != REFERENCE_DOWNSAMPLING or len(layer.parts) != 1:
        raise ValueError(f"{modality.name} of a drifting scene must be one file on the reference grid")
    return Edges(_read(layer, modality, scene), modality.downsampling)


def _read(layer: Layer, modality: Modality, scene: Cells) -> NDArray[np.float32]:
    """Model values of a whole scene, NaN where there is no data."""
    [part] = layer.parts
    numbers = [band for term in part.terms for _, band in term.weights]
    f = modality.downsampling
    with open_quietly(part.path) as dataset:
        reader = RasterReader(dataset, str(part.path), tuple(numbers))
        raw, valid = reader.read(Bounds(0, scene.rows * f, 0, scene.columns * f))
    values = parse_radiometry(layer.radiometry, modality).to_physical(raw.astype(np.float32))
    values[:, ~valid] = np.nan
    return to_model_values(values, modality)

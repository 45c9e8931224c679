"""How the shift between two images of a scene drifts across it, as a smooth field fitted to shifts of blocks.

Radar that was projected without a terrain model, or with a coarse one, is displaced in range direction by an amount
that follows the terrain: by several pixels on a mountain, by none in the plain beside it. One shift for a whole scene
does not undo that. So the scene is cut into overlapping blocks, each is compared by phase correlation, and a field on
a coarse grid of nodes, bilinear in between and stiff where nothing is known (thin-plate penalty), is fitted to those
blocks whose peak is significant. Single blocks that contradict their neighbours lose their vote (iteratively
reweighted least squares).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from any2any.data.check.shift import BlockShift, Edges, measure_blocks

Floats = NDArray[np.float64]

BLOCK_PX = 256
STEP_PX = 64
"""Blocks of the reference grid that are compared, and how far apart they lie."""

NODE_PX = 128
"""Spacing of the field's nodes."""

FEWEST_BLOCKS = 8
"""With fewer significant blocks there is no field: the images stay as they are."""

FULL_CONFIDENCE = 12.0
"""A block's weight grows with the height of its peak up to this."""

BENDING_WEIGHT = 0.1
SLOPE_WEIGHT = 0.01
"""Of squared second and first differences between nodes, beside the squared residual in pixels of one full block."""

FIRST_SCALE_PX = 4.0
LAST_SCALE_PX = 1.0
SCALE_FACTOR = 0.6
ROUNDS = 8
"""A block whose residual is the scale has a quarter of its weight; the scale shrinks from round to round."""


@dataclass(frozen=True)
class DriftField:
    """Where the second image lies relative to the first, for every place of the first, in reference pixels."""

    nodes: Floats
    """(n, m, 2): shift down and to the right at every node; nodes lie ``NODE_PX`` apart, the first at the corner."""
    blocks: int
    """Significant blocks that it was fitted to."""
    agreeing: int
    """Of those, blocks that lie within ``LAST_SCALE_PX`` of it."""

    @property
    def mean_px(self) -> float:
        """Mean length of the shift."""
        return float(np.hypot(*self.nodes.reshape(-1, 2).T).mean())

    @property
    def largest_px(self) -> float:
        """Length of the longest shift."""
        return float(np.hypot(*self.nodes.reshape(-1, 2).T).max())

    def at(self, rows: Floats, columns: Floats) -> Floats:
        """Shifts (k, 2) at k places, given in reference pixels from the upper left."""
        n, m, _ = self.nodes.shape
        return np.asarray(_bilinear(rows, columns, (n, m)) @ self.nodes.reshape(n * m, 2))


def measure_drift(first: Edges, second: Edges, smoothing_px: float) -> DriftField | None:
    """Return how far ``second`` lies from ``first`` across the scene; None if too few blocks tell."""
    blocks = measure_blocks(first, second, smoothing_px, BLOCK_PX, STEP_PX)
    return fit_drift([block for block in blocks if block.shift.is_significant], first.shape)


def fit_drift(blocks: list[BlockShift], shape: tuple[int, int]) -> DriftField | None:
    """Fit a field to the shifts of blocks of a scene of that many reference pixels; None if they are too few."""
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
    """Node before each place, and the way to the next one in 0 to 1."""
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

"""Measure the weights of a hole's candidates on the scene itself.

Artificial holes are cut into the clear part, in the shapes of the scene's own holes, and every candidate fills them.
Candidates with a smaller error get a larger weight, band by band.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from any2any.fill.candidates import CANDIDATES, candidates, nearness
from any2any.fill.fit import Fit
from any2any.fill.plan import FillPlan
from any2any.fill.scene import Scene, SceneReader
from any2any.fill.statistics import BORDER_REACH_PX, Image, Mask
from any2any.raster.window import Bounds

WEIGHED_BLOCKS = 16
"""Largest number of blocks with artificial holes, spread evenly over those near holes."""
FEWEST = 1000
"""With fewer pixels in artificial holes, only the first candidate is used."""
POWER = 3
"""A candidate's weight is its mean square error to the power of minus this."""

Weights = NDArray[np.float32]
"""(candidates, bands), 0 to 1; they sum to 1 over the candidates."""


def first_only(bands: int) -> Weights:
    """Weights that use only the first candidate."""
    weights = np.zeros((CANDIDATES, bands), np.float32)
    weights[0] = 1
    return weights


def blended(fills: NDArray[np.float32], weights: Weights) -> Image:
    """Average the candidates (K, C, H, W) by their weights; if only the first has weight, return it unchanged."""
    if (weights[0] == 1).all():
        return np.asarray(fills[0])
    return np.asarray((weights[:, :, None, None] * fills).sum(axis=0), np.float32)


def weigh(
    reader: SceneReader, plan: FillPlan, fit: Fit, blocks: Sequence[Bounds], check: Callable[[], None]
) -> Weights:
    """Measure the weights of the candidates, band by band, in artificial holes of blocks near holes.

    ``check`` is called for each block, and may raise.
    """
    squares, count = np.zeros((CANDIDATES, len(plan.bands))), 0
    cut: Mask | None = None
    for block in blocks[:: max(1, -(-len(blocks) // WEIGHED_BLOCKS))]:
        check()
        scene = reader.read(block.grown(BORDER_REACH_PX).clipped(plan.grid.bounds))
        found, pixels = _errors(scene, plan, fit, _turned(scene.holes if cut is None else cut, scene.holes))
        squares, count, cut = squares + found, count + pixels, scene.holes
    return first_only(len(plan.bands)) if count < FEWEST else by_errors(squares / count)


def by_errors(mean_squares: NDArray[np.float64]) -> Weights:
    """Compute weights from mean square errors (candidates, bands)."""
    errors = mean_squares + 1e-30
    weights = (errors.min(axis=0) / errors) ** POWER
    return np.asarray(weights / weights.sum(axis=0), np.float32)


def _turned(holes: Mask, like: Mask) -> Mask:
    """Rotate holes by 180 degrees and place them at the upper left of a mask with the shape of ``like``."""
    rows, columns = (min(sizes) for sizes in zip(holes.shape, like.shape, strict=True))
    result = np.zeros_like(like)
    result[:rows, :columns] = holes[::-1, ::-1][:rows, :columns]
    return result


def _errors(scene: Scene, plan: FillPlan, fit: Fit, cut: Mask) -> tuple[NDArray[np.float64], int]:
    """Return the sums of squared errors (candidates, bands) in artificial holes, and the number of their pixels."""
    predicted, measured = fit.predict(scene), plan.units.to_physical(scene.values)
    clear = scene.clear & np.isfinite(predicted).all(axis=0)
    left = clear & ~cut
    scored = clear & cut & (nearness(left) > 0.5)
    if not scored.any():
        return np.zeros((CANDIDATES, len(measured))), 0
    fills = candidates(predicted, measured, left, fit.deviation(scene))[:, :, scored]
    errors = np.square(fills - measured[:, scored], dtype=np.float64)
    return errors.sum(axis=2), int(scored.sum())

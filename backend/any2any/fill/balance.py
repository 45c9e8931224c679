"""Weigh the candidates for a hole on this very scene.

Artificial holes in the clear part, of the shapes of the scene's own holes, are filled with every candidate. The better
one counts more, band by band.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from any2any.fill.fit import Fit
from any2any.fill.plan import FillPlan
from any2any.fill.scene import Scene, SceneReader
from any2any.fill.statistics import BORDER_REACH_PX, Image, Mask
from any2any.fill.surroundings import CANDIDATES, candidates, nearness
from any2any.raster.window import Bounds

WEIGHED_BLOCKS = 16
"""Largest number of blocks with artificial holes, spread evenly over those near holes."""
FEWEST = 1000
"""With fewer pixels in artificial holes the first candidate counts alone."""
POWER = 3
"""Candidates count by their mean square errors to minus this."""

Weights = NDArray[np.float32]
"""(candidates, bands), 0 to 1; sums to 1 over candidates."""


def alone(bands: int) -> Weights:
    """Weights with which the first candidate counts alone."""
    weights = np.zeros((CANDIDATES, bands), np.float32)
    weights[0] = 1
    return weights


def blended(guesses: NDArray[np.float32], weights: Weights) -> Image:
    """Average the candidates (K, C, H, W) by their weights; one that counts alone stays as it is."""
    if (weights[0] == 1).all():
        return np.asarray(guesses[0])
    return np.asarray((weights[:, :, None, None] * guesses).sum(axis=0), np.float32)


def weigh(
    reader: SceneReader, plan: FillPlan, fit: Fit, blocks: Sequence[Bounds], check: Callable[[], None]
) -> Weights:
    """Weigh the candidates of each band by artificial holes in blocks near holes.

    ``check`` is called for each block, and may raise.
    """
    squares, count = np.zeros((CANDIDATES, len(plan.bands))), 0
    cut: Mask | None = None
    for block in blocks[:: max(1, -(-len(blocks) // WEIGHED_BLOCKS))]:
        check()
        scene = reader.read(block.grown(BORDER_REACH_PX).clipped(plan.grid.bounds))
        found, pixels = _errors(scene, plan, fit, _laid(scene.holes if cut is None else cut, scene.holes))
        squares, count, cut = squares + found, count + pixels, scene.holes
    return alone(len(plan.bands)) if count < FEWEST else by_errors(squares / count)


def by_errors(mean_squares: NDArray[np.float64]) -> Weights:
    """Weights from mean square errors (candidates, bands)."""
    errors = mean_squares + 1e-30
    weights = (errors.min(axis=0) / errors) ** POWER
    return np.asarray(weights / weights.sum(axis=0), np.float32)


def _laid(holes: Mask, over: Mask) -> Mask:
    """Turn holes by half a turn and lay them over the first corner of another rectangle."""
    rows, columns = (min(sizes) for sizes in zip(holes.shape, over.shape, strict=True))
    result = np.zeros_like(over)
    result[:rows, :columns] = holes[::-1, ::-1][:rows, :columns]
    return result


def _errors(scene: Scene, plan: FillPlan, fit: Fit, cut: Mask) -> tuple[NDArray[np.float64], int]:
    """Sums of squared errors (candidates, bands) in artificial holes, and their pixels."""
    predicted, measured = fit.predict(scene), plan.units.to_physical(scene.values)
    clear = scene.clear & np.isfinite(predicted).all(axis=0)
    left = clear & ~cut
    scored = clear & cut & (nearness(left) > 0.5)
    if not scored.any():
        return np.zeros((CANDIDATES, len(measured))), 0
    guesses = candidates(predicted, measured, left, fit.spread(scene))[:, :, scored]
    errors = np.square(guesses - measured[:, scored], dtype=np.float64)
    return errors.sum(axis=2), int(scored.sum())

"""Continue the surroundings into the holes, and weigh that against the calibrated guess on this very scene.

On an even scene the border says more about a hole than radar does; on a varied one it says less. Artificial holes in
the clear part, of the shapes of the scene's own holes, show which: both methods fill them, and each counts by the
square of the other's mean square error. All kernels have compact support, so there are no seams between blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.fill import fillnodata

from any2any.fill.fit import Fit
from any2any.fill.plan import FillPlan
from any2any.fill.scene import Scene, SceneReader
from any2any.fill.statistics import BORDER_REACH_PX, Image, Mask, local_mean, smooth, spread
from any2any.raster.window import Bounds

REACH_PX = 150
"""Distance from which a hole's pixel takes border values."""
SMOOTHING_PX = 2
"""Radius of the square that smooths the streaks of the interpolation."""
FADE_PX = 32
"""The interpolation fades out with the density of clear pixels under a kernel of this radius, which reaches three
times as far; its corner is nearer than ``REACH_PX``."""
FADE_DENSITY = 1e-3
"""Density of clear pixels at which the interpolation counts by half."""

WEIGHED_BLOCKS = 16
"""Largest number of blocks with artificial holes, spread evenly over those near holes."""
FEWEST = 1000
"""With fewer pixels in artificial holes the interpolation does not count."""

Weights = NDArray[np.float32]
"""(bands,), 0 to 1: share of the interpolation near the border of a hole."""


def continued(image: Image, clear: Mask) -> Image:
    """Interpolate (C, H, W) from the clear pixels (H, W), by inverse distance; 0 beyond ``REACH_PX``."""
    known = clear.astype(np.uint8)
    bands = [
        fillnodata(np.where(clear, band, 0).astype(np.float32), mask=known, max_search_distance=REACH_PX)
        for band in image
    ]
    return local_mean(np.stack(bands), SMOOTHING_PX)


def nearness(clear: Mask) -> NDArray[np.float32]:
    """How far the interpolation counts (H, W): 1 beside clear pixels (H, W), 0 far from all of them."""
    density = np.maximum(smooth(clear.astype(np.float32), FADE_PX), 0)
    return (density / (density + FADE_DENSITY)).astype(np.float32)


def matched(predicted: Image, measured: Image, clear: Mask, deviation: Image) -> Image:
    """Match a prediction (C, H, W) to the clear pixels in level and gradient."""
    residual = np.where(clear, measured - np.where(clear, predicted, 0), 0)
    return predicted + spread(residual, clear, deviation)


def blended(guess: Image, measured: Image, clear: Mask, weights: Weights) -> Image:
    """Blend the guess (C, H, W) with the interpolation of the clear pixels."""
    if not weights.any():
        return guess
    share = weights[:, None, None] * nearness(clear)
    return np.asarray(guess + share * (continued(measured, clear) - guess), np.float32)


def weigh(
    reader: SceneReader, plan: FillPlan, fit: Fit, blocks: Sequence[Bounds], check: Callable[[], None]
) -> Weights:
    """Weigh the interpolation of each band by artificial holes in blocks near holes.

    ``check`` is called for each block, and may raise.
    """
    squares, count = np.zeros((2, len(plan.bands))), 0
    cut: Mask | None = None
    for block in blocks[:: max(1, -(-len(blocks) // WEIGHED_BLOCKS))]:
        check()
        scene = reader.read(block.grown(BORDER_REACH_PX).clipped(plan.grid.bounds))
        found, pixels = _errors(scene, plan, fit, _laid(scene.holes if cut is None else cut, scene.holes))
        squares, count, cut = squares + found, count + pixels, scene.holes
    if count < FEWEST:
        return np.zeros(len(plan.bands), np.float32)
    own, other = np.square(squares / count) + 1e-30
    return np.asarray(own / (own + other), np.float32)


def _laid(holes: Mask, over: Mask) -> Mask:
    """Turn holes by half a turn and lay them over the first corner of another rectangle."""
    rows, columns = (min(sizes) for sizes in zip(holes.shape, over.shape, strict=True))
    result = np.zeros_like(over)
    result[:rows, :columns] = holes[::-1, ::-1][:rows, :columns]
    return result


def _errors(scene: Scene, plan: FillPlan, fit: Fit, cut: Mask) -> tuple[NDArray[np.float64], int]:
    """Sums of squared errors (2, bands) of guess and interpolation in artificial holes, and their pixels."""
    predicted, measured = fit.predict(scene), plan.units.to_physical(scene.values)
    clear = scene.clear & np.isfinite(predicted).all(axis=0)
    left = clear & ~cut
    scored = clear & cut & (nearness(left) > 0.5)
    if not scored.any():
        return np.zeros((2, len(measured))), 0
    guess = matched(predicted, measured, left, fit.spread(scene))
    pair = np.stack([guess[:, scored], continued(measured, left)[:, scored]])
    errors = np.square(pair - measured[:, scored], dtype=np.float64)
    return errors.sum(axis=2), int(scored.sum())

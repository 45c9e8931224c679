"""Put predictions into holes: rows of blocks, each the same whatever was computed before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.fill.fit import Fit
from any2any.fill.plan import FillPlan
from any2any.fill.residual import REACH_PX, spread
from any2any.fill.scene import SceneReader
from any2any.fill.units import cast
from any2any.raster.window import Bounds

BLOCK_PX = 512
"""Rows of a piece, and columns that are computed at once."""

MEASURED, FILLED, LEFT = 0, 1, 2
"""Values of the map of synthetic pixels."""


@dataclass(frozen=True)
class Filled:
    """Pixels of the result."""

    values: NDArray[np.generic]
    """File values (C, h, w)."""
    state: NDArray[np.uint8]
    """(h, w): measured, filled or left."""


def compose(reader: SceneReader, plan: FillPlan, fit: Fit, block: Bounds) -> Filled:
    """Fill the holes of one block; every other pixel is copied bit for bit."""
    inside = block.within(around := block.grown(REACH_PX).clipped(plan.grid.bounds))
    scene = reader.read(around)
    values, holes = scene.values[:, *inside].copy(), scene.holes[inside]
    predicted = fit.predict(scene)
    known = np.asarray(np.isfinite(predicted).all(axis=0))
    # The residual of pixels that were measured and predicted carries level and gradient over the border.
    clear = scene.clear & known
    measured = plan.units.to_physical(scene.values)
    residual = np.where(clear, measured - np.where(known, predicted, 0), 0)
    predicted = (predicted + spread(residual, clear, fit.spread(scene)))[:, *inside]
    filled = holes & known[inside]
    numbers = cast(plan.units.to_file(np.where(filled, predicted, 0)), plan.dtype, plan.nodata)
    values[:, filled] = numbers[:, filled]
    state = np.where(filled, FILLED, np.where(holes, LEFT, MEASURED)).astype(np.uint8)
    return Filled(values, state)

"""Measure whether a result shows the engine's window borders or the network's patch grid."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from any2any.raster.window import window_starts
from any2any.spec.modality import WINDOW_LATENT_PX


def border_cells(cells: int) -> tuple[int, ...]:
    """Interior borders of the engine's windows: latent cells, counted from 0, before which a window starts or ends."""
    starts = window_starts(0, cells)
    edges = {*starts, *(start + WINDOW_LATENT_PX for start in starts)}
    return tuple(sorted(edges - {0, cells}))


def seam_score(
    image: NDArray[np.floating], rows: Collection[int], columns: Collection[int], period_px: int
) -> float:
    """Ratio of the mean gradient across some lines to that across others; 1 if nothing is visible.

    ``image``: (C, H, W), NaN where there is no data. ``rows`` and ``columns`` are the pixels before which a line lies.
    The others are the remaining multiples of ``period_px``, so that a network's pattern of that period does not count
    as a seam. NaN if either kind of line is missing.
    """
    across = [(image, rows), (image.swapaxes(1, 2), columns)]
    scores = [_score(x.astype(np.float64), lines, period_px) for x, lines in across]
    found = [value for value in scores if math.isfinite(value)]
    return float(np.mean(found)) if found else math.nan


def patch_grid_score(image: NDArray[np.floating], patch_px: int, cell_px: int) -> float:
    """Ratio of the mean gradient across the DiT's patch borders to that across other borders of latent cells.

    ``image`` as in ``seam_score``. The patches of all windows of the engine lie on one grid.
    """
    rows, columns = (range(patch_px, size, patch_px) for size in image.shape[1:])
    return seam_score(image, rows, columns, cell_px)


def _score(x: NDArray[np.float64], lines: Collection[int], period_px: int) -> float:
    others = [line for line in range(period_px, x.shape[1], period_px) if line not in set(lines)]
    if not lines or not others:
        return math.nan
    at, elsewhere = (_gradient(x, sorted(each)) for each in (lines, others))
    return at / elsewhere if elsewhere > 0 else math.nan


def _gradient(x: NDArray[np.float64], lines: list[int]) -> float:
    steps = np.abs(x[:, lines] - x[:, [line - 1 for line in lines]])
    valid = steps[np.isfinite(steps)]
    return float(valid.mean()) if valid.size else math.nan

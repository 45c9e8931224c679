"""Fill small holes of a crop, so that a network never sees NaN."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1))


def fill_holes(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give each NaN pixel of (C, h, w) the value of the valid pixel fewest steps away; ValueError if there is none.

    A pixel is a hole if any of its bands is NaN; steps go along rows and columns.
    """
    hole: NDArray[np.bool_] = np.asarray(np.isnan(values).any(axis=0))
    if hole.all():
        raise ValueError(f"all {hole.size} pixels are holes: nothing can fill them")
    filled = values.copy()
    while hole.any():
        rim = np.zeros_like(hole)
        for row, column in _STEPS:
            rows, columns = np.nonzero(hole & ~rim)
            from_rows = np.clip(rows + row, 0, hole.shape[0] - 1)
            from_columns = np.clip(columns + column, 0, hole.shape[1] - 1)
            known = ~hole[from_rows, from_columns]
            filled[:, rows[known], columns[known]] = filled[:, from_rows[known], from_columns[known]]
            rim[rows[known], columns[known]] = True
        hole &= ~rim
    return filled

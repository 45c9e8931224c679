"""Leave the levels of a translation to its first guess: what is coarser than about a kilometre comes from the guess.

The guess knows no windows, so neighbouring windows agree in their levels. A network that sees one window of 2.5 km
cannot know them: on validation places its own made them worse.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

SIDE = 33
"""Cells of the running mean, which is taken twice: 1.3 km at 40 m a cell."""


@cache
def low_pass(cells: int) -> NDArray[np.float32]:
    """Return the matrix (cells, cells) of a running mean over ``SIDE`` cells, twice, reflected at both ends.

    With this matrix L of a window's side, L z L^T is the coarse part of a latent z. ``cells`` is at least 17.
    """
    reach = SIDE // 2
    at = np.abs(np.arange(cells)[:, None] + np.arange(-reach, reach + 1))
    at = np.where(at >= cells, 2 * (cells - 1) - at, at)
    once = np.zeros((cells, cells))
    np.add.at(once, (np.arange(cells)[:, None], at), 1.0 / SIDE)
    return (once @ once).astype(np.float32)

"""Speckle that depends on a seed and the absolute pixel alone, so that blocks which overlap agree."""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from any2any.raster.noise import noise
from any2any.raster.window import Bounds
from any2any.spec.modality import Modality

SMALLEST_POWER = 1e-3
"""Speckle below this counts as this: with few looks the approximation can reach zero, whose dB is minus infinity."""


def speckle_power(
    seed: int, deviation: float, modality: Modality, row: int, col: int, rows: int, columns: int
) -> NDArray[np.float32]:
    """Return what multiplies the backscatter power: (C, rows, columns), independent between pixels and bands.

    It has a gamma distribution of unit mean with 1 / ``deviation``**2 looks (``deviation`` above 0, at most 1), as
    the cube of a normal value (Wilson and Hilferty 1931): mean and deviation are right within 0.2 % at one look and
    0.02 % from four up, and a pixel takes one random number, which its place can be the key of.
    ``seed``: 0 .. 2**64 - 1; ``row`` and ``col``: the first pixel, at least 0.
    """
    key = seed ^ crc32(modality.name.encode())  # two radars of one tile have speckle of their own
    z = noise(key, Bounds(row, row + rows, col, col + columns), modality.channels)
    ninth = np.float32(deviation**2 / 9)  # 1 / (9 looks)
    cube_root = 1 - ninth + np.sqrt(ninth) * z
    return np.maximum(cube_root * cube_root * cube_root, np.float32(SMALLEST_POWER))

"""Gaussian noise that depends on the seed and the absolute latent cell alone.

Blocks of cells are drawn from counter-based Philox streams keyed by (seed, block row, block column), so the
noise under a cell is the same whatever the window, batch, order or machine. Only the raw bits come from numpy
(their stream is guaranteed); the transform to normal values is ours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.raster.window import Bounds
from any2any.spec.modality import LATENT_CHANNELS

BLOCK_PX = 16
"""Cells of one stream along each axis; it divides the stride of windows, so that no block is cut."""


def noise(seed: int, cells: Bounds, channels: int = LATENT_CHANNELS) -> NDArray[np.float32]:
    """Return standard normal noise (channels, height, width), float32, for absolute cells.

    ``seed`` is at least 0 and below 2**64.
    """
    touched = cells.cells(BLOCK_PX)
    canvas = touched.times(BLOCK_PX)
    out = np.empty((channels, canvas.height, canvas.width), np.float32)
    for block in touched.blocks(1, 1):
        rows, cols = block.times(BLOCK_PX).within(canvas)
        out[:, rows, cols] = _block(seed, block.row_start, block.col_start, channels)
    rows, cols = cells.within(canvas)
    return out[:, rows, cols]


def _block(seed: int, row: int, col: int, channels: int) -> NDArray[np.float32]:
    key = np.array([seed, row << 32 | col], dtype=np.uint64)
    bits = np.random.Philox(key=key).random_raw(channels * BLOCK_PX * BLOCK_PX)
    return _box_muller(bits).reshape(channels, BLOCK_PX, BLOCK_PX)


def _box_muller(bits: NDArray[np.uint64]) -> NDArray[np.float32]:
    """Turn an even number of 64-bit words into as many standard normal values (Box and Muller 1958)."""
    uniform = (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53  # [0, 1)
    half = len(uniform) // 2
    radius = np.sqrt(-2.0 * np.log1p(-uniform[:half]))
    angle = 2.0 * np.pi * uniform[half:]
    return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)]).astype(np.float32)

"""Windows of a raster: their pixels, how overlaps blend, and noise by position alone.

Blocks of cells are drawn from counter-based Philox streams keyed by (seed, block row, block column), so the noise under
a cell does not depend on the window, batch, order or machine. Only the raw bits come from numpy (their stream is
guaranteed); the transform to normal values is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX

STRIDE_LATENT_PX = WINDOW_LATENT_PX * 3 // 4
"""Distance between neighbouring windows: 25 % overlap."""


@dataclass(frozen=True, order=True)
class Bounds:
    """A half-open rectangle of rows and columns."""

    row_start: int
    row_stop: int
    col_start: int
    col_stop: int

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.row_stop - self.row_start

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.col_stop - self.col_start

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing."""
        return self.height <= 0 or self.width <= 0

    def grown(self, margin: int) -> Bounds:
        """Grow on all four sides."""
        return Bounds(
            self.row_start - margin, self.row_stop + margin, self.col_start - margin, self.col_stop + margin
        )

    def clipped(self, to: Bounds) -> Bounds:
        """Intersection with another rectangle; may be empty."""
        return Bounds(
            max(self.row_start, to.row_start),
            min(self.row_stop, to.row_stop),
            max(self.col_start, to.col_start),
            min(self.col_stop, to.col_stop),
        )

    def begun_at_multiples(self, of: int) -> Bounds:
        """Grow up and to the left until the first row and the first column are multiples of ``of``."""
        return Bounds(self.row_start // of * of, self.row_stop, self.col_start // of * of, self.col_stop)

    def times(self, factor: int) -> Bounds:
        """Cells to pixels: every cell is ``factor`` pixels."""
        return Bounds(*(edge * factor for edge in self.edges))

    def cells(self, factor: int) -> Bounds:
        """Pixels to the cells that they touch: grown outwards to whole cells of ``factor`` pixels."""
        return Bounds(
            self.row_start // factor,
            -(-self.row_stop // factor),
            self.col_start // factor,
            -(-self.col_stop // factor),
        )

    @property
    def edges(self) -> tuple[int, int, int, int]:
        """Row start, row stop, column start, column stop."""
        return self.row_start, self.row_stop, self.col_start, self.col_stop

    def within(self, origin: Bounds) -> tuple[slice, slice]:
        """Row and column slices into an array whose first element is the first of ``origin``."""
        rows = slice(self.row_start - origin.row_start, self.row_stop - origin.row_start)
        cols = slice(self.col_start - origin.col_start, self.col_stop - origin.col_start)
        return rows, cols

    def blocks(self, height: int, width: int) -> Iterator[Bounds]:
        """Blocks of at most ``height`` x ``width`` in row order, anchored at this rectangle's origin."""
        for row in range(self.row_start, self.row_stop, height):
            for col in range(self.col_start, self.col_stop, width):
                yield Bounds(row, row + height, col, col + width).clipped(self)

    def halves(self) -> tuple[Bounds, Bounds]:
        """Cut across the longer side."""
        r0, r1, c0, c1 = self.edges
        if self.height > self.width:
            middle = (r0 + r1) // 2
            return Bounds(r0, middle, c0, c1), Bounds(middle, r1, c0, c1)
        middle = (c0 + c1) // 2
        return Bounds(r0, r1, c0, middle), Bounds(r0, r1, middle, c1)


def window_starts(
    start: int, stop: int, size: int = WINDOW_LATENT_PX, stride: int = STRIDE_LATENT_PX
) -> tuple[int, ...]:
    """First cell of every window along one axis of cells [start, stop): the last one is shifted inwards.

    ValueError where the axis is shorter than one window: pad first.
    """
    if stop - start < size:
        raise ValueError(f"{stop - start} cells are fewer than one window of {size}")
    last = stop - size
    return (*range(start, last, stride), last)


def padded_cells(size_px: int, downsampling: int) -> int:
    """Cells of a raster's axis after padding: whole cells, and at least one window."""
    return max(WINDOW_LATENT_PX, -(-size_px // downsampling))


def working_cells(wanted: Bounds, raster: Bounds) -> Bounds:
    """Grow the wanted cells to at least one window each way, shifted to lie inside the raster's cells."""

    def axis(start: int, stop: int, low: int, high: int) -> tuple[int, int]:
        missing = max(0, WINDOW_LATENT_PX - (stop - start))
        start = max(low, min(start - missing // 2, high - WINDOW_LATENT_PX))
        return start, max(stop, start + WINDOW_LATENT_PX)

    rows = axis(wanted.row_start, wanted.row_stop, raster.row_start, raster.row_stop)
    cols = axis(wanted.col_start, wanted.col_stop, raster.col_start, raster.col_stop)
    return Bounds(*rows, *cols)


def reflect_indices(start: int, stop: int, size: int) -> NDArray[np.intp]:
    """Index into an axis of ``size`` for each of start..stop-1, mirrored at its ends without repeating them.

    Size 3: 0 1 2 1 0 1 2 ...; size 1: 0 0 0 ...
    """
    index = np.arange(start, stop, dtype=np.intp)
    if size == 1:
        return np.zeros_like(index)
    period = 2 * (size - 1)
    index = index % period
    return np.where(index < size, index, period - index)


def ramp(size: int = WINDOW_LATENT_PX, stride: int = STRIDE_LATENT_PX) -> NDArray[np.float64]:
    """Weights along one axis, (size,): 1 in the middle, raised-cosine flanks as wide as the overlap.

    Strictly positive, so a cell under a single window has a weight to divide by; two regular neighbours sum
    to 1 exactly.
    """
    overlap = size - stride
    flank = 0.5 - 0.5 * np.cos(np.pi * (np.arange(overlap) + 0.5) / overlap)
    weights = np.ones(size)
    weights[:overlap] = flank
    weights[-overlap:] = np.minimum(weights[-overlap:], flank[::-1])
    return weights


def window_weights() -> NDArray[np.float32]:
    """Weights of one window of latent cells, (64, 64), in (0, 1], float32."""
    return np.outer(ramp(), ramp()).astype(np.float32)


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

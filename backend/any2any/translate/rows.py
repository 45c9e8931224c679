"""A rolling band of rows: what a streaming job remembers of a raster of any height."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.raster.window import Bounds


class RollingRows:
    """Values (C, rows, width), float32, for absolute rows [start, stop) that move down."""

    def __init__(self, channels: int, area: Bounds) -> None:
        self._area = area
        self._start = area.row_start
        self._data = np.zeros((channels, 0, area.width), np.float32)

    @property
    def stop(self) -> int:
        """Row after the last one held."""
        return self._start + self._data.shape[1]

    def move(self, start: int, stop: int) -> None:
        """Forget rows before ``start`` and add rows of zeros up to ``stop``."""
        kept = self._data[:, max(0, start - self._start) :] if start < self.stop else self._data[:, :0]
        self._start = max(start, self._start)
        new = max(0, stop - self._start - kept.shape[1])
        zeros = np.zeros((kept.shape[0], new, kept.shape[2]), np.float32)
        self._data = np.concatenate([kept, zeros], axis=1)

    def view(self, bounds: Bounds) -> NDArray[np.float32]:
        """Writable view (C, h, w) of absolute rows and columns; ValueError if some are not held."""
        if bounds.row_start < self._start or bounds.row_stop > self.stop:
            raise ValueError(f"rows {self._start} to {self.stop} are held, {bounds} was asked for")
        held = Bounds(self._start, self.stop, self._area.col_start, self._area.col_stop)
        rows, cols = bounds.within(held)
        return self._data[:, rows, cols]

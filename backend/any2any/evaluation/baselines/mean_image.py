"""The training mean of the target, per band; it ignores the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.data.scene import PairedScene
from any2any.errors import UsageError

Image = NDArray[np.float32]


@dataclass(frozen=True)
class MeanImage:
    """A constant image."""

    mean: NDArray[np.float64]
    """Per band, model values."""

    @classmethod
    def fit(cls, scenes: Iterable[PairedScene], target: str) -> MeanImage:
        """Average the target over all valid pixels of all scenes; UsageError without any."""
        total: NDArray[np.float64] | float = 0.0
        pixels = 0
        for scene in scenes:
            array = scene.arrays[target]
            valid = array[:, ~np.isnan(array).any(axis=0)]
            total = total + valid.sum(axis=1, dtype=np.float64)
            pixels += valid.shape[1]
        if not pixels:
            raise UsageError(f"no training scene to fit the mean image of {target} on")
        return cls(np.asarray(total) / pixels)

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Any source -> (bands, rows, columns) of the mean, at the target's size in pixels."""
        return np.broadcast_to(
            self.mean.astype(np.float32)[:, None, None], (len(self.mean), *target_px)
        ).copy()

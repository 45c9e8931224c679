"""File values to physical quantities and back: most wrong results in this field are unit mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from any2any.modality import Modality

Transfer = Literal["linear", "power_to_db", "amplitude_to_db"]


@dataclass(frozen=True)
class Encoding:
    """How a raster stores its physical quantity; the same for every pixel of the raster.

    ``linear``: quantity = value * scale + offset. ``power_to_db``: 10 log10(value * scale) + offset.
    ``amplitude_to_db``: 20 log10(value * scale) + offset.
    """

    name: str
    scale: float = 1.0
    offset: float = 0.0
    transfer: Transfer = "linear"
    floor: float = 0.0
    """Smallest value before a logarithm: an 8-bit quicklook's zero is "below one grey level"."""

    def to_physical(self, values: NDArray[np.generic]) -> NDArray[np.float32]:
        """Turn file values of any real dtype into the physical quantity, float32, same shape."""
        x = values.astype(np.float32)
        if self.transfer != "linear":
            factor = 10.0 if self.transfer == "power_to_db" else 20.0
            x = np.maximum(x, np.float32(max(self.floor, 1e-10))) * np.float32(self.scale)
            return (np.float32(factor) * np.log10(x) + np.float32(self.offset)).astype(np.float32)
        return x * np.float32(self.scale) + np.float32(self.offset)


def to_model_values(physical: NDArray[np.float32], modality: Modality) -> NDArray[np.float32]:
    """Scale physical values (bands, rows, columns) to [-1, 1] by each band's range; values beyond are clipped."""
    low, high = _band_ranges(modality)
    return np.clip(2.0 * (physical - low) / (high - low) - 1.0, -1.0, 1.0).astype(np.float32)


def from_model_values(values: NDArray[np.float32], modality: Modality) -> NDArray[np.float32]:
    """Scale model values (bands, rows, columns) back to the physical quantity; nothing is clipped."""
    low, high = _band_ranges(modality)
    return ((values + 1.0) * 0.5 * (high - low) + low).astype(np.float32)


def _band_ranges(modality: Modality) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    low = np.array([band.low for band in modality.bands], np.float32).reshape(-1, 1, 1)
    high = np.array([band.high for band in modality.bands], np.float32).reshape(-1, 1, 1)
    return low, high

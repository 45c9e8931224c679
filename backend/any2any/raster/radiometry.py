"""File values to physical quantities and back: most wrong results in this field are unit mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

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

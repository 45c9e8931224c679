"""Convert file values to physical quantities, to model values and back: most wrong results are unit mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from any2any.spec.modality import UNITS, Modality

Transfer = Literal["linear", "power_to_db", "amplitude_to_db"]
PerBand = float | tuple[float, ...]

SMALLEST = 1e-10
"""Power or amplitude below this counts as this before a logarithm: no measurement reaches it."""


@dataclass(frozen=True)
class Encoding:
    """How a raster stores its physical quantity; the same for every pixel of the raster.

    ``linear``: quantity = value * scale + offset. ``power_to_db``: 10 log10(value * scale) + offset.
    ``amplitude_to_db``: 20 log10(value * scale) + offset. Scale and offset are one number, or one per band.
    """

    name: str
    scale: PerBand = 1.0
    offset: PerBand = 0.0
    transfer: Transfer = "linear"
    floor: float = 0.0
    """Smallest value before a logarithm: an 8-bit quicklook's zero is "below one grey level"."""

    def to_physical(self, values: NDArray[np.generic]) -> NDArray[np.float32]:
        """Turn file values of any real dtype, (C, ...) where scale or offset are per band, into the quantity.

        Returns float32 of the same shape; NaN and infinity stay what they are.
        """
        x = values.astype(np.float32)
        scale, offset = _along_bands(self.scale, x.ndim), _along_bands(self.offset, x.ndim)
        if self.transfer == "linear":
            return x * scale + offset
        factor = np.float32(10.0 if self.transfer == "power_to_db" else 20.0)
        x = np.maximum(x, np.float32(max(self.floor, SMALLEST)))
        return np.asarray(factor * np.log10(x * scale) + offset, np.float32)


def _along_bands(value: PerBand, ndim: int) -> NDArray[np.float32]:
    array = np.asarray(value, np.float32)
    return array if array.ndim == 0 else array.reshape(-1, *(1,) * (ndim - 1))


REFLECTANCE = Encoding("reflectance")
S2 = Encoding("s2", scale=1e-4)
S2_OFFSET = Encoding("s2_offset", scale=1e-4, offset=-0.1)
LANDSAT_C2 = Encoding("landsat_c2", scale=2.75e-5, offset=-0.2)
DB = Encoding("db")
LANDSAT_C2_L1 = Encoding("landsat_c2_l1", scale=2e-5, offset=-0.1)
"""Reflectance at the top of the atmosphere, before it is divided by the sine of the sun's elevation."""
DB10 = Encoding("db10", scale=0.1)
DB100 = Encoding("db100", scale=0.01)
POWER = Encoding("power", transfer="power_to_db")
KELVIN = Encoding("kelvin")
CELSIUS = Encoding("celsius", offset=273.15)
LANDSAT_ST = Encoding("landsat_st", scale=0.00341802, offset=149.0)
"""Surface temperature of Landsat Collection 2 level 2."""
AMPLITUDE = Encoding("amplitude", transfer="amplitude_to_db")
QUICKLOOK8 = Encoding("quicklook8", scale=1 / 255, offset=-5.0, transfer="amplitude_to_db", floor=1.0)
"""8-bit amplitude, stretched for display: land near grey level 100 becomes about -13 dB. The offset is fixed,
because one fitted to each raster would lift the water of a lake scene to the level of land."""
QUICKLOOK8_DB = Encoding("quicklook8_db", scale=25 / 255, offset=-25.0)
"""8-bit backscatter, linear in dB from -25 to 0, as the SEN1-2 data set stores it."""


def display8(modality: Modality) -> Encoding:
    """8-bit display imagery: 255 is the top of each band's range."""
    highs = tuple(band.high / 255 for band in modality.bands)
    return Encoding("display8", scale=highs[0] if len(set(highs)) == 1 else highs)


def to_model_values(physical: NDArray[np.floating], modality: Modality) -> NDArray[np.float32]:
    """Scale physical values (C, ...) to model values, float32: low to -1, high to 1, clipped. NaN stays."""
    low, span = _range(modality, physical.ndim)
    scaled = 2 * (physical.astype(np.float32) - low) / span - 1
    return np.clip(scaled, -1, 1, out=scaled)


def from_model_values(values: NDArray[np.floating], modality: Modality) -> NDArray[np.float32]:
    """Scale model values (C, ...), clipped to [-1, 1], to the physical quantity; float32."""
    low, span = _range(modality, values.ndim)
    return np.asarray((np.clip(values.astype(np.float32), -1, 1) + 1) / 2 * span + low, np.float32)


def _range(modality: Modality, ndim: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    low = _along_bands(tuple(band.low for band in modality.bands), ndim)
    high = _along_bands(tuple(band.high for band in modality.bands), ndim)
    return low, high - low


REFLECTANCE_SCALE = 1e-4
"""Reflectance of one digital number of an output."""


@dataclass(frozen=True)
class OutputEncoding:
    """How a translated raster stores a quantity."""

    dtype: Literal["uint16", "float32"]
    nodata: float
    scale: float
    unit: str
    gain: PerBand = 1.0
    """Factor, and then ``summand``, that bring the model's quantity to the one that is stored."""
    summand: PerBand = 0.0

    def encode(
        self, physical: NDArray[np.float32], valid: NDArray[np.bool_]
    ) -> NDArray[np.uint16] | NDArray[np.float32]:
        """Turn physical values (C, h, w) into file values; nodata where ``valid`` (h, w) is False.

        A valid reflectance is at least one digital number, because zero is nodata.
        """
        if (self.gain, self.summand) != (1.0, 0.0):
            gain, summand = (_along_bands(value, physical.ndim) for value in (self.gain, self.summand))
            physical = physical * gain + summand
        if self.dtype == "float32":
            return np.where(valid, physical, np.float32(self.nodata))
        numbers = np.clip(np.rint(np.where(valid, physical, 0) / np.float32(self.scale)), 1, 65535)
        return np.where(valid, numbers, self.nodata).astype(np.uint16)


def output_encoding(modality: Modality) -> OutputEncoding:
    """Reflectance as uint16 times 10,000 with nodata 0; dB and kelvin as float32 with nodata NaN."""
    if modality.quantity == "reflectance":
        return OutputEncoding("uint16", 0.0, REFLECTANCE_SCALE, "reflectance")
    return OutputEncoding("float32", float("nan"), 1.0, UNITS[modality.quantity])

"""The input and the result of detecting an encoding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message, UsageError
from any2any.raster.radiometry import Encoding

UNCALIBRATED_MEDIAN_DB = -13.0
"""Median that an uncalibrated radar image is shifted to: that of calibrated scenes over land."""


@dataclass(frozen=True)
class RasterSample:
    """Input of the detection."""

    values: NDArray[np.generic]
    """Valid file values, (C, N), at least one of them."""
    dtype: str
    """Data type in the file; complex data arrives here as detected power, with dtype ``"complex"``."""
    name: str = ""
    """Full path or URL of the raster and of every file that it consists of, a line each."""
    band_names: tuple[str | None, ...] = ()
    """The file's names of the bands."""
    metadata: str | None = None
    """Text of a Sentinel-2 product's metadata file beside the raster."""
    tags: Mapping[str, str] = field(default_factory=dict)
    units: tuple[str | None, ...] = ()
    """Unit per band, if the file names one."""
    neighbour_step: float | None = None
    """Median relative difference of neighbouring pixels of the first band; None where it was not measured."""
    scales: tuple[float, ...] = (1.0,)
    """GDAL scale per band; 1 where the file has none."""
    offsets: tuple[float, ...] = (0.0,)

    @property
    def has_scale(self) -> bool:
        """Whether the file has a GDAL scale or offset that changes values."""
        return any(s != 1 for s in self.scales) or any(o != 0 for o in self.offsets)

    def percentile(self, q: float) -> float:
        """Percentile of the values, all bands together."""
        return float(np.percentile(self.values.astype(np.float64), q))

    @property
    def nonzero_median(self) -> float:
        """Median of the values other than zero; 0 where there are none."""
        nonzero = self.values[self.values != 0]
        return float(np.median(nonzero)) if nonzero.size else 0.0


@dataclass(frozen=True)
class Detection:
    """The encoding of a raster and why."""

    encoding: Encoding
    reason: Message
    """A clause: ``"values are whole numbers up to 9,000, reflectance times 10,000"``."""
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> Message:
        """For people and for the output's tags; its values have the reason's, and the reason's code as ``why``."""
        said = Message("units", "{radiometry}: {reason}", radiometry=self.encoding.name, reason=self.reason)
        return said.knowing({**self.reason.values, "why": self.reason.code})


def scale_says_so() -> Message:
    """The reason that the file's own scale and offset give."""
    return Message("why-scale", "the file's GDAL scale and offset say so")


def from_tags(sample: RasterSample) -> Encoding:
    """Read the file's GDAL scale and offset; UsageError if it has none, or if they make all values equal."""
    if not sample.has_scale:
        raise UsageError(
            Message(
                "no-scale",
                "radiometry 'tags' was chosen, but the file has no GDAL scale or offset: choose auto",
            )
        )
    if not all(np.isfinite(s) and s != 0 for s in sample.scales) or not np.isfinite(sample.offsets).all():
        raise UsageError(
            Message(
                "scale-constant",
                "the file's GDAL scale {scale:g} and offset {offset:g} make every value the same: choose "
                "the radiometry, or correct the file with gdal_edit.py -scale",
                scale=sample.scales[0],
                offset=sample.offsets[0],
            )
        )
    return Encoding("tags", scale=_single(sample.scales), offset=_single(sample.offsets))


def _single(values: tuple[float, ...]) -> float | tuple[float, ...]:
    return values[0] if len(set(values)) == 1 else values


def median_db(encoding: Encoding, sample: RasterSample) -> float:
    """Median in dB without zeros, which are undeclared borders."""
    return float(encoding.to_physical(np.asarray([sample.nonzero_median]))[0])


def file_name(sample: RasterSample) -> str:
    """Return the raster's own name, without its folder."""
    return re.split(r"[/\\\\]", sample.name.partition("\n")[0])[-1]

"""Modalities: bands, their physical ranges, and how pixels relate to the latent grid.

A model declares its own modalities in its manifest; the five below are the default specification (the
paper's section 3). Nothing here imports torch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from any2any.errors import UsageError

LATENT_CHANNELS = 4
"""Channels of the latent that all modalities share."""

WINDOW_LATENT_PX = 64
"""Rows and columns of latent cells in one window, the translator's training size."""

REFERENCE_DOWNSAMPLING = 4
"""Pixels per latent cell of the reference grid (RGB at its own pixel size)."""

Level = Literal["surface", "toa"]
"""Processing levels of reflectance: at the surface, or at the top of the atmosphere."""

Quantity = Literal["reflectance", "backscatter_db", "temperature_k"]

UNITS: dict[Quantity, str] = {"reflectance": "reflectance", "backscatter_db": "dB", "temperature_k": "K"}
"""Unit of a quantity, as rasters declare it."""


@dataclass(frozen=True)
class Band:
    """One band, and the physical range that maps to model values in [-1, 1]."""

    name: str
    low: float
    """Physical value (reflectance or dB) that maps to -1."""
    high: float
    """Physical value that maps to +1; values outside are clipped."""
    wavelength_nm: float | None = None

    def __post_init__(self) -> None:
        if not -math.inf < self.low < self.high < math.inf:
            raise ValueError(
                f"band {self.name!r}: low {self.low} must be below high {self.high}, both finite"
            )
        if self.wavelength_nm is not None and not 0.0 < self.wavelength_nm < math.inf:
            raise ValueError(f"band {self.name!r}: wavelength_nm {self.wavelength_nm} must be positive")


@dataclass(frozen=True)
class Modality:
    """One kind of image that a model reads and writes."""

    name: str
    """Identifier in commands and manifests, lower case: ``"sar"``."""
    title: str
    """Display name: ``"SAR"``."""
    quantity: Quantity
    bands: tuple[Band, ...]
    downsampling: int
    """Pixels of this modality per latent cell, along each axis."""
    pixel_size_m: float
    """Pixel size that the model was trained on, in metres."""

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or self.name != self.name.lower():
            raise ValueError(f"modality name {self.name!r} must be a lower-case identifier, like 'sar'")
        if self.downsampling < 1 or self.downsampling & (self.downsampling - 1):
            raise ValueError(
                f"modality {self.name!r}: downsampling {self.downsampling} must be a power of two"
            )
        if not self.bands:
            raise ValueError(f"modality {self.name!r} declares no band")
        if not 0.0 < self.pixel_size_m < math.inf:
            raise ValueError(f"modality {self.name!r}: pixel_size_m {self.pixel_size_m} must be positive")
        if self.quantity not in UNITS:
            raise ValueError(
                f"modality {self.name!r}: quantity {self.quantity!r} is unknown: {', '.join(UNITS)}"
            )

    @property
    def channels(self) -> int:
        """Number of bands."""
        return len(self.bands)

    @property
    def window_px(self) -> int:
        """Rows and columns of this modality's pixels in one window."""
        return WINDOW_LATENT_PX * self.downsampling


@dataclass(frozen=True)
class Direction:
    """One translation, from a source modality's name to a target's."""

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source}->{self.target}"

    @classmethod
    def parse(cls, text: str) -> Direction:
        """Read ``"sar->rgb"``, the inverse of ``str``; UsageError unless it names two different modalities."""
        source, _, target = (part.strip() for part in text.partition("->"))
        if not (source.isidentifier() and target.isidentifier() and source != target):
            raise UsageError(f"{text!r} is not a direction: write two different modalities like 'sar->rgb'")
        return cls(source, target)


# Visible reflectance ends at 0.3558, as in Sentinel-2's own 8-bit true-colour image, so that display imagery and
# reflectance share one scale.
_BLUE = Band("blue", 0.0, 0.3558, 490.0)
_GREEN = Band("green", 0.0, 0.3558, 560.0)
_RED = Band("red", 0.0, 0.3558, 665.0)

RGB = Modality("rgb", "RGB", "reflectance", (_RED, _GREEN, _BLUE), downsampling=4, pixel_size_m=10.0)
SAR = Modality("sar", "SAR", "backscatter_db", (Band("backscatter", -30.0, 5.0),), 4, 10.0)
NIR = Modality("nir", "NIR", "reflectance", (Band("nir", 0.0, 0.6, 842.0),), 4, 10.0)
MS = Modality(
    "ms",
    "MS",
    "reflectance",
    (
        _BLUE,
        _GREEN,
        _RED,
        Band("nir_narrow", 0.0, 0.6, 865.0),
        Band("swir1", 0.0, 0.6, 1610.0),
        Band("swir2", 0.0, 0.5, 2190.0),
    ),
    downsampling=2,
    pixel_size_m=20.0,
)
PAN = Modality("pan", "PAN", "reflectance", (Band("pan", 0.0, 0.4, 590.0),), 8, 5.0)

DEFAULT_MODALITIES: tuple[Modality, ...] = (RGB, SAR, NIR, MS, PAN)

_SEEN_PAIRS = (
    ("sar", "rgb"), ("nir", "rgb"), ("pan", "rgb"), ("nir", "ms"), ("ms", "rgb"), ("sar", "ms"), ("sar", "nir"),
)  # fmt: skip

SEEN_DIRECTIONS: tuple[Direction, ...] = tuple(
    Direction(*pair) for both in _SEEN_PAIRS for pair in (both, both[::-1])
)
"""The paper's graph of pairs with training data, both ways: 14 directions."""

ALL_DIRECTIONS: tuple[Direction, ...] = tuple(
    Direction(a.name, b.name) for a, b in permutations(DEFAULT_MODALITIES, 2)
)
"""Every ordered pair of the five modalities: 20 directions, six of them zero-shot."""

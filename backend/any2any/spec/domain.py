"""The domain of a model's training data, as in its manifest: levels, texture and pixel sizes of each modality."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """Quantiles of a feature over the training tiles."""

    low: float
    """0.5 % quantile."""
    middle: float
    """Median."""
    high: float
    """99.5 % quantile."""

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.low, self.middle, self.high))):
            raise ValueError(f"the range {self.low} to {self.high} around {self.middle} must be finite")
        if not self.low <= self.middle <= self.high:
            raise ValueError(f"the range {self.low} to {self.high} does not hold its median {self.middle}")

    def distance(self, value: float, least: float) -> float:
        """Distance from the median, scaled to 1 at the end of the range; a half width counts as at least ``least``."""
        half = self.high - self.middle if value > self.middle else self.middle - self.low
        return abs(value - self.middle) / max(half, least)


@dataclass(frozen=True)
class DomainStatistics:
    """One modality's training tiles."""

    tiles: int
    """Number of measured tiles."""
    levels: tuple[Range, ...]
    """Per band: the median model value of a tile."""
    textures: tuple[Range, ...]
    """Per band: the mean difference of neighbours along a row, in model values."""
    pixel_size_m: Range

    def __post_init__(self) -> None:
        if len(self.levels) != len(self.textures):
            raise ValueError(
                f"{len(self.levels)} levels and {len(self.textures)} textures: give one of each per band"
            )


@dataclass(frozen=True)
class DomainDistance:
    """How far a job's input lies from the model's training data."""

    score: float
    """Distance of the farthest feature; up to 1 inside the range of the training tiles."""
    sentence: str

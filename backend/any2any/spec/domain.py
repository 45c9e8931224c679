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
class LatentStatistics:
    """One modality's training patches in the latent space of its VAE (``any2any.raster.latent_domain``)."""

    mean: tuple[float, ...]
    """Of the n numbers that describe a patch."""
    whitening: tuple[tuple[float, ...], ...]
    """Lower triangle W of n rows, row i with i + 1 numbers: W times the numbers' covariance times W^T is the
    identity."""
    limit: float
    """99.5 % quantile of the distances of patches whose place was left out of the fit."""

    def __post_init__(self) -> None:
        if [len(row) for row in self.whitening] != list(range(1, len(self.mean) + 1)):
            raise ValueError(f"whitening must be a triangle of {len(self.mean)} rows, like the mean")
        numbers = (*self.mean, *(number for row in self.whitening for number in row))
        if not all(map(math.isfinite, numbers)) or not 0.0 < self.limit < math.inf:
            raise ValueError(f"latent statistics must be finite, and their limit {self.limit} positive")


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
    latent: LatentStatistics | None = None
    """None if not measured, as by earlier releases."""

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


def farther(*distances: DomainDistance | None) -> DomainDistance | None:
    """Return the distance with the highest score; None if there is none."""
    known = [distance for distance in distances if distance is not None]
    return max(known, key=lambda distance: distance.score) if known else None

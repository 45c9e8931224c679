"""What a builder says about one scene before any file was opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from any2any.data.bands import BandPart, BandTerm, plain_bands
from any2any.data.index.schema import Split


@dataclass(frozen=True)
class Part:
    """Consecutive bands of a modality from one file; how many pixels are averaged follows from the sizes."""

    path: Path
    terms: tuple[BandTerm, ...]
    gsd_m: float | None = None
    """Pixel size of the file, where it does not say so itself."""


def part(path: Path, *numbers: int, gsd_m: float | None = None) -> Part:
    """Return bands of a file as they are."""
    return Part(path, plain_bands(numbers).terms, gsd_m)


def weighted(path: Path, *factors: tuple[float, int], gsd_m: float | None = None) -> Part:
    """Return one band that is a weighted sum of bands of a file: pairs of weight and number."""
    return Part(path, (BandTerm(factors),), gsd_m)


@dataclass(frozen=True)
class Layer:
    """One modality of a scene."""

    modality: str
    parts: tuple[Part, ...]
    radiometry: str

    def band_parts(self, averaged: tuple[int, ...]) -> tuple[BandPart, ...]:
        """Return the parts in the index's terms, with so many pixels averaged in each."""
        return tuple(BandPart(p.terms, n) for p, n in zip(self.parts, averaged, strict=True))


@dataclass(frozen=True)
class View:
    """One choice of modalities of a scene: a scene with two polarisations has a view for each."""

    suffix: str
    """What follows the scene's name: "/vv", or nothing."""
    layers: tuple[Layer, ...]
    drifting: str | None = None
    """The modality whose image is known to lie up to some pixels beside those of the others, which all lie right: its
    windows are moved to where its edges agree with theirs."""


@dataclass(frozen=True)
class SceneFiles:
    """One scene: files that show the same ground."""

    name: str
    place: str
    source: str
    split: Split
    licence: str
    views: tuple[View, ...]
    on_earth: bool = True
    """False for landscapes that do not exist: whatever their files say, they have no footprint."""

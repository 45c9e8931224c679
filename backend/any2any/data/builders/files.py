"""A scene as a builder describes it before opening any file, and counts of an index."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from any2any.data.bands import BandPart, BandTerm, plain_bands
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import SPLITS, Split

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Part:
    """Consecutive bands of a modality from one file; the averaging factor follows from the sizes."""

    path: Path
    terms: tuple[BandTerm, ...]
    gsd_m: float | None = None
    """Pixel size, if the file does not state it."""


def part(path: Path, *numbers: int, gsd_m: float | None = None) -> Part:
    """Return bands of a file unchanged."""
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
        """Return the parts as the index writes them, with the number of averaged pixels of each."""
        return tuple(BandPart(p.terms, n) for p, n in zip(self.parts, averaged, strict=True))


@dataclass(frozen=True)
class View:
    """One choice of modalities of a scene: a scene with two polarisations has a view for each."""

    suffix: str
    """Suffix of the scene's name: "/vv", or nothing."""
    layers: tuple[Layer, ...]
    drifting: str | None = None
    """The modality whose image may be shifted against the others, which agree: its windows are moved until its edges
    match theirs."""


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
    """False for simulated landscapes, which have no footprint even if their files are georeferenced."""


WARNINGS_A_REASON = 20
"""Number of cases logged as warnings; further ones need ``--verbose``."""


class Tally:
    """Counts scenes and omissions."""

    def __init__(self) -> None:
        self.scenes = 0
        """Scenes that gave at least one tile."""
        self.places: set[str] = set()
        """All scenes found."""
        self.skipped: Counter[str] = Counter()
        """Omitted scenes or views, by reason."""
        self.missing: Counter[str] = Counter()
        """Missing modalities of scenes that were kept, by name."""
        self.unreadable = 0
        """Files that exist but are not rasters."""
        self.first_reason: str | None = None

    def skip(self, scene: str, reason: str, details: str) -> None:
        """Omit a scene: count the reason, log the details."""
        self.skipped[reason] += 1
        self._tell(self.skipped[reason], f"scene {scene} is left out: {details}")

    def cannot_read(self, path: Path, error: Exception) -> None:
        """Leave out a file."""
        self.unreadable += 1
        self._tell(self.unreadable, f"{path} cannot be read and is left out ({error})")

    def lack(self, scene: str, modality: str) -> None:
        """Keep a scene that lacks one of its modalities."""
        self.missing[modality] += 1
        logger.info("scene %s has no %s", scene, modality)

    def _tell(self, count: int, message: str) -> None:
        self.first_reason = self.first_reason or message
        logger.log(logging.WARNING if count <= WARNINGS_A_REASON else logging.INFO, "%s", message)
        if count == WARNINGS_A_REASON:
            logger.warning("more of this kind are logged with --verbose only")


def summarise(index: TileIndex, tally: Tally | None = None) -> dict[str, Any]:
    """Count tiles by split, dataset and pair of modalities; with a tally, also omissions."""
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    for group in index.groups:
        sources[group.source][group.split] += group.tile_count
        for pair in combinations(group.modalities, 2):
            pairs["-".join(pair)][group.split] += group.tile_count
    summary: dict[str, Any] = {
        "index": str(index.path),
        "tiles": index.tile_count,
        "splits": _by_split(sum(sources.values(), Counter())),
        "sources": {source: _by_split(counts) for source, counts in sorted(sources.items())},
        "pairs": {pair: _by_split(counts) for pair, counts in sorted(pairs.items())},
    }
    if tally is not None:
        summary |= {
            "scenes": tally.scenes,
            "left_out": dict(tally.skipped),
            "kept_without": dict(tally.missing),
            "unreadable_files": tally.unreadable,
        }
    return summary


def _by_split(counts: Counter[str]) -> dict[str, int]:
    return {split: counts[split] for split in SPLITS}


def as_text(summary: dict[str, Any]) -> str:
    """Format a summary as a table with remarks."""
    scenes = f" of {summary['scenes']} scenes" if "scenes" in summary else ""
    lines = [f"{summary['index']}: {summary['tiles']} tiles{scenes}"]
    rows = {"all": summary["splits"], **summary["sources"], **summary["pairs"]}
    width = max(map(len, rows))
    lines.append(f"{'':<{width}} " + " ".join(f"{split:>10}" for split in SPLITS))
    for name, counts in rows.items():
        lines.append(f"{name:<{width}} " + " ".join(f"{counts[split]:>10}" for split in SPLITS))
    if left_out := summary.get("left_out"):
        lines.append("left out: " + ", ".join(f"{count} for {reason}" for reason, count in left_out.items()))
    if kept_without := summary.get("kept_without"):
        lines.append("kept without: " + ", ".join(f"{name} {count}" for name, count in kept_without.items()))
    if summary.get("unreadable_files"):
        lines.append(f"unreadable files: {summary['unreadable_files']}")
    for split in SPLITS:
        if not summary["splits"][split]:
            lines.append(
                f"no tile is in the {split} split: see --validation-place, --test-place and the shares"
            )
    return "\n".join(lines) + "\n"

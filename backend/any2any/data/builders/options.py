"""Options of builders, and the split of each place, so that neighbours stay together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from any2any.data.index.schema import Split
from any2any.errors import UsageError
from any2any.spec.modality import REFERENCE_DOWNSAMPLING

VALIDATION_SHARE, TEST_SHARE = 0.05, 0.1
"""Shares of the places, not of the tiles: all images of a place belong to one split."""


@dataclass(frozen=True)
class Options:
    """Options of all kinds; ``build.py`` lists those of each."""

    tile_px: int | None = None
    """Smallest rows and columns of a tile in pixels of the reference grid; None: a whole raster is one tile."""
    validation_share: float = VALIDATION_SHARE
    test_share: float = TEST_SHARE
    validation_places: tuple[str, ...] = ()
    """Places, or patterns like ``AOI_5_*``, that are set aside regardless of the shares."""
    test_places: tuple[str, ...] = ()
    layout: Path | None = None
    """Folders of rasters: the YAML that describes them."""
    scenes: int = 64
    """Simulator: training scenes."""
    size_px: int = 1024
    """Simulator: rows and columns of a training scene at 10 m."""
    first_seed: int = 1
    """Simulator: seed of the first training scene."""
    validation_scenes: int = 6
    test_scenes: int = 12
    held_out_size_px: int = 512
    """Simulator: many small landscapes test a model better than a few large ones."""
    extra_sensors: bool = False
    """Simulator: add a radar with two polarisations and a thermal band."""
    pixel_size_spread: float = 0.4
    """Simulator: training pixel sizes vary by a factor of up to 1 + this around 10 m. Held-out scenes keep 10 m, so
    that scores stay comparable."""

    def __post_init__(self) -> None:
        if self.tile_px is not None and (self.tile_px < 1 or self.tile_px % REFERENCE_DOWNSAMPLING):
            raise UsageError(
                f"a tile of {self.tile_px} pixels cannot be cut: give a multiple of {REFERENCE_DOWNSAMPLING}"
            )
        shares = (self.validation_share, self.test_share)
        if min(shares) < 0 or sum(shares) > 1:
            raise UsageError(
                f"shares of {shares[0]:g} for validation and {shares[1]:g} for test are invalid: "
                "give two numbers from 0 up whose sum is at most 1"
            )
        if min(self.scenes, self.first_seed, self.validation_scenes, self.test_scenes) < 0:
            raise UsageError("numbers of scenes and the first seed must be 0 or more")
        if not 0 <= self.pixel_size_spread <= 1:
            raise UsageError(
                f"a spread of pixel sizes of {self.pixel_size_spread} cannot be simulated: give 0 (all of 10 m) to 1 "
                "(5 to 20 m)"
            )


def split_of(place: str, options: Options) -> Split:
    """Return the split of a place: the one that lists it, else by a hash of its name and the shares.

    The hash is the same on every machine and independent of other places, so a dataset may grow without moving a
    place. With few places the shares hold only by chance: name places instead.
    """
    if _named(place, options.test_places):
        return "test"
    if _named(place, options.validation_places):
        return "validation"
    draw = int.from_bytes(hashlib.sha256(place.encode()).digest()[:8], "big") / 2**64
    if draw < options.test_share:
        return "test"
    return "validation" if draw < options.test_share + options.validation_share else "train"


def matches(place: str, pattern: str) -> bool:
    """Whether a pattern like ``AOI_5_*`` matches ``spacenet3/AOI_5_Khartoum``; the source may be omitted."""
    return fnmatchcase(place, pattern) or fnmatchcase(place.partition("/")[2], pattern)


def _named(place: str, patterns: tuple[str, ...]) -> bool:
    return any(matches(place, pattern) for pattern in patterns)

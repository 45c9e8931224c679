"""Inspect one tile: read every modality once, and keep a few numbers about each modality and pair.

The choice of tiles, and of the part of each, is the same every time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from any2any.data.check.shift import (
    OPTICAL_SMOOTHING_PX,
    RADAR_SMOOTHING_PX,
    Edges,
    Shift,
    measure_shift,
)
from any2any.data.check.statistics import BandRatio, ImageStatistics, compare_bands, measure_image
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Group, Split, Tile, size_latent_px
from any2any.data.tile import CorruptTileError, TileReader
from any2any.spec.modality import Modality

LARGEST_LATENT_PX = 256
"""Rows and columns of latent cells to inspect of a larger tile: 1,024 reference pixels."""

_SEED = 20_260
Window = tuple[int, int, int, int]
"""Row, column, rows, columns, in latent cells."""


def choose_tiles(groups: Sequence[Group], max_tiles: int) -> Iterator[int]:
    """Yield the numbers of at most ``max_tiles`` tiles, ascending, spread evenly over every group.

    Groups share the tiles equally, not by size, so that a small source is inspected as thoroughly as a large one; what
    a group does not use goes to the others.
    """
    chosen = _quotas(groups, max_tiles)
    for group, count in sorted(zip(groups, chosen, strict=True), key=lambda pair: pair[0].first_tile):
        rng = np.random.default_rng([_SEED, group.first_tile])
        for i, at in enumerate(rng.random(count)):
            start, stop = (edge * group.tile_count // count for edge in (i, i + 1))
            yield group.first_tile + start + int(at * (stop - start))


def _quotas(groups: Sequence[Group], max_tiles: int) -> list[int]:
    quotas = [0] * len(groups)
    left = max_tiles
    by_size = sorted(range(len(groups)), key=lambda i: groups[i].tile_count)
    for position, i in enumerate(by_size):
        quotas[i] = min(groups[i].tile_count, left // (len(groups) - position))
        left -= quotas[i]
    return quotas


def choose_window(number: int, rows: int, columns: int) -> Window:
    """Return the part of a tile of this size, in latent cells, to inspect: all of it, or a random part."""
    rng = np.random.default_rng([_SEED, 1, number])
    height, width = min(rows, LARGEST_LATENT_PX), min(columns, LARGEST_LATENT_PX)
    return int(rng.integers(rows - height + 1)), int(rng.integers(columns - width + 1)), height, width


REGISTRATION_LATENT_PX = 128
"""Rows and columns of latent cells in the middle to compare; 512 reference pixels have enough edges."""

Pair = tuple[str, str]
"""Names of two modalities, in the order of the index."""


@dataclass(frozen=True)
class TileName:
    """A tile's entry in the report."""

    number: int
    scene: str
    split: Split


@dataclass(frozen=True)
class TileLook:
    """Findings about one tile."""

    name: TileName
    source: str
    images: dict[str, ImageStatistics] = field(default_factory=dict)
    """By modality, if readable."""
    errors: dict[str, str] = field(default_factory=dict)
    """By modality: why the others are unreadable."""
    digests: dict[str, bytes] = field(default_factory=dict)
    """Digest of the pixels of non-empty images."""
    shifts: dict[Pair, Shift] = field(default_factory=dict)
    """Shifts of comparable pairs."""
    ratios: dict[Pair, list[BandRatio]] = field(default_factory=dict)


class Looker:
    """Inspects tiles of one index."""

    def __init__(self, index: TileIndex) -> None:
        self._modalities: Mapping[str, Modality] = {m.name: m for m in index.modalities}
        self._reader = TileReader(index)

    def read(self, tile: Tile, name: str) -> NDArray[np.float32]:
        """Read the inspected part of a tile: model values (C, H, W). CorruptTileError."""
        window = choose_window(tile.number, *size_latent_px(tile, self._modalities))
        return self._reader.read(tile, name, *window)

    def look(self, tile: Tile) -> TileLook:
        """Read and measure all modalities of a tile; record unreadable files."""
        look = TileLook(TileName(tile.number, tile.scene, tile.split), tile.source)
        edges: dict[str, Edges] = {}
        for name, modality in self._modalities.items():
            if name not in tile.files:
                continue
            try:
                values = self.read(tile, name)
            except CorruptTileError as error:
                look.errors[name] = str(error)
                continue
            image = look.images[name] = measure_image(values, modality)
            if image.valid_share > 0.5 and not all(band.is_constant for band in image.bands):
                look.digests[name] = hashlib.blake2b(values.tobytes(), digest_size=16).digest()
            edges[name] = Edges(_middle(values, modality.downsampling), modality.downsampling)
        self._compare(look, edges)
        return look

    def _compare(self, look: TileLook, edges: Mapping[str, Edges]) -> None:
        for a, b in combinations(edges, 2):
            both = self._modalities[a], self._modalities[b]
            radar = any(modality.quantity == "backscatter_db" for modality in both)
            shift = measure_shift(edges[a], edges[b], RADAR_SMOOTHING_PX if radar else OPTICAL_SMOOTHING_PX)
            if shift is not None:
                look.shifts[a, b] = shift
            ratios = compare_bands(look.images[a], look.images[b], both)
            if ratios:
                look.ratios[a, b] = ratios


def _middle(values: NDArray[np.float32], downsampling: int) -> NDArray[np.float32]:
    sides = [(size, min(size, REGISTRATION_LATENT_PX * downsampling)) for size in values.shape[1:]]
    rows, columns = (
        slice(start, start + side)
        for size, side in sides
        for start in [(size - side) // (2 * downsampling) * downsampling]
    )
    return values[:, rows, columns]

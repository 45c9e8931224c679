"""Stream windows of an index's tiles: addresses first, pixels one window at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from any2any.data.builders.simulator import SIMULATED
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Group, Split, Tile, size_latent_px
from any2any.data.scene import PairedScene
from any2any.data.tile import CorruptTileError, Crop, TileReader
from any2any.errors import UsageError
from any2any.spec.modality import WINDOW_LATENT_PX, Direction

logger = logging.getLogger(__name__)

FIT_WINDOWS = 200
"""Windows per data source for fitting baselines, spread evenly: 13 million reference pixels for a dozen unknowns."""


class WindowReader:
    """Reads windows of an index, from any thread."""

    def __init__(self, index: TileIndex) -> None:
        self.index = index
        self._reader = TileReader(index)
        self._modalities = {modality.name: modality for modality in index.modalities}

    def read(self, address: Crop, names: Iterable[str]) -> PairedScene:
        """Read some modalities of a window as a scene of its own; CorruptTileError if a file cannot be read."""
        tile = address.tile
        arrays = {name: self._reader.read_crop(address, name).astype(np.float16) for name in names}
        return PairedScene(tile.scene, tile.source, tile.split, arrays, self._modalities)

    def size(self, tile: Tile) -> tuple[int, int]:
        """Rows and columns of latent cells."""
        return size_latent_px(tile, self._modalities)


def held_out_windows(
    reader: WindowReader, split: Split, source: str, direction: Direction, max_tiles: int | None
) -> list[Crop]:
    """Addresses of all whole windows of a source's tiles that hold both ends, in the order of the index.

    ``max_tiles`` limits the tiles of each set of modalities, spread evenly.
    """
    groups = [g for g in _groups(reader.index, split, direction) if g.source == source]
    tiles = _tiles(reader.index, groups, max_tiles)
    return [address for tile in tiles for address in _whole(tile, *reader.size(tile))]


class FitScenes:
    """Training windows for the baselines, from the data source itself, which suits them best.

    A source without training tiles of both modalities gets those of all real sources that have them, or simulated ones
    if no real source has any. At most ``FIT_WINDOWS`` windows of the two modalities are in memory: those of the latest
    pair and source.
    """

    def __init__(self, reader: WindowReader, max_tiles: int | None = None) -> None:
        self._reader = reader
        self._max_tiles = FIT_WINDOWS if max_tiles is None else min(max_tiles, FIT_WINDOWS)
        self._key: tuple[tuple[Group, ...], frozenset[str]] | None = None
        self._scenes: list[PairedScene] = []

    def of(self, source: str, direction: Direction) -> list[PairedScene]:
        """Return the windows; UsageError if no training tile has both modalities."""
        groups = self._groups(source, direction)
        names = frozenset((direction.source, direction.target))
        if self._key != (groups, names):
            self._key, self._scenes = None, []  # frees the previous windows first
            self._scenes = self._read(groups, sorted(names))
            self._key = (groups, names)
        return self._scenes

    def _groups(self, source: str, direction: Direction) -> tuple[Group, ...]:
        both = _groups(self._reader.index, "train", direction)
        if not both:
            raise UsageError(
                f"no training tile of {self._reader.index.path} holds {direction.source} and {direction.target}, "
                "which the baselines are fitted on: add some, or score other --directions"
            )
        own = [g for g in both if g.source == source]
        real = [g for g in both if g.source != SIMULATED]
        return tuple(own or real or both)

    def _read(self, groups: Sequence[Group], names: Sequence[str]) -> list[PairedScene]:
        addresses = [
            address
            for tile in _tiles(self._reader.index, groups, self._max_tiles)
            for address in _pieces(tile, *self._reader.size(tile))
        ]
        taken = min(len(addresses), FIT_WINDOWS)
        chosen = (addresses[i * len(addresses) // taken] for i in range(taken))
        return [scene for address in chosen if (scene := self._read_one(address, names)) is not None]

    def _read_one(self, address: Crop, names: Sequence[str]) -> PairedScene | None:
        try:
            return self._reader.read(address, names)
        except CorruptTileError as error:
            logger.warning("a training window is left out: %s", error)
            return None


def _groups(index: TileIndex, split: Split, direction: Direction) -> list[Group]:
    ends = (direction.source, direction.target)
    return [g for g in index.groups if g.split == split and g.holds(ends)]


def _tiles(index: TileIndex, groups: Iterable[Group], max_tiles: int | None) -> Iterator[Tile]:
    for group in groups:
        taken = group.tile_count if max_tiles is None else min(group.tile_count, max_tiles)
        for i in range(taken):
            yield index.tile(group.first_tile + i * group.tile_count // taken)


def _whole(tile: Tile, rows: int, columns: int) -> Iterator[Crop]:
    side = WINDOW_LATENT_PX
    for row in range(0, rows - side + 1, side):
        for column in range(0, columns - side + 1, side):
            yield Crop(tile, row, column, side, side)


def _pieces(tile: Tile, rows: int, columns: int) -> Iterator[Crop]:
    """Whole windows; along a side shorter than one, everything."""
    height, width = min(rows, WINDOW_LATENT_PX), min(columns, WINDOW_LATENT_PX)
    for row in range(0, rows - height + 1, height):
        for column in range(0, columns - width + 1, width):
            yield Crop(tile, row, column, height, width)

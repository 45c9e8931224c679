"""A co-registered scene in memory, addressed in latent cells, the ground unit shared by all modalities.

Evaluation reads whole tiles; training reads crops instead (``draw.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Group, Split, Tile, size_latent_px
from any2any.data.tile import CorruptTileError, TileReader
from any2any.spec.modality import DEFAULT_MODALITIES, Modality

logger = logging.getLogger(__name__)


def _defaults() -> dict[str, Modality]:
    return {modality.name: modality for modality in DEFAULT_MODALITIES}


@dataclass(frozen=True)
class PairedScene:
    """One place in several modalities.

    Each array has shape (bands, rows * f, columns * f) with the modality's own f and holds model values in
    [-1, 1], float16; NaN where there is no data.
    """

    name: str
    source: str
    """Name of its dataset, or "simulated"."""
    split: Split
    arrays: Mapping[str, NDArray[np.float16]]
    modalities: Mapping[str, Modality] = field(default_factory=_defaults, repr=False)
    """Specifications by name, at least of the modalities it holds."""

    def __post_init__(self) -> None:
        sizes = {name: self._size_latent_px(name) for name in self.arrays}
        if len(set(sizes.values())) != 1:
            raise ValueError(f"scene {self.name}: the modalities cover different latent sizes: {sizes}")

    def _size_latent_px(self, name: str) -> tuple[int, int]:
        f = self.modalities[name].downsampling
        _, rows, columns = self.arrays[name].shape
        if rows % f or columns % f:
            raise ValueError(f"scene {self.name}: {name} is {rows} x {columns}, not a multiple of {f}")
        return rows // f, columns // f

    @property
    def size_latent_px(self) -> tuple[int, int]:
        """Rows and columns of latent cells."""
        return self._size_latent_px(next(iter(self.arrays)))

    def crop(self, name: str, row: int, column: int, size_latent_px: int) -> NDArray[np.float16]:
        """Cut one modality at a latent cell: (bands, size * f, size * f)."""
        f = self.modalities[name].downsampling
        rows = slice(row * f, (row + size_latent_px) * f)
        columns = slice(column * f, (column + size_latent_px) * f)
        return self.arrays[name][:, rows, columns]


def load_scenes(index: TileIndex, split: Split, max_tiles: int | None = None) -> list[PairedScene]:
    """Read the tiles of a split, at most ``max_tiles`` of each dataset and set of modalities.

    They are spread evenly over the index. Corrupt tiles are logged and omitted.
    """
    reader = TileReader(index)
    specifications = {modality.name: modality for modality in index.modalities}
    scenes = []
    for tile in _chosen(index, split, max_tiles):
        rows, columns = size_latent_px(tile, specifications)
        try:
            arrays = {
                name: reader.read(tile, name, 0, 0, rows, columns).astype(np.float16) for name in tile.files
            }
        except CorruptTileError as error:
            logger.warning("tile %d is left out: %s", tile.number, error)
            continue
        scenes.append(PairedScene(tile.scene, tile.source, tile.split, arrays, specifications))
    logger.info("%d scenes in the %s split", len(scenes), split)
    return scenes


def _chosen(index: TileIndex, split: Split, max_tiles: int | None) -> Iterator[Tile]:
    if max_tiles is None:
        yield from index.tiles(split)
        return
    for group in index.groups:
        if group.split == split:
            for number in _spread(group, max_tiles):
                yield index.tile(number)


def _spread(group: Group, count: int) -> Iterator[int]:
    taken = min(group.tile_count, count)
    for i in range(taken):
        yield group.first_tile + i * group.tile_count // taken

"""Whole tiles of an index in memory: what evaluation reads. Training reads crops instead (``draw.py``)."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import numpy as np

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Group, Split, Tile, size_latent_px
from any2any.data.scene import PairedScene
from any2any.data.tile import CorruptTileError, TileReader

logger = logging.getLogger(__name__)


def load_scenes(index: TileIndex, split: Split, max_tiles: int | None = None) -> list[PairedScene]:
    """Read the tiles of a split; with ``max_tiles`` at most so many of each source and set of modalities.

    Those are spread evenly over the index. A corrupt tile is left out and logged.
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

"""Make one index of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile
from any2any.data.index.writer import write_index
from any2any.errors import UsageError


def merge_indexes(paths: Sequence[Path], out: Path) -> None:
    """Write the tiles of all indexes as one at ``out``, which may be one of them.

    Paths of rasters stay right wherever the indexes lie. UsageError if there is none, or a modality of the same
    name is not specified the same everywhere.
    """
    if not paths:
        raise UsageError("there is no index to merge: give at least one")
    indexes = [TileIndex(path) for path in paths]
    modalities = {modality.name: modality for modality in indexes[0].modalities}
    for index in indexes[1:]:
        for modality in index.modalities:
            if modalities.setdefault(modality.name, modality) != modality:
                raise UsageError(
                    f"{index.path} specifies {modality.name} differently from {paths[0]}: build both with the same "
                    "modalities"
                )
    write_index(out, (tile for index in indexes for tile in _absolute(index)), list(modalities.values()))


def _absolute(index: TileIndex) -> Iterator[Tile]:
    for tile in index.tiles():
        files = {
            name: replace(file, path=";".join(str(path.absolute()) for path in index.resolve(file)))
            for name, file in tile.files.items()
        }
        yield replace(tile, files=files)

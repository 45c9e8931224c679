"""Read an index of tiles: by number, in order, or by latent cell."""

from __future__ import annotations

import sqlite3
import struct
import threading
from collections.abc import Collection, Iterator
from itertools import groupby, permutations
from pathlib import Path
from typing import Any

from any2any.data.index.geopackage import unpack_footprint
from any2any.data.index.schema import (
    FORMAT_VERSION,
    Group,
    Split,
    Tile,
    TileFile,
    modalities_from_json,
)
from any2any.errors import Any2AnyError, Message, UsageError
from any2any.spec.modality import Direction, Modality

PAGE_TILES = 1024
"""Number of tiles that an iteration keeps in memory."""

_FILES = (
    "SELECT tile, scene, place, source, split, licence, geom, "
    "modality, path, bands, radiometry, x, y, width, height, pixel_size_m FROM tiles "
)
_FILE_COLUMNS = slice(7, None)

Row = tuple[Any, ...]


class TileIndex:
    """An index file, readable from any thread; each thread has its own connection."""

    path: Path
    modalities: tuple[Modality, ...]
    """Modalities of the index; a tile holds some of them."""
    groups: tuple[Group, ...]
    digest: str
    """Hex sha256 over all rows and modalities: identifies the contents, independent of the file's location."""

    def __init__(self, path: Path) -> None:
        """UsageError if the file is missing, unreadable, not an index, or of another format version."""
        self.path = Path(path)
        self._local = threading.local()
        _check_file(self.path)
        try:
            facts = dict(self._connection.execute("SELECT key, value FROM any2any_index"))
            version = facts["format_version"]
            if version == str(FORMAT_VERSION):
                self.modalities = modalities_from_json(facts["modalities"])
                self.groups = tuple(self._read_groups())
                self.digest = facts["digest"]
        except (sqlite3.Error, KeyError, ValueError, TypeError, AttributeError) as error:
            raise UsageError(
                Message(
                    "not-an-index",
                    "{path} is not an index of tiles ({reason}): build one with any2any data index",
                    path=self.path,
                    reason=error,
                )
            ) from error
        if version != str(FORMAT_VERSION):
            raise UsageError(
                Message(
                    "index-version",
                    "the index {path} has format version {version}, this release reads {known}: "
                    "build it again with any2any data index",
                    path=self.path,
                    version=version,
                    known=FORMAT_VERSION,
                )
            )

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
            self._local.connection = connection
        return connection

    def _rows(self, sql: str, *values: int) -> list[Row]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise Any2AnyError(
                Message(
                    "index-damaged",
                    "the index {path} cannot be read ({reason}): it is damaged or gone, build it again",
                    path=self.path,
                    reason=error,
                )
            ) from error

    def _read_groups(self) -> Iterator[Group]:
        columns = "split, source, modalities, first_tile, tile_count, first_cell, cells"
        for split, source, names, *numbers in self._connection.execute(
            f"SELECT {columns} FROM tile_groups ORDER BY first_tile"
        ):
            yield Group(split, source, tuple(names.split(",")), *numbers)

    def modality(self, name: str) -> Modality:
        """Return a modality by name; UsageError lists the known ones."""
        for modality in self.modalities:
            if modality.name == name:
                return modality
        known = ", ".join(m.name for m in self.modalities)
        raise UsageError(f"modality {name!r} is not in the index {self.path}, which has {known}")

    def tile(self, number: int) -> Tile:
        """Return one tile; UsageError if the number does not exist."""
        rows = self._rows(f"{_FILES} WHERE tile = ? ORDER BY fid", number)
        if not rows:
            raise UsageError(f"tile {number} is not in the index {self.path}: it has {self.tile_count} tiles")
        return _tile(rows)

    def tiles(self, split: Split | None = None, source: str | None = None) -> Iterator[Tile]:
        """Yield tiles by number, optionally of one split and dataset; one page of them is in memory."""
        for group in self.groups:
            if split in (None, group.split) and source in (None, group.source):
                yield from self.tiles_of(group)

    def tiles_of(self, group: Group) -> Iterator[Tile]:
        """Yield a group's tiles by number."""
        end = group.first_tile + group.tile_count
        for first in range(group.first_tile, end, PAGE_TILES):
            yield from self._page(first, min(first + PAGE_TILES, end))

    def _page(self, first: int, end: int) -> Iterator[Tile]:
        rows = self._rows(f"{_FILES} WHERE tile >= ? AND tile < ? ORDER BY tile, fid", first, end)
        for _, files in groupby(rows, key=lambda row: row[0]):
            try:
                tile = _tile(list(files))
            except (ValueError, TypeError, AttributeError, struct.error) as error:
                raise Any2AnyError(
                    Message(
                        "index-damaged",
                        "the index {path} holds a tile that cannot be read ({reason}): it is damaged, build it again",
                        path=self.path,
                        reason=error,
                    )
                ) from error
            yield tile

    @property
    def tile_count(self) -> int:
        """Tiles of all splits."""
        return sum(group.tile_count for group in self.groups)

    def count(self, split: Split, modalities: Collection[str]) -> int:
        """Count the tiles of a split that hold all the modalities."""
        return sum(g.tile_count for g in self.groups if g.split == split and g.holds(modalities))

    def directions(self, split: Split) -> frozenset[Direction]:
        """Directions of which at least one tile of the split holds source and target."""
        return frozenset(
            Direction(*pair)
            for g in self.groups
            if g.split == split
            for pair in permutations(g.modalities, 2)
        )

    def resolve(self, file: TileFile) -> tuple[Path, ...]:
        """Return the paths of a tile's file, in the order of its bands' parts."""
        return tuple(self.path.parent / part for part in file.path.split(";"))

    def tile_at(self, cell: int) -> tuple[int, int, int]:
        """Return number, rows and columns of the tile that contains a latent cell, counted over all tiles."""
        [row] = self._rows(
            "SELECT tile, rows, columns FROM tile_cells WHERE end_cell > ? ORDER BY end_cell LIMIT 1", cell
        )
        return row[0], row[1], row[2]

    def cells_of_tile(self, tile: int) -> tuple[int, int, int]:
        """Return a tile's first latent cell, counted over all tiles, its number of cells, and its shorter side."""
        end, rows, columns = self._cells_until(tile)
        return end - rows * columns, rows * columns, min(rows, columns)

    def cells_of_large_tiles(self, group: Group, side_latent_px: int) -> int:
        """Count the cells of a group's tiles with at least this many rows and columns, which come first."""
        low, high = group.first_tile, group.first_tile + group.tile_count
        while low < high:
            middle = (low + high) // 2
            _, rows, columns = self._cells_until(middle)
            low, high = (middle + 1, high) if min(rows, columns) >= side_latent_px else (low, middle)
        return self._cells_until(low - 1)[0] - group.first_cell if low > group.first_tile else 0

    def _cells_until(self, tile: int) -> tuple[int, int, int]:
        [row] = self._rows("SELECT end_cell, rows, columns FROM tile_cells WHERE tile = ?", tile)
        return row[0], row[1], row[2]


def _check_file(path: Path) -> None:
    try:
        exists = path.is_file()
        if exists:
            path.open("rb").close()
    except OSError as error:
        raise UsageError(
            Message(
                "index-unreadable",
                "the index {path} cannot be opened ({reason}): check its permissions",
                path=path,
                reason=error,
            )
        ) from error
    if not exists:
        raise UsageError(
            Message(
                "index-missing",
                "the index file {path} does not exist: build one with any2any data index",
                path=path,
            )
        )


def _tile(rows: list[Row]) -> Tile:
    number, scene, place, source, split, licence, geometry = rows[0][:7]
    files = {file.modality: file for file in (TileFile(*row[_FILE_COLUMNS]) for row in rows)}
    footprint = unpack_footprint(geometry) if geometry else None
    return Tile(scene, place, source, split, licence, files, footprint, number)

"""Sort the rows of an index on disk, because they may not fit in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from any2any.data.index.schema import SPLITS, Split

CACHE_KIB = 65_536
"""SQLite's page cache while building, here and in the index itself."""


class GroupKey(NamedTuple):
    """Tiles with the same key get consecutive numbers."""

    split: Split
    source: str
    modalities: tuple[str, ...]


class StagedFile(NamedTuple):
    """One modality of a tile, in the order of the table's columns."""

    rows: int
    """Latent cells of the tile."""
    columns: int
    scene: str
    place: str
    modality: str
    path: str
    x: int
    y: int
    width: int
    height: int
    bands: str
    radiometry: str
    pixel_size_m: float
    licence: str
    geometry: bytes | None


StagedTile = tuple[StagedFile, ...]

_TABLE = """
CREATE TABLE staged (
    group_id INTEGER, minus_side INTEGER, sequence INTEGER, ordinal INTEGER,
    rows INTEGER, columns INTEGER, scene TEXT, place TEXT, modality TEXT, path TEXT,
    x INTEGER, y INTEGER, width INTEGER, height INTEGER,
    bands TEXT, radiometry TEXT, pixel_size_m REAL, licence TEXT, geometry BLOB,
    PRIMARY KEY (group_id, minus_side, sequence, ordinal)
) WITHOUT ROWID
"""
_KEY_COLUMNS = 4


def open_for_building(path: Path) -> sqlite3.Connection:
    """Open a new database without a journal: it is discarded if anything fails."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection


class Staging:
    """A database of staged tiles: by group, largest first, then in order of arrival."""

    def __init__(self, path: Path) -> None:
        self._connection = open_for_building(path)
        self._connection.execute(_TABLE)
        self._ids: dict[GroupKey, int] = {}

    def add_all(self, tiles: Iterable[tuple[GroupKey, StagedTile]]) -> None:
        """Add tiles, keeping one in memory."""
        columns = _KEY_COLUMNS + len(StagedFile._fields)
        insert = f"INSERT INTO staged VALUES ({', '.join('?' * columns)})"
        self._connection.execute("BEGIN")
        self._connection.executemany(insert, self._keyed(tiles))
        self._connection.execute("COMMIT")

    def _keyed(self, tiles: Iterable[tuple[GroupKey, StagedTile]]) -> Iterator[tuple[object, ...]]:
        for sequence, (key, files) in enumerate(tiles):
            group = self._ids.setdefault(key, len(self._ids))
            for ordinal, file in enumerate(files):
                yield group, -min(file.rows, file.columns), sequence, ordinal, *file

    @property
    def groups(self) -> list[GroupKey]:
        """In the order of the index: by split, source and modalities."""
        return sorted(self._ids, key=lambda key: (SPLITS.index(key.split), key.source, key.modalities))

    def tiles(self, group: GroupKey) -> Iterator[StagedTile]:
        """Tiles of a group in the order of the index."""
        rows = self._connection.execute(
            "SELECT * FROM staged WHERE group_id = ? ORDER BY minus_side, sequence, ordinal",
            (self._ids[group],),
        )
        size = len(group.modalities)
        while files := rows.fetchmany(size):
            yield tuple(StagedFile(*row[_KEY_COLUMNS:]) for row in files)

    def close(self) -> None:
        """Close the database; the file stays."""
        self._connection.close()

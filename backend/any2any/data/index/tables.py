"""Write the tables of an index in order."""

from __future__ import annotations

from pathlib import Path

from any2any.data.index.geopackage import (
    register_polygons,
    register_table,
    start_geopackage,
    unpack_footprint,
)
from any2any.data.index.schema import FORMAT_VERSION, Footprint
from any2any.data.index.staging import GroupKey, StagedTile, open_for_building

FLUSH_TILES = 4096
"""Tiles whose rows are kept in memory."""

_TABLES = """
CREATE TABLE any2any_index (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE tiles (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    geom POLYGON,
    tile INTEGER NOT NULL,
    scene TEXT NOT NULL,
    place TEXT NOT NULL,
    modality TEXT NOT NULL,
    path TEXT NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bands TEXT NOT NULL,
    radiometry TEXT NOT NULL,
    pixel_size_m REAL NOT NULL,
    split TEXT NOT NULL,
    source TEXT NOT NULL,
    licence TEXT NOT NULL
);
CREATE INDEX tiles_by_tile ON tiles (tile);
CREATE TABLE tile_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    split TEXT NOT NULL,
    source TEXT NOT NULL,
    modalities TEXT NOT NULL,
    first_tile INTEGER NOT NULL,
    tile_count INTEGER NOT NULL,
    first_cell INTEGER NOT NULL,
    cells INTEGER NOT NULL
);
CREATE TABLE tile_cells (
    end_cell INTEGER PRIMARY KEY NOT NULL,
    tile INTEGER NOT NULL UNIQUE,
    rows INTEGER NOT NULL,
    columns INTEGER NOT NULL
);
"""

# Group sizes, cumulative cells and the digest describe the tiles; an edit in QGIS would silently invalidate them.
_GUARD = """
CREATE TRIGGER tiles_are_fixed_{event} BEFORE {event} ON tiles BEGIN
    SELECT RAISE(ABORT, 'an index of tiles cannot be edited: build it again with any2any data index');
END
"""

_INSERT_FILE = f"INSERT INTO tiles VALUES (NULL, {', '.join('?' * 16)})"
_INSERT_CELLS = "INSERT INTO tile_cells VALUES (?, ?, ?, ?)"
_INSERT_GROUP = "INSERT INTO tile_groups VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)"


class TableWriter:
    """Writes tiles in their final order: group after group."""

    def __init__(self, path: Path) -> None:
        self._connection = open_for_building(path)
        start_geopackage(self._connection)
        self._connection.executescript(_TABLES)
        self._connection.execute("BEGIN")
        self._tiles = 0
        self._cells = 0
        self._extent: Footprint | None = None
        self._groups: dict[GroupKey, tuple[int, int]] = {}
        self._file_rows: list[tuple[object, ...]] = []
        self._cell_rows: list[tuple[int, int, int, int]] = []

    def add(self, group: GroupKey, tile: StagedTile) -> None:
        """Add the next tile; those of one group must follow each other."""
        self._groups.setdefault(group, (self._tiles, self._cells))
        rows, columns = tile[0].rows, tile[0].columns
        self._cells += rows * columns
        self._cell_rows.append((self._cells, self._tiles, rows, columns))
        for f in tile:
            self._file_rows.append(
                (
                    *(f.geometry, self._tiles, f.scene, f.place, f.modality, f.path, f.x, f.y),
                    *(f.width, f.height, f.bands, f.radiometry, f.pixel_size_m),
                    *(group.split, group.source, f.licence),
                )
            )
        self._extend(tile[0].geometry)
        self._tiles += 1
        if len(self._cell_rows) == FLUSH_TILES:
            self._flush()

    def _extend(self, geometry: bytes | None) -> None:
        if geometry is None:
            return
        west, south, east, north = footprint = unpack_footprint(geometry)
        a = self._extent or footprint
        self._extent = (min(a[0], west), min(a[1], south), max(a[2], east), max(a[3], north))

    def _flush(self) -> None:
        self._connection.executemany(_INSERT_FILE, self._file_rows)
        self._connection.executemany(_INSERT_CELLS, self._cell_rows)
        self._file_rows.clear()
        self._cell_rows.clear()

    def finish(self, modalities: str, digest: str) -> None:
        """Write the values that are known only at the end."""
        self._flush()
        self._connection.executemany(_INSERT_GROUP, self._group_rows())
        facts = {"format_version": str(FORMAT_VERSION), "modalities": modalities, "digest": digest}
        self._connection.executemany("INSERT INTO any2any_index VALUES (?, ?)", facts.items())
        register_polygons(
            self._connection, "tiles", "Footprints of training tiles, one a tile and modality", self._extent
        )
        register_table(self._connection, "tile_groups", "Tiles of one split, source and set of modalities")
        for event in ("INSERT", "UPDATE", "DELETE"):
            self._connection.execute(_GUARD.format(event=event))
        self._connection.execute("COMMIT")

    def _group_rows(self) -> list[tuple[str | int, ...]]:
        starts = [*self._groups.values(), (self._tiles, self._cells)]
        return [
            (*key[:2], ",".join(key.modalities), tile, end_tile - tile, cell, end_cell - cell)
            for key, (tile, cell), (end_tile, end_cell) in zip(self._groups, starts, starts[1:], strict=False)
        ]

    def close(self) -> None:
        """Close the database, finished or not."""
        self._connection.close()

"""Read latents from a finished cache: windows are cut from the files, which are never loaded whole.

The table of a latent cache lists every piece with its place and the cumulated area, for one lookup per draw.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from any2any.files import whole_file
from any2any.spec.modality import WINDOW_LATENT_PX, Direction
from any2any.training.latents.cache_file import Entry, ShardContents, latents_key, shard_name, valid_key
from any2any.training.latents.plan import CachedTile

POSITIONS_NAME = "positions.sqlite"

# The cumulated area is the row number: finding the piece at an area is one search in the table's own tree.
_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE pieces (
    cumulated INTEGER PRIMARY KEY,
    tile INTEGER, variant INTEGER, turn INTEGER, row INTEGER, rows INTEGER, columns INTEGER, weight INTEGER,
    shard INTEGER, run INTEGER, position INTEGER, masked INTEGER
);
"""


@dataclass(frozen=True)
class LatentGroup:
    """Pieces of one source that hold the same modalities."""

    source: str
    modalities: tuple[str, ...]
    first: int
    """Cumulated area before its first piece, in 1/840 of a latent cell."""
    stop: int
    """Cumulated area up to and with its last."""


def write_positions(folder: Path, shards: Iterator[ShardContents], report: Mapping[str, Any]) -> None:
    """Collect the shards' contents into ``folder/positions.sqlite``, atomically."""
    with whole_file(folder / POSITIONS_NAME) as unfinished:
        unfinished.unlink(missing_ok=True)
        with sqlite3.connect(unfinished) as table:
            table.executescript(_SCHEMA)
            groups: list[LatentGroup] = []
            cumulated = 0
            for shard in shards:
                first = cumulated
                for entry in shard.entries:
                    cumulated += entry.piece.weight
                    table.execute(
                        f"INSERT INTO pieces VALUES ({', '.join('?' * 12)})", _row(cumulated, entry)
                    )
                _extend(groups, LatentGroup(shard.source, shard.modalities, first, cumulated))
            document = [[g.source, g.modalities, g.first, g.stop] for g in groups if g.stop > g.first]
            facts = {"groups": json.dumps(document), "report": json.dumps(report)}
            table.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
        table.close()


def _extend(groups: list[LatentGroup], new: LatentGroup) -> None:
    """Join a shard to the previous shard's group if both hold the same modalities."""
    if groups and (groups[-1].source, groups[-1].modalities) == (new.source, new.modalities):
        groups[-1] = LatentGroup(new.source, new.modalities, groups[-1].first, new.stop)
    else:
        groups.append(new)


def _row(cumulated: int, entry: Entry) -> tuple[int, ...]:
    p = entry.piece
    where = (entry.shard, entry.run, entry.position, int(entry.masked))
    return (cumulated, p.tile, p.variant, p.turn, p.row, p.rows, p.columns, p.weight, *where)


def open_positions(folder: Path) -> sqlite3.Connection:
    """Open the table for reading, in the calling thread."""
    return sqlite3.connect(f"{(folder / POSITIONS_NAME).resolve().as_uri()}?mode=ro", uri=True)


def read_facts(folder: Path) -> tuple[tuple[LatentGroup, ...], dict[str, Any]]:
    """Return the groups and the report of how the cache was made."""
    table = open_positions(folder)
    try:
        facts = dict(table.execute("SELECT name, value FROM facts"))
    finally:
        table.close()
    groups = tuple(LatentGroup(g[0], tuple(g[1]), g[2], g[3]) for g in json.loads(facts["groups"]))
    return groups, json.loads(facts["report"])


def entry_at(table: sqlite3.Connection, area: int) -> Entry:
    """Return the piece that contains the cumulated area, which is at least 0 and below the last group's stop."""
    row = table.execute(
        "SELECT * FROM pieces WHERE cumulated > ? ORDER BY cumulated LIMIT 1", (area,)
    ).fetchone()
    return Entry(CachedTile(*row[1:8]), row[8], row[9], row[10], bool(row[11]))


OPEN_SHARDS = 512
"""Shards that a thread keeps open; each takes address space and a small header, but no memory for its latents."""


class _ThreadState(threading.local):
    """A thread's own connection and open files, which it must not share."""

    table: sqlite3.Connection | None = None

    def __init__(self) -> None:
        self.shards: OrderedDict[int, safe_open] = OrderedDict()


class LatentCache:
    """A finished cache; usable from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.groups: tuple[LatentGroup, ...]
        self.report: Mapping[str, Any]
        """Counts by source: tiles, licences, and omitted tiles with the reason."""
        self.groups, self.report = read_facts(folder)
        self._mine = _ThreadState()

    def holds(self, direction: Direction) -> bool:
        """Whether any piece has both ends."""
        return any({direction.source, direction.target} <= set(group.modalities) for group in self.groups)

    def entry_at(self, area: int) -> Entry:
        """Return the piece that contains the cumulated area, so that evenly drawn areas give pieces by their area."""
        if self._mine.table is None:
            self._mine.table = open_positions(self.folder)
        return entry_at(self._mine.table, area)

    def window(self, entry: Entry, name: str, row: int, column: int) -> NDArray[np.float16]:
        """Cut a window whose first cell is at ``row``, ``column`` of the piece: (channels, 64, 64), float16.

        ``name`` is a modality, the text of a direction for its first guess, or ``context_name`` of a modality.
        """
        n = WINDOW_LATENT_PX
        stored = self._shard(entry.shard).get_slice(latents_key(entry.run, name))  # type: ignore[no-untyped-call]
        at = entry.position
        window: NDArray[np.float16] = stored[at : at + 1, :, row : row + n, column : column + n]
        return window[0]

    def invalid_share(self, entry: Entry, row: int, column: int) -> float:
        """Share of nodata cells in the window."""
        if not entry.masked:
            return 0.0
        n = WINDOW_LATENT_PX
        stored = self._shard(entry.shard).get_slice(valid_key(entry.run, entry.position))  # type: ignore[no-untyped-call]
        return 1.0 - float(np.mean(stored[row : row + n, column : column + n]))

    def _shard(self, number: int) -> safe_open:
        shards = self._mine.shards
        if number not in shards:
            shards[number] = safe_open(self.folder / shard_name(number), framework="numpy")
            if len(shards) > OPEN_SHARDS:
                shards.popitem(last=False)
        shards.move_to_end(number)
        return shards[number]

"""Ground that lies in two splits, found by names, files and footprints of all tiles, not only of the sampled ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from any2any.data.index.geopackage import unpack_footprint
from any2any.data.index.schema import Footprint
from any2any.errors import Any2AnyError

LISTED = 20
"""Number that is named per kind; the others are only counted."""

LARGEST_OVERLAP = 0.1
"""Share of the smaller footprint; neighbours touch, and a footprint is a box around a tile that may be rotated."""


@dataclass(frozen=True)
class Leak:
    """Items of one kind that lie in more than one split."""

    kind: str
    """See ``flags.KINDS``."""
    count: int
    examples: tuple[str, ...]
    """The first ones, each with its splits."""


_NAMES = {"place": "place", "file": "path"}


def find_leaks(index_path: Path) -> tuple[list[Leak], int]:
    """Search a whole index; memory does not grow with it.

    Returns the leaks and the number of tiles with a footprint. Any2AnyError if it cannot be read.
    """
    try:
        with closing(sqlite3.connect(f"{index_path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            leaks = [_shared_names(connection, f"same_{kind}", what) for kind, what in _NAMES.items()]
            leaks.append(_overlaps(connection))
            [(placed,)] = connection.execute("SELECT count(DISTINCT tile) FROM tiles WHERE geom IS NOT NULL")
    except sqlite3.Error as error:
        raise Any2AnyError(
            f"the index {index_path} cannot be searched ({error}): build it again, and check that the temporary folder "
            "has free space"
        ) from error
    return [leak for leak in leaks if leak.count], placed


def _shared_names(connection: sqlite3.Connection, kind: str, what: str) -> Leak:
    grouped = (
        f"SELECT {what} AS name, group_concat(DISTINCT split) AS splits FROM tiles GROUP BY name "
        "HAVING count(DISTINCT split) > 1"
    )
    [(count,)] = connection.execute(f"SELECT count(*) FROM ({grouped})")
    rows = connection.execute(f"{grouped} ORDER BY name LIMIT {LISTED}")
    return Leak(kind, count, tuple(f"{name} ({', '.join(sorted(s.split(',')))})" for name, s in rows))


def _overlaps(connection: sqlite3.Connection) -> Leak:
    """Count validation and test tiles that share ground with a tile of another split."""
    count = 0
    examples: list[str] = []
    with closing(sqlite3.connect("")) as ground:  # a temporary file, gone when it is closed
        ground.execute(
            "CREATE VIRTUAL TABLE ground USING rtree(tile, west, east, south, north, +split, +scene)"
        )
        ground.executemany("INSERT INTO ground VALUES (?, ?, ?, ?, ?, ?, ?)", _boxes(connection))
        for scene, split, box in _held_out(connection):
            other = _first_overlap(ground, box, split)
            if other is not None:
                count += 1
                if len(examples) < LISTED:
                    examples.append(f"{scene} ({split}) and {other[0]} ({other[1]})")
    return Leak("same_ground", count, tuple(examples))


_PLACED = "SELECT {columns} FROM tiles WHERE geom IS NOT NULL {condition} GROUP BY tile"


def _boxes(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    for tile, geometry, split, scene in connection.execute(
        _PLACED.format(columns="tile, geom, split, scene", condition="")
    ):
        west, south, east, north = unpack_footprint(geometry)
        yield tile, west, east, south, north, split, scene


def _held_out(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Footprint]]:
    condition = "AND split <> 'train'"
    for geometry, split, scene in connection.execute(
        _PLACED.format(columns="geom, split, scene", condition=condition)
    ):
        yield scene, split, unpack_footprint(geometry)


def _first_overlap(ground: sqlite3.Connection, box: Footprint, split: str) -> tuple[str, str] | None:
    """Return scene and split of a tile that shares ground; pairs of held-out splits count only for test."""
    west, south, east, north = box
    others = ("train",) if split == "validation" else ("train", "validation")
    rows = ground.execute(
        "SELECT west, south, east, north, scene, split FROM ground "
        "WHERE west < ? AND east > ? AND south < ? AND north > ? "
        f"AND split IN ({', '.join('?' * len(others))})",
        (east, west, north, south, *others),
    )
    for *other, scene, other_split in rows:
        if shared_ground(box, other) > LARGEST_OVERLAP:
            return scene, other_split
    return None


def shared_ground(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the common area of two boxes (west, south, east, north) as a share of the smaller one, 0 to 1."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return width * height / smaller if min(width, height, smaller) > 0 else 0.0

"""Write an index of tiles atomically, as a GeoPackage streamed through a database beside it; merge indexes."""

from __future__ import annotations

import hashlib
import math
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath

from any2any.data.bands import channels, parse_band_grammar, parse_radiometry
from any2any.data.index.geopackage import pack_footprint
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import SPLITS, Tile, TileFile, modalities_to_json, size_latent_px
from any2any.data.index.staging import GroupKey, StagedFile, StagedTile, Staging
from any2any.data.index.tables import TableWriter
from any2any.errors import Any2AnyError, Message, UsageError
from any2any.files import move_file
from any2any.spec.modality import Modality

CELL_SIZE_TOLERANCE = 0.1
"""Largest relative difference of a latent cell's ground size between the modalities of a tile."""


def write_index(path: Path, tiles: Iterable[Tile], modalities: Sequence[Modality]) -> None:
    """Write tiles, renumbered by group, as an index at ``path``; an existing file is replaced.

    Memory does not grow with the number of tiles. Absolute paths of rasters become relative to the index if
    both lie below a common folder; relative paths are taken relative to the index. UsageError for an invalid tile, or
    if there are none; Any2AnyError if writing fails.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 (resolve would follow links that the rasters' paths keep)
    unfinished, sorting = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.sort.part")
    with _refused_by_disk(path, OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(unfinished, sorting)
    try:
        with _refused_by_disk(path, sqlite3.Error):  # an OSError comes from the tiles' iterator
            _write(unfinished, sorting, _staged(tiles, modalities, str(path.parent)), modalities)
        with _refused_by_disk(path, OSError):
            move_file(unfinished, path)
            # Left by a program that was killed with the old file open; they do not belong to the new file.
            _remove(*(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal")))
    finally:
        _remove(unfinished, sorting)


@contextmanager
def _refused_by_disk(path: Path, kind: type[Exception]) -> Iterator[None]:
    try:
        yield
    except kind as error:
        raise Any2AnyError(
            Message(
                "folder-not-written",
                "the index {path} cannot be written ({reason}): check the folder's free space and permissions",
                path=path,
                reason=error,
            )
        ) from error


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _write(
    unfinished: Path,
    sorting: Path,
    tiles: Iterable[tuple[GroupKey, StagedTile]],
    modalities: Sequence[Modality],
) -> None:
    with closing(Staging(sorting)) as staging:
        staging.add_all(tiles)
        groups = staging.groups
        if not groups:
            raise UsageError("no tiles were found: give a folder with co-registered rasters")
        text = modalities_to_json(modalities)
        with closing(TableWriter(unfinished)) as tables:
            digest = hashlib.sha256(text.encode())
            for group in groups:
                digest.update(repr(group).encode())
                for files in staging.tiles(group):
                    digest.update(repr(files).encode())
                    tables.add(group, files)
            tables.finish(text, digest.hexdigest())


def _staged(
    tiles: Iterable[Tile], modalities: Sequence[Modality], folder: str
) -> Iterator[tuple[GroupKey, StagedTile]]:
    known = {modality.name: modality for modality in modalities}
    for tile in tiles:
        _check_tile(tile, known)
        rows, columns = map(int, size_latent_px(tile, known))
        if rows < 1 or columns < 1:
            raise UsageError(
                f"scene {tile.scene}: {rows} x {columns} latent cells do not make a tile: leave it out"
            )
        names = tuple(name for name in known if name in tile.files)
        geometry = pack_footprint(tile.footprint) if tile.footprint else None
        yield (
            GroupKey(tile.split, tile.source, names),
            tuple(_staged_file(tile, tile.files[n], (rows, columns), folder, geometry) for n in names),
        )


def _staged_file(
    tile: Tile, file: TileFile, size: tuple[int, int], folder: str, geometry: bytes | None
) -> StagedFile:
    rows, columns = size
    return StagedFile(
        rows=rows,
        columns=columns,
        scene=tile.scene,
        place=tile.place,
        modality=file.modality,
        path=";".join(_portable(part, folder) for part in file.path.split(";")),
        x=int(file.x),
        y=int(file.y),
        width=int(file.width),
        height=int(file.height),
        bands=file.bands,
        radiometry=file.radiometry,
        pixel_size_m=float(file.pixel_size_m),
        licence=tile.licence,
        geometry=geometry,
    )


def _portable(path: str, folder: str) -> str:
    path = path.strip().replace("\\", "/")
    if not PurePath(path).is_absolute():
        return path
    parent, _, name = path.rpartition("/")
    return f"{_portable_folder(parent or '/', folder)}/{name}".removeprefix("./")


@lru_cache(maxsize=4096)  # a folder holds many tiles
def _portable_folder(parent: str, folder: str) -> str:
    """Return the path relative to the index's folder; absolute if they share only the root."""
    try:
        shared = os.path.commonpath([parent, folder])
    except ValueError:  # two drives
        return parent
    if PurePath(shared) == PurePath(shared).parent:
        return parent.rstrip("/")
    return os.path.relpath(parent, folder).replace("\\", "/")


def _check_tile(tile: Tile, modalities: Mapping[str, Modality]) -> None:
    if tile.split not in SPLITS:
        raise UsageError(f"scene {tile.scene}: split {tile.split!r} is not one of {', '.join(SPLITS)}")
    if tile.footprint is not None and not _is_rectangle(tile.footprint):
        raise UsageError(
            f"scene {tile.scene}: footprint {tile.footprint} must be west, south, east, north in degrees"
        )
    size_latent_px(tile, modalities)
    for name, file in tile.files.items():
        _check_file(tile, name, file, modalities[name])
    _check_cell_sizes(tile, modalities)


def _is_rectangle(footprint: tuple[float, ...]) -> bool:
    west, south, east, north = footprint
    return all(map(math.isfinite, footprint)) and west <= east and south <= north


def _check_file(tile: Tile, name: str, file: TileFile, modality: Modality) -> None:
    def refuse(what: str) -> UsageError:
        return UsageError(f"scene {tile.scene}, {name}: {what}")

    if file.modality != name:
        raise refuse(f"the file is of modality {file.modality!r}: give it under its own name")
    if min(file.x, file.y) < 0:
        raise refuse(f"the window starts at column {file.x}, row {file.y}: both must be 0 or more")
    try:
        parts = parse_band_grammar(file.bands)
        parse_radiometry(file.radiometry, modality)
    except UsageError as error:
        raise refuse(str(error)) from error
    paths = file.path.split(";")
    if len(parts) != len(paths) or not all(path.strip() for path in paths):
        raise refuse(
            f"{len(paths)} path(s) in {file.path!r} do not fit bands {file.bands!r} of {len(parts)} file(s): "
            "separate both with ';', which paths must not contain"
        )
    if channels(parts) != modality.channels:
        raise refuse(
            f"bands {file.bands!r} give {channels(parts)} band(s), {modality.title} has {modality.channels}"
        )
    if not 0 < file.pixel_size_m < math.inf:
        raise refuse(f"a pixel size of {file.pixel_size_m} m is impossible: give it in metres")


def _check_cell_sizes(tile: Tile, modalities: Mapping[str, Modality]) -> None:
    """One latent cell must cover the same ground in every modality."""
    sizes = {name: file.pixel_size_m * modalities[name].downsampling for name, file in tile.files.items()}
    if max(sizes.values()) > (1 + CELL_SIZE_TOLERANCE) * min(sizes.values()):
        found = ", ".join(f"{name} {size:g} m" for name, size in sizes.items())
        raise UsageError(
            f"scene {tile.scene}: a latent cell does not cover the same ground in all modalities ({found}): pixel "
            "sizes must be in proportion to the modalities' downsampling, so average or resample the finer ones"
        )


def merge_indexes(paths: Sequence[Path], out: Path) -> None:
    """Write the tiles of all indexes as one index at ``out``, which may be one of them.

    Paths of rasters stay valid. UsageError if there are no tiles, or if two indexes specify a modality differently.
    """
    if not paths:
        raise UsageError("no index was given to merge: give at least one")
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

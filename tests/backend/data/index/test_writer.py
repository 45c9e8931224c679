from __future__ import annotations

import os
import shutil
import sqlite3
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from any2any.data.index import tables, writer
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile
from any2any.data.index.writer import merge_indexes, write_index
from any2any.errors import Any2AnyError, UsageError
from any2any.spec.modality import DEFAULT_MODALITIES, NIR, PAN, RGB, SAR

from .making import make_file, make_index, make_tile


def test_tiles_come_back_as_they_were(tmp_path: Path) -> None:
    tiles = [
        make_tile("one", (5, 7), ("rgb", "sar", "ms"), footprint=(1.0, 2.0, 3.0, 4.0)),
        make_tile("two", (3, 3), ("pan",), source="b", split="test"),
        make_tile("three", files=[make_file("nir", "deep/er/n i r.tif", (9, 2), origin_px=(17, 5))]),
    ]
    found = {tile.scene: tile for tile in make_index(tmp_path, tiles).tiles()}
    assert {name: replace(tile, number=-1) for name, tile in found.items()} == {t.scene: t for t in tiles}


def test_numbers_run_by_split_source_and_modalities_with_large_tiles_first(tmp_path: Path) -> None:
    tiles = [
        make_tile("d", source="b"),
        make_tile("b", (4, 9)),
        make_tile("e", split="test"),
        make_tile("a", (8, 5)),
        make_tile("c", (9, 4)),
        make_tile("f", (2, 2), ("rgb", "nir")),
    ]
    index = make_index(tmp_path, tiles)
    assert [tile.scene for tile in index.tiles()] == ["f", "a", "b", "c", "d", "e"]
    assert [tile.number for tile in index.tiles()] == [0, 1, 2, 3, 4, 5]
    rows = [
        (g.split, g.source, g.modalities, g.first_tile, g.tile_count, g.first_cell, g.cells)
        for g in index.groups
    ]
    assert rows == [
        ("train", "a", ("rgb", "nir"), 0, 1, 0, 4),
        ("train", "a", ("rgb", "sar"), 1, 3, 4, 40 + 36 + 36),
        ("train", "b", ("rgb", "sar"), 4, 1, 116, 16),
        ("test", "a", ("rgb", "sar"), 5, 1, 132, 16),
    ]


def test_paths_follow_when_index_and_rasters_move_together(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    below = make_file("rgb", old / "data" / "x" / "rgb.tif", (4, 4))
    beside = make_file("sar", old / "index" / "sar.tif", (4, 4))
    (old / "index").mkdir(parents=True)
    digest = make_index(old / "index", [make_tile(files=[below, beside])]).digest
    shutil.move(old, new)
    index = TileIndex(new / "index" / "index.gpkg")
    files = index.tile(0).files
    assert files["rgb"].path == "../data/x/rgb.tif"
    assert files["sar"].path == "sar.tif"
    [rgb] = index.resolve(files["rgb"])
    assert Path(os.path.normpath(rgb)) == new / "data" / "x" / "rgb.tif"
    assert index.digest == digest


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("sub\\a.tif;sub\\b.tif", "sub/a.tif;sub/b.tif"),
        ("a.tif; b.tif", "a.tif;b.tif"),
        ("/elsewhere on the disk/a.tif;b.tif", "/elsewhere on the disk/a.tif;b.tif"),
    ],
)
def test_paths_are_stored_portably(tmp_path: Path, given: str, stored: str) -> None:
    """A raster that shares no folder with the index stays where it is when the index moves."""
    tile = make_tile(files=[make_file("rgb", given, (4, 4), bands="1,2;1")])
    assert make_index(tmp_path, [tile]).tile(0).files["rgb"].path == stored


def test_numpy_numbers_are_stored_as_numbers(tmp_path: Path) -> None:
    file = make_file("rgb", "a.tif", (4, 4))
    odd: Any = replace(file, x=np.int64(3), width=np.int64(16), pixel_size_m=np.float32(10))
    assert make_index(tmp_path, [make_tile(files=[odd])]).tile(0).files["rgb"] == replace(file, x=3)


def test_digest_is_that_of_the_contents(tmp_path: Path) -> None:
    def digest(name: str, *tiles: Tile) -> str:
        (tmp_path / name).mkdir()
        return make_index(tmp_path / name, tiles).digest

    a, b = make_tile("a"), make_tile("b", source="b")
    assert digest("1", a, b) == digest("2", b, a)  # the order in the index is the same
    others = [a, replace(a, split="test"), replace(a, source="c"), replace(a, footprint=(0.0, 0.0, 1.0, 1.0))]
    others.append(
        make_tile(
            "a",
            files=[
                replace(f, radiometry="s2_offset" if f.modality == "rgb" else "db") for f in a.files.values()
            ],
        )
    )
    assert len({digest(str(i + 3), tile, b) for i, tile in enumerate(others)}) == len(others)


def rgb(**changes: Any) -> Tile:
    return make_tile("here", files=[replace(make_file("rgb", "a.tif", (4, 4)), **changes)])


def rgb_and_sar(**changes: Any) -> Tile:
    files = [make_file("rgb", "a.tif", (4, 5)), replace(make_file("sar", "b.tif", (4, 5)), **changes)]
    return make_tile("here", files=files)


@pytest.mark.parametrize(
    ("tile", "message"),
    [
        (rgb_and_sar(height=12), "here: .* different numbers of latent cells .rgb 4 x 5, sar 3 x 5"),
        (rgb_and_sar(pixel_size_m=20.0), "does not cover the same ground .*rgb 40 m, sar 80 m"),
        (rgb_and_sar(modality="rgb"), "here"),
        (replace(rgb(), files={"sar": make_file("rgb", "a.tif", (4, 4))}), "'rgb': give it under its own name"),
        (replace(rgb(), files={}), "here: .*none"),
        (replace(rgb(), files={"radar": make_file("rgb", "a.tif", (4, 4))}), "'radar' is not one of rgb, sar"),
        (rgb(width=3), "4 x 0 latent cells"),
        (rgb(x=-1), "column -1, row 0"),
        (rgb(bands="1,2"), "bands '1,2' give 2 band\\(s\\), RGB has 3"),
        (rgb(bands="1,two,3"), "'1,two,3' cannot be parsed"),
        (rgb(path="a;b.tif"), "2 path.s. in 'a;b.tif' do not fit"),
        (rgb(path=""), "1 path.s. in ''"),
        (rgb(radiometry="db"), "'db' does not fit RGB"),
        (rgb(pixel_size_m=float("nan")), "nan m is impossible"),
        (replace(rgb(), footprint=(2.0, 0.0, 1.0, 1.0)), "footprint"),
        (replace(rgb(), footprint=(0.0, 0.0, 1.0, float("nan"))), "footprint"),
        (replace(rgb(), split="training"), "split 'training' is not one of train, validation, test"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_a_tile_that_cannot_be_right_is_refused_by_its_scene(
    tmp_path: Path, tile: Tile, message: str
) -> None:
    with pytest.raises(UsageError, match=message) as error:
        make_index(tmp_path, [make_tile("fine"), tile])
    assert str(error.value).startswith("scene here")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_index_that_was_there(tmp_path: Path) -> None:
    before = make_index(tmp_path, [make_tile("before")]).path.read_bytes()

    def tiles() -> Iterator[Tile]:
        yield make_tile("after")
        raise OSError("the raster is gone")

    with pytest.raises(OSError, match="the raster is gone"):
        make_index(tmp_path, tiles())
    with pytest.raises(UsageError, match="no tile"):
        make_index(tmp_path, [])
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("index.gpkg", before)]


def test_a_full_disk_is_reported_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def small(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA max_page_count = 40")
        return connection

    monkeypatch.setattr(tables, "open_for_building", small)
    with pytest.raises(Any2AnyError, match=r"index.gpkg cannot be written .*full.*: check .* free space"):
        make_index(tmp_path, [make_tile(str(i)) for i in range(500)])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Any2AnyError, match="cannot be written"):
        write_index(tmp_path / "file" / "index.gpkg", [make_tile()], DEFAULT_MODALITIES)


def test_left_overs_of_the_replaced_file_are_removed(tmp_path: Path) -> None:
    """A write-ahead log of the old file would be played into the new one."""
    (tmp_path / "index.gpkg-wal").write_bytes(b"old")
    make_index(tmp_path, [make_tile()])
    assert [path.name for path in tmp_path.iterdir()] == ["index.gpkg"]


@pytest.mark.parametrize("change", ["UPDATE tiles SET split = 'test'", "DELETE FROM tiles"])
def test_the_layer_cannot_be_edited(tmp_path: Path, change: str) -> None:
    path = make_index(tmp_path, [make_tile()]).path
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match="build it again"):
        connection.execute(change)


def test_memory_does_not_grow_with_the_tiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own pages are bounded by its cache; here are Python's objects, eight times the tiles.

    1,400 tiles of two kilobytes would be 2.8 MB. The interpreter keeps some freed objects, and whatever else runs in
    the process counts too, so the least of three is taken.
    """
    monkeypatch.setattr(tables, "FLUSH_TILES", 32)
    writer._portable_folder.cache_clear()

    def peak(count: int) -> int:
        tracemalloc.start()
        make_index(tmp_path, (make_tile(f"scene {i}") for i in range(count)))
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return high

    peak(100)  # imports and caches
    assert min(peak(1600) for _ in range(3)) < peak(200) + 500_000


def test_tiles_of_all_indexes_find_their_rasters_from_the_new_one(tmp_path: Path) -> None:
    for name, source in (("one", "a"), ("two", "b")):
        (tmp_path / name).mkdir()
        make_index(tmp_path / name, [make_tile(f"{name} {i}", source=source) for i in range(3)])
    out = tmp_path / "deep" / "er" / "all.gpkg"
    merge_indexes([tmp_path / "two" / "index.gpkg", tmp_path / "one" / "index.gpkg"], out)
    index = TileIndex(out)
    assert [tile.scene for tile in index.tiles()] == [f"{n} {i}" for n in ("one", "two") for i in range(3)]
    file = index.tile(4).files["sar"]
    assert file.path == "../../two/two 1/sar.tif"
    assert os.path.normpath(index.resolve(file)[0]) == str(tmp_path / "two" / "two 1" / "sar.tif")


def test_modalities_are_those_of_all(tmp_path: Path) -> None:
    paths = []
    for name, specs in (("one", (RGB, SAR)), ("two", (PAN, RGB, NIR))):
        (tmp_path / name).mkdir()
        paths.append(make_index(tmp_path / name, [make_tile(modalities=("rgb",))], specs).path)
    merge_indexes(paths, tmp_path / "all.gpkg")
    assert TileIndex(tmp_path / "all.gpkg").modalities == (RGB, SAR, PAN, NIR)


def test_an_index_can_be_merged_into_itself(tmp_path: Path) -> None:
    path = make_index(tmp_path, [make_tile("kept", source="z")]).path
    (tmp_path / "more").mkdir()
    more = make_index(tmp_path / "more", [make_tile("added")]).path
    merge_indexes([path, more], path)
    index = TileIndex(path)
    assert [tile.files["rgb"].path for tile in index.tiles()] == ["more/added/rgb.tif", "kept/rgb.tif"]


def test_modalities_that_differ_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    paths = [
        make_index(tmp_path, [make_tile()]).path,
        make_index(tmp_path / "other", [make_tile()], (RGB, replace(SAR, title="Radar"))).path,
    ]
    with pytest.raises(UsageError, match=r"other/index.gpkg specifies sar differently from"):
        merge_indexes(paths, tmp_path / "all.gpkg")
    assert not (tmp_path / "all.gpkg").exists()


def test_nothing_to_merge_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no index was given to merge"):
        merge_indexes([], tmp_path / "all.gpkg")

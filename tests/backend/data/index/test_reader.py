from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.index import reader
from any2any.data.index.reader import TileIndex
from any2any.errors import Any2AnyError, UsageError
from any2any.spec.modality import DEFAULT_MODALITIES, Direction

from .making import make_index, make_tile

sizes = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=9)


@pytest.fixture
def index(tmp_path: Path) -> TileIndex:
    return make_index(
        tmp_path,
        [
            make_tile("a", modalities=("rgb", "sar")),
            make_tile("b", modalities=("rgb", "sar", "ms")),
            make_tile("c", modalities=("nir",), source="b"),
            make_tile("d", modalities=("rgb", "sar"), split="test"),
            make_tile("e", modalities=("rgb", "sar"), source="b"),
        ],
    )


def scenes(index: TileIndex, *of: str) -> set[str]:
    return {tile.scene for tile in index.tiles(*of)}  # type: ignore[arg-type]


def test_tiles_are_those_of_a_split_and_source(index: TileIndex) -> None:
    assert scenes(index) == {"a", "b", "c", "d", "e"}
    assert scenes(index, "train") == {"a", "b", "c", "e"}
    assert scenes(index, "train", "b") == {"c", "e"}
    assert scenes(index, "validation") == set()


def test_tile_by_number_is_the_one_of_the_iteration(index: TileIndex) -> None:
    assert [index.tile(number) for number in range(5)] == list(index.tiles())


def test_iteration_crosses_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PAGE_TILES", 3)
    index = make_index(tmp_path, [make_tile(str(i), split="test" if i < 4 else "train") for i in range(11)])
    assert [tile.number for tile in index.tiles()] == list(range(11))
    assert [tile.scene for tile in index.tiles("test")] == ["0", "1", "2", "3"]


def test_count_is_of_tiles_that_hold_all_modalities(index: TileIndex) -> None:
    counts = [
        index.count("train", names) for names in (["rgb"], ["sar", "rgb"], ["ms", "sar"], ["nir", "ms"])
    ]
    assert counts == [3, 3, 1, 0]


def test_directions_are_those_of_some_tile(index: TileIndex) -> None:
    pairs = [("rgb", "sar"), ("rgb", "ms"), ("sar", "ms")]
    both = {Direction(*pair) for a, b in pairs for pair in ((a, b), (b, a))}
    assert index.directions("train") == both
    assert index.directions("test") == {Direction("rgb", "sar"), Direction("sar", "rgb")}
    assert index.directions("validation") == frozenset()


def test_specifications_of_the_modalities_come_back(index: TileIndex) -> None:
    assert index.modalities == DEFAULT_MODALITIES
    assert index.modality("ms") == DEFAULT_MODALITIES[3]
    with pytest.raises(UsageError, match=r"'radar' is not in the index .* has rgb, sar, nir, ms, pan"):
        index.modality("radar")


def test_a_number_beyond_the_last_is_reported(index: TileIndex) -> None:
    with pytest.raises(UsageError, match=r"tile 5 is not in the index .* it has 5 tiles"):
        index.tile(5)


@given(sizes)
def test_every_cell_belongs_to_the_tile_it_is_counted_with(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[tuple[int, int]]
) -> None:
    """Cells are counted over all tiles in order, whatever their groups."""
    tiles = [make_tile(str(i), size, source="ab"[i % 2]) for i, size in enumerate(sizes)]
    index = make_index(tmp_path_factory.mktemp("cells"), tiles)
    expected = [
        (tile.number, *sizes[int(tile.scene)])
        for tile in index.tiles()
        for _ in range(sizes[int(tile.scene)][0] * sizes[int(tile.scene)][1])
    ]
    assert [index.tile_at(cell) for cell in range(len(expected))] == expected


@given(sizes, st.integers(1, 7))
def test_large_tiles_come_first_in_their_group(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[tuple[int, int]], side: int
) -> None:
    tiles = [make_tile(str(i), size, source="ab"[i % 2]) for i, size in enumerate(sizes)]
    index = make_index(tmp_path_factory.mktemp("large"), tiles)
    for group in index.groups:
        cells = index.cells_of_large_tiles(group, side)
        areas = [h * w for i, (h, w) in enumerate(sizes) if "ab"[i % 2] == group.source and min(h, w) >= side]
        assert cells == sum(areas)
        numbers = {index.tile_at(cell)[0] for cell in range(group.first_cell, group.first_cell + cells)}
        assert all(min(sizes[int(index.tile(number).scene)]) >= side for number in numbers)


def test_threads_read_the_same(tmp_path: Path) -> None:
    index = make_index(tmp_path, [make_tile(str(i)) for i in range(40)])
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda number: index.tile(number).scene, list(range(40)) * 5))
    assert names == [str(i) for i in range(40)] * 5


def nothing(path: Path) -> None:
    pass


def folder(path: Path) -> None:
    path.mkdir()


def text(path: Path) -> None:
    path.write_text("fid,geom\n" * 200)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE tiles (fid INTEGER PRIMARY KEY)")


def cut(path: Path) -> None:
    make_index(path.parent, [make_tile(str(i)) for i in range(300)])
    path.write_bytes(path.read_bytes()[:4096])


def change(path: Path, sql: str) -> None:
    make_index(path.parent, [make_tile()])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def other_version(path: Path) -> None:
    change(path, "UPDATE any2any_index SET value = '2' WHERE key = 'format_version'")


def no_digest(path: Path) -> None:
    change(path, "DELETE FROM any2any_index WHERE key = 'digest'")


def strange_modalities(path: Path) -> None:
    change(path, "UPDATE any2any_index SET value = '[{\"name\": \"rgb\"}]' WHERE key = 'modalities'")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (nothing, "index.gpkg does not exist: build one with"),
        (folder, "does not exist: build one with"),
        (text, "is not an index of tiles .file is not a database.: build one"),
        (empty, "is not an index of tiles .no such table"),
        (other_database, "is not an index of tiles .no such table: any2any_index"),
        (cut, "is not an index of tiles"),
        (other_version, "has format version 2, this release reads 1: build it again"),
        (no_digest, "is not an index of tiles .'digest'"),
        (strange_modalities, "is not an index of tiles .'bands'"),
    ],
)
def test_what_is_not_an_index_of_this_version_is_refused(
    tmp_path: Path, make: Callable[[Path], None], message: str
) -> None:
    path = tmp_path / "index.gpkg"
    make(path)
    with pytest.raises(UsageError, match=message):
        TileIndex(path)


def test_an_index_that_gets_damaged_while_open_is_reported(tmp_path: Path) -> None:
    index = make_index(tmp_path, [make_tile(str(i)) for i in range(300)])
    data = index.path.read_bytes()
    index.path.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))
    with pytest.raises(Any2AnyError, match=r"index.gpkg cannot be read"):
        list(index.tiles())


@pytest.mark.parametrize("name", ["with space", "what?", "a#b", "100%25", "ünïcode"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert make_index(tmp_path / name, [make_tile()]).tile_count == 1

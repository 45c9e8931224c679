from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from any2any.data.index.reader import TileIndex
from any2any.data.index.writer import merge_indexes
from any2any.errors import UsageError
from any2any.spec.modality import NIR, PAN, RGB, SAR

from .making import make_index, make_tile


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

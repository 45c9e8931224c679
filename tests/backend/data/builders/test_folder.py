"""Plain folders with a YAML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from any2any.errors import UsageError
from any2any.spec.modality import DEFAULT_MODALITIES

from .trees import Built, constant, write_raster

ALL_TRAIN = {"validation_share": 0.0, "test_share": 0.0}
SAR = {"file": "{scene}/s1.tif", "bands": [2], "radiometry": "db"}
RGB = {"file": "{scene}/ten_m.tif", "bands": [3, 2, 1], "radiometry": "s2"}
MS = {
    "radiometry": "s2",
    "parts": [
        {"file": "{scene}/ten_m.tif", "bands": [1, 2, 3]},
        {"file": "{scene}/twenty_m.tif", "bands": "1,2,0.5*2+0.5*3"},
    ],
}


def layout(root: Path, **changes: Any) -> Path:
    root.mkdir(exist_ok=True)
    document = {"licence": "CC0-1.0", "modalities": {"sar": SAR, "rgb": RGB, "ms": MS}} | changes
    path = root / "any2any.yaml"
    path.write_text(yaml.safe_dump(document))
    return path


def scene(root: Path, name: str, size: int = 32) -> None:
    write_raster(root / name / "s1.tif", constant([-9, -12.5], size, "float32"), 10)
    write_raster(root / name / "ten_m.tif", constant([400, 600, 800], size, "uint16"), 10)
    write_raster(root / name / "twenty_m.tif", constant([3000, 2000, 1000], size // 2, "uint16"), 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / "alps"
    layout(path)
    scene(path, "north")
    return path


def built(root: Path, **options: Any) -> Built:
    return Built("folder", root, root.parent / "i.gpkg", **{**ALL_TRAIN, **options})


def test_each_modality_gets_its_bands(root: Path) -> None:
    result = built(root)
    [tile] = result.tiles
    assert (tile.scene, tile.place, tile.source) == ("alps/north", "alps/north", "alps")
    assert (tile.licence, tile.split) == ("CC0-1.0", "train")
    assert result.physical(tile, "sar") == pytest.approx([-12.5], abs=1e-5)
    assert result.physical(tile, "rgb") == pytest.approx([0.08, 0.06, 0.04], abs=1e-6)
    assert result.physical(tile, "ms") == pytest.approx([0.04, 0.06, 0.08, 0.3, 0.2, 0.15], abs=1e-6)
    assert tile.files["ms"].bands == "1,2,3/2;1,2,0.5*2+0.5*3"
    assert {name: file.pixel_size_m for name, file in tile.files.items()} == {"rgb": 10, "sar": 10, "ms": 20}


def test_the_footprint_is_the_ground_of_the_tile(root: Path) -> None:
    """The corner at 500 km is on the central meridian, 15 degrees east; 320 m are 0.004 degrees at 45 north."""
    west, south, east, north = built(root).tiles[0].footprint or (0, 0, 0, 0)
    assert (west, north) == pytest.approx((15.0, 45.153), abs=1e-3)
    assert (east - west, north - south) == pytest.approx((0.00407, 0.00288), abs=1e-4)


def test_large_rasters_are_cut_into_tiles_that_share_the_remainder(root: Path) -> None:
    """34 cells hold 4 tiles of 8 along each side: 8 or 9 cells each, all of the ground, of one place and scene."""
    scene(root, "north", 136)
    result = built(root, tile_px=32)
    assert len(result.tiles) == 16
    assert {result.size(tile)[0] for tile in result.tiles} == {8, 9}
    assert sum(rows * columns for rows, columns in map(result.size, result.tiles)) == 34 * 34
    assert {(t.scene, t.place) for t in result.tiles} == {("alps/north", "alps/north")}
    starts = {(t.files["rgb"].y, t.files["rgb"].x) for t in result.tiles}
    assert starts == {(4 * row, 4 * column) for row in (0, 8, 17, 26) for column in (0, 8, 17, 26)}
    assert len({tile.footprint for tile in result.tiles}) == 16


def test_flat_folders_places_and_missing_files(tmp_path: Path) -> None:
    """Two dates of one place share its split; a scene with one modality left is not a pair."""
    root = tmp_path / "flat"
    modalities = {"sar": {**SAR, "file": "{scene}_s1_*.tif"}, "rgb": {**RGB, "file": "{scene}_rgb.tif"},
                  "nir": {"file": "nir/{scene}.tif", "bands": [1], "radiometry": "s2"}}  # fmt: skip
    layout(root, source="valley", place="([a-z]+)\\d", modalities=modalities)
    for name in ("rome1", "rome2", "bern1"):
        write_raster(root / f"{name}_s1_x.tif", constant([-9, -12.5], 16, "float32"), 10)
        if name != "bern1":
            write_raster(root / f"{name}_rgb.tif", constant([400, 600, 800], 16, "uint16"), 10)
    write_raster(root / "nir" / "rome1.tif", constant([3000], 16, "uint16"), 10)
    result = built(root, validation_places=("rome",))
    assert {t.scene: (t.place, t.split, len(t.files)) for t in result.tiles} == {
        "valley/rome1": ("valley/rome", "validation", 3),
        "valley/rome2": ("valley/rome", "validation", 2),
    }
    assert result.tally.missing == {"nir": 1}
    assert result.tally.skipped == {"fewer than two modalities": 1}
    write_raster(root / "rome1_s1_y.tif", constant([-9, -12.5], 16, "float32"), 10)
    with pytest.raises(
        UsageError, match=r"finds .*rome1_s1_x\.tif and .*rome1_s1_y\.tif for the scene 'rome1'"
    ):
        built(root)


def test_a_new_sensor_is_declared_with_the_index(root: Path) -> None:
    """A raster of 0.02 kelvin a count, of 20 m."""
    spec = {"title": "Thermal", "quantity": "temperature_k", "downsampling": 2, "pixel_size_m": 20,
            "bands": [{"name": "lst", "low": 260, "high": 335}]}  # fmt: skip
    thermal = {"file": "{scene}/lst.tif", "radiometry": "linear(0.02,0)", "spec": spec}
    layout(root, modalities={"rgb": RGB, "thermal": thermal})
    write_raster(root / "north" / "lst.tif", constant([14_500], 16, "uint16"), 20)
    result = built(root)
    assert [m.name for m in result.index.modalities] == [*(m.name for m in DEFAULT_MODALITIES), "thermal"]
    assert result.physical(result.tiles[0], "thermal") == pytest.approx([290.0], abs=1e-3)


@pytest.mark.parametrize(
    ("values", "pixel_m", "profile", "message"),
    [
        (constant([-9, -12], 32, "float32"), 10, {"crs": "EPSG:32634"}, r"EPSG:3263[34], .*EPSG:3263[34]"),
        (constant([-9, -12], 32, "float32"), 10, {"left": 600_000.0}, "cut both to the same extent"),
        (constant([-9, -12], 32, "float32"), 11, {}, "cut both to the same extent"),
        (constant([-9, -12], 23, "float32"), None, {}, r"s1\.tif \(23 x 23\)"),
        (constant([-9], 32, "float32"), 10, {}, r"s1\.tif has 1 band\(s\), sar needs band 2"),
    ],
)
def test_mixed_scenes_are_left_out_with_both_named(
    root: Path, caplog: pytest.LogCaptureFixture, values: Any, pixel_m: float | None, profile: Any, message: str
) -> None:  # fmt: skip
    scene(root, "south")
    write_raster(root / "south" / "s1.tif", values, pixel_m, **profile)
    result = built(root)
    assert result.names == ["alps/north"]
    assert sum(result.tally.skipped.values()) == 1
    assert re.search(message, caplog.text)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scenes": "*"}, "unknown key 'scenes'; known are licence, modalities, place, source"),
        ({"modalities": {"sar": SAR}}, "modalities has 1 entry: a pair needs two"),
        ({"modalities": {"sar": {**SAR, "band": 1}, "rgb": RGB}}, "sar: unknown key 'band'"),
        ({"modalities": {"sar": {**SAR, "bands": [1, 2]}, "rgb": RGB}}, r"sar: 2 band\(s\) are given, it has 1"),
        ({"modalities": {"sar": {**SAR, "radiometry": "volts"}, "rgb": RGB}}, "sar: radiometry 'volts'"),
        ({"modalities": {"sar": {**SAR, "file": "s1.tif"}, "rgb": RGB}}, "is the same for all scenes"),
        ({"modalities": {"sar": {**SAR, "bands": "1/2"}, "rgb": RGB}}, "must not have ';' or '/'"),
        ({"modalities": {"sar": {**SAR, "bands": "first"}, "rgb": RGB}}, "bands 'first' cannot be parsed"),
        ({"modalities": {"lidar": SAR, "rgb": RGB}}, "lidar is not one of rgb, sar, nir, ms, pan: describe it"),
        ({"modalities": {"sar": {"radiometry": "db"}, "rgb": RGB}}, "give either 'file' with 'bands', or 'parts'"),
        ({"modalities": {"sar": {**SAR, "spec": {}}, "rgb": RGB}}, "leave 'spec' out"),
        ({"place": "[a-z]+"}, "has no group"),
        ({"place": "("}, "is not a regular expression"),
        ({"place": "(south)"}, "does not match the scene 'north'"),
        ({"licence": 4}, "licence: 4 is not text"),
    ],
)  # fmt: skip
def test_a_wrong_layout_is_named_with_its_place(root: Path, changes: Any, message: str) -> None:
    layout(root, **changes)
    with pytest.raises(UsageError, match=message):
        built(root)


def test_the_layout_may_lie_elsewhere(root: Path, tmp_path: Path) -> None:
    elsewhere = (root / "any2any.yaml").rename(tmp_path / "other.yaml")
    with pytest.raises(UsageError, match=r"any2any\.yaml cannot be read .* or another with --layout"):
        built(root)
    assert built(root, layout=elsewhere).names == ["alps/north"]
    elsewhere.write_text("a: [")
    with pytest.raises(UsageError, match="is not valid YAML"):
        built(root, layout=elsewhere)


def test_wrong_options_are_named(root: Path) -> None:
    with pytest.raises(UsageError, match="kind 'maps' is unknown: choose one of folder, imagery"):
        Built("maps", root, root / "i.gpkg")
    with pytest.raises(UsageError, match="kind 'imagery' does not use 'layout'"):
        Built("imagery", root, root / "i.gpkg", layout=root)
    with pytest.raises(UsageError, match="option 'colour' is unknown"):
        Built("folder", root, root / "i.gpkg", colour=1)

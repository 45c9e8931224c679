"""Tiny trees in the published layouts of the public data sets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from any2any.data.builders.stretch import REFERENCE_REFLECTANCE
from any2any.errors import UsageError

from .trees import Built, constant, write_raster

S2_ALL = [100 * (i + 1) for i in range(13)]
"""B1 is 100 and so on to B8 800, B8A 900, B9 1000, B10 1100, B11 1200, B12 1300."""

EVERYTHING_TRAINS = {"validation_share": 0.0, "test_share": 0.0}


def sen12ms_patch(root: Path, region: int, patch: int, *, nested: bool = False) -> None:
    for sensor, values in (
        ("s1", constant([-11.5, -18.25], 32, "float32")),
        ("s2", constant(S2_ALL, 32, "uint16")),
    ):
        season = f"ROIs1158_spring_{sensor}" if nested else "ROIs1158_spring"
        name = f"ROIs1158_spring_{sensor}_{region}_p{patch}.tif"
        write_raster(root / season / f"{sensor}_{region}" / name, values, 10)


@pytest.mark.parametrize("nested", [False, True])
def test_sen12ms(tmp_path: Path, nested: bool) -> None:
    sen12ms_patch(tmp_path / "data", 1, 30, nested=nested)
    result = Built("sen12ms", tmp_path / "data", tmp_path / "i.gpkg", **EVERYTHING_TRAINS)
    assert result.names == ["sen12ms/ROIs1158_spring_1_p30/vh", "sen12ms/ROIs1158_spring_1_p30/vv"]
    vh, vv = result.tiles
    assert vv.place == "sen12ms/ROIs1158_spring_1"
    assert result.physical(vv, "sar") == pytest.approx([-11.5])
    assert result.physical(vh, "sar") == pytest.approx([-18.25])
    assert result.physical(vv, "rgb") == pytest.approx([0.04, 0.03, 0.02], abs=1e-6)
    assert result.physical(vv, "nir") == pytest.approx([0.08], abs=1e-6)
    assert result.physical(vv, "ms") == pytest.approx([0.02, 0.03, 0.04, 0.09, 0.12, 0.13], abs=1e-6)
    assert result.size(vv) == (8, 8)
    assert vv.files["ms"].bands == "2,3,4,9,12,13/2"
    assert vv.files["ms"].pixel_size_m == 20


def test_a_sen12ms_patch_without_radar_keeps_its_optical_modalities(tmp_path: Path) -> None:
    sen12ms_patch(tmp_path / "data", 1, 30)
    sen12ms_patch(tmp_path / "data", 1, 31)
    spring = tmp_path / "data" / "ROIs1158_spring"
    (spring / "s1_1" / "ROIs1158_spring_s1_1_p30.tif").unlink()
    (spring / "s2_1" / "ROIs1158_spring_s2_1_p31.tif").unlink()
    result = Built("sen12ms", tmp_path / "data", tmp_path / "i.gpkg", **EVERYTHING_TRAINS)
    assert {tuple(tile.files) for tile in result.tiles} == {("rgb", "nir", "ms")}
    assert all("p30" in name for name in result.names)
    assert result.tally.missing == {"sar": 2}
    assert result.tally.skipped == {"fewer than two modalities": 2}
    assert result.tally.scenes == 1


def sen12_patch(root: Path, region: int, patch: int, grey: tuple[int, int]) -> None:
    """Radar of one level; colour whose left half is one grey level and whose right half another."""
    folder = root / "ROIs1970_fall"
    colour = np.repeat(np.array(grey, np.uint8), 16)[None, None].repeat(32, 1).repeat(3, 0)
    write_raster(
        folder / f"s1_{region}" / f"ROIs1970_fall_s1_{region}_p{patch}.png", constant([102], 32, "uint8")
    )
    write_raster(folder / f"s2_{region}" / f"ROIs1970_fall_s2_{region}_p{patch}.png", colour)


def test_sen12_has_one_stretch_a_region(tmp_path: Path) -> None:
    """102 of 255 is -25 + 10 dB. Half the pixels at each of two levels make those the 5th and 95th percentile."""
    root = tmp_path / "data"
    sen12_patch(root, 2, 7, (40, 90))
    sen12_patch(root, 2, 8, (40, 90))
    sen12_patch(root, 5, 1, (10, 200))
    result = Built("sen12", root, tmp_path / "i.gpkg", **EVERYTHING_TRAINS)
    assert result.names == [f"sen12/ROIs1970_fall_{name}" for name in ("2_p7", "2_p8", "5_p1")]
    first, second, other = result.tiles
    assert result.physical(first, "sar") == pytest.approx([-15.0], abs=1e-4)
    stretches = [tile.files["rgb"].radiometry for tile in result.tiles]
    assert stretches[0] == stretches[1] != stretches[2]
    assert first.place == second.place != other.place
    scale, offset = (
        [float(n) for n in text.split("|")]
        for text in stretches[2].removeprefix("linear(").removesuffix(")").split(",")
    )
    low, high = np.transpose(REFERENCE_REFLECTANCE)
    np.testing.assert_allclose(np.array(scale) * 10 + offset, low)
    np.testing.assert_allclose(np.array(scale) * 200 + offset, high)
    assert first.footprint is None


CACO_SIZES = {"B1": 11, "B2": 66, "B3": 66, "B4": 66, "B8": 66, "B8A": 33, "B11": 33, "B12": 33}


@pytest.mark.parametrize(("dtype", "level"), [("uint8", 51), ("uint16", 2000)])
def test_caco(tmp_path: Path, dtype: str, level: int) -> None:
    """51 of 255 and 2000 of 10,000 are a reflectance of 0.2; the visible bands get less, each another."""
    image = tmp_path / "data" / "000012" / "20200713T075609_20200713T081050_T36QZH"
    for i, (band, size) in enumerate(CACO_SIZES.items()):
        values = constant([level // i if 0 < i < 4 else level], size, dtype)
        write_raster(image / f"{band}.tif", values, 660 / size)
    (tmp_path / "data" / "000012" / "metadata.json").write_text("{}")
    result = Built("caco", tmp_path / "data", tmp_path / "i.gpkg", **EVERYTHING_TRAINS)
    [tile] = result.tiles
    assert (tile.scene, tile.place) == (f"caco/000012/{image.name}", "caco/000012")
    blue, green, red = (level // i / level * 0.2 for i in (1, 2, 3))
    assert result.physical(tile, "rgb") == pytest.approx([red, green, blue], abs=1e-5)
    assert result.physical(tile, "nir") == pytest.approx([0.2], abs=1e-5)
    assert result.physical(tile, "ms") == pytest.approx([blue, green, red, 0.2, 0.2, 0.2], abs=1e-5)
    assert tile.files["ms"].bands == "1/2;1/2;1/2;1;1;1"
    assert result.size(tile) == (16, 16)  # 66 pixels are 16.5 cells


EIGHT = [10, 100, 200, 20, 300, 30, 400, 40]
"""Coastal, blue, green, yellow, red, red edge, NIR 1, NIR 2."""


@pytest.mark.parametrize(
    ("kind", "city", "stem", "chip", "colour"),
    [
        ("spacenet3", "train/AOI_3_Paris", "SN3_roads_train_AOI_3_Paris_{}_", "img100", "MS"),
        ("spacenet3", "AOI_2_Vegas_Roads_Train", "{}_AOI_2_Vegas_", "img1", "MUL"),
        ("spacenet5", "train/AOI_7_Moscow", "SN5_roads_train_AOI_7_Moscow_{}_", "chip0", "MS"),
        ("spacenet5", "test_public/AOI_9_San_Juan", "SN5_roads_test_public_AOI_9_San_Juan_{}_", "chip12", "MS"),
    ],
)  # fmt: skip
def test_spacenet(tmp_path: Path, kind: str, city: str, stem: str, chip: str, colour: str) -> None:
    root = tmp_path / "data"
    pansharpened = {"MS": "PS-MS", "MUL": "MUL-PanSharpen"}[colour]
    for product, values, pixel_m in (
        ("PAN", constant([500], 130, "uint16"), 0.31),
        (colour, constant(EIGHT, 32, "uint16"), 1.24),
        (pansharpened, constant([1] * 8, 130, "uint16"), 0.31),
    ):
        write_raster(root / city / product / f"{stem.format(product)}{chip}.tif", values, pixel_m)
    result = Built(kind, root, tmp_path / "i.gpkg", **EVERYTHING_TRAINS)
    [tile] = result.tiles
    place = {"AOI_2_Vegas_Roads_Train": "AOI_2_Vegas"}.get(city.split("/")[-1], city.split("/")[-1])
    assert tile.place == f"{kind}/{place}"
    assert tile.scene.startswith(f"{kind}/")
    assert tile.scene.endswith(f"{place}/{chip}")
    assert set(tile.files) == {"pan", "rgb"}
    assert result.physical(tile, "rgb") == pytest.approx([0.12, 0.08, 0.04], abs=1e-5)
    assert result.physical(tile, "pan") == pytest.approx([0.2], abs=1e-5)
    assert tile.files["pan"].bands == "1/2"
    assert tile.files["pan"].pixel_size_m == pytest.approx(0.62)


def test_spacenet_without_multispectral_takes_the_pan_sharpened(tmp_path: Path) -> None:
    city = tmp_path / "data" / "AOI_3_Paris"
    write_raster(city / "PAN" / "PAN_AOI_3_Paris_img1.tif", constant([500], 64, "uint16"), 0.31)
    write_raster(city / "PS-MS" / "PS-MS_AOI_3_Paris_img1.tif", constant(EIGHT, 64, "uint16"), 0.31)
    result = Built("spacenet3", tmp_path / "data", tmp_path / "i.gpkg", **EVERYTHING_TRAINS)
    [tile] = result.tiles
    assert (tile.files["rgb"].bands, tile.files["pan"].bands) == ("5,3,2/2", "1")


def test_a_city_is_set_aside_by_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for city in ("AOI_2_Vegas", "AOI_3_Paris", "AOI_5_Khartoum"):
        for product, bands, size in (("PAN", [500], 64), ("MS", EIGHT, 32)):
            path = tmp_path / "data" / city / product / f"{product}_{city}_img1.tif"
            write_raster(path, constant(bands, size, "uint16"), 32 / size)
    result = Built(
        "spacenet3", tmp_path / "data", tmp_path / "i.gpkg", **EVERYTHING_TRAINS,
        test_places=("AOI_5_*",), validation_places=("spacenet3/AOI_3_Paris", "AOI_9_*"),
    )  # fmt: skip
    splits = {tile.place: tile.split for tile in result.tiles}
    assert splits == {
        "spacenet3/AOI_2_Vegas": "train",
        "spacenet3/AOI_3_Paris": "validation",
        "spacenet3/AOI_5_Khartoum": "test",
    }
    assert "'AOI_9_*' matches no place" in caplog.text


@pytest.mark.parametrize("kind", ["sen12ms", "sen12", "caco", "spacenet3", "spacenet5"])
def test_a_folder_of_something_else_is_an_error(tmp_path: Path, kind: str) -> None:
    (tmp_path / "data" / "photos").mkdir(parents=True)
    with pytest.raises(UsageError, match=f"has nothing that kind '{kind}' can use"):
        Built(kind, tmp_path / "data", tmp_path / "i.gpkg")
    assert not (tmp_path / "i.gpkg").exists()
    with pytest.raises(UsageError, match="is not a folder"):
        Built(kind, tmp_path / "nowhere", tmp_path / "i.gpkg")

"""The bands of a modality are found in items as catalogues write them, and read as one raster."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.windows import Window

from any2any.errors import UsageError
from any2any.hub import bundled_model
from any2any.raster.description import choose_bands, describe
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds
from any2any.spec.modality import Modality
from any2any.spec.model_folder import read_manifest
from any2any.stac.assets import find_bands, is_item, open_item, read_item

from .conftest import BANDS, write_band

MANIFEST = read_manifest(bundled_model())


def modality(name: str) -> Modality:
    return MANIFEST.modality(name)


def found(path: Path, name: str, *keys: str) -> list[tuple[str, int]]:
    places = find_bands(read_item(str(path)), str(path), modality(name), keys)
    return [(Path(place.path).name, place.band) for place in places]


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("rgb", ["red", "green", "blue"]),
        ("nir", ["nir"]),
        ("ms", ["blue", "green", "red", "nir08", "swir16", "swir22"]),
    ],
)
def test_bands_are_found_by_their_common_names_in_the_modalitys_order(sentinel2, name, files) -> None:
    assert found(sentinel2, name) == [(f"{file}.tif", 1) for file in files]


def test_assets_can_be_named_and_one_may_hold_all_bands(sentinel2) -> None:
    assert found(sentinel2, "rgb", "visual") == [("visual.tif", 1), ("visual.tif", 2), ("visual.tif", 3)]
    assert found(sentinel2, "nir", "swir16") == [("swir16.tif", 1)]


@pytest.mark.parametrize("keys", [("red",), ("red", "green", "nothing"), ("thumbnail", "green", "blue")])
def test_assets_that_do_not_fit_are_refused_with_those_there_are(sentinel2, keys) -> None:
    with pytest.raises(UsageError, match=r"needs 3 .*the item's rasters are blue, green"):
        found(sentinel2, "rgb", *keys)


def test_what_an_item_lacks_is_named(write_item) -> None:
    path = write_item({"red": {"href": "red.tif"}, "green": {"href": "green.tif"}})
    with pytest.raises(UsageError, match="no asset for blue of RGB"):
        found(path, "rgb")
    with pytest.raises(UsageError, match="no asset for backscatter of SAR"):
        found(path, "sar")


@pytest.mark.parametrize(
    ("assets", "wanted"),
    [
        ({"vh": {"href": "a.tif"}, "vv": {"href": "b.tif"}}, ("b.tif", 1)),
        ({"vh": {"href": "a.tif"}}, ("a.tif", 1)),
        ({"image": {"href": "c.tif", "sar:polarizations": ["HV", "HH"], "bands": [{}, {}]}}, ("c.tif", 2)),
    ],
    ids=["VV before VH", "VH alone", "both in one file"],
)
def test_radar_is_found_by_its_polarisation(write_item, assets, wanted) -> None:
    assert found(write_item(assets), "sar") == [wanted]


@pytest.mark.parametrize("names", [["B04", "B03", "B02"], ["red", "green", "blue"]])
def test_words_of_stac_1_1_and_sentinels_numbers_are_understood(write_item, names) -> None:
    assets = {
        f"asset{i}": {"href": f"{i}.jp2", "type": "image/jp2", "bands": [{"name": name}]}
        for i, name in enumerate(names)
    }
    assert found(write_item(assets), "rgb") == [("0.jp2", 1), ("1.jp2", 1), ("2.jp2", 1)]


def test_geotiff_comes_before_jpeg_2000_of_the_same_band(write_item) -> None:
    assets = {
        f"nir{suffix}": {"href": f"x.{suffix}", "eo:bands": [{"common_name": "nir"}]}
        for suffix in ("jp2", "tif")
    }
    assert found(write_item(assets), "nir") == [("x.tif", 1)]


@pytest.mark.parametrize(
    ("address", "href", "path"),
    [
        ("/a/item.json", "b/c.tif", "/a/b/c.tif"),
        ("/a/item.json", "/b/c.tif", "/b/c.tif"),
        ("/a/item.json", "file:///b/c%20d.tif", "/b/c d.tif"),
        ("/a/item.json", "https://h/c.tif?x=1", "https://h/c.tif?x=1"),
        ("https://h/a/item.json", "./c.tif", "https://h/a/c.tif"),
        ("https://h/a/item.json", "s3://bucket/c.tif", "s3://bucket/c.tif"),
        ("https://h/a/item.json", "file:///etc/c.tif", "https://h/etc/c.tif"),
        ("https://h/a/item.json", "/etc/c.tif", "https://h/etc/c.tif"),
    ],
)
def test_addresses_are_seen_from_the_item_and_an_item_of_the_web_names_no_local_file(
    address, href, path
) -> None:
    item = {"id": "x", "properties": {}, "assets": {"nir": {"href": href, "type": "image/tiff"}}}
    [place] = find_bands(item, address, modality("nir"))
    assert place.path == path


def test_bands_of_20_m_give_the_grid_and_finer_ones_are_averaged(sentinel2) -> None:
    with open_item(str(sentinel2), modality("ms")) as dataset:
        assert (dataset.width, dataset.height, dataset.transform.a) == (32, 32, 20)
        info = describe(dataset, str(sentinel2))
        bands, notes = choose_bands(info, modality("ms"), None)
        values, valid = RasterReader(dataset, str(sentinel2), bands).read(Bounds(0, 32, 0, 32))
    assert (bands, notes) == ((1, 2, 3, 4, 5, 6), ())
    assert valid.all()
    wanted = [BANDS[name] for name in ("blue", "green", "red", "nir08", "swir16", "swir22")]
    assert values.mean(axis=(1, 2)) == pytest.approx(wanted, rel=0.01)
    with rasterio.open(sentinel2.with_name("red.tif")) as red:
        block = red.read(1, window=Window(10, 20, 2, 2))  # the ground of the pixel in row 10, column 5
    assert values[2, 10, 5] == pytest.approx(block.mean(), abs=1)
    assert np.std(values[2]) < np.std(values[3])


def test_every_file_counts_as_a_part_of_the_input(sentinel2) -> None:
    with open_item(str(sentinel2), modality("rgb")) as dataset:
        files = [Path(name).name for name in dataset.files]
    assert files == ["item.json", "red.tif", "green.tif", "blue.tif"]


@pytest.mark.parametrize(("applied", "offset"), [(False, -0.1), (True, 0.0)])
def test_scale_and_offset_of_the_item_hold_where_the_file_has_none(
    tmp_path, write_item, applied, offset
) -> None:
    """Earth Search takes the offset off its copies, says so, and still lists it."""
    write_band(tmp_path / "nir.tif", 4000)
    asset = {"href": "nir.tif", "raster:bands": [{"scale": 0.0001, "offset": -0.1}]}
    path = write_item({"nir": asset}, **{"earthsearch:boa_offset_applied": applied})
    with open_item(str(path), modality("nir")) as dataset:
        assert (dataset.scales, dataset.offsets) == ((0.0001,), (offset,))


def test_the_items_properties_stand_beside_the_files_tags(tmp_path, write_item) -> None:
    write_band(tmp_path / "nir.tif", 4000)
    path = write_item({"nir": {"href": "nir.tif"}}, **{"s2:processing_baseline": "05.10"})
    with open_item(str(path), modality("nir")) as dataset:
        assert dataset.tags()["s2:processing_baseline"] == "05.10"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "cannot be read"),
        ("[]", "not a STAC item"),
        ('{"type": "FeatureCollection"}', "'FeatureCollection'"),
    ],
)
def test_what_is_not_an_item_is_refused(tmp_path, text, why) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=why):
        read_item(str(path))


def test_an_asset_that_is_not_a_plain_raster_is_not_opened(tmp_path, write_item) -> None:
    """A VRT under the name of a GeoTIFF could name any address."""
    (tmp_path / "nir.tif").write_text('<VRTDataset rasterXSize="8" rasterYSize="8"></VRTDataset>')
    path = write_item({"nir": {"href": "nir.tif"}})
    with pytest.raises(UsageError, match=r"nir\.tif cannot be opened"), open_item(str(path), modality("nir")):
        pass


def test_bands_of_two_zones_are_refused(tmp_path, sentinel2) -> None:
    with rasterio.open(tmp_path / "green.tif", "r+") as dataset:
        dataset.crs = "EPSG:32634"
    with (
        pytest.raises(UsageError, match=r"EPSG:3263[34], another band"),
        open_item(str(sentinel2), modality("rgb")),
    ):
        pass


def test_only_names_of_json_are_items() -> None:
    assert is_item("a/item.JSON")
    assert is_item("https://h/item.json?token=1#red,green,blue")
    assert not is_item("a/item.json.tif")

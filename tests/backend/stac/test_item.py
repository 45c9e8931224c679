"""Items say where a result lies, what made it, and that it is synthetic."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pystac
import pystac.validation
import pytest
import rasterio
from rasterio.transform import from_origin

from any2any.cli import main
from any2any.errors import UsageError
from any2any.hub import bundled_model
from any2any.spec.model_folder import read_manifest
from any2any.stac.item import model_item, result_item

TAGS = {
    "ANY2ANY_SYNTHETIC": "yes",
    "ANY2ANY_MODEL": "any2any-tiny 0.5.1",
    "ANY2ANY_STEPS": "4",
    "ANY2ANY_DATE": "2026-11-27T12:00:00Z",
    "ANY2ANY_VERSION": "0.6.0",
    "TIFFTAG_IMAGEDESCRIPTION": "Synthetic MS image",
}


def write_result(path: Path, crs: str | None = "EPSG:32633", tags: dict[str, str] = TAGS) -> Path:
    place = {"crs": crs, "transform": from_origin(500_000, 5_200_000, 20, 20)} if crs else {}
    shape = {"width": 50, "height": 40, "count": 2, "dtype": "uint16", "nodata": 0}
    with rasterio.open(path, "w", driver="GTiff", **shape, **place) as dataset:
        dataset.write(np.full((2, 40, 50), 100, np.uint16))
        dataset.update_tags(**tags)
        dataset.descriptions = ("red", "nir_narrow")
        dataset.scales = (1e-4, 1e-4)
        dataset.units = ("reflectance", "reflectance")
    return path


def check(item: dict) -> None:
    """Compare with the core schema that pystac ships; extensions' schemas are on the web."""
    pystac.Item.from_dict(item)
    core = {key: value for key, value in item.items() if key != "stac_extensions"}
    pystac.validation.validate_dict({**core, "stac_extensions": []})


def test_the_item_says_where_the_result_lies(tmp_path: Path) -> None:
    """The central meridian of zone 33 is 15 degrees east; 50 pixels of 20 m are a kilometre."""
    item = result_item(write_result(tmp_path / "ms.tif"))
    check(item)
    west, south, east, north = item["bbox"]
    assert west == pytest.approx(15.0, abs=1e-6)
    assert east - west == pytest.approx(1000 / (111_320 * np.cos(np.radians(46.95))), rel=0.01)
    assert north - south == pytest.approx(800 / 111_200, rel=0.01)
    ring = item["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) == 5
    properties = item["properties"]
    assert properties["proj:code"] == "EPSG:32633"
    assert properties["proj:shape"] == [40, 50]
    assert properties["proj:transform"] == [20, 0, 500_000, 0, -20, 5_200_000]


def test_the_item_says_what_made_the_result_and_that_it_is_synthetic(tmp_path: Path) -> None:
    item = result_item(write_result(tmp_path / "ms.tif"))
    properties, asset = item["properties"], item["assets"]["data"]
    assert properties["any2any:synthetic"] is True
    assert (properties["any2any:model"], properties["any2any:steps"]) == ("any2any-tiny 0.5.1", "4")
    assert properties["processing:software"] == {"Any2Any": "0.6.0"}
    assert properties["processing:lineage"] == "Synthetic MS image"
    assert "synthetic" in asset["roles"]
    red = {"name": "red", "data_type": "uint16", "raster:scale": 1e-4, "unit": "reflectance", "nodata": 0}
    assert asset["bands"][0] == {**red, "eo:common_name": "red"}
    assert asset["bands"][1]["eo:common_name"] == "nir08"


def test_the_time_is_the_sources_where_it_is_known(tmp_path: Path, write_item) -> None:
    result = write_result(tmp_path / "ms.tif")

    def moment(*arguments: str | None) -> tuple[str, str]:
        properties = result_item(result, *arguments)["properties"]
        return properties["datetime"], properties["any2any:datetime_is"]

    assert moment() == ("2026-11-27T12:00:00Z", "processing")
    assert moment("sar.tif", "2024-01-02T03:04:05Z") == ("2024-01-02T03:04:05Z", "acquisition")
    item = write_item({"vv": {"href": "vv.tif"}})
    assert moment(f"{item}#vv", None) == ("2024-06-01T10:00:00Z", "acquisition")
    assert result_item(result, f"{item}#vv")["links"] == [
        {"rel": "derived_from", "href": str(item), "type": "application/geo+json"}
    ]


def test_a_result_without_a_place_has_no_geometry(tmp_path: Path) -> None:
    item = result_item(write_result(tmp_path / "ms.tif", crs=None))
    check(item)
    assert item["geometry"] is None
    assert "bbox" not in item


def test_what_is_not_a_result_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="was not made by Any2Any"):
        result_item(write_result(tmp_path / "real.tif", tags={}))


def test_the_models_item_has_an_input_and_an_output_for_each_modality() -> None:
    manifest = read_manifest(bundled_model())
    item = model_item(manifest, bundled_model())
    check(item)
    inputs = {entry["name"]: entry["input"]["shape"] for entry in item["properties"]["mlm:input"]}
    assert inputs["MS"] == [-1, 6, 128, 128]
    assert inputs["PAN"] == [-1, 1, 512, 512]
    assert len(item["properties"]["mlm:output"]) == len(manifest.modalities)
    assert all(Path(asset["href"]).is_file() for asset in item["assets"].values())


def test_the_command_writes_items_and_prints_the_models(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = write_result(tmp_path / "ms.tif")
    assert main(["stac", str(result), "--datetime", "2024-01-02T03:04:05Z"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'ms.json'}\n"
    assert json.loads((tmp_path / "ms.json").read_text())["properties"]["datetime"] == "2024-01-02T03:04:05Z"
    assert main(["stac", "--model", str(bundled_model())]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["mlm:tasks"] == ["generative"]
    assert main(["stac"]) == 2

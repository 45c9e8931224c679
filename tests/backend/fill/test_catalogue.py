"""STAC items and Sentinel-2 products as sources and references; as the raster to fill, and as the mask, neither."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from any2any.errors import UsageError
from any2any.fill.multi_source.job import run_multi_source
from any2any.requests.fill import FillResult, NamedRaster
from any2any.requests.multi_source import MultiSourceRequest
from tests.backend.fill.conftest import LEFT, TOP, Ground, read, write

Fill = Callable[..., FillResult]
COLOURS = ("red", "green", "blue")


def write_item(ground: Ground, assets: dict[str, str], name: str = "item.json") -> Path:
    """Write an item; ``assets``: file by name."""
    item = {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": "S2B_33TUM",
        "geometry": None,
        "properties": {"datetime": "2024-06-01T10:00:00Z"},
        "assets": {key: {"href": file, "type": "image/tiff"} for key, file in assets.items()},
        "links": [],
    }
    path = ground.folder / name
    path.write_text(json.dumps(item))
    return path


def apart(ground: Ground) -> dict[str, str]:
    """Write the reference's bands as files of their own, in reverse order."""
    for band, colour in reversed(list(zip(read(ground.reference), COLOURS, strict=True))):
        write(ground.folder / f"{colour}.tif", band[None])
    return {colour: f"{colour}.tif" for colour in reversed(COLOURS)}


def test_items_give_the_pixels_that_their_files_give(ground: Ground, fill: Fill) -> None:
    """An item's radar and an item with a file for each band fill as the rasters of the same pixels do."""
    radar = write_item(ground, {"vh": "gone.tif", "vv": "s1.tif"}, "radar.json")
    older = write_item(ground, apart(ground))
    plain = fill(reference=str(ground.reference), output=ground.folder / "plain.tif")
    result = fill(sources=(NamedRaster("sar", str(radar)),), reference=str(older))
    assert (read(result.output) == read(plain.output)).all()


def test_the_date_of_an_item_is_that_of_the_reference(ground: Ground, fill: Fill) -> None:
    result = fill(reference=str(write_item(ground, apart(ground))))
    with rasterio.open(result.output) as dataset:
        assert dataset.tags()["ANY2ANY_REFERENCE_DATE"] == "2024-06-01T10:00:00Z"


def test_assets_of_several_pixel_sizes_come_to_the_rasters_grid(ground: Ground, fill: Fill) -> None:
    """Green has pixels of 20 m: each is the mean of the four below it."""
    assets = apart(ground)
    green = read(ground.folder / "green.tif")
    coarse = green.reshape(1, 75, 2, 85, 2).mean(axis=(2, 4)).astype(np.uint16)
    write(ground.folder / "green.tif", coarse, transform=from_origin(LEFT, TOP, 20, 20))
    inside = read(fill(reference=str(write_item(ground, assets))).output)[:, ground.holes].astype(float)
    assert np.abs(inside - ground.truth[:, ground.holes]).mean() < 80


def test_an_item_may_name_its_assets(ground: Ground, fill: Fill) -> None:
    named = {
        f"B{number}": file for number, file in enumerate(apart(ground).values())
    }  # blue is B0, red is B2
    item = write_item(ground, named)
    plain = fill(reference=str(ground.reference), output=ground.folder / "plain.tif")
    result = fill(reference=f"{item}#B2,B1,B0")
    assert (read(result.output) == read(plain.output)).all()


def test_a_translation_from_several_sources_takes_items(ground: Ground, model_folder: Path) -> None:
    older, radar = write_item(ground, apart(ground)), write_item(ground, {"vv": "s1.tif"}, "radar.json")
    made = []
    for name, source, reference in (("a", ground.sar, ground.reference), ("b", radar, older)):
        request = MultiSourceRequest(
            (NamedRaster("sar", str(source)),), ground.folder / f"{name}.tif", "rgb", str(reference), model_folder,
            "fast", device="cpu",
        )  # fmt: skip
        made.append(read(run_multi_source(request).output))
    assert (made[0] == made[1]).all()


def test_an_asset_of_another_place_is_refused_by_name(ground: Ground, fill: Fill) -> None:
    assets = apart(ground)
    for colour in COLOURS:
        path = ground.folder / f"{colour}.tif"
        write(path, read(path), transform=from_origin(LEFT + 1_000_000, TOP, 10, 10))
    with pytest.raises(UsageError, match=r"red\.tif lies elsewhere"):
        fill(reference=str(write_item(ground, assets)))


@pytest.mark.parametrize("name", ["item.json", "item.json#red,green,blue"])
def test_an_item_cannot_be_filled_and_a_way_out_is_given(ground: Ground, fill: Fill, name: str) -> None:
    write_item(ground, apart(ground))
    with pytest.raises(UsageError, match=r"item\.json.* lists the files of an image.*gdalbuildvrt -separate"):
        fill(input=str(ground.folder / name))
    assert not list(ground.folder.glob("*.fill"))


def test_a_product_cannot_be_filled_and_a_way_out_is_given(ground: Ground, fill: Fill) -> None:
    product = ground.folder / "S2B_MSIL2A.SAFE"
    product.mkdir()
    (product / "MTD_MSIL2A.xml").write_text("<a/>")
    with pytest.raises(UsageError, match=r"SAFE lists the files of an image.*gdalbuildvrt"):
        fill(input=str(product))


@pytest.mark.parametrize("keys", ["", "#scl"])
def test_an_items_outline_is_no_mask(ground: Ground, fill: Fill, keys: str) -> None:
    item = write_item(ground, {"scl": "clouds.tif"})
    with pytest.raises(UsageError, match=r"is a STAC item: give the raster of one asset"):
        fill(mask=f"{item}{keys}")

"""Items of small rasters, as two catalogues write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

BANDS = {"blue": 500, "green": 600, "red": 700, "nir": 3000, "nir08": 3100, "swir16": 2000, "swir22": 1500}
"""Levels of reflectance x 10,000, which tell the bands apart."""


def write_band(path: Path, level: float, pixel_m: float = 10.0, size: int = 64, bands: int = 1) -> Path:
    """Write a raster of noise around a level; a finer one covers the same ground with more pixels."""
    side = round(size * 10 / pixel_m)
    values = np.random.default_rng(1).normal(level, level / 50, (bands, side, side))
    shape = {"width": side, "height": side, "count": bands, "dtype": "uint16"}
    place = {"crs": "EPSG:32633", "transform": from_origin(500_000, 5_200_000, pixel_m, pixel_m)}
    with rasterio.open(path, "w", driver="GTiff", **shape, **place) as dataset:
        dataset.write(values.astype(np.uint16))
    return path


@pytest.fixture
def write_item(tmp_path: Path) -> Callable[..., Path]:
    """Write an item from a dictionary of assets, and return its path."""

    def write(assets: dict[str, object], name: str = "item.json", **properties: object) -> Path:
        item = {
            "type": "Feature",
            "stac_version": "1.1.0",
            "id": "S2B_33TUM_20240601",
            "geometry": None,
            "properties": {"datetime": "2024-06-01T10:00:00Z", **properties},
            "assets": assets,
            "links": [],
        }
        path = tmp_path / name
        path.write_text(json.dumps(item))
        return path

    return write


@pytest.fixture
def sentinel2(tmp_path: Path, write_item: Callable[..., Path]) -> Path:
    """Seven bands in a file each, those of the short-wave infrared with pixels of 20 m, and pictures of them."""
    assets: dict[str, object] = {}
    for name, level in BANDS.items():
        coarse = name in ("nir08", "swir16", "swir22")
        write_band(tmp_path / f"{name}.tif", level, 20.0 if coarse else 10.0)
        assets[name] = {"href": f"./{name}.tif", "type": "image/tiff", "eo:bands": [{"common_name": name}]}
    assets["thumbnail"] = {"href": "t.tif", "type": "image/tiff", "roles": ["thumbnail"]}
    write_band(tmp_path / "visual.tif", 90, bands=3)
    names = [{"common_name": name} for name in ("red", "green", "blue")]
    assets["visual"] = {"href": "visual.tif", "type": "image/tiff", "roles": ["visual"], "eo:bands": names}
    assets["metadata"] = {"href": "item.xml", "type": "application/xml"}
    return write_item(assets)

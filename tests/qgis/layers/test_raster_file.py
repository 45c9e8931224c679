"""The plugin opens no raster that the engine would refuse: some drivers write or fetch while they read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from osgeo import gdal

from any2any_qgis.layers.facts import read_facts
from any2any_qgis.layers.raster_file import ALLOWED_DRIVERS, open_raster

ROOT = Path(__file__).resolve().parents[3]


def test_the_list_is_the_engines():
    text = (ROOT / "backend/any2any/raster/drivers.py").read_text(encoding="utf-8")
    block = text[text.index("ALLOWED_DRIVERS = ") : text.index('"""GDAL\'s names')]
    names = {name for line in block.splitlines() for name in re.findall(r'"(\w+)"', line.split("#")[0])}
    assert names == set(ALLOWED_DRIVERS)


@pytest.mark.skipif(gdal.GetDriverByName("MRF") is None, reason="needs a GDAL with MRF")
def test_a_description_that_writes_is_not_opened(tmp_path):
    """GDAL's MRF appends to the file that a description names as its data, as soon as a block is read."""
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", encoding="utf-8")
    scene = tmp_path / "scene.tif"
    scene.write_text(
        '<MRF_META><CachedSource><Source>none.tif</Source></CachedSource><Raster><Size x="64" y="64" c="1"/>'
        f"<PageSize x='64' y='64' c='1'/><Compression>NONE</Compression><DataFile>{victim}</DataFile></Raster>"
        "</MRF_META>",
        encoding="utf-8",
    )
    assert open_raster(str(scene)) is None
    assert read_facts(str(scene)) is None
    assert victim.read_text(encoding="utf-8") == "mine"


def test_a_geotiff_is_opened(tmp_path):
    path = str(tmp_path / "a.tif")
    gdal.GetDriverByName("GTiff").Create(path, 3, 2, 1)
    assert (open_raster(path).RasterXSize, open_raster(path).RasterYSize) == (3, 2)
    assert open_raster(str(tmp_path / "missing.tif")) is None

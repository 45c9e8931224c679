from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRasterLayer, QgsRectangle
from qgis_support import write_raster

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.facts import read_facts
from any2any_qgis.layers.source import ALLOWED_DRIVERS, open_raster, pixel_window, worker_path

ORIGIN_X, ORIGIN_Y, PIXEL = 500_000.0, 5_000_000.0, 10.0


def layer_of(source: Path | str, provider: str = "gdal") -> QgsRasterLayer:
    return QgsRasterLayer(str(source), "layer", provider)


def extent_px(left: float, top: float, right: float, bottom: float) -> QgsRectangle:
    """An extent in the CRS of ``sar_path``, given in its pixels."""
    return QgsRectangle(
        ORIGIN_X + left * PIXEL, ORIGIN_Y - bottom * PIXEL, ORIGIN_X + right * PIXEL, ORIGIN_Y - top * PIXEL
    )


def test_file_is_an_absolute_path(sar_path, qgis_app, monkeypatch):
    monkeypatch.chdir(sar_path.parent)
    assert worker_path(layer_of(sar_path.name)) == str(sar_path)


def test_vsi_and_subdatasets_pass_through(sar_path, tmp_path, qgis_app):
    zipped = tmp_path / "a.zip"
    with ZipFile(zipped, "w") as archive:
        archive.write(sar_path, sar_path.name)
    source = f"/vsizip/{zipped}/{sar_path.name}"
    assert worker_path(layer_of(source)) == source
    geopackage = tmp_path / "two.gpkg"
    for table in ("one", "two"):
        options = [
            "-of",
            "GPKG",
            "-ot",
            "Byte",
            "-co",
            f"RASTER_TABLE={table}",
            "-co",
            "APPEND_SUBDATASET=YES",
        ]
        gdal.Translate(str(geopackage), str(sar_path), options=options)
    source = f"GPKG:{geopackage}:two"
    layer = layer_of(source)
    assert layer.isValid()
    assert gdal.Open(worker_path(layer)).RasterXSize == 96


def test_layers_that_only_qgis_can_read_are_refused(sar_path, qgis_app):
    in_memory = "/vsimem/memory.tif"
    gdal.Translate(in_memory, str(sar_path))
    with pytest.raises(EngineError, match="memory of QGIS: export it to a GeoTIFF"):
        worker_path(layer_of(in_memory))
    gdal.Unlink(in_memory)
    tiles = layer_of("type=xyz&url=http://localhost/{z}/{x}/{y}.png&zmax=1&zmin=0", "wms")
    with pytest.raises(EngineError, match=r"comes from wms.*GeoTIFF"):
        worker_path(tiles)


def test_layer_in_edit_mode_is_refused(sar_path, qgis_app):
    layer = layer_of(sar_path)
    assert layer.dataProvider().setEditable(True)
    with pytest.raises(EngineError, match="being edited"):
        worker_path(layer)


@pytest.mark.parametrize(
    ("extent", "window"),
    [
        (extent_px(8, 16, 40, 64), (8, 16, 32, 48)),  # on pixel edges
        (extent_px(8.4, 16.2, 39.7, 63.1), (8, 16, 32, 48)),  # all touched pixels
        (extent_px(8 + 1e-7, 16 - 1e-7, 40 + 1e-7, 64), (8, 16, 32, 48)),  # rounding is no touch
        (extent_px(-50, -50, 500, 500), (0, 0, 96, 80)),  # cut to the raster
        (extent_px(90, 70, 500, 500), (90, 70, 6, 10)),
    ],
)
def test_extent_becomes_pixels(sar_path, qgis_app, extent, window):
    assert pixel_window(layer_of(sar_path), extent) == window


def test_extent_beside_the_raster_is_refused(sar_path, qgis_app):
    with pytest.raises(EngineError, match="does not touch the layer"):
        pixel_window(layer_of(sar_path), extent_px(96, 0, 120, 80))


def test_raster_without_georeference_counts_from_its_top(tmp_path, qgis_app):
    """QGIS shows it with y from -height to 0, whatever sign GDAL's default transform has."""
    layer = layer_of(write_raster(tmp_path / "plain.tif", np.zeros((1, 80, 96), np.float32)))
    extent = layer.extent()
    top_left = QgsRectangle(
        extent.xMinimum(), extent.yMaximum() - 20, extent.xMinimum() + 30, extent.yMaximum()
    )
    assert pixel_window(layer, top_left) == (0, 0, 30, 20)


def test_rotated_raster_gives_the_pixels_around_the_extent(tmp_path, qgis_app):
    """Rotated by 90 degrees: x grows down the rows and y along the columns."""
    path = write_raster(tmp_path / "r.tif", np.zeros((1, 80, 96), np.float32), (0, 0, 10, 0, 10, 0), 32632)
    assert pixel_window(layer_of(path), QgsRectangle(100, 200, 300, 500)) == (20, 10, 30, 20)


def test_ground_control_points_are_refused(tmp_path, sar_path, qgis_app):
    path = tmp_path / "gcp.tif"
    points = [
        gdal.GCP(x, y, 0, c, r)
        for x, y, c, r in ((9, 46, 0, 0), (9.1, 46, 96, 0), (9, 45.9, 0, 80), (9.1, 45.8, 96, 80))
    ]
    dataset = gdal.Translate(
        str(path),
        gdal.Open(str(write_raster(tmp_path / "p.tif", np.ones((1, 80, 96), np.float32)))),
        GCPs=points,
        outputSRS="EPSG:4326",
    )
    dataset.FlushCache()
    layer = layer_of(path)
    assert layer.isValid()
    with pytest.raises(EngineError, match="ground control points"):
        pixel_window(layer, layer.extent())


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

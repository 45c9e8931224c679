"""Layers that the worker cannot open are exported for the area first; each gives what its file gives."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsRasterLayer, QgsRectangle
from qgis_support import read_raster, run, write_raster

from any2any_qgis.layers.export import export_size, needs_export, plan_export
from any2any_qgis.layers.export_file import write_export

DIRECTION = {"SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast"}


def in_edit_mode(path) -> QgsRasterLayer:
    layer = QgsRasterLayer(str(path), "edited")
    assert layer.dataProvider().setEditable(True)
    return layer


def in_memory(path) -> QgsRasterLayer:
    gdal.Translate("/vsimem/radar.tif", str(path))
    return QgsRasterLayer("/vsimem/radar.tif", "in memory")


def with_open_options(path) -> QgsRasterLayer:
    return QgsRasterLayer(f"{path}|option:NUM_THREADS=1", "with options")


def placed_by_points(path, turned_by: float = 0.0) -> QgsRasterLayer:
    """A copy of a raster whose corners are control points; around its first corner it may be turned, in radians."""
    raster = gdal.Open(str(path))
    left, pixel, _, top, _, _ = raster.GetGeoTransform()
    cosine, sine = pixel * np.cos(turned_by), pixel * np.sin(turned_by)
    corners = [(x, y) for x in (0, raster.RasterXSize) for y in (0, raster.RasterYSize)]
    points = [
        gdal.GCP(left + cosine * x + sine * y, top + sine * x - cosine * y, 0, x, y) for x, y in corners
    ]
    placed = path.with_name("points.tif")
    gdal.Translate(str(placed), raster, GCPs=points, outputSRS=raster.GetProjection()).FlushCache()
    return QgsRasterLayer(str(placed), "points")


@pytest.mark.parametrize("make", [in_edit_mode, in_memory, with_open_options, placed_by_points])
def test_same_pixels_as_of_the_file(any2any_provider, project, sar_path, tmp_path, make):
    layer = make(sar_path)
    assert layer.isValid()
    assert needs_export(layer)
    project.addMapLayer(layer)
    for name, source in (("layer", layer), ("file", str(sar_path))):
        run("any2any:translate", {**DIRECTION, "INPUT": source, "OUTPUT": str(tmp_path / f"{name}.tif")})
    one, other = (gdal.Open(str(tmp_path / f"{name}.tif")) for name in ("layer", "file"))
    assert one.GetGeoTransform() == pytest.approx(other.GetGeoTransform(), abs=1e-6)
    assert (one.ReadAsArray() == other.ReadAsArray()).all()


def test_what_lies_outside_a_turned_raster_is_not_translated(any2any_provider, project, sar_path, tmp_path):
    """Half a radian around a corner: 96 x 80 pixels lie in a rectangle of 123 x 116, and fill 54 % of it.

    QGIS shows zeros there: 0 dB, the brightest ground there is.
    """
    layer = placed_by_points(sar_path, turned_by=0.5)
    project.addMapLayer(layer)
    run("any2any:translate", {**DIRECTION, "INPUT": layer, "OUTPUT": str(tmp_path / "out.tif")})
    result = gdal.Open(str(tmp_path / "out.tif"))
    assert (result.RasterXSize, result.RasterYSize) == (123, 116)
    filled = result.GetRasterBand(1).GetMaskBand().ReadAsArray() > 0
    assert filled.mean() == pytest.approx(96 * 80 / (123 * 116), abs=0.02)
    assert not filled[0, 0]


def test_names_and_scale_of_a_raster_placed_by_points_are_kept(qgis_app, project, sar_path, tmp_path):
    dataset = gdal.Open(str(sar_path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetDescription("vv")
    dataset.GetRasterBand(1).SetScale(0.01)
    del dataset
    layer = placed_by_points(sar_path)
    project.addMapLayer(layer)
    write_export(plan_export(layer, None, 10.0), tmp_path / "area.tif")
    area = gdal.Open(str(tmp_path / "area.tif"))
    assert (area.GetRasterBand(1).GetDescription(), area.GetRasterBand(1).GetScale()) == ("vv", 0.01)


@pytest.mark.parametrize("make", [in_edit_mode, with_open_options])
def test_a_product_keeps_the_name_that_says_its_level(qgis_app, project, tmp_path, make):
    """The worker knows units and level by the product's name; it would take any other file for level 2A."""
    values = np.ones((1, 8, 8), np.float32)
    layer = make(write_raster(tmp_path / "S2A_MSIL1C_2023.tif", values, (0, 10, 0, 80, 0, -10), 32632))
    project.addMapLayer(layer)
    assert plan_export(layer, None, 10.0).name == "S2A_MSIL1C_2023"


@pytest.mark.parametrize("make", [in_edit_mode, in_memory, with_open_options])
def test_a_batch_exports_what_the_worker_cannot_open(any2any_provider, project, sar_path, tmp_path, make):
    layer = make(sar_path)
    project.addMapLayer(layer)
    parameters = {"PRESET": "fast", "OUTPUT": str(tmp_path / "out")}
    [made] = run("any2any:translatebatch", {**parameters, "LAYERS": [layer]})["RESULTS"]
    assert made == str(tmp_path / "out" / "radar_rgb.tif")
    run("any2any:translate", {**DIRECTION, "INPUT": str(sar_path), "OUTPUT": str(tmp_path / "file.tif")})
    assert (read_raster(made) == read_raster(tmp_path / "file.tif")).all()


@pytest.mark.parametrize("make", [in_edit_mode, with_open_options])
def test_a_comparison_exports_both_sides_with_their_tags(any2any_provider, project, sar_path, tmp_path, make):
    """The modality comes from the result's tags, so they are in the exported file. Both are the same image."""
    dataset = gdal.Open(str(sar_path), gdal.GA_Update)
    dataset.SetMetadataItem("ANY2ANY_TARGET", "sar")
    del dataset
    layer = make(sar_path)
    project.addMapLayer(layer)
    parameters = {"RESULT": layer, "TRUTH": layer, "ERROR_MAP": str(tmp_path / "error.tif")}
    figures = json.loads(run("any2any:compare", parameters)["FIGURES"])
    assert figures["bands"][0]["rmse"] == pytest.approx(0, abs=1e-6)
    assert figures["modality"] == "sar"


def test_a_map_service_without_an_area_is_refused_in_a_batch(any2any_provider, project, tiles, tmp_path):
    layer = QgsRasterLayer(tiles, "tiles", "wms")
    project.addMapLayer(layer)
    with pytest.raises(QgsProcessingException, match="map service without end"):
        run("any2any:translatebatch", {"LAYERS": [layer], "OUTPUT": str(tmp_path)})


class Tiles(BaseHTTPRequestHandler):
    """Serves one tile of 256 x 256 pixels for every address: red grows to the right, green downwards."""

    tile = b""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(self.tile)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def tiles(qgis_app):
    ramp = np.tile(np.arange(256, dtype=np.uint8), (256, 1))
    dataset = gdal.GetDriverByName("MEM").Create("", 256, 256, 3, gdal.GDT_Byte)
    for number, band in enumerate((ramp, ramp.T, ramp // 2), 1):
        dataset.GetRasterBand(number).WriteArray(np.ascontiguousarray(band))
    gdal.GetDriverByName("PNG").CreateCopy("/vsimem/tile.png", dataset)
    file = gdal.VSIFOpenL("/vsimem/tile.png", "rb")
    Tiles.tile = bytes(gdal.VSIFReadL(1, gdal.VSIStatL("/vsimem/tile.png").size, file))
    gdal.VSIFCloseL(file)
    server = HTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"type=xyz&url=http://127.0.0.1:{server.server_port}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=18"
    server.shutdown()


def test_a_map_service_is_downloaded_for_the_area(any2any_provider, project, tiles, tmp_path):
    """At 60 degrees north 10 m on the ground are 20 m of Web Mercator: 2000 m are 100 pixels."""
    layer = QgsRasterLayer(tiles, "tiles", "wms")
    assert layer.isValid()
    project.addMapLayer(layer)
    x, y = 1_000_000, 8_399_738  # latitude 60.000
    extent = f"{x},{x + 2000},{y - 1000},{y + 1000} [EPSG:3857]"
    output = tmp_path / "sar.tif"
    parameters = {"INPUT": layer, "SOURCE": "rgb", "TARGET": "sar", "PRESET": "fast", "EXTENT": extent}
    run("any2any:translate", {**parameters, "OUTPUT": str(output)})
    dataset = gdal.Open(str(output))
    assert (dataset.RasterXSize, dataset.RasterYSize) == (100, 100)
    assert dataset.GetGeoTransform() == pytest.approx((x, 20, 0, y + 1000, 0, -20))


def test_the_service_s_own_colours_are_exported(qgis_app, project, tiles, tmp_path):
    """One tile of zoom 14 is 2446 m wide, 256 pixels: red and green are its ramps, to a level of resampling."""
    layer = QgsRasterLayer(tiles, "tiles", "wms")
    project.addMapLayer(layer)
    side = 40_075_016.685578488 / 2**14
    x, y = 409 * side - 20_037_508.342789244, 20_037_508.342789244 - 4760 * side
    extent = QgsRectangle(x, y - side, x + side, y)
    export = plan_export(layer, extent, 10.0)
    write_export(replace(export, width=256, height=256), tmp_path / "area.tif")
    red, green, _, alpha = read_raster(tmp_path / "area.tif").astype(int)
    ramp = np.arange(256)
    assert abs(red - ramp).max() <= 2
    assert abs(green - ramp[:, None]).max() <= 2
    assert (alpha == 255).all()


@pytest.mark.parametrize(
    ("extent", "sentence"),
    [(None, "choose an area"), ("0,2000000,6000000,8000000 [EPSG:3857]", "choose a smaller one")],
)
def test_a_map_service_needs_an_area_of_a_sensible_size(
    any2any_provider, project, tiles, tmp_path, extent, sentence
):
    layer = QgsRasterLayer(tiles, "tiles", "wms")
    project.addMapLayer(layer)
    parameters = {"INPUT": layer, "SOURCE": "rgb", "TARGET": "sar", "OUTPUT": str(tmp_path / "o.tif")}
    if extent is not None:
        parameters["EXTENT"] = extent
    with pytest.raises(QgsProcessingException, match=sentence):
        run("any2any:translate", parameters)


def test_a_raster_with_pixels_keeps_them(any2any_provider, sar_layer):
    """96 x 80 pixels, and half of that in each direction."""
    assert export_size(sar_layer, sar_layer.extent(), 10.0) == (96, 80)
    half = sar_layer.extent()
    half.scale(0.5)
    assert export_size(sar_layer, half, 10.0) == (48, 40)


def test_a_layer_is_resampled_with_its_tags_first(any2any_provider, project, tmp_path):
    """20 x 16 pixels of 10 m at 40 m: each of the 5 x 4 pixels is the mean of 16, and scale and names stay."""
    values = np.arange(320, dtype=np.float32).reshape(1, 16, 20)
    path = write_raster(tmp_path / "fine.tif", values, (500_000, 10, 0, 5_000_000, 0, -10), 32632)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetDescription("vv")
    dataset.GetRasterBand(1).SetScale(0.01)
    del dataset
    layer = QgsRasterLayer(str(path), "fine")
    export = plan_export(layer, None, 40.0, resample=True)
    assert (export.width, export.height) == (5, 4)
    write_export(export, tmp_path / "coarse.tif")
    coarse = gdal.Open(str(tmp_path / "coarse.tif"))
    assert coarse.GetGeoTransform() == (500_000, 40, 0, 5_000_000, 0, -40)
    assert coarse.ReadAsArray()[0, 0] == values[0, :4, :4].mean()
    assert (coarse.GetRasterBand(1).GetDescription(), coarse.GetRasterBand(1).GetScale()) == ("vv", 0.01)


def test_a_pixel_size_and_steps_reach_the_result(any2any_provider, project, sar_path, tmp_path):
    """96 x 80 pixels of 10 m at 20 m are 48 x 40."""
    output = tmp_path / "out.tif"
    chosen = {"INPUT": str(sar_path), "OUTPUT": str(output), "PIXEL_SIZE": 20, "STEPS": 3}
    run("any2any:translate", {**DIRECTION, **chosen})
    result = gdal.Open(str(output))
    assert (result.RasterXSize, result.RasterYSize) == (48, 40)
    assert result.GetGeoTransform()[1] == 20
    assert result.GetMetadataItem("ANY2ANY_STEPS") == "3"

"""Any raster layer of QGIS is translated from the panel in a real window: files in every form, and map services."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from map_services import map_server
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "rasters"
RGB = ROOT / "resources" / "sample" / "rgb.tif"
SIDE_PX = 160
"""Of the rasters that are translated: two windows a side."""
WHOLE, VIEW = "whole", "view"
GAP_LIMIT_MS = 100.0
"""The main thread's own time between two turns of the event loop, as in ``test_guide.py``."""
LEAST_LIKENESS = 0.8
"""Correlation of a service's result with that of the file that it serves: a service gives 8 bits and its own grid."""
MARGIN_PX = 8


@pytest.fixture
def radar(tmp_path, sample_path) -> Path:
    """A part of the sample's radar image."""
    path = tmp_path / "radar.tif"
    gdal.Translate(str(path), str(sample_path), srcWin=[64, 64, SIDE_PX, SIDE_PX])
    return path


@pytest.fixture
def optical(tmp_path) -> Path:
    """The same part of the sample's RGB image."""
    path = tmp_path / "optical.tif"
    gdal.Translate(str(path), str(RGB), srcWin=[64, 64, SIDE_PX, SIDE_PX])
    return path


def placed_by_points(path: Path) -> str:
    """Write a raster that has four ground control points and no geotransform."""
    raster = gdal.Open(str(path))
    left, pixel, _, top, _, _ = raster.GetGeoTransform()
    corners = [(column, row) for column in (0, SIDE_PX) for row in (0, SIDE_PX)]
    points = [gdal.GCP(left + pixel * x, top - pixel * y, 0, x, y) for x, y in corners]
    placed = path.with_name("points.tif")
    gdal.Translate(str(placed), raster, GCPs=points, outputSRS=raster.GetProjection())
    return str(placed)


def subdataset(path: Path) -> str:
    """Write a GeoTIFF of two pages and return the name of the second, the raster itself."""
    pages = path.with_name("pages.tif")
    gdal.Translate(str(pages), str(path), srcWin=[0, 0, 64, 64])
    gdal.Translate(str(pages), str(path), creationOptions=["APPEND_SUBDATASET=YES"])
    return f"GTIFF_DIR:2:{pages}"


def mosaic(path: Path) -> str:
    """Write a virtual raster of the two halves of a raster."""
    halves = []
    for number, left in enumerate((0, SIDE_PX // 2)):
        halves.append(str(path.with_name(f"half_{number}.tif")))
        gdal.Translate(halves[-1], str(path), srcWin=[left, 0, SIDE_PX // 2, SIDE_PX])
    virtual = path.with_name("mosaic.vrt")
    gdal.BuildVRT(str(virtual), halves).FlushCache()
    return str(virtual)


def virtual(path: Path) -> str:
    """Return the source of a layer that QGIS computes from a raster: its decibels plus 0."""
    raster = gdal.Open(str(path))
    left, pixel, _, top, _, _ = raster.GetGeoTransform()
    side_m = pixel * SIDE_PX
    extent = f"{left},{top - side_m},{left + side_m},{top}"
    return (
        f"?crs=EPSG:32633&extent={extent}&width={SIDE_PX}&height={SIDE_PX}"
        f'&formula="radar@1" + 0&radar:uri={path}&radar:provider=gdal'
    )


def place_of(path: Path) -> list:
    """Left, bottom, right, top and CRS of a raster."""
    left, pixel, _, top, _, _ = gdal.Open(str(path)).GetGeoTransform()
    return [left, top - SIDE_PX * pixel, left + SIDE_PX * pixel, top, "EPSG:32633"]


def test_any_raster_layer(run_in_window, radar, optical):
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "report.json").unlink(missing_ok=True)
    with map_server(RGB) as server:
        sources = {
            "file": [str(radar), "gdal", WHOLE, "sar"],
            "subdataset": [subdataset(radar), "gdal", WHOLE, "sar"],
            "mosaic": [mosaic(radar), "gdal", WHOLE, "sar"],
            "options": [f"{radar}|option:NUM_THREADS=1", "gdal", WHOLE, "sar"],
            "edited": [str(radar), "gdal", WHOLE, "sar"],
            "points": [placed_by_points(radar), "gdal", WHOLE, "sar"],
            "virtual": [virtual(radar), "virtualraster", WHOLE, "sar"],
            "optical": [str(optical), "gdal", WHOLE, "rgb"],
            "wcs": [server.sources["wcs"], "wcs", VIEW, "rgb"],
            "wms": [server.sources["wms"], "wms", VIEW, "rgb"],
            "xyz": [server.sources["xyz"], "wms", VIEW, "rgb"],
        }
        report = run_in_window(
            "rasters.py",
            PICTURES,
            WINDOW_TEST_SOURCES=json.dumps(sources),
            WINDOW_TEST_PLACE=json.dumps(place_of(radar)),
        )
    print(json.dumps(report, indent=1))  # noqa: T201 - outcomes and gaps are what is looked at
    cases = report["cases"]
    assert {name: case["state"] for name, case in cases.items()} == dict.fromkeys(sources, "done"), cases
    assert {name: case["guess"][0] for name, case in cases.items()} == {
        name: modality for name, (_, _, _, modality) in sources.items()
    }
    for case in cases.values():
        assert case["run_enabled"]
        assert case["guess"][1]
    results = {name: gdal.Open(case["output"]) for name, case in cases.items()}
    for name in ("subdataset", "mosaic", "options", "edited", "points", "virtual"):
        np.testing.assert_array_equal(results[name].ReadAsArray(), results["file"].ReadAsArray(), name)
    for name in ("wcs", "wms", "xyz"):
        assert likeness(results[name], results["optical"]) > LEAST_LIKENESS, name
    for name, gap in report["gaps_ms"].items():
        assert gap[1] < GAP_LIMIT_MS, (name, gap, report["gaps_in"])


def likeness(one: gdal.Dataset, other: gdal.Dataset) -> float:
    """Correlation of a result with another one, on the other's grid without its margin."""
    left, pixel, _, top, _, _ = other.GetGeoTransform()
    bounds = [left, top - other.RasterYSize * pixel, left + other.RasterXSize * pixel, top]
    grid = {"outputBounds": bounds, "width": other.RasterXSize, "height": other.RasterYSize}
    same = gdal.Warp("", one, format="MEM", dstSRS=other.GetProjection(), resampleAlg="bilinear", **grid)
    inside = (slice(MARGIN_PX, -MARGIN_PX),) * 2
    values = [raster.GetRasterBand(1).ReadAsArray()[inside].ravel() for raster in (same, other)]
    return float(np.corrcoef(values)[0, 1])

"""A cloud gap is filled by hand in a real window: the panel's second tab, in a light and a dark theme."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "fill"
SAMPLE = ROOT / "resources" / "sample"
GAP_LIMIT_MS = 100.0
"""The main thread's own time between two turns of the event loop, twice the aim, as in ``test_guide.py``."""
CLOUD, LAND = 9, 4
"""Classes of Sentinel-2's scene classification."""
EMPTY = ["Choose a raster layer", "Nodata of the image", "No layer", "No layer", "No layer"]


def clouds(side: int) -> np.ndarray:
    """Two clouds, bool (side, side): one in the middle of the image, one near its corner."""
    rows, columns = np.mgrid[:side, :side] / side
    first = ((rows - 0.48) / 0.11) ** 2 + ((columns - 0.52) / 0.17) ** 2 < 1
    return first | (((rows - 0.2) / 0.07) ** 2 + ((columns - 0.2) / 0.09) ** 2 < 1)


def write_like(path: Path, template: gdal.Dataset, values: np.ndarray) -> Path:
    """Write (bands, H, W) values on the grid of another raster."""
    code = gdal.GDT_Byte if values.dtype == np.uint8 else gdal.GDT_Float32
    bands, height, width = values.shape
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), width, height, bands, code)
    dataset.SetGeoTransform(template.GetGeoTransform())
    dataset.SetProjection(template.GetProjection())
    for number, band in enumerate(values, 1):
        dataset.GetRasterBand(number).WriteArray(band)
        dataset.GetRasterBand(number).SetDescription(template.GetRasterBand(number).GetDescription())
    return path


@pytest.fixture
def cloudy(tmp_path) -> dict[str, Path]:
    """The sample's image with clouds of reflectance 0.9, the classes that say where they are, and its radar."""
    truth = gdal.Open(str(SAMPLE / "rgb.tif"))
    image = truth.ReadAsArray()
    hole = clouds(image.shape[1])
    image[:, hole] = 0.9
    classes = np.where(hole, CLOUD, LAND).astype(np.uint8)[None]
    return {
        "IMAGE": write_like(tmp_path / "cloudy.tif", truth, image),
        "CLASSES": write_like(tmp_path / "scl.tif", truth, classes),
        "RADAR": SAMPLE / "sar.tif",
        "RESULT": tmp_path / "filled.tif",
    }


@pytest.mark.parametrize("theme", ["default", "Night Mapping"])
def test_a_cloud_gap_is_filled(run_in_window, cloudy, theme):
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "report.json").unlink(missing_ok=True)
    paths = {f"WINDOW_TEST_{name}": str(path) for name, path in cloudy.items()}
    report = run_in_window("fill.py", PICTURES, WINDOW_TEST_THEME=theme, **paths)
    print(json.dumps(report, indent=1))  # noqa: T201 - the gaps are what is looked at
    assert report["without_layers"] == EMPTY
    assert report["hint_without_layers"] == "Choose the image with holes."
    assert report["with_layers"] == ["cloudy", *EMPTY[1:]]
    assert report["picked"] == ["classes", "radar"]
    assert report["source"] == ["sar", "band 1 is named backscatter"]
    assert report["image_meanwhile"] == "cloudy"
    assert report["preview_busy"]
    assert report["preview_note"] == ""
    assert report["state"] == "done", report["message"]
    results = ["holes filled (partly synthetic)", "synthetic pixels", "outline of the filled parts"]
    assert {f"cloudy: {name}" for name in results} <= set(report["layers"])
    assert report["active"] == "radar"
    check_pixels(cloudy)
    for phase in ("preview", "start", "run", "end"):
        assert report["gaps_ms"][phase][1] < GAP_LIMIT_MS, report["gaps_ms"]


def check_pixels(cloudy: dict[str, Path]) -> None:
    """Measured pixels are the image's own; in the holes the ground lies nearer than the clear part's mean."""
    image, filled = (gdal.Open(str(cloudy[name])).ReadAsArray() for name in ("IMAGE", "RESULT"))
    truth = gdal.Open(str(SAMPLE / "rgb.tif")).ReadAsArray()
    hole = clouds(image.shape[1])
    np.testing.assert_array_equal(filled[:, ~hole], image[:, ~hole])
    error = np.sqrt(np.mean((filled - truth)[:, hole] ** 2))
    mean = image[:, ~hole].mean(axis=1)[:, None]
    assert error < np.sqrt(np.mean((mean - truth[:, hole]) ** 2))

"""The panel at 100 to 200 % in a light and a dark theme: nothing is cut off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "scaling"
BANDS = ("blue", "green", "red", "nir_narrow", "swir1", "swir2")


@pytest.fixture
def multispectral(tmp_path) -> Path:
    """What fills the panel most: six bands to choose, a level, a route."""
    path = tmp_path / "S2A_MSIL1C_20230101.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 256, 256, len(BANDS), gdal.GDT_UInt16)
    dataset.SetGeoTransform((500_000, 20, 0, 5_000_000, 0, -20))
    values = np.random.default_rng(0).integers(300, 3000, (len(BANDS), 256, 256)).astype(np.uint16)
    for number, name in enumerate(BANDS, 1):
        dataset.GetRasterBand(number).WriteArray(values[number - 1])
        dataset.GetRasterBand(number).SetDescription(name)
    return path


@pytest.mark.parametrize(
    ("percent", "theme"),
    [(100, "Night Mapping"), (125, "default"), (150, "Night Mapping"), (200, "default")],
)
def test_nothing_is_cut_off(run_in_window, multispectral, percent, theme):
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "report.json").unlink(missing_ok=True)
    report = run_in_window(
        "scaling.py",
        PICTURES,
        WINDOW_TEST_SCENE=str(multispectral),
        WINDOW_TEST_THEME=theme,
        WINDOW_TEST_NAME=f"panel_{percent}",
        QT_SCALE_FACTOR=str(percent / 100),
    )
    # Qt of Ubuntu 24.04 multiplies by the display's own 99.9 dpi / 96 dpi.
    assert report["ratio"] == pytest.approx(percent / 100, rel=0.05)
    assert report["modality"] == "ms"
    assert report["cut_off"] == []
    assert report["content_px"] <= report["view_px"]

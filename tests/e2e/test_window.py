"""A real QGIS window on a virtual display: the dock, the toolbox dialog and the options page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots"


def test_dock_translates_a_layer_in_a_window(run_in_window, sample_path):
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.*"):  # other tests' pictures lie in folders of their own
        old.unlink()
    report = run_in_window("dock.py", PICTURES, WINDOW_TEST_SAMPLE=str(sample_path))
    assert report["dock_visible"]
    assert report["successful"], report["message"]
    assert "sentinel1 RGB (synthetic, from SAR; fast, seed 0)" in report["layers"]
    assert report["guess"] == ["sar", "band 1 is named backscatter"]
    assert 20 < report["running_at"] < 100
    assert report["ticks"] > 20  # the event loop went on turning: the window was never blocked for long
    assert "torch 2" in report["diagnostics"]
    for name in ("dock_running", "dock_finished", "map", "toolbox_dialog", "options_page"):
        picture = gdal.Open(str(PICTURES / f"{name}.png")).ReadAsArray()
        assert np.unique(picture).size > 16, f"{name} is blank"

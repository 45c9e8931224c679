"""A real QGIS window on a virtual display: the dock, the toolbox dialog and the options page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
from osgeo import gdal
from programs import program

LIMIT_S = 300
ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots"


def test_dock_translates_a_layer_in_a_window(qgis_environment, profiles, sample_path, tmp_path):
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.*"):  # other tests' pictures lie in folders of their own
        old.unlink()
    command = [program("xvfb-run"), "-a", "-s", "-screen 0 1400x900x24", program("qgis.bin", "qgis")]
    command += ["--nologo", "--noversioncheck", "--profiles-path", str(profiles)]
    command += ["--code", str(Path(__file__).with_name("window_script.py"))]
    environment = {**qgis_environment, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(tmp_path)}
    environment |= {"WINDOW_TEST_FOLDER": str(PICTURES), "WINDOW_TEST_SAMPLE": str(sample_path)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert (PICTURES / "report.json").is_file(), done.stderr[-2000:]
    report = json.loads((PICTURES / "report.json").read_text())

    assert report.get("error") is None, report["error"]
    assert report["dock_visible"]
    assert report["successful"], report["message"]
    assert "sentinel1 RGB (synthetic, from SAR)" in report["layers"]
    assert 20 < report["running_at"] < 100
    assert report["ticks"] > 20  # the event loop went on turning: the window was never blocked for long
    assert "torch 2" in report["diagnostics"]
    for name in ("dock_running", "dock_finished", "map", "toolbox_dialog", "options_page"):
        picture = gdal.Open(str(PICTURES / f"{name}.png")).ReadAsArray()
        assert np.unique(picture).size > 16, f"{name} is blank"

"""Faults that users met, in a real window: a locked panel, a wrong modality, a lost result, an unknown time left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from busy import allowed
from map_services import map_server
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "faults"
RGB = ROOT / "resources" / "sample" / "rgb.tif"
CANCEL_LIMIT_S = 1.5
"""One second, and half a second more for a busy machine."""
FIRST_REPORT_S = 15.0
"""Until the slowest preset says how long it takes; the worker has to load the model for it."""
GAP_LIMIT_MS = 100.0
"""The main thread's own time between two turns of the event loop, as in ``test_guide.py``."""

PROJECT = """<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" projectname="another"><title>another</title></qgis>
"""


@pytest.fixture
def paths(scene, tmp_path) -> dict[str, str]:
    """A radar scene, an RGB image whose name says nothing, a saved project, and a folder without a model."""
    optical = tmp_path / "optical.tif"
    gdal.Translate(str(optical), str(RGB), creationOptions=["COMPRESS=DEFLATE"])
    project = tmp_path / "another.qgs"
    project.write_text(PROJECT, encoding="utf-8")
    no_model = tmp_path / "no model"
    no_model.mkdir()
    return {
        "SCENE": str(scene),
        "OPTICAL": str(optical),
        "PROJECT": str(project),
        "NO_MODEL": str(no_model),
    }


def test_faults_that_users_met(run_in_window, paths):
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "report.json").unlink(missing_ok=True)
    with map_server(RGB) as server:
        sources = {**server.sources, "address": server.address}
        given = {f"WINDOW_TEST_{name}": path for name, path in paths.items()}
        report = run_in_window("faults.py", PICTURES, WINDOW_TEST_SOURCES=json.dumps(sources), **given)
    print(json.dumps(report, indent=1))  # noqa: T201 - what the panel said is what is looked at
    assert report["xyz_whole"] == {
        "run_enabled": False,
        "hint": "Choose an area: a map service has no end.",
    }
    assert not report["xyz_too_large"]["run_enabled"]
    assert "choose a smaller one, at most 8192 × 8192" in report["xyz_too_large"]["hint"]
    [question] = report["xyz_refused"]["questions"]
    assert "pixels will be downloaded from tiles. Continue?" in question
    no_picture = "The layer has no picture of this area"
    for name, sentence in {
        "xyz": "Done: tiles SAR (synthetic",
        "wms": "Done: service SAR (synthetic",
        "dead_service": no_picture,
        "dead_coverage": no_picture,
        "bad_model": "no model is not a model folder: its config.json cannot be read",
    }.items():
        assert sentence in report[name]["row"], name
        assert (report[name]["run_enabled"], report[name]["running"]) == (True, False), name
        assert report[name]["questions"] == [], name
    assert report["downloading"] == "Exporting the layer"
    assert report["download"]["state"] == "cancelled"
    assert report["cancelled_s"] < allowed(CANCEL_LIMIT_S)
    check_guess(report)
    check_time_left(report)
    check_other_project(report)
    for phase in ("start", "cancel"):
        assert report["gaps_ms"][phase][1] < GAP_LIMIT_MS, report["gaps_ms"]


def check_guess(report: dict) -> None:
    """An RGB image that is dropped is taken for one, with the reason; the claim that it is radar is asked about."""
    assert report["rgb"] == {
        "guess": ["rgb", "3 bands named red, green, blue"],
        "units": "Automatic: Reflectance (0 to 1)",
        "bands": ["1 red", "2 green", "3 blue"],
        "target": "sar",
    }
    assert report["rgb_as_radar"]["questions"] == [
        "The layer is taken for SAR, but: 3 bands named red, green, blue.\n\nRun anyway?"
    ]


def check_time_left(report: dict) -> None:
    """The row shows the worker's own time left with its first report of progress, and not after the end."""
    left = report["left"]
    assert left["row"].endswith(f"{duration(left['seconds'])} left"), left
    assert left["after_s"] < allowed(FIRST_REPORT_S)
    assert report["rows"][-1] == "Cancelled."


def duration(seconds: float) -> str:
    """Write a time of less than an hour, or of more, as the panel does."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02d} min"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def check_other_project(report: dict) -> None:
    """The result stays a file, and the message bar says where."""
    assert 0 < report["percent_at_opening"] < 100
    assert report["opened"] == ["another", []]
    assert report["other_project"]["layers"] == []
    assert report["other_project"]["state"] == "done"
    output = report["other_project"]["output"]
    assert f"Its project was closed: the result is in {output}" in report["said"]

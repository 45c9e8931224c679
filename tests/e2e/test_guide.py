"""A user's whole way through the panel in a real window, in a light and a dark theme; the guide shows its pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from busy import allowed

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "guide"
CANCEL_LIMIT_S = 1.5
"""One second, and half a second more for a busy machine."""
GAP_LIMIT_MS = 100.0
"""The main thread's own time between two turns of the event loop; wall time also has what other processes take.

Twice the aim of 50 ms: other processes slow the thread's own time down too (23 to 55 ms beside a training run).
"""
MEASURED_PHASES = ("preview", "start", "run", "cancel", "keep", "resume", "end", "compare")


@pytest.mark.parametrize("theme", ["default", "Night Mapping"])
def test_the_whole_way(run_in_window, scene, tmp_path, theme):
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "report.json").unlink(missing_ok=True)
    paths = {"WINDOW_TEST_SCENE": str(scene), "WINDOW_TEST_RESULT": "sentinel1_rgb.tif"}
    report = run_in_window("guide.py", PICTURES, WINDOW_TEST_THEME=theme, **paths)
    print(json.dumps(report, indent=1))  # noqa: T201 - latencies and gaps are what is looked at
    assert report["guess"] == ["sar", "band 1 is named vv"]
    assert len(report["previews_s"]) >= 3
    assert report["empty_meanwhile"] == ["", "Translating a preview"]
    assert report["preview_follows_the_map"]
    assert report["state_after_cancel"] == "cancelled"
    assert report["cancel_s"] < allowed(CANCEL_LIMIT_S)
    assert 0 < report["percent_at_fill"] < 100
    assert report["kept"]
    assert (tmp_path / "sentinel1_rgb.tif").exists()
    assert report["successful"], report["message"]
    assert not any("in progress" in name for name in report["layers"])
    for phase in MEASURED_PHASES:
        assert report["gaps_ms"][phase][1] < GAP_LIMIT_MS, report["gaps_ms"]

"""Cancelling in every preset and phase, two jobs, a closed project and a plugin that is disabled in mid-job."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from busy import allowed

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "jobs"
CANCEL_LIMIT_S = 1.5
"""One second, and half a second more for a busy machine."""
GAP_LIMIT_MS = 100.0
"""The main thread's own time between two turns of the event loop, twice the aim, as in ``test_guide.py``."""


@pytest.fixture
def pictures() -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "report.json").unlink(missing_ok=True)
    return PICTURES


def test_cancelling_takes_a_second_in_every_preset_and_phase(run_in_window, scene, pictures):
    report = run_in_window("cancel.py", pictures, WINDOW_TEST_SCENE=str(scene))
    print(json.dumps(report, indent=1))  # noqa: T201 - the latencies are what is looked at
    assert len(report["cancelled_s"]) >= 14, report["missed"]
    for case, (seconds, state) in report["cancelled_s"].items():
        assert seconds < allowed(CANCEL_LIMIT_S), case
        assert state == "cancelled", case
    assert {case.partition(",")[0] for case in report["cancelled_s"]} == {
        "fast",
        "balanced",
        "detailed",
        "paper",
    }
    assert report["gaps_ms"]["cancel"][1] < GAP_LIMIT_MS


def test_two_jobs_a_closed_project_and_a_disabled_plugin(run_in_window, scene, pictures):
    report = run_in_window("jobs.py", pictures, WINDOW_TEST_SCENE=str(scene))
    print(json.dumps(report, indent=1))  # noqa: T201 - the gaps are what is looked at
    assert report["states"] == ["running", "waiting"]
    assert [state for state, _ in report["after_two"]] == ["done", "done"]
    results = [f"scene {target} (synthetic, from SAR; fast, seed 0)" for target in ("MS", "RGB")]
    assert report["layers_after_two"] == sorted(["scene", *results])
    assert report["group"] == ["scene: synthetic", results]  # the newest above
    assert report["active"] == "scene"
    assert 0 < report["percent_at_close"] < 100
    assert "1 translation(s) of the closed project continue" in report["said_at_close"]
    assert report["layers_in_new_project"] == []
    assert report["closed_job"][0] == "done"
    assert len(report["layers_after_adding"]) == 1
    assert report["worker_before"]
    assert report["disabled"]
    assert report["still_there"] == []
    assert report["enabled_again"]
    assert report["last"][0] == "done", report["last"]
    for phase in ("start", "end", "disable"):
        assert report["gaps_ms"][phase][1] < GAP_LIMIT_MS, report["gaps_ms"]

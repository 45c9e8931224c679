"""Estimates before a run: from runs, else from a preview with as many steps."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from qgis.core import QgsSettings

from any2any_qgis.engine.models import Modality
from any2any_qgis.gui.estimate import SETTING, EstimateNote, Task

SAR = Modality("sar", "SAR", "backscatter", (), 10.0)
RGB = Modality("rgb", "RGB", "reflectance", (), 10.0)
FAST_S_PER_WINDOW, BALANCED_STEPS = 4.0, 4


@pytest.fixture
def note(qgis_app) -> EstimateNote:
    QgsSettings().remove(SETTING)
    return EstimateNote(SimpleNamespace(name="a model"))


def done(seconds: float, windows: int, is_preview: bool, **parameters: object) -> SimpleNamespace:
    given = {"PRESET": "fast", "DEVICE": "auto", **parameters}
    return SimpleNamespace(seconds=seconds, windows=windows, is_preview=is_preview, parameters=given)


def time_of(note: EstimateNote, steps: int = 1, samples: int = 1, device: str = "auto") -> str:
    """The time for 1024 x 1024 pixels: 256 latent pixels along a side, 1 + 192 / 48 = 5 windows, 25 in all."""
    note.show_for(Task(SAR, RGB, (1024, 1024), steps, samples, device))
    return note.text().split(" · ")[2]


def test_a_preview_tells_the_time_of_a_run_with_as_many_steps(note):
    """One window took 4 s: 25 take 100 s, with two samples 200 s."""
    note.measure(done(FAST_S_PER_WINDOW, 1, is_preview=True))
    assert time_of(note) == "about 1 min 40 s by the preview"
    assert time_of(note, samples=2) == "about 3 min 20 s by the preview"


@pytest.mark.parametrize("other", [{"steps": BALANCED_STEPS}, {"device": "cuda"}])
def test_a_preview_says_nothing_of_another_preset_or_device(note, other):
    note.measure(done(FAST_S_PER_WINDOW, 1, is_preview=True))
    assert time_of(note, **other) == "time unknown before a preview"


def test_a_run_counts_more_than_a_preview(note):
    """25 windows took 50 s; the previews before and after, of 4 s, change nothing."""
    note.measure(done(FAST_S_PER_WINDOW, 1, is_preview=True))
    note.measure(done(50.0, 25, is_preview=False))
    note.measure(done(FAST_S_PER_WINDOW, 1, is_preview=True))
    assert time_of(note) == "about 50 s"


def test_no_time_is_nothing(note):
    """A window in a hundredth of a second is no run of 0 s."""
    note.measure(done(0.01, 1, is_preview=True))
    assert time_of(note) == "about 1 s by the preview"

"""A graphics card is used only if it computes the same as the processor, and faster."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from qgis_support import write_raster
from tiny_model import backend_python

from any2any_qgis import paths
from any2any_qgis.setup import self_test
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, Remedy, SetupError
from any2any_qgis.setup.profiles import GPU_PROFILE, Lock
from any2any_qgis.setup.self_test import LARGEST_DIFFERENCE, compare_devices, difference

SCENE = np.random.default_rng(0).normal(size=(3, 32, 32))
"""Standard deviation 1, so that a difference equals its share."""


def pretend(monkeypatch, device: str, error: float, gpu_s: float, cpu_s: float) -> list[dict]:
    """A worker with a chosen speed and error on the card; return its requests."""
    asked = []
    now_s = [0.0]
    monkeypatch.setattr(self_test.time, "monotonic", lambda: now_s[0])

    def translate(output: Path, **fields):
        asked.append(fields)
        on_card = fields["device"] == "auto"
        if "window" not in fields:
            now_s[0] += gpu_s if on_card else cpu_s
        noise = np.random.default_rng(1).normal(size=SCENE.shape)
        write_raster(output, (SCENE + on_card * error * noise).astype(np.float32))
        return {"device": device if on_card else "cpu"}

    @contextmanager
    def translator(*_):
        yield translate

    monkeypatch.setattr(self_test, "sample_translator", translator)
    return asked


def test_a_faster_card_that_agrees_is_accepted_by_its_device(qgis_app, monkeypatch):
    asked = pretend(monkeypatch, "cuda:0", 0.5 * LARGEST_DIFFERENCE, gpu_s=1.9, cpu_s=2.0)
    assert compare_devices(Path(), {}, lambda: False) == "cuda:0"
    # Each device first loads the model on one window, which does not count.
    assert [(fields["device"], "window" in fields) for fields in asked] == [
        ("cpu", True),
        ("cpu", False),
        ("auto", True),
        ("auto", False),
    ]


@pytest.mark.parametrize(
    ("device", "error", "gpu_s", "failure", "text"),
    [
        ("cpu", 0.0, 0.0, Failure.GPU_UNUSED, "do not see the graphics card"),
        ("cuda:0", 0.1, 0.0, Failure.GPU_DIFFERS, r"\((9|10)\.\d% off\)"),
        ("cuda:0", np.nan, 0.0, Failure.GPU_DIFFERS, r"\(nan% off\)"),
        ("mps", 0.0, 2.5, Failure.GPU_SLOWER, r"takes 2\.5 s for the sample, the processor 2\.0 s"),
    ],
)
def test_others_are_refused_and_the_processor_stays(
    qgis_app, monkeypatch, device, error, gpu_s, failure, text
):
    pretend(monkeypatch, device, error, gpu_s, cpu_s=2.0)
    with pytest.raises(SetupError, match=text) as caught:
        compare_devices(Path(), {}, lambda: False)
    assert (caught.value.failure, caught.value.remedy) == (failure, Remedy.STAY)


def test_difference_is_in_standard_deviations(qgis_app, tmp_path):
    values = np.zeros((1, 4, 4), np.float32)
    values[0, :2] = 2  # half 0, half 2: mean 1, standard deviation 1
    first = write_raster(tmp_path / "a.tif", values)
    assert difference(first, write_raster(tmp_path / "b.tif", values + np.float32(0.25))) == 0.25
    flat = write_raster(tmp_path / "c.tif", values * 0)
    assert np.isnan(difference(flat, flat))


def test_only_the_profile_for_the_card_is_compared(qgis_app, monkeypatch, tmp_path):
    monkeypatch.setattr("any2any_qgis.setup.build.compare_devices", lambda *_: "the card")
    monkeypatch.setattr("any2any_qgis.setup.self_test.check_imports", lambda *_: None)
    monkeypatch.setattr("any2any_qgis.setup.self_test.translate_window", lambda *_: "one window")
    tests = [Builder(Lock(tmp_path, name), tmp_path)._test for name in (GPU_PROFILE, "train")]
    assert [test(tmp_path, lambda: False) for test in tests] == ["the card", "one window"]


def test_a_real_worker_without_a_card_is_found_out(qgis_app, monkeypatch, tiny_model):
    """Hides a card, if there is one, from the real worker, which then computes twice on the processor."""
    monkeypatch.setattr(paths, "BUNDLED_MODEL", tiny_model)
    python = Path(backend_python())
    with pytest.raises(SetupError) as caught:
        compare_devices(python, {**os.environ, "CUDA_VISIBLE_DEVICES": ""}, lambda: False)
    assert caught.value.failure is Failure.GPU_UNUSED, caught.value.details

"""A device that does not compute what the CPU computes is skipped with a sentence."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from any2any.models.onnx import self_test
from any2any.models.onnx.graphs.export import export_graphs
from any2any.models.onnx.onnx_model import OnnxModel
from any2any.models.onnx.self_test import choose_working, problem_of


def test_the_cpu_needs_no_test_and_a_device_that_is_not_there_is_skipped(
    model_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The installed ONNX Runtime has no CUDA."""
    manifest = export_graphs(model_folder)
    assert problem_of(model_folder, manifest, "cpu") is None
    with caplog.at_level(logging.WARNING):
        assert choose_working(model_folder, manifest, ("cuda", "cpu")) == "cpu"
    assert caplog.messages[-1] == "device cuda is skipped: it failed the first time that it computed"


@pytest.mark.parametrize(("wrong", "said"), [(0.5, "by 0.5"), (np.nan, "differ"), (0.001, None)])
def test_wrong_results_are_found(
    model_folder: Path, monkeypatch: pytest.MonkeyPatch, wrong: float, said: str | None
) -> None:
    manifest = export_graphs(model_folder)

    def trial(sessions: self_test.Sessions) -> np.ndarray:
        return np.array([0.0, 0.0 if sessions.device == "cpu" else wrong], np.float32)

    monkeypatch.setattr(self_test, "_trial", trial)
    problem = problem_of(model_folder, manifest, "cuda")
    assert (problem is None) if said is None else (problem is not None and said in problem)


def test_auto_is_the_fastest_that_works(model_folder: Path) -> None:
    export_graphs(model_folder)
    assert OnnxModel.load(model_folder, "auto").device == "cpu"

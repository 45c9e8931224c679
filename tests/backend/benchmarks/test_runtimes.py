"""Both runtimes with a small model that has graphs: every mode is there, and the first is compared with itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from any2any.models.onnx.graphs.export import export_graphs
from benchmarks.runtimes import MODES, STEPS, crossing_line, crossing_seconds, main


def test_every_mode_is_measured_in_one_run(model_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0.07 megapixels are 265 x 265 pixels: two windows each way."""
    export_graphs(model_folder)
    assert main(["--megapixels", "0.07", "--turns", "2", "--model", str(model_folder)]) == 0
    report = capsys.readouterr().out
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in report.splitlines()]
    rows = [row for row in rows if row[0] in map(str, STEPS)]
    assert [(int(steps), runtime, precision) for steps, runtime, precision, *_ in rows] == [
        (steps, *mode) for steps in STEPS for mode in MODES
    ]
    assert [row[-1] for row in rows if row[1:3] == ["torch", "float32"]] == ["1.00"] * len(STEPS)
    assert all(float(value) > 0 for row in rows for value in row[3:])
    assert "Crossing between arrays and tensors: " in report


def test_a_model_without_graphs_is_refused(model_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--megapixels", "0.07", "--model", str(model_folder)]) == 1
    assert "has no graphs for ONNX Runtime" in capsys.readouterr().err


def test_the_cost_of_a_crossing_is_a_sentence() -> None:
    assert crossing_seconds("cpu", 16, 24) > 0
    assert crossing_line(0.0015) == "Crossing between arrays and tensors: 1.500 ms a batch of 16 windows."

"""One turn with the real worker and the bundled model."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.start import main
from benchmarks.subject import write_backscatter


def test_every_figure_is_there_and_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "sar.tif"
    write_backscatter(source, 64, 64)
    assert main([str(source), "--turns", "1"]) == 0
    model, _, *lines = capsys.readouterr().out.splitlines()
    assert model.startswith("any2any-tiny ")
    rows = [line.strip("| ").split(" | ") for line in lines[2:]]
    seconds = {name: float(value) for name, value, *_ in rows}
    assert list(seconds) == [
        "any2any --help",
        "worker ready",
        "first job: the networks have begun",
        "first job: finished",
        "second job: the networks have begun",
        "second job: finished",
        "cold start, onnx",
        "cold start, torch",
    ]
    for job in ("first job", "second job"):
        assert 0 < seconds[f"{job}: the networks have begun"] <= seconds[f"{job}: finished"]
    assert [target for *_, target in rows] == ["0.3", "–", "5.0", "–", "–", "–", "2.0", "–"]
    processor = {name: value for name, _, value, _ in rows if value != "–"}
    assert list(processor) == (["cold start, onnx", "cold start, torch"] if sys.platform == "linux" else [])
    for name, value in processor.items():  # one thread at most beside the worker's reader
        assert 0.1 < float(value) < os.cpu_count() * seconds[name]


def test_what_the_worker_refuses_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.tif"), "--turns", "1"]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith("error: the worker refused to translate: ")
    assert "none.tif cannot be opened" in printed

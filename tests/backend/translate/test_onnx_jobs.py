"""Whole jobs with ONNX Runtime: killed and resumed in a real process without torch, and on a device that dies."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import rasterio

from any2any.models.onnx import sessions
from any2any.models.onnx.graphs.export import export_graphs
from any2any.models.onnx.onnx_model import OnnxModel
from any2any.requests.progress import Progress
from any2any.requests.translate import TranslateRequest
from any2any.translate.engine import translate

BACKEND = Path(__file__).parents[3] / "backend"
WITHOUT_TORCH = "import sys; sys.modules['torch'] = None; from any2any.cli import main; sys.exit(main())"
PIECES = 8
"""3,072 rows of pixels are 768 rows of cells, 96 a piece."""

pytestmark = pytest.mark.usefixtures("same_date")


@pytest.fixture
def folder(model_folder: Path) -> Path:
    export_graphs(model_folder)
    return model_folder


@pytest.fixture
def radar(tmp_path: Path) -> Path:
    path = tmp_path / "radar.tif"
    values = np.random.default_rng(0).normal(-13, 3, (PIECES * 96 * 4, 256)).astype(np.float32)
    height, width = values.shape
    profile = {"driver": "GTiff", "count": 1, "width": width, "height": height, "dtype": "float32"}
    place = {"crs": "EPSG:32633", "transform": rasterio.Affine(10, 0, 500000, 0, -10, 5000000)}
    with rasterio.open(path, "w", **profile, **place) as dataset:
        dataset.write(values, 1)
    return path


@pytest.fixture
def start(folder: Path, radar: Path) -> Callable[[Path], subprocess.Popen[bytes]]:
    def start(output: Path) -> subprocess.Popen[bytes]:
        job = ["translate", str(radar), str(output), "--source", "sar", "--target", "rgb", "--steps", "1"]
        how = ["--model", str(folder), "--runtime", "onnx", "--device", "cpu"]
        environment = os.environ | {"PYTHONPATH": str(BACKEND), "OMP_NUM_THREADS": "1"}
        return subprocess.Popen([sys.executable, "-c", WITHOUT_TORCH, *job, *how], env=environment)

    return start


def pieces(output: Path) -> dict[str, int]:
    """Names of the finished pieces, and when each was written."""
    part = output.with_name(output.name + ".part")
    return {path.name: path.stat().st_mtime_ns for path in sorted(part.glob("rows_*.tif"))}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no SIGSTOP")
def test_a_killed_process_without_torch_resumes_to_the_same_bytes(
    start: Callable[[Path], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    assert start(tmp_path / "whole.tif").wait() == 0
    output = tmp_path / "killed.tif"
    process = start(output)
    while not pieces(output):
        assert process.poll() is None
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGSTOP)  # on a busy machine it would end before the kill below
    kept = pieces(output)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert 1 <= len(kept) < PIECES
    assert not output.exists()
    assert start(output).wait() == 0
    assert output.read_bytes() == (tmp_path / "whole.tif").read_bytes()
    assert not pieces(output)


class DyingSession:
    """A session on DirectML that computes like the CPU until one of them has run this number of times."""

    left = 0

    def __init__(self, graph: bytes, options: object, providers: list[tuple[str, dict[str, str]]]) -> None:
        self._names = [name for name, _ in providers]
        self._real = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def get_providers(self) -> list[str]:
        return self._names

    def get_modelmeta(self) -> object:
        return self._real.get_modelmeta()

    def run(self, *arguments: object) -> list[np.ndarray]:
        if "DmlExecutionProvider" in self._names:
            DyingSession.left -= 1
            if DyingSession.left < 0:
                raise Exception("887A0005: The GPU device instance has been suspended.")
        return self._real.run(*arguments)


class DirectMl:
    """An ONNX Runtime with a DirectML device."""

    InferenceSession = DyingSession
    SessionOptions = onnxruntime.SessionOptions
    __version__ = "1.32.0"


def test_a_device_that_dies_in_mid_job_keeps_finished_pieces_and_continues_on_the_cpu(
    folder: Path,
    radar: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The stand-in for DirectML computes on the CPU, so all pixels equal those of a job that never left the CPU."""
    request = TranslateRequest(
        str(radar), tmp_path / "dml.tif", "sar", "rgb", model=folder, runtime="onnx", device="directml"
    )
    monkeypatch.setattr(sessions, "import_onnxruntime", lambda: DirectMl)
    model = OnnxModel.load(folder, "directml")
    DyingSession.left = 40
    before: dict[str, int] = {}

    def on_progress(progress: Progress) -> None:
        """Remember the pieces that were finished on the device."""
        if model.device == "directml":
            before.update(pieces(request.output))
        else:
            now = pieces(request.output)
            assert not now or before.items() <= now.items()

    with caplog.at_level(logging.WARNING):
        result = translate(request, model, on_progress)
    assert 1 <= len(before) < PIECES
    assert result.device == "cpu"
    warning = "device directml failed (887A0005: The GPU device instance has been suspended.): continuing on the CPU"
    assert [message for message in caplog.messages if "device" in message] == [warning]
    monkeypatch.undo()
    alone = TranslateRequest(
        str(radar), tmp_path / "cpu.tif", "sar", "rgb", model=folder, runtime="onnx", device="cpu"
    )
    translate(alone, OnnxModel.load(folder, "cpu"))
    with rasterio.open(request.output) as found, rasterio.open(alone.output) as expected:
        assert np.array_equal(found.read(), expected.read())
        assert found.tags()["ANY2ANY_DEVICE"] == "directml"
        assert "ANY2ANY_DEVICE" not in expected.tags()

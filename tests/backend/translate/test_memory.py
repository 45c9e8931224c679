from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from any2any.translate.memory import is_device_lost, is_out_of_memory, out_of_memory

BACKEND = Path(__file__).parents[3] / "backend"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CUDA out of memory. Tried to allocate 2.00 GiB", True),
        ("MPS backend out of memory (MPS allocated: 9 GB)", True),
        ("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes", True),
        ("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes", True),
        ("mat1 and mat2 shapes cannot be multiplied", False),
    ],
)
def test_the_words_of_each_device_are_known(text: str, expected: bool) -> None:
    assert is_out_of_memory(RuntimeError(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CUDA error: an illegal memory access was encountered", True),
        ("CUDA error: uncorrectable ECC error encountered", True),
        ("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED", True),
        ("HIP error: the operation cannot be performed", True),
        ("CUDA error: out of memory", False),
        ("mat1 and mat2 shapes cannot be multiplied", False),
    ],
)
def test_a_lost_device_is_known_by_its_words(text: str, expected: bool) -> None:
    assert is_device_lost(RuntimeError(text)) is expected


def test_the_way_out_of_too_little_memory_is_another_device() -> None:
    assert "or choose device cpu; running the same command" in str(out_of_memory(torch.device("cuda:1")))
    assert "or use a machine with more; running" in str(out_of_memory(torch.device("cpu")))


HEIGHT_PEAK = """
import sys, importlib.util
from pathlib import Path
spec = importlib.util.spec_from_file_location("stand_in", sys.argv[1])
stand_in = importlib.util.module_from_spec(spec)
sys.modules["stand_in"] = stand_in
spec.loader.exec_module(stand_in)
from any2any.translate.engine import translate
from any2any.translate.request import TranslateRequest
request = TranslateRequest(sys.argv[2], Path(sys.argv[3]), "sar", "rgb", preset="fast")
peaks = {}
def note(progress):
    status = Path("/proc/self/status").read_text()  # ru_maxrss would count the parent before the exec
    peaks[progress.stage] = int(status.split("VmHWM:")[1].split()[0])
translate(request, stand_in.StandIn(), note)
print(peaks["decoding"] // 1024)
"""


def test_the_peak_does_not_grow_with_the_height(
    backscatter: Callable, write_raster: Callable, tmp_path
) -> None:
    """Four times the rows, 12 MiB more of input: the peak until the last row is decoded stays within 1.1."""
    peaks = []
    for height in (1024, 4096):
        path = write_raster(tmp_path / f"{height}.tif", backscatter(height, 1024), tiled=True)
        command = [sys.executable, "-c", HEIGHT_PEAK, str(Path(__file__).with_name("conftest.py"))]
        command += [str(path), str(tmp_path / f"{height}_out.tif")]
        environment = {"PYTHONPATH": str(BACKEND), "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.1 * peaks[0], peaks

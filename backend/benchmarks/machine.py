"""This machine, and its peak speed."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F

REPEATS = 5
MATRIX, CHANNELS, IMAGE_PX = 2048, 64, 256
"""Sizes that keep a processor busy, yet run quickly."""


@dataclass(frozen=True)
class Peak:
    """Best FLOP/s of REPEATS runs."""

    matrix: float
    """A product of two square matrices."""
    convolution: float
    """A 3x3 convolution of 64 channels to as many, channels last."""


def machine_name(device: str) -> str:
    """Name the device, its cores and PyTorch's threads."""
    if device.startswith("cuda"):
        return f"{torch.cuda.get_device_name(device)}, PyTorch {torch.__version__}"
    cores = os.cpu_count()
    return f"{_processor()}, {cores} cores, {torch.get_num_threads()} thread(s), PyTorch {torch.__version__}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return platform.processor() or platform.machine()
    facts = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    family = (
        f" (family {facts.get('cpu family')}, model {facts.get('model')})" if "cpu family" in facts else ""
    )
    return facts.get("model name", platform.machine()) + family


def measure_peak(device: str, dtype: torch.dtype = torch.float32) -> Peak:
    """Measure this machine's current speed, with everything else that runs on it."""
    a, b = (torch.rand(MATRIX, MATRIX, device=device, dtype=dtype) for _ in range(2))
    x = torch.rand(1, CHANNELS, IMAGE_PX, IMAGE_PX, device=device, dtype=dtype)
    w = torch.rand(CHANNELS, CHANNELS, 3, 3, device=device, dtype=dtype)
    x, w = (t.contiguous(memory_format=torch.channels_last) for t in (x, w))
    return Peak(
        _best(2 * MATRIX**3, lambda: a @ b, device),
        _best(2 * 9 * CHANNELS**2 * IMAGE_PX**2, lambda: F.conv2d(x, w, padding=1), device),
    )


def _best(flop: int, call: Callable[[], object], device: str) -> float:
    seconds = []
    with torch.inference_mode():
        call()  # the first one allocates
        for _ in range(REPEATS):
            begin = time.perf_counter()
            call()
            if device.startswith("cuda"):
                torch.cuda.synchronize()
            seconds.append(time.perf_counter() - begin)
    return flop / min(seconds)

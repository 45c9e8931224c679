"""Choose the runtime of the networks: PyTorch or ONNX Runtime. Imports neither unless a GPU is present."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from any2any.errors import Message, UsageError
from any2any.runtime.providers import PROVIDERS, has_onnxruntime

AUTO, ONNX, TORCH = "auto", "onnx", "torch"
FLOAT32, BFLOAT16 = "float32", "bfloat16"
_ONNX_DEVICES = PROVIDERS.keys() - {"cpu", "cuda"}
"""Devices that only ONNX Runtime has."""


def choose_runtime(asked: str, device: str, has_graphs: bool, torch_only: str = "") -> str:
    """Return ``onnx`` or ``torch``; UsageError if the requested runtime cannot compute the job.

    ``auto`` uses PyTorch if it is installed and a CUDA device is present, else ONNX Runtime, else PyTorch.
    ``has_graphs``: whether the model has graphs; ``torch_only``: an option of the job that only PyTorch has.
    """
    if asked == AUTO:
        asked = _automatic(device.partition(":")[0], has_graphs, torch_only)
    if asked == TORCH and not has_torch():
        why = "" if has_graphs else ", and the model has no graphs for ONNX Runtime"
        raise UsageError(
            Message(
                "runtime-missing",
                "PyTorch is not installed{why}: run `python -m pip install 'any2any-rs[torch]'`, or "
                "choose runtime onnx",
                why=why,
                runtime="PyTorch",
            )
        )
    if asked == ONNX and not has_graphs:
        raise UsageError(
            Message(
                "no-graphs",
                "the model has no graphs for ONNX Runtime: run `any2any models export-onnx` on its "
                "folder, or choose runtime torch",
            )
        )
    if asked == ONNX and torch_only:
        raise UsageError(
            Message(
                "torch-only",
                "ONNX Runtime has no {option}: leave it out, or choose runtime torch",
                option=torch_only,
            )
        )
    return asked


def choose_precision(asked: str, runtime: str, device: str, passed: bool) -> str:
    """Return ``float32`` or ``bfloat16``.

    ``auto`` uses bfloat16 if PyTorch computes, the device has the instructions, and ``passed``: a measurement showed
    that the model loses almost nothing in bfloat16.
    """
    if asked != AUTO:
        return asked
    return BFLOAT16 if runtime == TORCH and passed and has_bfloat16(device) else FLOAT32


def has_bfloat16(device: str) -> bool:
    """Whether a device of PyTorch, such as ``cpu`` or ``auto``, has instructions for bfloat16.

    Those of a CPU are known only on Linux. Imports torch where an NVIDIA GPU is present.
    """
    kind = device.partition(":")[0]
    if kind in (AUTO, "cuda") and _torch_sees_a_gpu():
        import torch

        return torch.cuda.is_bf16_supported()
    return kind in (AUTO, "cpu") and not _BFLOAT16_FLAGS.isdisjoint(_processor_flags())


_CPU_FACTS = Path("/proc/cpuinfo")
_BFLOAT16_FLAGS = frozenset({"avx512_bf16", "amx_bf16", "bf16"})
"""There: Intel and AMD, Intel's matrices, Arm."""


@cache
def _processor_flags() -> frozenset[str]:
    try:
        lines = _CPU_FACTS.read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return frozenset()
    of_cores = (line.partition(":")[2] for line in lines if line.startswith(("flags", "Features")))
    return frozenset(next(of_cores, "").split())


def has_torch() -> bool:
    """Whether PyTorch is installed."""
    return find_spec("torch") is not None


def _automatic(device: str, has_graphs: bool, torch_only: str) -> str:
    if device in _ONNX_DEVICES:
        return ONNX
    if torch_only or not has_graphs or not has_onnxruntime() or device == "mps":
        return TORCH
    return TORCH if device != "cpu" and has_torch() and _torch_sees_a_gpu() else ONNX


def _torch_sees_a_gpu() -> bool:
    if not has_cuda_driver():  # importing PyTorch takes seconds
        return False
    import torch

    return torch.cuda.is_available()


@cache
def has_cuda_driver() -> bool:
    """Whether the NVIDIA driver is installed and shows at least one GPU to this process."""
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    count = ctypes.c_int(0)
    return driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0 and count.value > 0

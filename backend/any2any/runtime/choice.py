"""Choose what computes the networks: PyTorch or ONNX Runtime. Imports neither unless a GPU is there."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from importlib.util import find_spec

from any2any.errors import UsageError
from any2any.runtime.providers import PROVIDERS, has_onnxruntime

AUTO, ONNX, TORCH = "auto", "onnx", "torch"
_ONNX_DEVICES = PROVIDERS.keys() - {"cpu", "cuda"}
"""Devices that PyTorch has not."""


def choose_runtime(asked: str, device: str, has_graphs: bool, torch_only: str = "") -> str:
    """Return ``onnx`` or ``torch``; UsageError if what was asked for cannot compute the job.

    ``auto`` takes PyTorch where a CUDA device is present and PyTorch is installed, else ONNX Runtime, else PyTorch.
    ``has_graphs``: whether the model has graphs; ``torch_only``: an option of the job that PyTorch alone has.
    """
    if asked == AUTO:
        asked = _automatic(device.partition(":")[0], has_graphs, torch_only)
    if asked == TORCH and not has_torch():
        why = "" if has_graphs else ", and the model has no graphs for ONNX Runtime"
        raise UsageError(
            f"PyTorch is not installed{why}: run `python -m pip install 'any2any-rs[torch]'`, or choose runtime onnx"
        )
    if asked == ONNX and not has_graphs:
        raise UsageError(
            "the model has no graphs for ONNX Runtime: run `any2any models export-onnx` on its folder, or choose "
            "runtime torch"
        )
    if asked == ONNX and torch_only:
        raise UsageError(f"ONNX Runtime has no {torch_only}: leave it out, or choose runtime torch")
    return asked


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

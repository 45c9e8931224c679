"""Running networks within the device's memory: what does not fit is halved, never lost."""

from __future__ import annotations

import ctypes
import logging
import sys

import torch

from any2any.errors import Any2AnyError

log = logging.getLogger(__name__)


_M_MMAP_THRESHOLD = -3  # of glibc's malloc.h
_LARGE_BYTES = 2**20


def return_large_blocks() -> None:
    """Make glibc give the memory of every large array back to the system as soon as it is freed.

    By itself it keeps up to 32 MiB an array in a heap that tears into holes between tensors of many sizes:
    measured, the peak then wanders up by half over a long job. Costs a few per cent of CPU time.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none, nor the problem
        if mallopt is not None:
            mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether torch says so: "out of memory" of CUDA and MPS, "can't allocate memory" of the CPU."""
    text = str(error).lower()
    return "out of memory" in text or "allocate memory" in text or "not enough memory" in text


def release(device: torch.device) -> None:
    """Give cached blocks of the device back."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def out_of_memory(device: torch.device) -> Any2AnyError:
    """Return the sentence for when nothing is left to halve."""
    return Any2AnyError(
        f"the memory of device {device} is too small even for one window: close other programs or choose "
        "device cpu; running the same command again goes on from here"
    )

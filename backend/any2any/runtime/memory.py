"""Running networks within the device's memory: what does not fit is halved, never lost."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from any2any.errors import Any2AnyError

logger = logging.getLogger(__name__)


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


def is_device_lost(error: RuntimeError) -> bool:
    """Whether the device itself failed, in torch's words: nothing more can be computed on it in this process."""
    text = str(error).lower()
    return not is_out_of_memory(error) and any(word in text for word in _LOST_WORDS)


_LOST_WORDS = ("cuda error", "cublas_status", "cudnn_status", "cudnn error", "hip error", "command buffer")
"""CUDA and its libraries, ROCm, MPS."""


def out_of_memory(device: torch.device) -> Any2AnyError:
    """Return the sentence for when nothing is left to halve."""
    way_out = "use a machine with more" if device.type == "cpu" else "choose device cpu"
    return Any2AnyError(
        f"the memory of device {device} is too small even for one window: close other programs or {way_out}; running "
        "the same command again goes on from here"
    )


@contextmanager
def failures_told(device: torch.device) -> Iterator[None]:
    """Turn what a device or the memory does into Any2AnyError; finished pieces are kept, so a next run goes on."""
    try:
        yield
    except MemoryError as error:  # of numpy and GDAL, on the CPU
        raise Any2AnyError(
            f"memory ran out ({error or 'no details'}): close other programs or translate a part with --window; "
            "running the same command again goes on from here"
        ) from error
    except RuntimeError as error:
        if not is_device_lost(error):
            raise
        raise Any2AnyError(
            f"the device {device} failed ({str(error).splitlines()[0]}): run the same command again in a new "
            "process, it goes on from here; choose device cpu if it fails again"
        ) from error

"""Recover from running out of memory: halve the work instead of losing the job. Imports no torch."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from any2any.errors import Any2AnyError, Message

logger = logging.getLogger(__name__)


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether the device ran out of memory, in the words of torch and of ONNX Runtime.

    They are "out of memory" on CUDA and MPS, "can't allocate memory", "Failed to allocate memory" or "bad allocation"
    on the CPU.
    """
    text = str(error).lower()
    return any(words in text for words in _MEMORY_WORDS)


_MEMORY_WORDS = ("out of memory", "allocate memory", "not enough memory", "bad_alloc", "bad allocation")


def is_device_lost(error: RuntimeError) -> bool:
    """Whether the device itself failed, so that this process can no longer use it."""
    text = str(error).lower()
    return not is_out_of_memory(error) and any(word in text for word in _LOST_WORDS)


_LOST_WORDS = ("cuda error", "cublas_status", "cudnn_status", "cudnn error", "hip error", "command buffer")
"""CUDA and its libraries, ROCm, MPS."""


def out_of_memory(device: str) -> Any2AnyError:
    """Return the message for when the work cannot be halved further."""
    way_out = "use a machine with more" if device == "cpu" else "choose device cpu"
    said = Message(
        "memory-too-small",
        "the memory of device {device} is too small even for one window: close other programs or {way_out}; running "
        "the same command again continues from here",
        device=device,
        way_out=way_out,
    )
    return Any2AnyError(said)


@contextmanager
def failures_explained(device: str) -> Iterator[None]:
    """Turn device and memory failures into Any2AnyError; finished pieces are kept for the next run."""
    try:
        yield
    except MemoryError as error:  # of numpy and GDAL, on the CPU
        said = Message(
            "memory-ran-out",
            "memory ran out ({reason}): close other programs or translate a part with --window; running the same "
            "command again continues from here",
            reason=error or "no details",
        )
        raise Any2AnyError(said) from error
    except RuntimeError as error:
        if not is_device_lost(error):
            raise
        said = Message(
            "device-failed",
            "the device {device} failed ({reason}): run the same command again in a new process, it continues from "
            "here; choose device cpu if it fails again",
            device=device,
            reason=str(error).splitlines()[0],
        )
        raise Any2AnyError(said) from error

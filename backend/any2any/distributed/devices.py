"""Which devices of this machine to use: all of its GPUs unless told otherwise."""

from __future__ import annotations

import os

from any2any.errors import UsageError
from any2any.runtime.device import resolve_device

AUTO = "auto"


def choose_devices(text: str) -> tuple[str, ...]:
    """Read ``"cuda:0,cuda:1"``, one worker each; ``"auto"`` is every CUDA device, or the one device there is.

    A name may repeat: ``"cpu,cpu"`` is two processes. UsageError names one that is not there.
    """
    names = [name.strip() for name in text.split(",")]
    if names == [AUTO]:
        return _all_devices()
    if AUTO in names or "" in names:
        raise UsageError(f"devices {text!r} make no list: give auto, or names such as cuda:0,cuda:1")
    return tuple(resolve_device(name) for name in names)


def _all_devices() -> tuple[str, ...]:
    device = resolve_device(AUTO)
    if device != "cuda":
        return (device,)
    import torch

    return tuple(f"cuda:{index}" for index in range(torch.cuda.device_count()))


def cpu_threads(workers: int) -> int:
    """Return how many threads each of so many workers on the CPU should use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores // workers)

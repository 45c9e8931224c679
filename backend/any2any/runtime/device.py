"""Choose the devices: by default all GPUs of the machine. Torch is imported only to detect them."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from any2any.errors import Message, UsageError
from any2any.runtime.choice import AUTO, ONNX, TORCH, has_torch
from any2any.runtime.providers import require_device

if TYPE_CHECKING:
    import torch


logger = logging.getLogger(__name__)

DEVICES = ("auto", "cpu", "cuda", "mps")
"""Device names that a request may use; ``cuda:1`` and the like select one of several GPUs. ONNX Runtime has others."""


def resolve_device(name: str, runtime: str = TORCH) -> str:
    """Resolve a requested device to the runtime's name; UsageError if it is not available.

    ONNX Runtime's "auto" stays: a self-test with the model decides.
    """
    if runtime == ONNX:
        return name if name == AUTO else require_device(name)
    import torch

    available = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        return next(kind for kind in ("cuda", "mps", "cpu") if available[kind])
    kind, _, index = name.partition(":")
    if kind not in available or (index and not index.isdigit()):
        raise UsageError(
            Message(
                "device-missing",
                "unknown device {device!r}: use one of {known}",
                device=name,
                known=", ".join(DEVICES),
            )
        )
    if not available[kind] or (kind == "cuda" and index and int(index) >= torch.cuda.device_count()):
        said = Message(
            "device-missing",
            "device {device!r} is not available: PyTorch {version} does not see it; use 'auto' or 'cpu'",
            device=name,
            version=torch.__version__,
        )
        raise UsageError(said)
    return name


def limit_gpu_memory(device: str, gigabytes: float | None) -> None:
    """Limit this process's memory on a CUDA GPU (in 10**9 bytes); None lifts the limit.

    Beyond it PyTorch reports out of memory, and the engine halves its batches. UsageError unless above zero.
    """
    if gigabytes is not None and not gigabytes > 0:
        raise UsageError(f"a limit of {gigabytes} GB of GPU memory leaves none: give more than 0, such as 4")
    if not device.startswith("cuda") or not has_torch():
        if gigabytes is not None:
            said = "the limit of GPU memory has no effect on device {device}"
            logger.warning("%s", Message("no-gpu-limit", said, device=device))
        return
    import torch

    index = torch.device(device).index or 0
    total = torch.cuda.get_device_properties(index).total_memory
    fraction = 1.0 if gigabytes is None else min(1.0, gigabytes * 1e9 / total)
    torch.cuda.set_per_process_memory_fraction(fraction, index)


def require_precision(device: torch.device, precision: str) -> None:
    """Raise UsageError if a GPU cannot compute in bfloat16; every CPU can, if slowly."""
    import torch

    if precision == "bfloat16" and device.type == "cuda" and not torch.cuda.is_bf16_supported():
        raise UsageError(
            Message(
                "no-bfloat16",
                "the GPU {device} has no bfloat16: leave out the precision",
                device=device,
            )
        )


def choose_devices(text: str, runtime: str | None = None) -> tuple[str, ...]:
    """Read ``"cuda:0,cuda:1"``, one worker each; ``"auto"`` is every CUDA device, or else the only device.

    A name may repeat: ``"cpu,cpu"`` is two processes. ``runtime``: None is PyTorch if installed. UsageError if a device
    is not available.
    """
    runtime = runtime or (TORCH if has_torch() else ONNX)
    names = [name.strip() for name in text.split(",")]
    if names == [AUTO]:
        return _all_devices(runtime)
    if AUTO in names or "" in names:
        raise UsageError(
            Message(
                "devices-not-a-list",
                "devices {devices!r} are not a list: give auto, or names such as cuda:0,cuda:1",
                devices=text,
            )
        )
    return tuple(resolve_device(name, runtime) for name in names)


def _all_devices(runtime: str) -> tuple[str, ...]:
    device = resolve_device(AUTO, runtime)
    if device != "cuda":
        return (device,)
    return tuple(f"cuda:{index}" for index in range(cuda_devices()))


def cuda_devices() -> int:
    """Return the number of CUDA devices that PyTorch can use."""
    if not has_torch():
        return 0
    import torch

    return torch.cuda.device_count() if torch.cuda.is_available() else 0


def cpu_threads(workers: int) -> int:
    """Return the number of threads for each of ``workers`` CPU workers."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores // workers)


def own_threads() -> int:
    """Return the number of threads of this process: OMP_NUM_THREADS, which PyTorch reads too, else all cores."""
    given = os.environ.get("OMP_NUM_THREADS", "")
    return int(given) if given.isdigit() and int(given) else cpu_threads(1)


def share_cpu(workers: int) -> None:
    """Leave each of ``workers`` CPU workers its share of the cores; call it in each, before PyTorch is imported."""
    os.environ["OMP_NUM_THREADS"] = str(cpu_threads(workers))

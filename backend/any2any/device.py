"""Which device to compute on. Imports torch only when asked for one that has to be looked for."""

from __future__ import annotations

from any2any.errors import UsageError

DEVICES = ("auto", "cpu", "cuda", "mps")
"""Names that a request's device may take; ``cuda:1`` and the like address one of several GPUs."""


def resolve_device(name: str) -> str:
    """Turn a request's device into torch's name for one that is there; UsageError otherwise."""
    import torch

    available = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        return next(kind for kind in ("cuda", "mps", "cpu") if available[kind])
    kind, _, index = name.partition(":")
    if kind not in available or (index and not index.isdigit()):
        raise UsageError(f"unknown device {name!r}: use one of {', '.join(DEVICES)}")
    if not available[kind] or (kind == "cuda" and index and int(index) >= torch.cuda.device_count()):
        raise UsageError(
            f"device {name!r} is not there: PyTorch {torch.__version__} does not see it; use 'auto' or 'cpu'"
        )
    return name

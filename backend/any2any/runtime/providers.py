"""Devices of ONNX Runtime: its execution providers. Imports onnxruntime only when needed."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from any2any.errors import Any2AnyError, Message, UsageError

CPU = "cpu"
PROVIDERS = {
    "cuda": "CUDAExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "openvino": "OpenVINOExecutionProvider",
    CPU: "CPUExecutionProvider",
}
"""By device, fastest first."""

OLDEST = (1, 21)
"""The oldest ONNX Runtime that finds external data in another folder than the graph's."""


def has_onnxruntime() -> bool:
    """Whether ONNX Runtime is installed."""
    return find_spec("onnxruntime") is not None


def import_onnxruntime() -> Any:
    """Import ONNX Runtime without its telemetry; Any2AnyError if it is missing or too old."""
    if not has_onnxruntime():
        raise Any2AnyError(
            Message(
                "runtime-missing",
                "ONNX Runtime is not installed: run `python -m pip install onnxruntime`, or choose "
                "runtime torch",
                runtime="ONNX Runtime",
            )
        )
    # Read while it loads. Without it a device id is written into the user's cache, and usage data may be sent.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    module = import_module("onnxruntime")
    _refuse_old(module)
    module.disable_telemetry_events()  # also if another program loaded it first
    return module


def _refuse_old(module: Any) -> None:
    found = tuple(int(part) for part in module.__version__.split(".")[:2])
    if found < OLDEST:
        raise Any2AnyError(
            Message(
                "runtime-missing",
                "ONNX Runtime {version} is too old: run `python -m pip install --upgrade "
                "'onnxruntime>={oldest}'`, or choose runtime torch",
                version=module.__version__,
                oldest=".".join(map(str, OLDEST)),
                runtime="ONNX Runtime",
            )
        )


def available_devices() -> tuple[str, ...]:
    """Devices of the installed ONNX Runtime, fastest first; a self-test shows whether each one works."""
    found = import_onnxruntime().get_available_providers()
    return tuple(device for device, provider in PROVIDERS.items() if provider in found)


def require_device(name: str) -> str:
    """Return a requested device; UsageError if the installed ONNX Runtime lacks it."""
    kind, _, index = name.partition(":")
    if kind not in PROVIDERS or (index and not index.isdigit()):
        raise UsageError(
            Message(
                "device-missing",
                "unknown device {device!r} for ONNX Runtime: use auto, {known}",
                device=name,
                known=", ".join(PROVIDERS),
            )
        )
    if kind not in available_devices():
        raise UsageError(
            Message(
                "device-missing",
                "device {device!r} is not available: ONNX Runtime {version} was built without it; use "
                "'auto' or 'cpu'",
                device=name,
                version=import_onnxruntime().__version__,
            )
        )
    return name


def device_options(device: str) -> tuple[str, dict[str, str]]:
    """Provider and its options for a device such as ``cuda:1``."""
    kind, _, index = device.partition(":")
    return PROVIDERS[kind], {"device_id": index} if index else {}

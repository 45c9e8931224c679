"""Find a graphics card that the worker could use, and the size of its packages."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from any2any_qgis.setup.failures import SetupError
from any2any_qgis.setup.location import Environment
from any2any_qgis.setup.profiles import GPU_PROFILE, RUNTIMES, find_lock, platform_name

NVIDIA = "proc/driver/nvidia/gpus"
WSL = "usr/lib/wsl/lib/libcuda.so.1"
_ADAPTERS = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"
_NOT_CARDS = re.compile(r"Microsoft Basic|Remote|Virtual|Citrix|VMware|Mirage|Hyper-V", re.IGNORECASE)


def graphics_card() -> str:
    """Return the name of a card whose driver is loaded, empty if there is none."""
    if sys.platform == "win32":
        return windows_card()
    if sys.platform == "darwin":
        return "Apple GPU" if platform_name() == "macos-arm64" else ""
    return linux_card()


def linux_card(root: Path = Path("/")) -> str:
    """Return the first card of NVIDIA's driver: PyTorch's Linux wheels compute on no other."""
    for path in sorted((root / NVIDIA).glob("*/information")):
        with suppress(OSError):
            found = re.search(r"^Model:\s*(\S.*?)\s*$", path.read_text(errors="replace"), re.MULTILINE)
            return found[1] if found else "NVIDIA"
    return "NVIDIA" if (root / WSL).exists() else ""


def windows_card() -> str:
    """Return the first display adapter with a driver of its own: DirectML computes on all that know DirectX 12."""
    winreg: Any = import_module("winreg")  # which no other system has
    with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _ADAPTERS) as adapters:
        for number in range(winreg.QueryInfoKey(adapters)[0]):
            with suppress(OSError), winreg.OpenKey(adapters, f"{number:04d}") as adapter:
                name = str(winreg.QueryValueEx(adapter, "DriverDesc")[0])
                if not _NOT_CARDS.search(name):
                    return name
    return ""


@dataclass(frozen=True)
class GpuOffer:
    """A card, and the size of its packages."""

    card: str
    download_mb: float


def gpu_offer(present: Environment | None) -> GpuOffer | None:
    """Return what can be offered beside an environment that computes on the processor, None if nothing can.

    If both profiles have the same runtime, nothing is offered: it would already use the card.
    """
    if present is None or not present.device.startswith("cpu"):
        return None
    if RUNTIMES.get(present.profile) == RUNTIMES[GPU_PROFILE]:
        return None
    try:
        lock = find_lock(GPU_PROFILE)
    except SetupError:
        return None
    card = graphics_card()
    return GpuOffer(card, lock.download_mb) if card else None

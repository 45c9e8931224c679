"""Packages of an environment: lock files of hashed requirements, one for each profile and platform."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from any2any_qgis import paths
from any2any_qgis.setup.failures import Failure, SetupError

GPU_PROFILE = "gpu"

RUNTIMES = {
    "cpu": "onnxruntime",
    GPU_PROFILE: "onnxruntime"
    if sys.platform == "win32"
    else "torch",  # DirectML; CUDA on Linux, Metal on macOS
    "train": "torch",
}
"""The module that runs the networks in each profile: as graphs with ONNX Runtime, or with PyTorch."""

WORKER_RUNTIMES = ("onnxruntime", "torch")
"""Those that the worker can use."""

PROFILES = tuple(name for name, runtime in RUNTIMES.items() if runtime in WORKER_RUNTIMES)
DEFAULT_PROFILE = next(name for name in PROFILES if name != GPU_PROFILE)

INDEX_SETTING = "any2any/index"
"""Address of the package index; without it, the default of the user's pip."""

_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
_MACHINES = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)
_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


@dataclass(frozen=True)
class Lock:
    """One lock file; its digest names the environment's folder."""

    path: Path
    profile: str

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self.path.read_text(encoding="utf-8")

    @property
    def digest(self) -> str:
        """12 hexadecimal digits that change with any package, version or hash."""
        import hashlib  # not needed when QGIS starts

        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def download_mb(self) -> float:
        """Size of all wheels."""
        return float(self._header("download_mb") or 0)

    @property
    def pythons(self) -> tuple[str, ...]:
        """Versions like ``3.11`` that the file has wheels for."""
        return tuple(self._header("pythons").split())

    @property
    def packages(self) -> list[str]:
        """Names in the order of the file."""
        return _REQUIREMENT.findall(self.text)

    def requirement(self, name: str) -> str:
        """Return the lines of one package: its version and hashes."""
        found = re.search(rf"^{re.escape(name)}==[^\n]*(\n[ \t]+[^\n]*)*", self.text, re.MULTILINE)
        return found[0] + "\n" if found else ""

    def _header(self, name: str) -> str:
        return dict(_HEADER.findall(self.text)).get(name, "")


def platform_name() -> str:
    """Return the platform's name in lock files, like ``linux-x86_64``."""
    import platform  # not needed when QGIS starts

    machine = platform.machine().lower()
    return f"{_SYSTEMS.get(sys.platform, sys.platform)}-{_MACHINES.get(machine, machine)}"


def find_lock(profile: str = DEFAULT_PROFILE) -> Lock:
    """Return the lock file of a profile for this platform; SetupError if there is none."""
    path = paths.LOCKS / f"{profile}-{platform_name()}.txt"
    if profile not in PROFILES or not path.is_file():
        raise SetupError(Failure.NO_LOCK, platform=platform_name(), profile=profile)
    return Lock(path, profile)


def all_locks() -> list[Lock]:
    """Return the lock files for this platform, the default profile's first."""
    names = sorted(PROFILES, key=lambda name: name != DEFAULT_PROFILE)
    candidates = [Lock(paths.LOCKS / f"{name}-{platform_name()}.txt", name) for name in names]
    return [lock for lock in candidates if lock.path.is_file()]

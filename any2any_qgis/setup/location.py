"""Paths of environments, which of them is ready, and their size on disk."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QStandardPaths

from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.profiles import Lock, all_locks

FOLDER_SETTING = "any2any/environments"
FOLDER_VARIABLE = "ANY2ANY_ENVIRONMENTS"
RECORD = "any2any.json"
"""Written last into an environment that passed its self-test."""
LOCK = "setup.lock"
PYTHONS = "pythons"
"""Folder of downloaded Pythons, for machines without a Python that is new enough."""


@dataclass(frozen=True)
class Environment:
    """A complete environment."""

    folder: Path
    profile: str
    device: str
    size_mb: float

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return python_in(self.folder)


def cache_folder() -> Path:
    """Return the folder of all environments: the setting, the variable, or ``any2any`` in the user's cache."""
    chosen = str(QgsSettings().value(FOLDER_SETTING, "") or "").strip()
    chosen = chosen or os.environ.get(FOLDER_VARIABLE, "").strip()
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"]) / "any2any"  # short: paths of 260 characters are the limit
    location = QStandardPaths.StandardLocation.GenericCacheLocation
    return Path(QStandardPaths.writableLocation(location)) / "any2any"


def environment_folder(lock: Lock) -> Path:
    """Return the folder of the environment that a lock file describes."""
    return cache_folder() / f"env-{lock.digest}"


def python_in(folder: Path) -> Path:
    """Return the interpreter of an environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def ready_environment() -> Environment | None:
    """Return the newest environment of this version of the plugin, None if there is none; costs a few stats.

    The newest one is what the user wants: with another profile, it was built or chosen again at the user's request.
    """
    found = [read_environment(environment_folder(lock)) for lock in all_locks()]
    there = [environment for environment in found if environment is not None]
    return max(there, key=lambda environment: _chosen_ns(environment.folder), default=None)


def choose(environment: Environment) -> None:
    """Use an environment from now on."""
    os.utime(environment.folder / RECORD)


def _chosen_ns(folder: Path) -> int:
    try:
        return (folder / RECORD).stat().st_mtime_ns
    except OSError:  # removed meanwhile
        return 0


def read_environment(folder: Path) -> Environment | None:
    """Return the complete environment in a folder, None if it is not one."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        environment = Environment(
            folder, str(record["profile"]), str(record["device"]), float(record["size_mb"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return environment if environment.python.exists() else None


def recorded_mb(folder: Path) -> float:
    """Return the recorded size of a complete environment, 0 for anything else."""
    environment = read_environment(folder)
    return environment.size_mb if environment is not None else 0.0


def write_record(folder: Path, profile: str, device: str) -> Environment:
    """Mark an environment as complete."""
    environment = Environment(folder, profile, device, size_mb(folder))
    record = {"profile": profile, "device": device, "size_mb": environment.size_mb}
    (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    return environment


def all_folders(folder: Path) -> list[Path]:
    """Return the environments of all versions, and what interrupted installations left."""
    return sorted([*folder.glob("env-*"), *folder.glob("new-*"), *folder.glob("old-*")])


def remove_all(folder: Path | None = None) -> None:
    """Remove every environment, downloaded Python and kept download.

    OSError if a file is in use, SetupError if another QGIS builds there now.

    ``folder``: of all environments, if it is not the chosen one. It is removed too if it is empty then.
    """
    folder = folder or cache_folder()
    with only_one(folder):
        for path in [*all_folders(folder), folder / "downloads", folder / PYTHONS]:
            if path.exists():
                shutil.rmtree(path)
    (folder / LOCK).unlink(missing_ok=True)
    with suppress(OSError):  # something else lies in it
        folder.rmdir()


def size_mb(folder: Path) -> float:
    """Return the size of a folder; hard links count each time. Slow: never on the main thread."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; SetupError if another process holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+b") as file:
        try:
            _lock(file)
        except OSError as error:
            raise SetupError(Failure.BUSY) from error
        yield  # closing the file releases the lock


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

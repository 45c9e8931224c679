"""Download a Python where QGIS and the machine have none that is new enough; ``uv`` brings it.

``uv`` comes with pip, pinned and hashed as every other package, and is removed afterwards. The
Python stays in the folder of the environments, because environments are made from it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from any2any_qgis import paths
from any2any_qgis.engine.child import WATCHED_MODULE, IsCancelled, run_child
from any2any_qgis.setup.bundle import Source
from any2any_qgis.setup.failures import Failure, SetupError, diagnose
from any2any_qgis.setup.interpreters import BasePython, default_candidates, find_any, find_base
from any2any_qgis.setup.location import PYTHONS

LIMIT_S = 1800.0


def program_in(folder: Path) -> Path:
    """Return the program of a Python that was downloaded or came in a bundle."""
    return folder / ("python.exe" if sys.platform == "win32" else "bin/python3")


class ManagedPython:
    """The Pythons in a folder of environments."""

    def __init__(
        self,
        folder: Path,
        environment: dict[str, str],
        bases: Sequence[Path] | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        """``environment`` is the installer's. ``bases`` stand in for the machine's Pythons, of any version."""
        self._folder = folder
        self._environment = environment
        self._bases = bases
        self._is_cancelled = is_cancelled

    def present(self) -> list[Path]:
        """Return those that are there, the newest first."""
        folders = (self._folder / PYTHONS).glob("cpython-*")
        found = (program for program in map(program_in, folders) if program.exists())
        return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)

    def fetch(self, versions: Sequence[str]) -> BasePython:
        """Download the newest of the versions and return it; SetupError says why not."""
        folder = Path(tempfile.mkdtemp(prefix="new-uv-", dir=self._folder))
        try:
            self._download(self._install_uv(folder, versions), versions[-1])
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return find_base(versions, self._environment, paths.PLUGIN, self.present(), self._is_cancelled)

    def take_from(self, source: Source) -> list[Path]:
        """Unpack the Python of a bundle, to stay as one that was downloaded; an empty list if it brings none."""
        staging = Path(tempfile.mkdtemp(prefix="new-python-", dir=self._folder))
        target = self._folder / PYTHONS / f"cpython-{source.pythons[-1]}-bundle"
        try:
            if source.unpack_python(staging) is None:
                return []
            shutil.rmtree(target, ignore_errors=True)
            target.parent.mkdir(exist_ok=True)
            staging.rename(target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        return [program_in(target)]

    def _install_uv(self, folder: Path, versions: Sequence[str]) -> Path:
        candidates = self._bases if self._bases is not None else list(default_candidates())
        base = find_any(self._environment, paths.PLUGIN, candidates, self._is_cancelled)
        if base is None:
            raise SetupError(Failure.NO_PYTHON, wanted=f"{versions[0]} - {versions[-1]}")
        environment = {**self._environment, **({"PYTHONPATH": str(base.pip_wheel)} if base.pip_wheel else {})}
        command = [str(base.path), "-c", WATCHED_MODULE, "pip", "install", "--target", str(folder)]
        command += ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
        self._run([*command, "-r", str(paths.LOCKS / "managed" / "uv.txt")], environment)
        found = sorted(folder.rglob("uv.exe" if sys.platform == "win32" else "uv"))
        if not found:
            raise SetupError(Failure.UNKNOWN, reason="uv")
        return found[0]

    def _download(self, program: Path, version: str) -> None:
        command = [str(program), "python", "install", version, "--install-dir", str(self._folder / PYTHONS)]
        command += ["--no-bin", "--no-config", "--no-progress", "--system-certs"]
        command += ["--cache-dir", str(program.parent / "cache")]
        if sys.platform == "win32":
            command.append("--no-registry")
        try:
            self._run(command, self._environment)
        except SetupError as error:
            if error.failure not in (Failure.NO_NETWORK, Failure.INDEX_REFUSED):
                raise
            # The package index, from which uv came, can be reached: another host cannot.
            raise SetupError(Failure.PYTHON_DOWNLOAD, error.details, version=version) from error

    def _run(self, command: list[str], environment: dict[str, str]) -> None:
        try:
            answer = run_child(command, environment, self._folder, LIMIT_S, self._is_cancelled)
        except OSError as error:
            raise diagnose(str(error)) from error
        if answer.timed_out:
            raise SetupError(Failure.TIMEOUT, minutes=LIMIT_S / 60)
        if answer.code != 0:
            raise diagnose(answer.stdout + answer.stderr)

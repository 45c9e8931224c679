"""Build a working environment in the background of QGIS, in steps that can each fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Callable

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from any2any_qgis import paths
from any2any_qgis.engine.child import IsCancelled, run_child
from any2any_qgis.engine.child_environment import proxy_variables
from any2any_qgis.engine.protocol import JobCancelledError
from any2any_qgis.setup import location, self_test
from any2any_qgis.setup.bundle import Source, bundle_profile, open_bundle
from any2any_qgis.setup.failures import Failure, SetupError, diagnose, failure_of
from any2any_qgis.setup.interpreters import BasePython, default_candidates, find_base
from any2any_qgis.setup.location import Environment, cache_folder, only_one, remove_all
from any2any_qgis.setup.managed_python import ManagedPython
from any2any_qgis.setup.packages import PackageInstaller, installer_environment
from any2any_qgis.setup.profiles import DEFAULT_PROFILE, GPU_PROFILE, Lock, all_locks, find_lock
from any2any_qgis.setup.self_test import compare_devices
from any2any_qgis.translation import tr

VENV_LIMIT_S = 120.0
UNPACKED_PER_DOWNLOADED = 4.0
"""Wheels unpack to about three times their size, and the wheels themselves are kept while pip works."""

OnProgress = Callable[[float, str], None]
"""Fraction and a text for the user."""
SelfTest = Callable[[Path, IsCancelled], str]
"""Tries an interpreter and returns the device in use."""


@dataclass(frozen=True)
class Builder:
    """All inputs of a build, collected on the main thread before it starts."""

    lock: Lock
    folder: Path
    """Of all environments."""
    proxy: Mapping[str, str] = field(default_factory=dict)
    bundle: Path | None = None
    bases: Sequence[Path] | None = None
    """Interpreters to build from instead of those that are found."""
    self_test: SelfTest | None = None

    @property
    def target(self) -> Path:
        """Where the environment will be."""
        return self.folder / f"env-{self.lock.digest}"

    def build(self, on_progress: OnProgress, is_cancelled: IsCancelled) -> Environment:
        """Build, test and rename; what was there stays until then.

        SetupError says why there is no environment, JobCancelledError that the user stopped it; neither leaves a
        staging folder behind.
        """
        try:
            with only_one(self.folder):
                self._check_space()
                return self._build(on_progress, is_cancelled)
        except OSError as error:
            raise failure_of(error) from error

    def _build(self, on_progress: OnProgress, is_cancelled: IsCancelled) -> Environment:
        self._remove_unfinished()
        staging = self.folder / f"new-{os.getpid()}"
        try:
            self._fill(staging, on_progress, is_cancelled)
            on_progress(0.9, tr("Testing"))
            device = self._test(staging, is_cancelled)
            built = location.write_record(staging, self.lock.profile, device)
            self._put_in_place(staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        on_progress(1.0, tr("Ready"))
        return replace(built, folder=self.target)

    def _fill(self, staging: Path, on_progress: OnProgress, is_cancelled: IsCancelled) -> None:
        environment = installer_environment(os.environ, self.proxy)
        on_progress(0.0, tr("Looking for a Python"))
        with open_bundle(self.bundle, self.lock, self.folder) as source:
            base = self._find_base(source, environment, on_progress, is_cancelled)
            on_progress(0.03, tr("Creating the environment"))
            self._make_venv(base, staging, environment, is_cancelled)
            python = location.python_in(staging)
            installer = PackageInstaller(base, python, self.folder / "downloads", environment)
            installer.install(self.lock, source.wheels, _between(0.05, 0.9, on_progress), is_cancelled)

    def _find_base(
        self,
        source: Source,
        environment: dict[str, str],
        on_progress: OnProgress,
        is_cancelled: IsCancelled,
    ) -> BasePython:
        """Return a Python of the machine, else the bundle's; without a bundle, one that is downloaded."""
        versions = source.pythons
        managed = ManagedPython(self.folder, environment, self.bases, is_cancelled)
        candidates = [*(self.bases if self.bases is not None else default_candidates()), *managed.present()]
        try:
            return find_base(versions, environment, paths.PLUGIN, candidates, is_cancelled)
        except SetupError:
            if self.bundle is not None:
                unpacked = managed.take_from(source)
                if not unpacked:
                    raise
                return find_base(versions, environment, paths.PLUGIN, unpacked, is_cancelled)
        on_progress(0.01, tr("Downloading Python {}").format(versions[-1]))
        return managed.fetch(versions)

    @staticmethod
    def _make_venv(
        base: BasePython, staging: Path, environment: dict[str, str], is_cancelled: IsCancelled
    ) -> None:
        command = [str(base.path), "-m", "venv", "--without-pip", str(staging)]
        answer = run_child(command, environment, paths.PLUGIN, VENV_LIMIT_S, is_cancelled)
        if answer.timed_out:
            raise SetupError(Failure.TIMEOUT, minutes=VENV_LIMIT_S / 60)
        if answer.code != 0:
            raise diagnose(answer.stdout + answer.stderr)

    def _test(self, staging: Path, is_cancelled: IsCancelled) -> str:
        python = location.python_in(staging)
        if self.self_test is not None:
            return self.self_test(python, is_cancelled)
        environment = installer_environment(os.environ, {})
        self_test.check_imports(python, self.lock.profile, environment, is_cancelled)
        if self.lock.profile == GPU_PROFILE:
            return compare_devices(python, dict(os.environ), is_cancelled)
        return self_test.translate_window(python, dict(os.environ), is_cancelled)

    def _put_in_place(self, staging: Path) -> None:
        old = self.folder / f"old-{os.getpid()}"
        if self.target.exists():
            self.target.rename(old)
        staging.rename(self.target)
        self._remove_unfinished()
        self._remove_other_versions()

    def _remove_unfinished(self) -> None:
        """Remove what interrupted builds left; the next build removes files that are in use now."""
        for path in [*self.folder.glob("new-*"), *self.folder.glob("old-*")]:
            shutil.rmtree(path, ignore_errors=True)

    def _remove_other_versions(self) -> None:
        """Remove the environments of other versions of the plugin, now that this one has its own."""
        keep = {f"env-{lock.digest}" for lock in (self.lock, *all_locks())}
        for path in self.folder.glob("env-*"):
            if path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)

    def _check_space(self) -> None:
        needed_mb = self.lock.download_mb * UNPACKED_PER_DOWNLOADED
        with suppress(FileNotFoundError):
            if shutil.disk_usage(self.folder).free / 1e6 < needed_mb:
                raise SetupError(Failure.DISK_FULL)


def _between(low: float, high: float, on_progress: OnProgress) -> OnProgress:
    def report(fraction: float, name: str) -> None:
        text = tr("Downloading {}").format(name) if name else tr("Installing")
        on_progress(low + fraction * (high - low), text)

    return report


class SetupTask(QgsTask):
    """Runs a builder; the outcome is in ``environment`` or ``error``, neither if the user stopped it."""

    said = pyqtSignal(str)
    """What it does now."""
    ended = pyqtSignal()
    """On the main thread, in any case."""

    def __init__(self, builder: Builder) -> None:
        super().__init__(tr("Set up Any2Any"), QgsTask.Flag.CanCancel)
        self._builder = builder
        self.environment: Environment | None = None
        self.error: SetupError | None = None

    def run(self) -> bool:
        try:
            self.environment = self._builder.build(self._report, self.isCanceled)
        except JobCancelledError:
            pass
        except SetupError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 - QGIS would swallow it, and the page would wait for ever
            reason = f"{type(error).__name__}: {error}"
            self.error = SetupError(Failure.UNKNOWN, details=reason, reason=reason)
        return self.environment is not None

    def finished(self, result: bool) -> None:
        self.ended.emit()

    def _report(self, fraction: float, text: str) -> None:
        self.setProgress(100 * fraction)
        self.said.emit(text)


class RemoveTask(QgsTask):
    """Removes every environment of the chosen folder; ``error`` says why one stayed."""

    ended = pyqtSignal()
    """On the main thread, in any case."""

    def __init__(self) -> None:
        super().__init__(tr("Removing the packages"))
        self._folder = cache_folder()  # the setting is read on the main thread
        self.error: SetupError | None = None

    def run(self) -> bool:
        try:
            remove_all(self._folder)
        except OSError as error:
            self.error = failure_of(error)
        except SetupError as error:
            self.error = error
        return self.error is None

    def finished(self, result: bool) -> None:
        self.ended.emit()


def prepare_builder(profile: str = "", bundle: Path | None = None) -> Builder:
    """Collect a build's inputs from the settings, on the main thread; SetupError if there is no lock file.

    A bundle says itself which profile it is for.
    """
    if bundle is not None:
        profile = bundle_profile(bundle)
    lock = find_lock(profile or DEFAULT_PROFILE)
    return Builder(lock, cache_folder(), proxy_variables(), bundle)

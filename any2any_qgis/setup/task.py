"""Build an environment in the background of QGIS."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from any2any_qgis.engine.child_environment import proxy_variables
from any2any_qgis.engine.protocol import JobCancelledError
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.bundle import bundle_profile
from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.location import Environment, cache_folder
from any2any_qgis.setup.profiles import DEFAULT_PROFILE, find_lock
from any2any_qgis.translation import tr


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


def prepare_builder(profile: str = "", bundle: Path | None = None) -> Builder:
    """Take what a build needs from the settings, on the main thread; SetupError if there is no lock file.

    A bundle says itself which profile it is for.
    """
    if bundle is not None:
        profile = bundle_profile(bundle)
    lock = find_lock(profile or DEFAULT_PROFILE)
    return Builder(lock, cache_folder(), proxy_variables(), bundle)

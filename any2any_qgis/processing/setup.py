"""``any2any:setup``: build the worker's environment without a window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingException,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
)

from any2any_qgis.engine.protocol import JobCancelledError
from any2any_qgis.processing.base import Any2AnyAlgorithm, choice
from any2any_qgis.setup.failures import SetupError
from any2any_qgis.setup.location import choose, read_environment
from any2any_qgis.setup.profiles import DEFAULT_PROFILE, PROFILES
from any2any_qgis.translation import tr


class SetupAlgorithm(Any2AnyAlgorithm):
    """Set up what the other algorithms need."""

    needs_worker = False

    PROFILE = "PROFILE"
    BUNDLE = "BUNDLE"
    REPAIR = "REPAIR"
    PYTHON = "PYTHON"

    def name(self) -> str:
        return "setup"

    def displayName(self) -> str:
        return tr("Set up Any2Any")

    def shortHelpString(self) -> str:
        return tr(
            "Downloads the Python packages of Any2Any into a folder of their own and tests them on the bundled "
            "sample. QGIS and other plugins stay as they are."
        )

    def initAlgorithm(self, configuration=None) -> None:
        behavior = QgsProcessingParameterFile.Behavior.File
        bundle = QgsProcessingParameterFile(
            self.BUNDLE, tr("Offline bundle"), behavior, extension="zip", optional=True
        )
        self.add_helped(
            [
                (
                    choice("profile", self.PROFILE, tr("Profile"), PROFILES, DEFAULT_PROFILE),
                    tr("The set of packages to install."),
                ),
                (bundle, tr("A zip of all packages, for machines without network.")),
                (
                    QgsProcessingParameterBoolean(self.REPAIR, tr("Repair"), False),
                    tr("Builds the environment again even if one exists."),
                ),
            ]
        )
        self.addOutput(QgsProcessingOutputString(self.PYTHON, tr("Python of the environment")))

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Read settings and proxy here, on the main thread."""
        from any2any_qgis.setup.build import prepare_builder  # what builds is not needed when QGIS starts

        bundle = self.parameterAsFile(parameters, self.BUNDLE, context)
        profile = self.parameterAsEnumString(parameters, self.PROFILE, context)
        try:
            self._builder = prepare_builder(profile, Path(bundle) if bundle else None)
        except SetupError as error:
            raise QgsProcessingException(str(error)) from error
        return True

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        present = read_environment(self._builder.target)
        if present is not None and not self.parameterAsBoolean(parameters, self.REPAIR, context):
            choose(present)
            feedback.pushInfo(tr("Any2Any is ready"))
            return {self.PYTHON: str(present.python)}

        def report(fraction: float, text: str) -> None:
            feedback.setProgress(100 * fraction)
            feedback.setProgressText(text)

        try:
            return {self.PYTHON: str(self._builder.build(report, feedback.isCanceled).python)}
        except JobCancelledError:
            return {}
        except SetupError as error:
            raise QgsProcessingException(str(error)) from error

"""What the algorithms have in common."""

from __future__ import annotations

from qgis.core import QgsProcessingAlgorithm, QgsProcessingFeedback
from qgis.PyQt.QtGui import QIcon

from any2any_qgis import paths
from any2any_qgis.engine.protocol import Progress
from any2any_qgis.translation import tr


class TranslationAlgorithm(QgsProcessingAlgorithm):
    """An algorithm of the group "Translation"."""

    def createInstance(self):
        return type(self)()

    def group(self) -> str:
        return tr("Translation")

    def groupId(self) -> str:
        return "translation"

    def icon(self) -> QIcon:
        return QIcon(str(paths.ICON))


class FeedbackBridge:
    """Hands what the worker says to a Processing feedback."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._stages: set[str] = set()

    def progress(self, progress: Progress) -> None:
        """Show how far the job is; each stage is said once, though they take turns."""
        self._feedback.setProgress(100.0 * progress.fraction)
        if progress.stage not in self._stages:
            self._stages.add(progress.stage)
            self._feedback.setProgressText(progress.stage[:1].upper() + progress.stage[1:])

    def log(self, level: str, message: str) -> None:
        """Put a line of the worker's log into the algorithm's."""
        if level in ("warning", "error", "critical"):
            self._feedback.pushWarning(message)
        else:
            self._feedback.pushInfo(message)

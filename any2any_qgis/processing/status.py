"""``any2any:status``: what is installed and what runs, without starting a job."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingOutputBoolean, QgsProcessingOutputString

from any2any_qgis.engine.environment import check_python, find_python
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.processing.base import TranslationAlgorithm
from any2any_qgis.translation import tr


class StatusAlgorithm(TranslationAlgorithm):
    """Report the environment, the model and the worker."""

    needs_worker = False  # it is there to say what is missing

    READY = "READY"
    REPORT = "REPORT"

    def name(self) -> str:
        return "status"

    def displayName(self) -> str:
        return tr("Show status")

    def shortHelpString(self) -> str:
        return tr("Reports versions, paths, the model and the worker. It starts no worker and no job.")

    def initAlgorithm(self, configuration=None) -> None:
        self.addOutput(QgsProcessingOutputBoolean(self.READY, tr("Whether Any2Any can translate")))
        self.addOutput(QgsProcessingOutputString(self.REPORT, tr("Report")))

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        from any2any_qgis.engine.diagnostics import report

        text = report()
        feedback.pushInfo(text)
        return {self.READY: _is_ready(), self.REPORT: text}


def _is_ready() -> bool:
    try:
        check_python(find_python())
    except EngineError:
        return False
    return True

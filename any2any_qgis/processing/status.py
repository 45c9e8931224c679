"""``any2any:status`` and ``any2any:listmodels``: what is installed, without starting the worker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingOutputBoolean, QgsProcessingOutputString, QgsProcessingParameterFile

from any2any_qgis import paths
from any2any_qgis.engine.environment import check_python, find_python
from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.processing.base import TranslationAlgorithm
from any2any_qgis.translation import tr


class StatusAlgorithm(TranslationAlgorithm):
    """Report the environment, the model and the worker."""

    needs_worker = False  # it reports what is missing

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


class ListModelsAlgorithm(TranslationAlgorithm):
    """List the bundled model and those in a folder."""

    needs_worker = False

    FOLDER = "FOLDER"
    MODELS = "MODELS"

    def name(self) -> str:
        return "listmodels"

    def displayName(self) -> str:
        return tr("List models")

    def shortHelpString(self) -> str:
        return tr("Lists the bundled model and the models in a folder, with their modalities and directions.")

    def initAlgorithm(self, configuration=None) -> None:
        behaviour = QgsProcessingParameterFile.Behavior.Folder
        folder = QgsProcessingParameterFile(self.FOLDER, tr("Folder with models"), behaviour, optional=True)
        self.add_helped(
            [(folder, tr("A folder whose subfolders are models; empty lists the bundled one only."))]
        )
        self.addOutput(QgsProcessingOutputString(self.MODELS, tr("Models as JSON")))

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        text = self.parameterAsFile(parameters, self.FOLDER, context)
        folders = [paths.BUNDLED_MODEL, *(sorted(Path(text).iterdir()) if text else ())]
        models = []
        for folder in folders:
            try:
                models.append(_describe(read_model(folder)))
            except EngineError as error:
                feedback.pushDebugInfo(str(error))
        for model in models:
            feedback.pushInfo(f"{model['name']} {model['version']}: {', '.join(model['modalities'])}")
        return {self.MODELS: json.dumps(models)}


def _describe(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "title": model.title,
        "version": model.version,
        "licence": model.licence,
        "folder": str(model.folder),
        "modalities": [modality.name for modality in model.modalities],
        "trained": sorted(f"{source}->{target}" for source, target in model.seen),
        "routes": {f"{source}->{target}": via for (source, target), via in sorted(model.routes.items())},
    }

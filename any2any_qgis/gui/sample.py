"""Translate the bundled sample, as *Try the sample* does."""

from __future__ import annotations

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from any2any_qgis import paths
from any2any_qgis.gui.session import keep_until
from any2any_qgis.translation import tr

ALGORITHM = "any2any:translate"


class _Feedback(QgsProcessingFeedback):
    def __init__(self) -> None:
        super().__init__(False)
        self.error = ""

    def reportError(self, error, fatalError=False):
        self.error = error


class SampleJob(QObject):
    """Puts the sample's radar image and its translation to RGB into the project."""

    finished = pyqtSignal(str)
    """Text to show."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feedback = _Feedback()
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._context.setFeedback(self._feedback)
        self._task: QgsProcessingAlgRunnerTask | None = None

    def start(self) -> None:
        """Add the source, begin the translation."""
        layer = QgsRasterLayer(str(paths.SAMPLE / "sar.tif"), tr("Sample (Sentinel-1)"))
        QgsProject.instance().addMapLayer(layer)
        output = QgsProcessingUtils.generateTempFilename("sample_rgb.tif")
        parameters = {
            "INPUT": layer,
            "SOURCE": "sar",
            "TARGET": "rgb",
            "PRESET": "fast",
            "OUTPUT": QgsProcessingOutputLayerDefinition(output, QgsProject.instance()),
        }
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        self._task = QgsProcessingAlgRunnerTask(algorithm, parameters, self._context, self._feedback)
        self._task.executed.connect(self._on_executed)
        QgsApplication.taskManager().addTask(self._task)

    def abandon(self) -> None:
        """Stop silently; what the thread uses stays until it has ended."""
        self._feedback.cancel()
        if self._task is not None:
            self._task.executed.disconnect(self._on_executed)
            keep_until(self._task.executed, self)

    def _on_executed(self, successful: bool, results: dict) -> None:
        if successful:
            for source, details in self._context.layersToLoadOnCompletion().items():
                self._load(source, details)
        done = tr("Source and result are in the project.")
        self.finished.emit(done if successful else self._feedback.error or tr("The translation failed."))

    def _load(self, source: str, details) -> None:
        layer = QgsProcessingUtils.mapLayerFromString(source, self._context, True, details.layerTypeHint)
        if layer is not None:
            QgsProject.instance().addMapLayer(self._context.temporaryLayerStore().takeMapLayer(layer))
            details.setOutputLayerName(layer)
            if details.postProcessor() is not None:
                details.postProcessor().postProcessLayer(layer, self._context, self._feedback)

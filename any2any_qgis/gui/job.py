"""One run of an algorithm in the background, its messages as signals, its result in the project."""

from __future__ import annotations

from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from any2any_qgis.gui.history import remember
from any2any_qgis.translation import tr

ALGORITHM = "any2any:translate"


class JobFeedback(QgsProcessingFeedback):
    """Hands messages on as signals: they come from the job's thread."""

    said = pyqtSignal(str)
    warned = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__(False)
        self.error = ""

    def setProgressText(self, text):
        self.said.emit(text)

    def pushInfo(self, info):
        self.said.emit(info)

    def pushWarning(self, warning):
        self.warned.emit(warning)

    def reportError(self, error, fatalError=False):
        self.error = error


class TranslateJob(QObject):
    """Runs ``any2any:translate`` as the toolbox does and adds its result to the project."""

    progressed = pyqtSignal(float)
    """Percent."""
    said = pyqtSignal(str)
    warned = pyqtSignal(str)
    finished = pyqtSignal(bool, str)
    """Whether there is a result, and the last word: its layer's name or the error."""

    def __init__(self, parameters: dict, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        self._parameters = parameters
        self._project = QgsProject.instance()
        self._context = QgsProcessingContext()
        self._context.setProject(self._project)
        self._feedback = JobFeedback()
        self._feedback.said.connect(self.said)
        self._feedback.warned.connect(self.warned)
        self._feedback.progressChanged.connect(self.progressed)
        self._context.setFeedback(self._feedback)
        self._task = None

    def start(self, output_path: str = "") -> None:
        """Begin; without a path the result goes to a temporary file."""
        output = output_path or QgsProcessing.TEMPORARY_OUTPUT
        parameters = {
            **self._parameters,
            "OUTPUT": QgsProcessingOutputLayerDefinition(output, self._project),
        }
        executable, reason = self._algorithm.canExecute()
        valid, message = self._algorithm.checkParameterValues(parameters, self._context)
        if not (executable and valid):
            self.finished.emit(False, message if executable else reason)
            return
        remember(self._algorithm, {**parameters, "OUTPUT": output}, self._context)
        self._task = QgsProcessingAlgRunnerTask(self._algorithm, parameters, self._context, self._feedback)
        self._task.executed.connect(self._on_executed)
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        """Ask the job to stop; ``finished`` comes when it has."""
        self._feedback.cancel()

    def abandon(self) -> None:
        """Stop the job without a word, and stay until its thread has ended: it uses the context and the feedback."""
        self.setParent(None)
        self._feedback.cancel()
        if self._task is not None:
            keep = [self]
            self._task.executed.disconnect(self._on_executed)
            self._task.executed.connect(lambda *_: keep.clear())

    def _on_executed(self, successful: bool, results: dict) -> None:
        if self._feedback.isCanceled():
            self.finished.emit(False, tr("Cancelled."))
        elif not successful:
            self.finished.emit(False, self._feedback.error or tr("The translation failed."))
        else:
            self.finished.emit(*self._load_results())

    def _load_results(self) -> tuple[bool, str]:
        name = ""
        for source, details in self._context.layersToLoadOnCompletion().items():
            layer = QgsProcessingUtils.mapLayerFromString(source, self._context, True, details.layerTypeHint)
            if layer is None:
                return False, tr("The result {} cannot be opened.").format(source)
            self._project.addMapLayer(self._context.temporaryLayerStore().takeMapLayer(layer))
            details.setOutputLayerName(layer)
            if details.postProcessor() is not None:
                details.postProcessor().postProcessLayer(layer, self._context, self._feedback)
            name = layer.name()
        return True, name

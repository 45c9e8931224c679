"""The threads of a job: one runs its algorithm, one opens its results for the main thread to add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsRasterLayer,
    QgsStyle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, QThread, pyqtSignal

from any2any_qgis.engine.protocol import Progress
from any2any_qgis.layers.result import Dresser, hide, insert_above_source
from any2any_qgis.processing.feedback import JobFeedback

VECTOR_ENDINGS = (".gpkg",)
"""Of the files that hold polygons; all other outputs are rasters."""


class SignalFeedback(JobFeedback):
    """Passes messages from the job's thread on as signals."""

    said = pyqtSignal(str)
    warned = pyqtSignal(str)
    reported = pyqtSignal(object)
    """A ``Progress``."""

    def __init__(self) -> None:
        super().__init__(False)
        self.error = ""

    def note_progress(self, progress: Progress) -> None:
        self.reported.emit(progress)

    def setProgressText(self, text):
        self.said.emit(text)

    def pushInfo(self, info):
        self.said.emit(info)

    def pushWarning(self, warning):
        self.warned.emit(warning)

    def reportError(self, error, fatalError=False):
        self.error = error


class AlgorithmThread(QThread):
    """Runs a prepared algorithm; the pool of QGIS stays free for drawing."""

    def __init__(self, algorithm, parameters: dict, context, feedback, parent: QObject) -> None:
        super().__init__(parent)
        self._arguments = (parameters, context, feedback)
        self._algorithm = algorithm
        self.successful = False

    def run(self) -> None:
        try:
            self._algorithm.runPrepared(*self._arguments)
            self.successful = True
        except QgsProcessingException as error:
            feedback = self._arguments[2]
            feedback.error = feedback.error or str(error)


@dataclass
class Result:
    """One output of a job."""

    output: str
    """Name of the algorithm's output."""
    path: str
    dresser: Dresser | None
    """Names and styles it; None for a layer that keeps its file's."""
    layer: QgsMapLayer | None = None
    """Open, styled and described; the project's own once it is added."""

    def add(self, project: QgsProject) -> bool:
        """Put the layer into a project, right above its source; False if it cannot be opened."""
        if self.layer is None or not self.layer.isValid():
            return False
        insert_above_source(project, self.layer, self.dresser.input_id if self.dresser else "")
        if self.dresser is not None and not self.dresser.is_shown:
            hide(project, self.layer)
        return True

    def open(self) -> None:
        """Open, style and describe the layer, on any thread."""
        is_vector = self.path.endswith(VECTOR_ENDINGS)
        layer = QgsVectorLayer(self.path, "", "ogr") if is_vector else QgsRasterLayer(self.path, "")
        if layer.isValid() and self.dresser is not None:
            self.dresser.dress(layer)
        self.layer = layer


def results_in(context: QgsProcessingContext) -> list[Result]:
    """Return what an algorithm wants to be loaded; main thread only."""
    results = []
    for path, details in context.layersToLoadOnCompletion().items():
        processor = details.postProcessor()
        dresser = processor if isinstance(processor, Dresser) else None
        if dresser is not None:
            dresser.prepare()
        results.append(Result(details.outputName, path, dresser))
    return results


def hand_over(layer: QgsMapLayer) -> None:
    """Give a layer that was opened on this thread to the main thread."""
    layer.moveToThread(QCoreApplication.instance().thread())


class ResultLoader(QThread):
    """Opens results; its signal ``finished`` comes when all are open."""

    def __init__(self, results: Sequence[Result], parent: QObject) -> None:
        super().__init__(parent)
        self._results = results
        QgsStyle.defaultStyle()  # its ramps are read from a database, once and on the main thread

    def run(self) -> None:
        for result in self._results:
            result.open()
            hand_over(result.layer)

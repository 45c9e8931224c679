"""Opens a job's results off the main thread, which then only has to put them into the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsRasterLayer,
    QgsStyle,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, QThread

from any2any_qgis.layers.result import ResultInfo, ResultPostProcessor, dress, insert_above_source


@dataclass
class Result:
    """One output of a job."""

    output: str
    """Name of the algorithm's output."""
    path: str
    info: ResultInfo | None
    """What is said about it; None for a layer that has no style and no metadata of its own."""
    layer: QgsRasterLayer | None = None
    """Open, styled and described; the project's own once it is added."""

    def add(self, project: QgsProject) -> bool:
        """Put the layer into a project, right above its source; False if it cannot be opened."""
        if self.layer is None or not self.layer.isValid():
            return False
        insert_above_source(project, self.layer, self.info.input_id if self.info else "")
        return True

    def open(self) -> None:
        """Open, style and describe the layer, on any thread."""
        layer = QgsRasterLayer(self.path, self.info.layer_name if self.info else "")
        if layer.isValid() and self.info is not None:
            dress(layer, self.info)
        self.layer = layer


def results_in(context: QgsProcessingContext) -> list[Result]:
    """Return what an algorithm wants to be loaded."""
    return [
        Result(details.outputName, path, _info_of(details.postProcessor()))
        for path, details in context.layersToLoadOnCompletion().items()
    ]


def _info_of(processor: QgsProcessingLayerPostProcessorInterface | None) -> ResultInfo | None:
    return processor.info if isinstance(processor, ResultPostProcessor) else None


class ResultLoader(QThread):
    """Opens results; its signal ``finished`` comes when all are open."""

    def __init__(self, results: Sequence[Result], parent: QObject) -> None:
        super().__init__(parent)
        self._results = results
        QgsStyle.defaultStyle()  # its ramps are read from a database, once and on the main thread

    def run(self) -> None:
        for result in self._results:
            result.open()
            result.layer.moveToThread(QCoreApplication.instance().thread())

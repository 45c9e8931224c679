"""What is asked before a job runs and when its project or QGIS is closed, and where results are shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.gui import QgsApplicationExitBlockerInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton, QWidget
from qgis.utils import iface

from any2any_qgis import __about__
from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.gui.job import JobState, TranslateJob
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.gui.session import project_watch
from any2any_qgis.gui.swipe import SwipeTool
from any2any_qgis.layers.export import ASK_FROM_PX
from any2any_qgis.layers.partial import finished_rows
from any2any_qgis.layers.result import RESULT_PROPERTY, source_of
from any2any_qgis.layers.style import apply_style
from any2any_qgis.translation import tr


class _ExitBlocker(QgsApplicationExitBlockerInterface):
    """Asks before QGIS ends in the middle of a job."""

    def __init__(self, queue: JobQueue) -> None:
        super().__init__()
        self._queue = queue

    def allowExit(self) -> bool:
        count = len(self._queue.unfinished)
        if not count:
            return True
        buttons = QMessageBox.StandardButton
        question = tr("{} translation(s) will be stopped. Leave QGIS?").format(count)
        answer = QMessageBox.question(None, __about__.TITLE, question, buttons.Yes | buttons.No)
        return answer == buttons.Yes


class JobGuard(QObject):
    """Asks when a project is closed under a job, and shows results where the user looks."""

    def __init__(self, queue: JobQueue, dock: QWidget) -> None:
        super().__init__(dock)
        self._queue, self._dock = queue, dock
        self._swipe: SwipeTool | None = None
        queue.added.connect(self._watch)
        project_watch().closed.connect(self._on_project_closed)
        self._blocker = _ExitBlocker(queue) if iface is not None else None
        if self._blocker is not None:
            iface.registerApplicationExitBlocker(self._blocker)

    def remove(self) -> None:
        """Stop watching."""
        self.end_comparison()
        project_watch().closed.disconnect(self._on_project_closed)
        if self._blocker is not None:
            iface.unregisterApplicationExitBlocker(self._blocker)
            self._blocker = None

    def show_result(self, job: TranslateJob) -> None:
        """Zoom to a job's result; one that its project missed is added to the project that is open."""
        layer = job.layer if job.layer_is_there else job.add_result()
        if layer is not None and iface is not None:
            iface.setActiveLayer(layer)
            iface.mapCanvas().setExtent(
                iface.mapCanvas().mapSettings().layerExtentToOutputExtent(layer, layer.extent())
            )
            iface.mapCanvas().refresh()

    def compare(self, layer: QgsMapLayer) -> None:
        """Let the user drag a line between a result and its source on the map."""
        self.end_comparison()
        source = source_of(layer)
        if iface is None or source is None:
            text = tr("The layer that {} was made from is not open.")
            QMessageBox.information(self._dock, __about__.TITLE, text.format(layer.name()))
            return
        self._swipe = SwipeTool(iface.mapCanvas(), layer, source)
        self._swipe.ended.connect(self._on_swipe_ended)
        iface.mapCanvas().setMapTool(self._swipe)

    def end_comparison(self) -> None:
        """Take the line off the map."""
        if self._swipe is not None:
            self._swipe.end()

    def _on_swipe_ended(self) -> None:
        swipe, self._swipe = self._swipe, None
        if swipe is not None:
            swipe.deleteLater()

    def keep_part(self, job: TranslateJob) -> None:
        """Add the finished rows of a stopped job as a layer."""
        try:
            path = finished_rows(job.part_folder, job.output.with_name(f"{job.output.stem}_part.tif"))
        except EngineError as error:
            QMessageBox.warning(self._dock, __about__.TITLE, str(error))
            return
        layer = QgsRasterLayer(str(path), tr("{} (synthetic, finished rows)").format(job.title))
        layer.setCustomProperty(RESULT_PROPERTY, True)
        apply_style(layer, read_model().modality(job.parameters["TARGET"]))
        QgsProject.instance().addMapLayer(layer)

    def _watch(self, job: TranslateJob) -> None:
        job.finished.connect(lambda successful, message: self._on_finished(job, successful, message))

    def _on_finished(self, job: TranslateJob, successful: bool, message: str) -> None:
        if iface is None or job.state is JobState.CANCELLED:
            return
        if job.belongs_here and self._dock.isVisible():
            return  # the row says it
        level = Qgis.MessageLevel.Success if successful else Qgis.MessageLevel.Critical
        bar = iface.messageBar()
        item = bar.createMessage(__about__.TITLE, f"{job.title}: {message}")
        if successful:
            button = QPushButton(tr("Show") if job.belongs_here else tr("Add to this project"))
            button.clicked.connect(lambda: (self.show_result(job), bar.popWidget(item)))
            item.layout().addWidget(button)
        bar.pushWidget(item, level)

    def _on_project_closed(self) -> None:
        left = [job for job in self._queue.unfinished if not job.belongs_here]
        if iface is None or not left:
            return
        bar = iface.messageBar()
        text = tr("{} translation(s) of the closed project continue; their results go to files.")
        item = bar.createMessage(__about__.TITLE, text.format(len(left)))
        button = QPushButton(tr("Stop them"))
        button.clicked.connect(lambda: ([job.cancel() for job in left], bar.popWidget(item)))
        item.layout().addWidget(button)
        bar.pushWidget(item, Qgis.MessageLevel.Info)


def questions_of(layer: QgsRasterLayer, doubt: str, output: str, size_px: tuple[int, int]) -> list[str]:
    """Return what is asked about a job: a wrong claim, a file that is there, a large download."""
    questions = [doubt] if doubt else []
    if output and Path(output).exists():
        questions.append(tr("{} exists. Replace it?").format(output))
    width, height = size_px
    if layer.providerType() == "wms" and width * height > ASK_FROM_PX:
        text = tr("{} × {} pixels will be downloaded from {}. Continue?")
        questions.append(text.format(width, height, layer.name()))
    return questions


def all_agreed(questions: Iterable[str], parent: QWidget) -> bool:
    """Ask one after another until one is refused."""
    buttons = QMessageBox.StandardButton
    choice = buttons.Ok | buttons.Cancel
    return all(
        QMessageBox.question(parent, __about__.TITLE, question, choice) == buttons.Ok
        for question in questions
    )

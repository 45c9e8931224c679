"""Questions before a job runs, and when its project, the panel or QGIS is closed during it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import Qgis, QgsRasterLayer
from qgis.gui import QgsApplicationExitBlockerInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton, QWidget
from qgis.utils import iface

from any2any_qgis import __about__
from any2any_qgis.gui.job import JobState, TranslateJob
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.gui.results import JobResults
from any2any_qgis.gui.session import project_watch
from any2any_qgis.layers.export import ASK_FROM_PX
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
    """Asks when a project or QGIS is closed during a job, and reports jobs that end while the panel is hidden."""

    def __init__(self, queue: JobQueue, results: JobResults, dock: QWidget) -> None:
        super().__init__(dock)
        self._queue, self._results, self._dock = queue, results, dock
        queue.added.connect(self._watch)
        project_watch().closed.connect(self._on_project_closed)
        self._blocker = _ExitBlocker(queue) if iface is not None else None
        if self._blocker is not None:
            iface.registerApplicationExitBlocker(self._blocker)

    def remove(self) -> None:
        """Stop watching."""
        project_watch().closed.disconnect(self._on_project_closed)
        if self._blocker is not None:
            iface.unregisterApplicationExitBlocker(self._blocker)
            self._blocker = None

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
            button.clicked.connect(lambda: (self._results.show(job), bar.popWidget(item)))
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


def questions_of(
    layer: QgsRasterLayer, doubts: Iterable[str], output: str, size_px: tuple[int, int]
) -> list[str]:
    """Return the questions about a job: a doubtful modality or unit, an existing file, a large download."""
    questions = [f"{doubt}\n\n{tr('Run anyway?')}" for doubt in doubts if doubt]
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

"""The panel's list of jobs: state, progress, and buttons of each."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from any2any_qgis.gui.job import JobState, TranslateJob
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.gui.widgets import Note, duration
from any2any_qgis.translation import tr


class JobRow(QFrame):
    """One job."""

    open_wanted = pyqtSignal(object)
    compare_wanted = pyqtSignal(object)
    again_wanted = pyqtSignal(object)
    keep_wanted = pyqtSignal(object)
    resume_wanted = pyqtSignal(object)
    """A ``TranslateJob``."""
    grown = pyqtSignal()
    """Text or buttons came, and it is higher."""

    def __init__(self, job: TranslateJob, queue: JobQueue) -> None:
        super().__init__()
        self.job = job
        self._queue = queue
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title_label = QLabel(job.title)
        self.title_label.setTextFormat(Qt.TextFormat.PlainText)
        self.title_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title_label.setToolTip(job.title)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.message_note = Note()
        self.message_note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._add_buttons()
        self._lay_out()
        job.changed.connect(self.update_row)
        job.warned.connect(self.update_row)
        queue.changed.connect(self.update_row)
        self.update_row()

    def _add_buttons(self) -> None:
        job, queue = self.job, self._queue
        self.up_button = _button("↑", tr("Run before the job above"), lambda: queue.move_up(job))
        self.cancel_button = _button(tr("Cancel"), tr("Stop this job"), job.cancel)
        self.resume_button = _button(
            tr("Resume"), tr("Continue with the finished rows"), lambda: self.resume_wanted.emit(job)
        )
        self.keep_button = _button(
            tr("Keep part"), tr("Add the finished rows as a layer"), lambda: self.keep_wanted.emit(job)
        )
        self.open_button = _button(tr("Show"), tr("Zoom to the result"), lambda: self.open_wanted.emit(job))
        self.compare_button = _button(
            tr("Compare"),
            tr("Drag a line between the result and its source on the map"),
            lambda: self.compare_wanted.emit(job),
        )
        self.again_button = _button(
            tr("Again with…"), tr("Fill in the panel as for this job"), lambda: self.again_wanted.emit(job)
        )
        self.dismiss_button = _button("×", tr("Remove from the list"), lambda: queue.dismiss(job))

    def _lay_out(self) -> None:
        self.buttons_row = QWidget()
        buttons = QHBoxLayout(self.buttons_row)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(2)
        buttons.addStretch(1)
        for button in (
            self.up_button,
            self.resume_button,
            self.keep_button,
            self.open_button,
            self.compare_button,
            self.again_button,
        ):
            buttons.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 4, 4, 4)
        grid.setVerticalSpacing(3)
        grid.addWidget(self.title_label, 0, 0)
        grid.addWidget(self.cancel_button, 0, 1)
        grid.addWidget(self.dismiss_button, 0, 2)
        grid.addWidget(self.bar, 1, 0, 1, 3)
        grid.addWidget(self.message_note, 2, 0, 1, 3)
        grid.addWidget(self.buttons_row, 3, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    def resizeEvent(self, event):
        """Say when the row grows: its end may be out of sight."""
        super().resizeEvent(event)
        if event.size().height() > event.oldSize().height():
            self.grown.emit()

    def update_row(self) -> None:
        """Show the job as it is now."""
        job, state = self.job, self.job.state
        busy = state in (JobState.RUNNING, JobState.STOPPING)
        self.bar.setVisible(busy)
        # No share is known before the first report: a moving bar says that something happens.
        self.bar.setRange(0, 0 if job.percent <= 0 else 100)
        self.bar.setValue(int(job.percent))
        self.message_note.say(self._text(), warning=state is JobState.FAILED or bool(job.warnings))
        self.up_button.setVisible(state is JobState.WAITING and self._is_behind_another())
        self.cancel_button.setVisible(state in (JobState.WAITING, JobState.RUNNING))
        self.resume_button.setVisible(job.can_resume)
        self.keep_button.setVisible(job.can_keep_part)
        self.open_button.setVisible(state is JobState.DONE)
        self.compare_button.setVisible(state is JobState.DONE and job.layer_is_there)
        self.again_button.setVisible(state.is_over)
        self.dismiss_button.setVisible(state.is_over)
        self.buttons_row.setVisible(state.is_over or not self.up_button.isHidden())

    def _is_behind_another(self) -> bool:
        waiting = [job for job in self._queue.jobs if job.state is JobState.WAITING]
        return self.job in waiting[1:]

    def _text(self) -> str:
        job = self.job
        if job.state is JobState.WAITING:
            return tr("Waiting")
        if job.state is JobState.RUNNING and job.percent > 0:
            parts = [job.message, f"{job.percent:.0f} %"]
            if job.windows_done is not None:
                parts.append(tr("{} of {} windows").format(*job.windows_done))
            if job.seconds_left is not None:
                parts.append(tr("{} left").format(duration(job.seconds_left)))
            return " · ".join(parts)
        first = tr("Done: {}").format(job.message) if job.state is JobState.DONE else job.message
        return "\n".join([first, *(job.warnings if job.state.is_over else ())])


class JobsList(QWidget):
    """All jobs, the newest at the bottom."""

    open_wanted = pyqtSignal(object)
    compare_wanted = pyqtSignal(object)
    again_wanted = pyqtSignal(object)
    keep_wanted = pyqtSignal(object)
    resume_wanted = pyqtSignal(object)

    def __init__(self, queue: JobQueue) -> None:
        super().__init__()
        self._queue = queue
        self.rows: dict[TranslateJob, JobRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        queue.added.connect(self._add)
        queue.removed.connect(self._remove)
        queue.changed.connect(self._sort)

    def _add(self, job: TranslateJob) -> None:
        row = self.rows[job] = JobRow(job, self._queue)
        row.open_wanted.connect(self.open_wanted)
        row.compare_wanted.connect(self.compare_wanted)
        row.again_wanted.connect(self.again_wanted)
        row.keep_wanted.connect(self.keep_wanted)
        row.resume_wanted.connect(self.resume_wanted)
        self._layout.addWidget(row)

    def _remove(self, job: TranslateJob) -> None:
        row = self.rows.pop(job)
        self._layout.removeWidget(row)
        row.deleteLater()

    def _sort(self) -> None:
        for index, job in enumerate(self._queue.jobs):
            row = self.rows.get(job)
            if row is not None and self._layout.indexOf(row) != index:
                self._layout.insertWidget(index, row)


def _button(text: str, tooltip: str, action) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip)
    button.setAutoRaise(True)
    button.clicked.connect(lambda: action())
    return button

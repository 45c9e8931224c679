"""The panel's jobs: one runs; the others wait without a thread."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal

from any2any_qgis.gui.job import JobState, TranslateJob


class JobQueue(QObject):
    """Runs jobs in order; each stays listed until it is dismissed."""

    added = pyqtSignal(object)
    """A ``TranslateJob``."""
    removed = pyqtSignal(object)
    changed = pyqtSignal()
    """A job's state, or the order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[TranslateJob] = []

    @property
    def running(self) -> TranslateJob | None:
        """The job that runs or is stopping."""
        busy = (JobState.RUNNING, JobState.STOPPING)
        return next((job for job in self.jobs if job.state in busy), None)

    @property
    def unfinished(self) -> list[TranslateJob]:
        """Jobs that run or wait."""
        return [job for job in self.jobs if not job.state.is_over]

    def submit(self, job: TranslateJob, output_path: str = "") -> None:
        """Prepare a job and run it when its turn comes; an error in preparing ends it at once."""
        job.setParent(self)
        self.jobs.append(job)
        job.finished.connect(self._on_finished)
        job.changed.connect(self.changed)
        self.added.emit(job)
        if job.prepare(output_path):
            self._start_next()

    def resume(self, job: TranslateJob) -> TranslateJob:
        """Run a stopped job again on the same output: the engine continues with its finished rows."""
        again = type(job)(job.parameters, job.title)
        output = str(job.output)
        self.dismiss(job)
        self.submit(again, output)
        return again

    def move_up(self, job: TranslateJob) -> None:
        """Let a waiting job pass the one before it."""
        index = self.jobs.index(job)
        if index and job.state is JobState.WAITING and self.jobs[index - 1].state is JobState.WAITING:
            self.jobs[index - 1 : index + 1] = [job, self.jobs[index - 1]]
            self.changed.emit()

    def dismiss(self, job: TranslateJob) -> None:
        """Take a finished job off the list."""
        if job.state.is_over and job in self.jobs:
            self.jobs.remove(job)
            self.removed.emit(job)
            job.deleteLater()

    def abandon_all(self) -> None:
        """Stop every job without waiting, at the end of the plugin or of QGIS."""
        for job in self.unfinished:
            job.finished.disconnect(self._on_finished)
            job.abandon()
        self.jobs = []

    def _on_finished(self, successful: bool, message: str) -> None:
        self.changed.emit()
        self._start_next()

    def _start_next(self) -> None:
        waiting = next((job for job in self.jobs if job.state is JobState.WAITING), None)
        if waiting is not None and self.running is None:
            waiting.start()

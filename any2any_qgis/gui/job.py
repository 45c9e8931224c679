"""One translation or fill in the background: prepared on the main thread, run on a thread of its own."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from any2any_qgis.engine.protocol import EngineError, Progress
from any2any_qgis.gui.job_threads import AlgorithmThread, Result, ResultLoader, SignalFeedback, results_in
from any2any_qgis.gui.session import add_to_history, keep_until, project_watch
from any2any_qgis.layers.source import referenced, with_layers
from any2any_qgis.processing.feedback import stage_title
from any2any_qgis.translation import tr

ALGORITHM = "any2any:translate"


class JobState(Enum):
    """State of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether it is final."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class TranslateJob(QObject):
    """Runs ``any2any:translate`` as the toolbox does and adds its result to the project it was started in."""

    algorithm_id = ALGORITHM
    changed = pyqtSignal()
    """State, progress or message."""
    progressed = pyqtSignal(float)
    """Percent."""
    warned = pyqtSignal(str)
    finished = pyqtSignal(bool, str)
    """Whether there is a result, and the last message: its layer's name or the error."""

    def __init__(self, parameters: dict[str, Any], title: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parameters = referenced(parameters)
        """Those of the algorithm, with references in place of layers, which may be deleted before the job."""
        self.title = title
        self.state = JobState.WAITING
        self.percent = 0.0
        self.seconds_left: float | None = None
        self.windows_done: tuple[int, int] | None = None
        """How many windows are translated, of how many; None before the worker counts them."""
        self.message = ""
        self.stage = ""
        """The worker's name of the current activity."""
        self.warnings: list[str] = []
        self.output = Path()
        """Where the result goes; a resumed job gets the same path."""
        self.layer: QgsMapLayer | None = None
        """The result, once it is in the project."""
        self.is_preview = False
        """Whether the result is opened, but not added to the project nor remembered."""
        self.seconds = 0.0
        self.windows = 0
        """What the worker measured; 0 without a result."""
        self.device = ""
        """What computed the result."""
        self._generation = project_watch().generation
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(self.algorithm_id)
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._feedback = SignalFeedback()
        self._feedback.said.connect(self._say)
        self._feedback.warned.connect(self._warn)
        self._feedback.reported.connect(self._report)
        self._context.setFeedback(self._feedback)
        self._run: AlgorithmThread | None = None
        self._results: list[Result] = []
        self._loader: ResultLoader | None = None

    def prepare(self, output_path: str = "") -> bool:
        """Check the parameters and read what is needed from the layers; False ends the job with its error.

        Without a path the result goes to a temporary file.
        """
        self.output = Path(output_path or QgsProcessingUtils.generateTempFilename(self._file_name()))
        paths = self._destinations()
        self.parameters = {**self.parameters, **paths}
        try:
            given = with_layers(self.parameters)
        except EngineError as error:
            return self._fail(str(error))
        project = QgsProject.instance()
        wanted = {name: QgsProcessingOutputLayerDefinition(path, project) for name, path in paths.items()}
        checked = {**given, **wanted}
        executable, reason = self._algorithm.canExecute()
        valid, message = self._algorithm.checkParameterValues(checked, self._context)
        if not (executable and valid):
            return self._fail(message if executable else reason)
        if not self._algorithm.prepare(checked, self._context, self._feedback):
            return self._fail(self._feedback.error or tr("The translation cannot be prepared."))
        # The user may take a layer away before the turn of its job comes, and a thread that meets one that is gone
        # crashes QGIS. All that is needed of it is taken by now.
        self._run_with = {
            name: value.source() if isinstance(value, QgsMapLayer) else value
            for name, value in checked.items()
        }
        return True

    def start(self) -> None:
        """Run the prepared job."""
        if not self.is_preview:
            add_to_history(self._algorithm, {**self._run_with, "OUTPUT": str(self.output)}, self._context)
        self._run = AlgorithmThread(self._algorithm, self._run_with, self._context, self._feedback, self)
        self._run.finished.connect(self._on_run_finished)
        self._set_state(JobState.RUNNING, tr("Starting"))
        self._run.start()

    def cancel(self) -> None:
        """Ask the job to stop; ``finished`` is emitted when it has."""
        if self.state is JobState.WAITING:
            self._end(JobState.CANCELLED, tr("Cancelled."))
        elif self.state is JobState.RUNNING:
            self._set_state(JobState.STOPPING, tr("Stopping"))
            self._feedback.cancel()

    def give(self, layer: QgsMapLayer) -> None:
        """Take a layer that is no part of the project, and whose source is among the parameters.

        QGIS would open it once more, on the main thread.
        """
        self._context.temporaryLayerStore().addMapLayer(layer)

    def opened(self, output: str) -> QgsMapLayer | None:
        """Return the layer of one of the algorithm's outputs; None before it is open, or if it cannot be."""
        layers = [one.layer for one in self._results if one.output == output]
        return layers[0] if layers and layers[0] is not None and layers[0].isValid() else None

    def be_patient(self) -> None:
        """Wait longer for the worker when cancelled, instead of ending it."""
        self._feedback.keeps_worker = True

    def abandon(self) -> None:
        """Stop the job silently, and stay until its thread has ended: it uses the context and the feedback."""
        self.setParent(None)
        self._feedback.cancel()
        if self._run is not None and self._run.isRunning():
            self._run.finished.disconnect(self._on_run_finished)
            keep_until(self._run.finished, self)
        elif self._loader is not None and self._loader.isRunning():
            self._loader.finished.disconnect(self._finish)
            keep_until(self._loader.finished, self)

    def _destinations(self) -> dict[str, str]:
        """Where each output goes."""
        return {"OUTPUT": str(self.output)}

    @property
    def part_folder(self) -> Path:
        """Where the engine keeps finished rows until the result is complete."""
        return self.output.with_name(self.output.name + ".part")

    @property
    def is_writing(self) -> bool:
        """Whether all is computed and the final file is being made."""
        return self.stage == "writing"

    @property
    def can_resume(self) -> bool:
        """Whether finished rows of a stopped job are there."""
        stopped = self.state in (JobState.CANCELLED, JobState.FAILED)
        return stopped and any(self.part_folder.glob("rows_*.tif"))

    @property
    def can_keep_part(self) -> bool:
        """Whether the finished rows of a stopped job make an image."""
        return self.can_resume

    @property
    def belongs_here(self) -> bool:
        """Whether the project that the job was started in is still open."""
        return self._generation == project_watch().generation

    @property
    def layer_is_there(self) -> bool:
        """Whether the result is a layer of the project that is open."""
        return self.layer is not None and not sip.isdeleted(self.layer)

    def add_result(self) -> QgsMapLayer | None:
        """Add the result to the project that is open now; the active layer stays active."""
        for result in self._results:
            if result.layer is None or sip.isdeleted(result.layer):
                result.open()  # its project was closed, and the layer went with it
            if result.add(QgsProject.instance()) and (self.layer is None or result.output == "OUTPUT"):
                self.layer = result.layer
        return self.layer

    def _on_run_finished(self) -> None:
        if self._feedback.isCanceled():
            self._end(JobState.CANCELLED, tr("Cancelled."))
        elif not self._run.successful:
            self._fail(self._feedback.error or tr("The translation failed."))
        else:
            self._algorithm.postProcess(self._context, self._feedback)
            self._results = results_in(self._context)
            measured = self._algorithm.worker_result
            if measured is not None:
                self.seconds, self.windows = measured.seconds, measured.windows
                self.device = measured.device or ""
            self._load()

    def _load(self) -> None:
        """Open the results on a thread of their own; then comes ``_finish``."""
        if not (self.is_preview or self.belongs_here):
            self._finish()
            return
        self._loader = ResultLoader(self._results, self)
        self._loader.finished.connect(self._finish)
        self._loader.start()

    def _finish(self) -> None:
        if self.is_preview:
            self._end(JobState.DONE, str(self.output))
        elif not self.belongs_here:
            self._end(JobState.DONE, tr("Its project was closed: the result is in {}.").format(self.output))
        elif self.add_result() is None:
            self._fail(tr("The result {} cannot be opened.").format(self.output))
        else:
            self._end(JobState.DONE, self.layer.name())

    def _file_name(self) -> str:
        kept = "".join(c if c.isalnum() or c in "-_" else "_" for c in self.title)
        return f"{kept or 'any2any'}.tif"

    def _say(self, message: str) -> None:
        if self.state is JobState.RUNNING:
            self.message = message
            self.changed.emit()

    def _warn(self, message: str) -> None:
        if message not in self.warnings:
            self.warnings.append(message)
            self.warned.emit(message)

    def _report(self, progress: Progress) -> None:
        self.percent = 100.0 * progress.fraction
        self.stage = progress.stage
        self.seconds_left = progress.seconds_left
        if progress.windows_done is not None and progress.windows is not None:
            self.windows_done = progress.windows_done, progress.windows
        if self.state is JobState.RUNNING:
            self.message = stage_title(progress.stage)
        self.progressed.emit(self.percent)
        self.changed.emit()

    def _fail(self, message: str) -> bool:
        self._end(JobState.FAILED, message)
        return False

    def _end(self, state: JobState, message: str) -> None:
        self.seconds_left = None
        self.percent = 100.0 if state is JobState.DONE else self.percent
        self._set_state(state, message)
        self.finished.emit(state is JobState.DONE, message)

    def _set_state(self, state: JobState, message: str) -> None:
        self.state, self.message = state, message
        self.changed.emit()


class FillJob(TranslateJob):
    """Runs ``any2any:fill``; the map of synthetic pixels and their outline lie beside the filled image."""

    algorithm_id = "any2any:fill"

    @property
    def part_folder(self) -> Path:
        """Where the engine keeps finished steps until the result is complete."""
        return self.output.with_name(self.output.name + ".fill")

    @property
    def can_keep_part(self) -> bool:
        """Finished steps of a fill are not an image yet."""
        return False

    def _destinations(self) -> dict[str, str]:
        stem = self.output.with_suffix("")
        return {
            "OUTPUT": str(self.output),
            "SYNTHETIC": f"{stem}_synthetic.tif",
            "OUTLINE": f"{stem}_outline.gpkg",
        }

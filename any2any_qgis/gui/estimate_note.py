"""The panel's line that says how large a result will be and how long it will take."""

from __future__ import annotations

from dataclasses import dataclass

from any2any_qgis.engine.models import Modality, Model
from any2any_qgis.gui.estimate import STEPS, Speeds, result_size, windows_of, work_of
from any2any_qgis.gui.job import TranslateJob
from any2any_qgis.gui.widgets import Note, duration, size_text
from any2any_qgis.translation import tr


@dataclass(frozen=True)
class Task:
    """What time and size depend on."""

    source: Modality
    target: Modality
    size_px: tuple[int, int]
    """Width and height of the area in source pixels, after resampling."""
    steps: int
    samples: int
    device: str
    routed: bool = False
    """Whether it takes two translations, with another modality in between."""


class EstimateNote(Note):
    """Estimates from the speed of earlier jobs."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self._speeds = Speeds()

    def show_for(self, task: Task) -> None:
        """Say what a task will take; nothing for an empty area."""
        width, height = task.size_px
        if not width:
            self.say("")
            return
        size = result_size(width, height, task.source, task.target)
        seconds = self._speeds.seconds(self._key(task.device), self._work(task))
        time = (
            tr("time unknown before the first run")
            if seconds is None
            else tr("about {}").format(duration(seconds))
        )
        pixels = f"{size.width} × {size.height} px"
        self.say(" · ".join([pixels, tr("up to {}").format(size_text(size.bytes)), time]))

    def measure(self, job: TranslateJob) -> None:
        """Take the speed of a finished job for the next estimates."""
        if job.seconds and job.windows:
            steps = job.parameters.get("STEPS") or STEPS[job.parameters["PRESET"]]
            work = work_of(job.windows, steps, job.parameters.get("SAMPLES", 1))
            self._speeds.note(self._key(str(job.parameters.get("DEVICE", "auto"))), work, job.seconds)

    def _work(self, task: Task) -> float:
        windows = windows_of(*task.size_px, task.source.downsampling)
        return (2 if task.routed else 1) * work_of(windows, task.steps, task.samples)

    def _key(self, device: str) -> str:
        return f"{self._model.name} {device}"

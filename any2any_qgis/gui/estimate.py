"""Estimate a job's time and size from speeds measured on this computer."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from qgis.core import QgsSettings

from any2any_qgis.engine.models import Modality, Model
from any2any_qgis.gui.job import TranslateJob
from any2any_qgis.gui.widgets import Note, duration, size_text
from any2any_qgis.translation import tr

SETTING = "any2any/speeds"
WINDOW_LATENT_PX, STRIDE_LATENT_PX = 64, 48
"""The engine's windows and how far they are apart."""
STEPS = {"fast": 1, "balanced": 4, "detailed": 10, "paper": 250}
FIXED_COST, STEP_COST = 3.0, 0.2
"""Work of a window apart from sampling and of one sampling step, relative, as the engine's progress counts it."""


@dataclass(frozen=True)
class Size:
    """A result's size."""

    width: int
    height: int
    bytes: int
    """Before compression."""


def windows_of(width_px: int, height_px: int, downsampling: int) -> int:
    """Return how many windows the engine translates for an area of source pixels."""
    across, down = (_windows_along(math.ceil(px / downsampling)) for px in (width_px, height_px))
    return across * down


def _windows_along(latent_px: int) -> int:
    return 1 + math.ceil(max(0, latent_px - WINDOW_LATENT_PX) / STRIDE_LATENT_PX)


def result_size(width_px: int, height_px: int, source: Modality, target: Modality) -> Size:
    """Return the result's size: the pixel size follows the target's downsampling."""
    ratio = target.downsampling / source.downsampling
    width, height = math.ceil(width_px * ratio), math.ceil(height_px * ratio)
    per_value = 2 if target.quantity == "reflectance" else 4  # uint16 or float32
    return Size(width, height, width * height * len(target.bands) * per_value)


def work_of(windows: int, steps: int, samples: int = 1) -> float:
    """Return the work of a job, in units of the engine's progress."""
    return windows * samples * (FIXED_COST + STEP_COST * steps)


class Speeds:
    """Seconds per unit of work, by model and device; kept between sessions."""

    def __init__(self) -> None:
        self._speeds: dict[str, float] = json.loads(QgsSettings().value(SETTING, "") or "{}")

    def note(self, key: str, work: float, seconds: float) -> None:
        """Take a measurement; the newest counts as much as all before it."""
        if work <= 0 or seconds <= 0:
            return
        measured = seconds / work
        self._speeds[key] = (self._speeds[key] + measured) / 2 if key in self._speeds else measured
        QgsSettings().setValue(SETTING, json.dumps(self._speeds))

    def seconds(self, key: str, work: float) -> float | None:
        """Return the time of some work, None before anything was measured."""
        per_work = self._speeds.get(key)
        return None if per_work is None else per_work * work


@dataclass(frozen=True)
class Task:
    """Everything that time and size depend on."""

    source: Modality
    target: Modality
    size_px: tuple[int, int]
    """Width and height of the area in source pixels, after resampling."""
    steps: int
    samples: int
    device: str
    routed: bool = False
    """Whether it takes two translations, through an intermediate modality."""


class EstimateNote(Note):
    """Estimates from the speed of earlier jobs; before the first one from that of a preview with as many steps.

    A preview is one window, so a job, which also reads and writes large files, is seldom faster: it is used only
    until a job was measured.
    """

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self._speeds = Speeds()

    def show_for(self, task: Task) -> None:
        """Describe a task's time and size; empty for an empty area."""
        width, height = task.size_px
        if not width:
            self.say("")
            return
        size = result_size(width, height, task.source, task.target)
        pixels = f"{size.width} × {size.height} px"
        self.say(" · ".join([pixels, tr("up to {}").format(size_text(size.bytes)), self._time(task)]))

    def measure(self, job: TranslateJob) -> None:
        """Use the speed of a finished job or preview for the next estimates."""
        if job.seconds and job.windows:
            steps = job.parameters.get("STEPS") or STEPS[job.parameters["PRESET"]]
            work = work_of(job.windows, steps, job.parameters.get("SAMPLES", 1))
            key = self._key(str(job.parameters.get("DEVICE", "auto")), steps if job.is_preview else None)
            self._speeds.note(key, work, job.seconds)

    def _time(self, task: Task) -> str:
        work = self._work(task)
        seconds = self._speeds.seconds(self._key(task.device), work)
        if seconds is not None:
            return tr("about {}").format(duration(max(seconds, 1.0)))
        seconds = self._speeds.seconds(self._key(task.device, task.steps), work)
        if seconds is not None:
            return tr("about {} by the preview").format(duration(max(seconds, 1.0)))
        return tr("time unknown before a preview")

    def _work(self, task: Task) -> float:
        windows = windows_of(*task.size_px, task.source.downsampling)
        return (2 if task.routed else 1) * work_of(windows, task.steps, task.samples)

    def _key(self, device: str, preview_steps: int | None = None) -> str:
        """Return under what a speed is kept: that of runs, or that of previews with a number of steps."""
        key = f"{self._model.name} {device}"
        return key if preview_steps is None else f"{key} preview {preview_steps}"

"""Between the worker's messages and a Processing feedback."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback

from any2any_qgis.engine.protocol import Progress, Said
from any2any_qgis.processing.wording import worded
from any2any_qgis.translation import tr


class JobFeedback(QgsProcessingFeedback):
    """A feedback that also takes the worker's own time left, which Processing lacks."""

    keeps_worker = False
    """Whether a cancelled job waits for the worker to stop, because starting another one takes seconds."""

    def note_progress(self, progress: Progress) -> None:
        """Take a progress report as the worker sent it; called from the job's thread."""
        raise NotImplementedError


class FeedbackBridge:
    """Passes the worker's messages to a feedback."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback
        self._stages: set[str] = set()

    def progress(self, progress: Progress) -> None:
        """Show the job's progress. Stages alternate; each is announced once."""
        self._feedback.setProgress(100.0 * progress.fraction)
        if progress.stage not in self._stages:
            self._stages.add(progress.stage)
            self._feedback.setProgressText(stage_title(progress.stage))
        if isinstance(self._feedback, JobFeedback):
            self._feedback.note_progress(progress)

    def log(self, level: str, said: Said) -> None:
        """Put a line of the worker's log into the algorithm's."""
        if level in ("warning", "error", "critical"):
            self._feedback.pushWarning(worded(said))
        else:
            self._feedback.pushInfo(worded(said))


def stage_title(stage: str) -> str:
    """Return a stage's name in the user's language, the worker's own word if it is a new stage."""
    titles = {
        "checking the input": tr("Checking the input"),
        "loading the model": tr("Loading the model"),
        "encoding": tr("Encoding"),
        "translating": tr("Translating"),
        "decoding": tr("Decoding"),
        "writing": tr("Writing the file"),
        "finished": tr("Finished"),
        "comparing": tr("Comparing"),
        "exporting the layer": tr("Exporting the layer"),
    }
    return titles.get(stage, stage[:1].upper() + stage[1:])

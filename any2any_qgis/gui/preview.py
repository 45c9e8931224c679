"""A small part of the map view, before and after: the same algorithm as the run, on one window.

It is made on demand, and again when an option or the map view changes while it is in sight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsRasterLayer, QgsRectangle, QgsReferencedRectangle
from qgis.PyQt.QtCore import QElapsedTimer, QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget
from qgis.utils import iface

from any2any_qgis.engine.models import Modality
from any2any_qgis.gui.job import JobState, TranslateJob
from any2any_qgis.gui.map_view import PicturePair
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.translation import tr

DELAY_MS = 400
"""After the last change."""
MAX_STEPS = 10
"""A preview with more steps takes too long to start by itself."""


@dataclass(frozen=True)
class Wanted:
    """The content of a preview."""

    layer: QgsRasterLayer
    source: Modality
    target: Modality
    parameters: dict[str, object]
    """Those of ``any2any:translate`` but for output and extent."""
    extent: QgsRectangle
    """One window, in the layer's CRS."""

    @property
    def key(self) -> str:
        """All that the picture depends on."""
        kept = {name: value for name, value in self.parameters.items() if name not in ("INPUT", "EXTENT")}
        return f"{self.layer.id()} {self.extent.toString(9)} {kept}"


class PreviewPane(PicturePair):
    """Translates one window and shows it beside its source."""

    finished = pyqtSignal(float)
    """Seconds that a preview took; negative if there is none."""
    translated = pyqtSignal(object)
    """The job of a preview that is being drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: TranslateJob | None = None
        self._clock = QElapsedTimer()
        self.drawn.connect(self._on_picture)

    @property
    def is_busy(self) -> bool:
        """Whether a preview is being made or drawn."""
        return self._job is not None or self.is_drawing(1)

    def show_for(self, wanted: Wanted) -> None:
        """Translate one window; a preview that is under way is cancelled."""
        self.stop()
        self.show_pictures(True)
        self.setVisible(True)
        self.note.say(tr("Translating a preview"))
        self.captions[0].setText(wanted.source.title)
        self.captions[1].setText(wanted.target.title)
        self.draw(0, [wanted.layer], wanted.extent)
        self._clock.start()
        extent = QgsReferencedRectangle(wanted.extent, wanted.layer.crs())
        parameters = {**wanted.parameters, "SAMPLES": 1, "EXTENT": extent}
        job = self._job = TranslateJob(parameters, "any2any_preview", self)
        job.be_patient()
        job.is_preview = True
        job.finished.connect(lambda *_: self._on_finished(job, wanted))
        if job.prepare():
            job.start()

    def outdate(self, reason: str, next_is_soon: bool) -> None:
        """Remove an outdated preview and say why; cancel a running one.

        The pictures' room stays for one that follows soon: what lies below it would jump.
        """
        self.stop()
        self.clear_pictures()
        self.show_pictures(next_is_soon)
        self.note.say(reason)

    def stop(self) -> None:
        """Cancel a running preview, without waiting."""
        job, self._job = self._job, None
        if job is not None:
            job.abandon()
        self.cancel_drawings()

    def _on_finished(self, job: TranslateJob, wanted: Wanted) -> None:
        if job is not self._job:
            return  # it was cancelled, and its signal was on its way
        self._job = None
        job.deleteLater()
        result = job.opened("OUTPUT")
        if job.state is not JobState.DONE or result is None:
            self.pictures[1].clear()
            self.note.say(job.message, warning=True)
            self.finished.emit(-1.0)
            return
        self.draw(1, [result], wanted.extent)
        self.translated.emit(job)

    def _on_picture(self, column: int) -> None:
        if column:
            self.note.say("")
            self.finished.emit(self._clock.elapsed() / 1000)


class PreviewControl(QObject):
    """Keeps a preview up to date: it shows the current choice, or it is empty and says why."""

    def __init__(
        self,
        pane: PreviewPane,
        queue: JobQueue,
        wanted: Callable[[], Wanted | None],
        steps: Callable[[], int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pane, self._queue = pane, queue
        self._wanted, self._steps = wanted, steps
        self._shown = ""
        """Key of what the pane shows, is making or failed to make; empty if none."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        if iface is not None:
            iface.mapCanvas().extentsChanged.connect(self.refresh)

    def remove(self) -> None:
        """Stop watching the map, and stop a running preview."""
        if iface is not None:
            iface.mapCanvas().extentsChanged.disconnect(self.refresh)
        self._timer.stop()
        self._pane.stop()

    def show(self) -> None:
        """Make the preview of what is chosen now."""
        wanted = self._wanted()
        if wanted is not None and self._queue.running is None:
            self._timer.stop()
            self._shown = wanted.key
            self._pane.show_for(wanted)

    def refresh(self) -> None:
        """Remove an outdated preview, and make the next one if that is quick."""
        if self._pane.isHidden():
            return
        wanted = self._wanted()
        if wanted is not None and wanted.key == self._shown:
            self._give_way()
            return
        self._outdate(wanted)
        if wanted is not None and self._is_quick():
            self._timer.start(DELAY_MS)

    def _give_way(self) -> None:
        """Give a job the worker that a preview is using."""
        if self._queue.running is not None and self._pane.is_busy:
            self._outdate(self._wanted())

    def _outdate(self, wanted: Wanted | None) -> None:
        self._timer.stop()
        reason = self._reason(wanted)
        if self._shown or self._pane.note.text() != reason:
            self._pane.outdate(reason, wanted is not None and self._is_quick())
        self._shown = ""

    def _reason(self, wanted: Wanted | None) -> str:
        if wanted is None:
            return tr("No preview: the choices above are not complete.")
        if self._queue.running is not None:
            return tr("A job is running: the preview follows when it has ended.")
        if self._steps() > MAX_STEPS:
            return tr("A preview with {} steps takes long: press Preview to make it.").format(self._steps())
        return tr("Translating a preview")

    def _is_quick(self) -> bool:
        return self._queue.running is None and self._steps() <= MAX_STEPS

    def _on_time(self) -> None:
        # A panel that is closed or behind another one makes no preview; it catches up when it is seen again.
        if self._pane.isVisible() and self._is_quick():
            self.show()

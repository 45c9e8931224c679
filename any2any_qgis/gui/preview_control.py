"""When a preview is made: on demand, and again when an option or the map view changes while it is in sight."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject, QTimer
from qgis.utils import iface

from any2any_qgis.gui.preview import PreviewPane, Wanted
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.translation import tr

DELAY_MS = 400
"""After the last change."""
MAX_STEPS = 10
"""A preview of more steps takes too long to be made unasked."""


class PreviewControl(QObject):
    """Keeps a preview true: what it shows is what is chosen, or it is empty and says why."""

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
        """Watch the map no more and stop what runs."""
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
        """Take away a preview that does not show what is chosen, and make the next one if that is quick."""
        if self._pane.isHidden():
            return
        wanted = self._wanted()
        if wanted is not None and wanted.key == self._shown:
            self._give_way()
            return
        self._outdate(self._reason(wanted))
        if wanted is not None and self._is_quick():
            self._timer.start(DELAY_MS)

    def _give_way(self) -> None:
        """Let a job have the worker that a preview is using."""
        if self._queue.running is not None and self._pane.is_busy:
            self._outdate(self._reason(self._wanted()))

    def _outdate(self, reason: str) -> None:
        self._timer.stop()
        if self._shown or self._pane.note.text() != reason:
            self._pane.outdate(reason)
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

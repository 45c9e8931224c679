"""Reads what a raster says about itself without holding up the panel."""

from __future__ import annotations

import threading

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from any2any_qgis.layers.facts import RasterFacts, read_facts

POLL_MS = 30


class FactsReader(QObject):
    """Reads facts on a thread of its own: an address may take seconds.

    The main thread looks whether they are there, because a thread must not emit a signal of an object that may have
    been deleted meanwhile.
    """

    ready = pyqtSignal(str, object)
    """The layer's id and its ``RasterFacts``, or None."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._layer_id = ""
        self._answer: list[RasterFacts | None] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._look)

    def read(self, layer_id: str, path: str) -> None:
        """Read a file's facts; ``ready`` comes unless another file is asked for first."""
        answer = self._answer = []
        self._layer_id = layer_id
        thread = threading.Thread(
            target=lambda: answer.append(read_facts(path)), name="any2any-facts", daemon=True
        )
        thread.start()
        self._timer.start()

    def _look(self) -> None:
        if self._answer:
            self._timer.stop()
            self.ready.emit(self._layer_id, self._answer[0])

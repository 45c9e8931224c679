"""Show a job's finished rows as a layer while it runs; the result replaces it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProcessingUtils, QgsProject, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from any2any_qgis.engine.models import Modality
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.gui.job import JobState, TranslateJob
from any2any_qgis.gui.job_threads import hand_over
from any2any_qgis.layers.partial import read_partial, write_vrt
from any2any_qgis.layers.result import RESULT_PROPERTY, insert_above_source, remove_with_group
from any2any_qgis.layers.style import Limits, apply_style, sample_limits
from any2any_qgis.translation import tr

LOOK_MS = 500
"""Interval of looking at the folder of a running job."""
DRAWING_SHARE = 0.1
"""The map is redrawn for at most this share of the time: a large result takes seconds to draw."""


class LiveLayer(QObject):
    """Shows one job's finished rows in the project that the job belongs to. Files are read on a thread of its own."""

    shown = pyqtSignal(int)
    """The number of pieces that are on the map now."""

    def __init__(self, job: TranslateJob, target: Modality, source_id: str) -> None:
        super().__init__(job)
        self.layer: QgsRasterLayer | None = None
        self._job, self._target, self._source_id = job, target, source_id
        self._vrt = Path(QgsProcessingUtils.generateTempFilename("any2any_live.vrt"))
        self._shown = 0
        """Pieces on the map."""
        self._look: _Look | None = None
        self._next_s = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()
        job.finished.connect(self.remove)
        QgsProject.instance().writeProject.connect(self._leave_out_of_tree)
        QgsProject.instance().writeMapLayer.connect(self._leave_out)

    @property
    def is_there(self) -> bool:
        """Whether the layer is on the map."""
        return self.layer is not None and not sip.isdeleted(self.layer)

    def remove(self, *_) -> None:
        """Remove the layer and stop watching."""
        if self._timer.isActive():
            self._timer.stop()
            QgsProject.instance().writeProject.disconnect(self._leave_out_of_tree)
            QgsProject.instance().writeMapLayer.disconnect(self._leave_out)
        if self.is_there:
            remove_with_group(QgsProject.instance(), self.layer)
        self.layer = None

    def _on_time(self) -> None:
        if not self._job.belongs_here or (self.layer is not None and not self.is_there):
            self.remove()  # its project was closed, or the user took the layer away
        elif self._job.is_writing and os.name == "nt":
            self.remove()  # Windows deletes no file that is open, and the worker is about to delete the pieces
        elif self._look is not None and self._look.done:
            look, self._look = self._look, None
            if look.pieces > self._shown:
                self._show(look)
        elif self._look is None and self._job.state is JobState.RUNNING and time.monotonic() >= self._next_s:
            self._look = _Look(self._job.part_folder, self._vrt, self._shown)

    def _show(self, look: _Look) -> None:
        begin = time.monotonic()
        if self.layer is None:
            self._add(look.layer)
        else:
            self.layer.dataProvider().reloadData()
        self._shown = look.pieces
        apply_style(self.layer, self._target, look.limits)
        spent_s = max(look.seconds, time.monotonic() - begin)
        self._next_s = time.monotonic() + spent_s / DRAWING_SHARE
        self.shown.emit(look.pieces)

    def _add(self, layer: QgsRasterLayer) -> None:
        layer.setName(tr("{} (synthetic, in progress)").format(self._job.title))
        layer.setCustomProperty(RESULT_PROPERTY, True)
        insert_above_source(QgsProject.instance(), layer, self._source_id, expanded=False)
        self.layer = layer

    def _leave_out_of_tree(self, document: QDomDocument) -> None:
        """Keep the layer out of a project that is saved meanwhile: its files will be gone."""
        if not self.is_there:
            return
        for tag in ("layer-tree-layer", "legendlayer", "item"):
            nodes = document.elementsByTagName(tag)
            for element in [nodes.at(i).toElement() for i in range(nodes.count())]:
                if self.layer.id() in (element.attribute("id"), element.text()):
                    element.parentNode().removeChild(element)

    def _leave_out(self, layer: QgsMapLayer, element: QDomElement, document: QDomDocument) -> None:
        if self.is_there and layer.id() == self.layer.id():
            # QGIS adds the element after this in any case; of a kind that it does not know it makes no layer.
            element.setAttribute("type", "any2any-in-progress")


class _Look:
    """One look into a job's folder, on a thread of its own; main thread and thread share nothing else."""

    def __init__(self, folder: Path, vrt: Path, shown: int) -> None:
        self.done = False
        self.pieces = 0
        self.limits: Limits = ()
        self.layer: QgsRasterLayer | None = None
        """Of the virtual raster, open; only of the first look."""
        self.seconds = 0.0
        """What reading an overview took: about what drawing takes."""
        self._arguments = folder, vrt, shown
        threading.Thread(target=self._run, name="any2any-live", daemon=True).start()

    def _run(self) -> None:
        folder, vrt, shown = self._arguments
        begin = time.monotonic()
        try:
            image = read_partial(folder)
            if image is not None and len(image.pieces) > shown:
                write_vrt(image, vrt)
                self.limits = sample_limits(str(vrt))
                if not shown:
                    self.layer = QgsRasterLayer(str(vrt), "")
                    hand_over(self.layer)
                self.pieces = len(image.pieces)
        except (EngineError, OSError, RuntimeError):
            pass  # the job has ended meanwhile and its pieces are gone
        finally:
            self.seconds = time.monotonic() - begin
            self.done = True

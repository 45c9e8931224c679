"""A small part of the map view, before and after: the same algorithm as the run, on one window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsMapLayer,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QElapsedTimer, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage, QPixmap
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget
from qgis.utils import iface

from any2any_qgis.engine.models import Modality
from any2any_qgis.gui.job import JobState, TranslateJob
from any2any_qgis.gui.session import keep_until
from any2any_qgis.gui.widgets import Note
from any2any_qgis.layers.export import ground_units
from any2any_qgis.layers.style import apply_style
from any2any_qgis.translation import tr

WINDOW_LATENT_PX = 64
PICTURE_PX = 150


@dataclass(frozen=True)
class Wanted:
    """What a preview is to show."""

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


class PreviewPane(QWidget):
    """Two pictures side by side; hidden until the first preview is asked for."""

    finished = pyqtSignal(float)
    """Seconds that a preview took; negative if there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: TranslateJob | None = None
        self._drawings: dict[int, QgsMapRendererSequentialJob] = {}
        self._clock = QElapsedTimer()
        self.pictures = (QLabel(), QLabel())
        self.captions = (QLabel(), QLabel())
        self.note = Note()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (picture, caption) in enumerate(zip(self.pictures, self.captions)):
            picture.setMinimumSize(PICTURE_PX, PICTURE_PX)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(picture, 0, column)
            grid.addWidget(caption, 1, column)
        grid.addWidget(self.note, 2, 0, 1, 2)
        self.setVisible(False)

    @property
    def is_busy(self) -> bool:
        """Whether a preview is being made or drawn."""
        return self._job is not None or 1 in self._drawings

    def show_for(self, wanted: Wanted) -> None:
        """Translate one window; a preview that is under way is cancelled."""
        self.stop()
        self.setVisible(True)
        self.note.say(tr("Translating a preview"))
        self.captions[0].setText(wanted.source.title)
        self.captions[1].setText(wanted.target.title)
        self._draw(0, wanted.layer, wanted.extent)
        self._clock.start()
        extent = QgsReferencedRectangle(wanted.extent, wanted.layer.crs())
        parameters = {**wanted.parameters, "SAMPLES": 1, "EXTENT": extent}
        job = self._job = TranslateJob(parameters, "any2any_preview", self)
        job.be_patient()
        job.loads_result = False
        job.finished.connect(lambda *_: self._on_finished(job, wanted))
        if job.prepare():
            job.start()

    def outdate(self, reason: str) -> None:
        """Take away what does not show the current choice, and say why; what runs is cancelled."""
        self.stop()
        for picture in self.pictures:
            picture.clear()
        for caption in self.captions:
            caption.setText("")
        self.note.say(reason)

    def stop(self) -> None:
        """Cancel what runs; nothing waits for it."""
        job, self._job = self._job, None
        if job is not None:
            job.abandon()
        for drawing in self._drawings.values():
            drawing.cancelWithoutBlocking()
        self._drawings = {}

    def _on_finished(self, job: TranslateJob, wanted: Wanted) -> None:
        if job is not self._job:
            return  # it was cancelled, and its signal was on its way
        self._job = None
        job.deleteLater()
        if job.state is not JobState.DONE:
            self.pictures[1].clear()
            self.note.say(job.message, warning=True)
            self.finished.emit(-1.0)
            return
        result = QgsRasterLayer(str(job.output), "preview")
        apply_style(result, wanted.target)
        self._draw(1, result, wanted.extent)

    def _draw(self, column: int, layer: QgsRasterLayer, extent: QgsRectangle) -> None:
        """Draw a part of a layer in its own style; the layer may be a map service, which takes seconds."""
        self.pictures[column].clear()
        settings, ratio = QgsMapSettings(), self.devicePixelRatioF()
        settings.setLayers([layer])
        settings.setDestinationCrs(layer.crs())
        settings.setExtent(extent)
        settings.setOutputSize(QSize(round(PICTURE_PX * ratio), round(PICTURE_PX * ratio)))
        settings.setOutputImageFormat(QImage.Format.Format_ARGB32_Premultiplied)
        drawing = self._drawings[column] = QgsMapRendererSequentialJob(settings)
        keep_until(drawing.finished, (drawing, layer))
        drawing.finished.connect(partial(self._on_drawn, column, drawing))
        drawing.start()

    def _on_drawn(self, column: int, drawing: QgsMapRendererSequentialJob) -> None:
        if sip.isdeleted(self) or self._drawings.get(column) is not drawing:
            return  # it was cancelled
        del self._drawings[column]
        picture = QPixmap.fromImage(drawing.renderedImage())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.pictures[column].setPixmap(picture)
        if column:
            self.note.say("")
            self.finished.emit(self._clock.elapsed() / 1000)


def window_in_view(layer: QgsRasterLayer, source: Modality, pixel_size_m: float = 0.0) -> QgsRectangle:
    """Return one window of the model, in the layer's CRS, in the middle of what the map shows of the layer.

    ``pixel_size_m``: what the layer is to be resampled to first; 0 for its own.
    """
    extent = layer.extent()
    centre = _centre_of_view(layer, extent)
    unit_x, unit_y = ground_units(layer, extent, pixel_size_m or source.pixel_size_m, bool(pixel_size_m))
    side_px = WINDOW_LATENT_PX * source.downsampling
    width, height = min(extent.width(), side_px * unit_x), min(extent.height(), side_px * unit_y)
    left = min(max(centre.x() - width / 2, extent.xMinimum()), extent.xMaximum() - width)
    bottom = min(max(centre.y() - height / 2, extent.yMinimum()), extent.yMaximum() - height)
    return QgsRectangle(left, bottom, left + width, bottom + height)


def _centre_of_view(layer: QgsRasterLayer, extent: QgsRectangle):
    if iface is None:
        return extent.center()
    canvas = iface.mapCanvas()
    crs = canvas.mapSettings().destinationCrs()
    to_layer = QgsCoordinateTransform(crs, layer.crs(), QgsProject.instance())
    try:
        seen = to_layer.transformBoundingBox(canvas.extent()).intersect(extent)
    except QgsCsException:
        return extent.center()
    return extent.center() if seen.isEmpty() else seen.center()


def draw_layers(layers: list[QgsMapLayer], extent: QgsRectangle) -> QPixmap:
    """Draw a part of layers of files in their own styles, the first on top; the CRS is that of the last one."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[-1].crs())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(PICTURE_PX, PICTURE_PX))
    settings.setOutputImageFormat(QImage.Format.Format_ARGB32_Premultiplied)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return QPixmap.fromImage(job.renderedImage())

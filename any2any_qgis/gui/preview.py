"""A small part of the map view, before and after: the same algorithm as the run, on one window."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtCore import QElapsedTimer, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage, QPixmap
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget
from qgis.utils import iface

from any2any_qgis.engine.models import Modality
from any2any_qgis.gui.job import TranslateJob
from any2any_qgis.gui.widgets import Note
from any2any_qgis.layers.result import apply_style
from any2any_qgis.translation import tr

WINDOW_LATENT_PX = 64
PICTURE_PX = 150


class PreviewPane(QWidget):
    """Two pictures side by side; hidden until the first preview is asked for."""

    finished = pyqtSignal(float)
    """Seconds that a preview took; negative if there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: TranslateJob | None = None
        self._next: tuple | None = None
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
        """Whether a preview is being made."""
        return self._job is not None

    def show_for(self, layer: QgsRasterLayer, source: Modality, target: Modality, parameters: dict) -> None:
        """Translate the middle of the map view. A preview that is under way is finished first and not shown."""
        self._next = (layer.id(), source, target, parameters)
        if self._job is None:
            self._start()

    def stop(self) -> None:
        """Stop what runs; nothing waits for it."""
        self._next = None
        if self._job is not None:
            job, self._job = self._job, None
            job.finished.disconnect(self._on_finished)
            job.abandon()

    def _start(self) -> None:
        self._current, self._next = self._next, None
        layer_id, source, target, parameters = self._current
        layer = QgsProject.instance().mapLayer(layer_id)
        if layer is None:
            return
        self._extent = window_in_view(layer, source.downsampling)
        extent = QgsReferencedRectangle(self._extent, layer.crs())
        self._job = TranslateJob({**parameters, "EXTENT": extent}, "any2any_preview", self)
        self._job.loads_result = False
        self._job.finished.connect(self._on_finished)
        self.setVisible(True)
        self.note.say(tr("Translating a preview"))
        self.pictures[0].setPixmap(_pixmap(layer, self._extent))
        if self.captions[1].text() != target.title:
            self.pictures[1].clear()  # it shows another target
        self.captions[0].setText(source.title)
        self.captions[1].setText(target.title)
        self._clock.start()
        if self._job.prepare():
            self._job.start()

    def _on_finished(self, successful: bool, message: str) -> None:
        job, self._job = self._job, None
        job.deleteLater()
        if self._next is not None:
            self._start()
            return
        if successful:
            self._show_result(str(job.output))
        self.note.say("" if successful else message, warning=True)
        self.finished.emit(self._clock.elapsed() / 1000 if successful else -1.0)

    def _show_result(self, path: str) -> None:
        result = QgsRasterLayer(path, "preview")
        apply_style(result, self._current[2])
        self.pictures[1].setPixmap(_pixmap(result, self._extent))


def window_in_view(layer: QgsRasterLayer, downsampling: int) -> QgsRectangle:
    """Return one window of the model, in the layer's CRS, in the middle of what the map shows of the layer."""
    extent = layer.extent()
    centre = extent.center()
    if iface is not None:
        canvas = iface.mapCanvas()
        crs = canvas.mapSettings().destinationCrs()
        to_layer = QgsCoordinateTransform(crs, layer.crs(), QgsProject.instance())
        try:
            seen = to_layer.transformBoundingBox(canvas.extent()).intersect(extent)
        except QgsCsException:
            seen = extent
        centre = centre if seen.isEmpty() else seen.center()
    side_px = WINDOW_LATENT_PX * downsampling
    width = min(extent.width(), side_px * max(layer.rasterUnitsPerPixelX(), 1e-12))
    height = min(extent.height(), side_px * max(layer.rasterUnitsPerPixelY(), 1e-12))
    left = min(max(centre.x() - width / 2, extent.xMinimum()), extent.xMaximum() - width)
    bottom = min(max(centre.y() - height / 2, extent.yMinimum()), extent.yMaximum() - height)
    return QgsRectangle(left, bottom, left + width, bottom + height)


def _pixmap(layer: QgsRasterLayer, extent: QgsRectangle) -> QPixmap:
    """Draw a part of a layer in its own style."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(PICTURE_PX, PICTURE_PX))
    settings.setOutputImageFormat(QImage.Format.Format_ARGB32_Premultiplied)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return QPixmap.fromImage(job.renderedImage())

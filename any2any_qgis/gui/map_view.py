"""The part of a layer in the map view, and pictures of it that are drawn without blocking the panel."""

from __future__ import annotations

from collections.abc import Sequence
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
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage, QPixmap
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget
from qgis.utils import iface

from any2any_qgis.engine.models import Modality
from any2any_qgis.gui.session import keep_until
from any2any_qgis.gui.widgets import Note
from any2any_qgis.layers.export import ground_units

WINDOW_LATENT_PX = 64
PICTURE_PX = 150


class PicturePair(QWidget):
    """Two pictures side by side with captions and a line of explanation; hidden until it is used."""

    drawn = pyqtSignal(int)
    """The column of a picture that is there now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawings: dict[int, QgsMapRendererSequentialJob] = {}
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

    def is_drawing(self, column: int) -> bool:
        """Whether a picture is being drawn."""
        return column in self._drawings

    def draw(self, column: int, layers: Sequence[QgsMapLayer], extent: QgsRectangle) -> None:
        """Draw a part of layers in their own styles, the first on top; the CRS is that of the last one.

        They may be map services, which take seconds: ``drawn`` comes later, on the main thread.
        """
        self.pictures[column].clear()
        settings, ratio = QgsMapSettings(), self.devicePixelRatioF()
        settings.setLayers(list(layers))
        settings.setDestinationCrs(layers[-1].crs())
        settings.setExtent(extent)
        settings.setOutputSize(QSize(round(PICTURE_PX * ratio), round(PICTURE_PX * ratio)))
        settings.setOutputImageFormat(QImage.Format.Format_ARGB32_Premultiplied)
        drawing = self._drawings[column] = QgsMapRendererSequentialJob(settings)
        keep_until(drawing.finished, (drawing, layers))
        drawing.finished.connect(partial(self._on_drawn, column, drawing))
        drawing.start()

    def cancel_drawings(self) -> None:
        """Stop drawing, without waiting."""
        for drawing in self._drawings.values():
            drawing.cancelWithoutBlocking()
        self._drawings = {}

    def clear_pictures(self) -> None:
        """Remove pictures and captions."""
        for label in (*self.pictures, *self.captions):
            label.clear()

    def show_pictures(self, shown: bool) -> None:
        """Keep room for the pictures, or leave it to what comes below."""
        for label in (*self.pictures, *self.captions):
            label.setVisible(shown)

    def _on_drawn(self, column: int, drawing: QgsMapRendererSequentialJob) -> None:
        if sip.isdeleted(self) or self._drawings.get(column) is not drawing:
            return  # it was cancelled
        del self._drawings[column]
        picture = QPixmap.fromImage(drawing.renderedImage())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.pictures[column].setPixmap(picture)
        self.drawn.emit(column)


def window_in_view(layer: QgsRasterLayer, source: Modality, pixel_size_m: float = 0.0) -> QgsRectangle:
    """Return one window of the model, in the layer's CRS, in the middle of what the map shows of the layer.

    ``pixel_size_m``: what the layer is to be resampled to first; 0 for its own.
    """
    extent = layer.extent()
    centre = view_of(layer).center()
    unit_x, unit_y = ground_units(layer, extent, pixel_size_m or source.pixel_size_m, bool(pixel_size_m))
    side_px = WINDOW_LATENT_PX * source.downsampling
    width, height = min(extent.width(), side_px * unit_x), min(extent.height(), side_px * unit_y)
    left = min(max(centre.x() - width / 2, extent.xMinimum()), extent.xMaximum() - width)
    bottom = min(max(centre.y() - height / 2, extent.yMinimum()), extent.yMaximum() - height)
    return QgsRectangle(left, bottom, left + width, bottom + height)


def view_of(layer: QgsRasterLayer):
    """Return what the map shows of a layer, in its CRS; the whole layer where that is nothing."""
    extent = layer.extent()
    if iface is None:
        return extent
    canvas = iface.mapCanvas()
    to_layer = QgsCoordinateTransform(
        canvas.mapSettings().destinationCrs(), layer.crs(), QgsProject.instance()
    )
    try:
        seen = to_layer.transformBoundingBox(canvas.extent()).intersect(extent)
    except QgsCsException:
        return extent
    return extent if seen.isEmpty() else seen

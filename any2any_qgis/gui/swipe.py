"""Compare a result with its source on the map: a line to drag, the result left of it and the source right of it."""

from __future__ import annotations

from qgis.core import (
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPointF, QRectF, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen

from any2any_qgis.layers.result import is_result

LINE_PX, GRIP_PX, LABEL_MARGIN_PX = 2, 9, 6
REDRAW_MS = 150
"""The pictures are drawn again this long after the map has stopped moving."""


class SwipeItem(QgsMapCanvasItem):
    """Two pictures of the map's extent with a line between them; transparent until they are drawn."""

    def __init__(self, canvas: QgsMapCanvas, labels: tuple[str, str]) -> None:
        super().__init__(canvas)
        self._canvas, self._labels = canvas, labels
        self.share = 0.5
        """Where the line is, from 0 at the left to 1."""
        self.images: list[QImage | None] = [None, None]
        self._extent = QgsRectangle()
        self.setZValue(100)

    def boundingRect(self) -> QRectF:
        """The whole canvas."""
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def show_images(self, images: list[QImage], extent: QgsRectangle) -> None:
        """Take the pictures of an extent of the map."""
        self.images, self._extent = list(images), extent
        self.update()

    def paint(self, painter: QPainter, option=None, widget=None) -> None:
        """Draw both halves, if they show what the map shows."""
        area = self.boundingRect()
        line = area.width() * self.share
        halves = QRectF(0, 0, line, area.height()), QRectF(line, 0, area.width() - line, area.height())
        current = self._extent == self._canvas.extent()
        for image, half, label, left in zip(self.images, halves, self._labels, (True, False)):
            painter.save()
            painter.setClipRect(half)
            if image is not None and current:
                painter.drawImage(area, image, QRectF(image.rect()))
            self._draw_label(painter, half, label, left)
            painter.restore()
        self._draw_line(painter, line, area.height())

    def _draw_label(self, painter: QPainter, half: QRectF, text: str, left: bool) -> None:
        metrics, margin = painter.fontMetrics(), LABEL_MARGIN_PX
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(half.width()) - 4 * margin))
        width = metrics.horizontalAdvance(text) + 2 * margin
        x = half.left() + margin if left else half.right() - margin - width
        box = QRectF(x, margin, width, metrics.height() + margin)
        painter.fillRect(box, QColor(0, 0, 0, 170))
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    @staticmethod
    def _draw_line(painter: QPainter, x: float, height: float) -> None:
        for colour, width in ((QColor(0, 0, 0, 170), LINE_PX + 2), (QColor(255, 255, 255), LINE_PX)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, 0), QPointF(x, height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(0, 0, 0, 170), 1))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawEllipse(QPointF(x, height / 2), GRIP_PX, GRIP_PX)


class SwipeTool(QgsMapTool):
    """Moves the line by dragging; a double click shows one side whole, then the other. Esc ends it."""

    ended = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, result: QgsMapLayer, source: QgsMapLayer) -> None:
        super().__init__(canvas)
        self._layers = result, source
        self.item = SwipeItem(canvas, (result.name(), source.name()))
        self._jobs: list[QgsMapRendererParallelJob] = []
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._draw)
        canvas.extentsChanged.connect(self._draw_soon)
        for layer in self._layers:
            layer.willBeDeleted.connect(self.end)
            layer.repaintRequested.connect(self._draw_soon)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._draw()

    def end(self) -> None:
        """Leave the comparison; QGIS goes back to no tool, or has chosen another."""
        canvas = self.canvas()
        if canvas is not None and canvas.mapTool() is self:
            canvas.unsetMapTool(self)  # calls deactivate
        else:
            self._take_away()

    def deactivate(self) -> None:
        """Another tool was chosen."""
        super().deactivate()
        self._take_away()

    def canvasPressEvent(self, event) -> None:
        """Move the line to the mouse."""
        self._move_line(event)

    def canvasMoveEvent(self, event) -> None:
        """Drag the line."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_line(event)

    def canvasDoubleClickEvent(self, event) -> None:
        """Show the other side whole."""
        self.item.share = 0.0 if self.item.share > 0.5 else 1.0
        self.item.update()

    def keyPressEvent(self, event) -> None:
        """End with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
            event.ignore()  # or the canvas would take it for its own

    def _move_line(self, event) -> None:
        self.item.share = min(1.0, max(0.0, event.pos().x() / max(self.canvas().width(), 1)))
        self.item.update()

    def _draw_soon(self) -> None:
        self.item.update()
        self._waiting.start(REDRAW_MS)

    def _draw(self) -> None:
        """Draw both pictures in the background."""
        self._stop_drawing()
        canvas = self.canvas()
        extent = QgsRectangle(canvas.extent())
        for layer in self._layers:
            job = QgsMapRendererParallelJob(_settings(canvas, layer))
            job.finished.connect(lambda: self._on_drawn(extent))
            self._jobs.append(job)
        for job in self._jobs:
            job.start()

    def _on_drawn(self, extent: QgsRectangle) -> None:
        if self._jobs and not any(job.isActive() for job in self._jobs):
            self.item.show_images([job.renderedImage() for job in self._jobs], extent)

    def _stop_drawing(self) -> None:
        for job in self._jobs:
            job.cancelWithoutBlocking()
        self._jobs = []

    def _take_away(self) -> None:
        if self.item is None or sip.isdeleted(self.item):
            return
        self._stop_drawing()
        self._waiting.stop()
        canvas, item, self.item = self.canvas(), self.item, None
        canvas.extentsChanged.disconnect(self._draw_soon)
        for layer in self._layers:
            if not sip.isdeleted(layer):
                layer.willBeDeleted.disconnect(self.end)
                layer.repaintRequested.disconnect(self._draw_soon)
        canvas.scene().removeItem(item)
        self.ended.emit()


def _settings(canvas: QgsMapCanvas, layer: QgsMapLayer) -> QgsMapSettings:
    """Return the map with this image and no other result; vectors stay above it."""
    settings = QgsMapSettings(canvas.mapSettings())
    others = [other for other in canvas.layers() if other is not layer and not is_result(other)]
    vectors = [other for other in others if isinstance(other, QgsVectorLayer)]
    settings.setLayers([*vectors, layer, *(other for other in others if other not in vectors)])
    return settings

"""Pictures of modalities, and of the way from one to another."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QPainter, QPainterPath, QPalette, QPixmap, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from any2any_qgis import paths
from any2any_qgis.engine.models import Modality

PICTURE = QSize(46, 30)
SCALE = 2
"""Sharp on screens with two device pixels to one."""
ROUND_PX = 3
ARROW_PX = 20


def modality_picture(name: str) -> QPixmap:
    """Return a picture with round corners; the plugin's icon for a modality that has none."""
    path = paths.RESOURCES / "modalities" / f"{name}.png"
    if not path.is_file():
        return QPixmap(str(paths.ICON)).scaled(
            PICTURE * SCALE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    size = PICTURE * SCALE
    picture = QPixmap(str(path)).scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    rounded = QPixmap(size)
    rounded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(rounded)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, size.width(), size.height()), ROUND_PX * SCALE, ROUND_PX * SCALE)
    painter.setClipPath(outline)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    rounded.setDevicePixelRatio(SCALE)
    return rounded


class RoutePicture(QWidget):
    """Source, what is between, and target with arrows; hidden for a direct way."""

    def __init__(self) -> None:
        super().__init__()
        self._stops: list[Modality] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setVisible(False)

    def show_route(self, stops: Sequence[Modality]) -> None:
        """Show a way through these modalities; nothing for an empty one."""
        self._stops = list(stops)
        self.setAccessibleName(" → ".join(stop.title for stop in stops))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()
        self.setVisible(bool(stops))

    def sizeHint(self) -> QSize:
        count = max(len(self._stops), 1)
        width = count * PICTURE.width() + (count - 1) * ARROW_PX
        return QSize(width, PICTURE.height() + self.fontMetrics().height())

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(ink)
        painter.setBrush(ink)
        for index, stop in enumerate(self._stops):
            left = index * (PICTURE.width() + ARROW_PX)
            if index:
                self._draw_arrow(painter, left - ARROW_PX)
            painter.drawPixmap(left, 0, modality_picture(stop.name))
            place = QRectF(left, PICTURE.height(), PICTURE.width(), self.fontMetrics().height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, stop.title)
        painter.end()

    @staticmethod
    def _draw_arrow(painter: QPainter, left: float) -> None:
        middle, right = PICTURE.height() / 2, left + ARROW_PX - 4
        painter.drawLine(QPointF(left + 4, middle), QPointF(right - 4, middle))
        tip = [QPointF(right, middle), QPointF(right - 6, middle - 4), QPointF(right - 6, middle + 4)]
        painter.drawPolygon(QPolygonF(tip))

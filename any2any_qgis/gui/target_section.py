"""The panel's target: one button with a picture for each modality, and notes on the direction."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QObject, QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QPainter, QPainterPath, QPixmap, QPolygonF
from qgis.PyQt.QtWidgets import QButtonGroup, QFormLayout, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from any2any_qgis import paths
from any2any_qgis.engine.models import Modality, Model
from any2any_qgis.gui.widgets import Note, labelled, text_colour
from any2any_qgis.translation import tr

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
    """Source, intermediate modality and target with arrows; hidden for a direct translation."""

    def __init__(self) -> None:
        super().__init__()
        self._stops: list[Modality] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setVisible(False)

    def show_route(self, stops: Sequence[Modality]) -> None:
        """Show a route through these modalities; nothing for an empty one."""
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
        ink = text_colour()
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


class TargetSection(QObject):
    """Widgets and state of the target row."""

    changed = pyqtSignal()

    def __init__(self, model: Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._source, self._via = "", "auto"
        self.buttons = {modality.name: _button(modality) for modality in model.modalities}
        self.group = QButtonGroup(self)
        self.row = QWidget()
        layout = QHBoxLayout(self.row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for button in self.buttons.values():
            self.group.addButton(button)
            layout.addWidget(button, 1)
        self.note = Note()
        self.route_picture = RoutePicture()
        self.group.buttonClicked.connect(self._on_click)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into the dock's form."""
        form.addRow(labelled(tr("&To"), next(iter(self.buttons.values()))), self.row)
        form.addRow("", self.route_picture)
        form.addRow("", self.note)

    @property
    def modality(self) -> Modality | None:
        """The chosen target, None until there is one."""
        checked = self.group.checkedButton()
        return self._model.modality(checked.property("modality")) if checked is not None else None

    @property
    def route(self) -> str | None:
        """The modality between source and target, None for the direct way."""
        return self._route(self.modality.name) if self.modality is not None else None

    def choose(self, name: str) -> None:
        """Check a target's button if it is not the source."""
        button = self.buttons.get(name)
        if button is not None and button.isEnabled():
            button.setChecked(True)
            self._describe()

    def set_source(self, source: str, via: str = "auto") -> None:
        """Show the directions from a source; a target that equals the source is replaced."""
        self._source, self._via = source, via
        for name, button in self.buttons.items():
            button.setEnabled(name != source)
            button.setText(self._caption(name))
            button.setToolTip(self._tooltip(name))
        if self.modality is None or self.modality.name == source:
            self._first_trained().setChecked(True)
        self._describe()

    def _first_trained(self) -> QToolButton:
        names = [name for name in self.buttons if name != self._source]
        trained = [name for name in names if (self._source, name) in self._model.seen]
        return self.buttons[(trained or names)[0]]

    def _caption(self, name: str) -> str:
        title = self._model.modality(name).title
        zero_shot = name != self._source and (self._source, name) not in self._model.seen
        return f"{title} *" if zero_shot else title

    def _tooltip(self, name: str) -> str:
        if name == self._source:
            return tr("This is what the layer shows.")
        return self._direction_text(name)[0]

    def _direction_text(self, name: str) -> tuple[str, bool]:
        """Return a note on a direction, and whether it is a warning."""
        way, route = (self._source, name), self._route(name)
        through = self._model.modality(route).title if route else ""
        if way in self._model.seen:
            text = tr("Trained direction, translated through {} by your choice").format(through)
            return (text, True) if route else (tr("Trained direction"), False)
        if route is not None:
            return tr("* Zero-shot: not trained, translated through {}").format(through), True
        return tr("* Zero-shot: not trained on this direction"), True

    def _route(self, name: str) -> str | None:
        """Return the modality between source and target, None for the direct way."""
        if self._via in ("auto", None):
            return self._model.routes.get((self._source, name))
        return None if self._via in ("direct", self._source, name) else self._via

    def _describe(self) -> None:
        if self.modality is None:
            return
        name = self.modality.name
        self.note.say(*self._direction_text(name))
        route = self._route(name)
        stops = [self._source, route, name] if route else []
        self.route_picture.show_route([self._model.modality(stop) for stop in stops])

    def _on_click(self) -> None:
        self._describe()
        self.changed.emit()


def _button(modality: Modality) -> QToolButton:
    button = QToolButton()
    button.setText(modality.title)
    button.setProperty("modality", modality.name)
    button.setCheckable(True)
    button.setAutoExclusive(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(PICTURE)
    button.setIcon(QIcon(modality_picture(modality.name)))
    button.setMinimumWidth(PICTURE.width() + 2)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setAccessibleName(tr("Translate to {}").format(modality.title))
    return button

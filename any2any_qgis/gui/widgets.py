"""Small widgets that the panel's sections share."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QLocale, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QComboBox, QFrame, QLabel, QScrollArea, QSizePolicy, QToolButton, QWidget

from any2any_qgis.layers.titles import titles_of
from any2any_qgis.setup.location import ready_environment
from any2any_qgis.translation import tr

_WARNING_ON_LIGHT, _WARNING_ON_DARK = QColor(148, 82, 0), QColor(255, 190, 92)
MIN_NOTE_WIDTH_PX = 60
LABEL_ROOM_PX = 3
"""An underlined letter at the end of a short label is cut off without it."""
_MUTED_ON_LIGHT, _MUTED_ON_DARK = 0.62, 0.85
"""Share of the text's colour in a note; the rest is the background. Dark themes have grey text already."""


def labelled(text: str, buddy: QWidget) -> QLabel:
    """Return a row's label whose mnemonic leads to the row's widget."""
    label = QLabel(text)
    label.setMinimumWidth(label.sizeHint().width() + LABEL_ROOM_PX)
    label.setBuddy(buddy)
    return label


def choice_box(kind: str, words: Sequence[str]) -> QComboBox:
    """Return a box that shows the titles of some of the worker's words, which are the items' data."""
    box, titles = QComboBox(), titles_of(kind)
    for word in words:
        box.addItem(titles.get(word, word), word)
    return box


def scrolled(content: QWidget) -> QScrollArea:
    """Let a widget scroll up and down; it is never narrower than it needs."""
    scroll = QScrollArea()
    scroll.setWidget(content)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setMinimumWidth(content.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
    return scroll


def text_colour() -> QColor:
    """Return the colour of labels. A theme of QGIS is a style sheet: the application's palette does not know it."""
    label = QLabel()
    label.ensurePolished()
    return label.palette().color(QPalette.ColorRole.WindowText)


class Note(QLabel):
    """A line of explanation under a row: quiet, or in the colour of a warning; hidden when empty."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(text)

    def minimumSizeHint(self) -> QSize:
        """One line: Qt would ask for the height of the text at its narrowest, and leave a gap around it."""
        return QSize(MIN_NOTE_WIDTH_PX, self.fontMetrics().lineSpacing())

    def say(self, text: str, warning: bool = False) -> None:
        """Show a text; an empty one hides the line."""
        sheet = f"color: {self._colour(warning).name(QColor.NameFormat.HexArgb)}"
        if sheet != self.styleSheet():  # one of its own goes before any theme's
            self.setStyleSheet(sheet)
        self.setText(text)
        self.setVisible(bool(text))

    @staticmethod
    def _colour(warning: bool) -> QColor:
        colour = text_colour()
        is_on_dark = colour.lightness() > 128
        if warning:
            return _WARNING_ON_DARK if is_on_dark else _WARNING_ON_LIGHT
        colour.setAlphaF(_MUTED_ON_DARK if is_on_dark else _MUTED_ON_LIGHT)
        return colour


def duration(seconds: float) -> str:
    """Write a time as minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def size_text(count: float) -> str:
    """Write a number of bytes in units of 1000."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            break
        count /= 1000
    decimals = 0 if count >= 10 or unit == "B" else 1
    return f"{QLocale().toString(float(count), 'f', decimals)} {unit}"


class DeviceBadge(QToolButton):
    """Shows the device of the last job; before the first one, the device of the set-up's self-test."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_environment()

    def show_environment(self) -> None:
        """Show the device of the environment that Set up made; hidden without one, until a job has said it."""
        environment = ready_environment()
        self.show_device(environment.device if environment is not None else "")

    def show_device(self, device: str) -> None:
        """Show a device as PyTorch and ONNX Runtime name it; nothing for an unknown one."""
        self.setText(badge_text(device))
        self.setToolTip(
            tr("Computed on {}. Click for the set-up: repair, remove, graphics card.").format(device)
        )
        self.setVisible(bool(device))


def badge_text(device: str) -> str:
    """Return ``CPU``, or ``GPU`` with the number of the card if it is not the first."""
    kind, _, number = device.partition(":")
    if kind in ("", "cpu"):
        return kind.upper()
    return "GPU" if number in ("", "0") else f"GPU {int(number) + 1}" if number.isdigit() else f"GPU {number}"

"""Which band of a layer is red, green and so on: one box for each band of the modality."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QGridLayout, QWidget

from any2any_qgis.layers.facts import RasterFacts
from any2any_qgis.translation import tr

BANDS_PER_ROW = 3


class BandBoxes(QWidget):
    """Hidden where a layer leaves no choice."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.boxes: list[QComboBox] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.setVisible(False)

    @property
    def chosen(self) -> list[int]:
        """1-based bands of the layer in the modality's order; empty without a choice."""
        return [box.currentData() for box in self.boxes]

    def offer(self, facts: RasterFacts, names: Sequence[str], first: Sequence[int]) -> None:
        """Show a box for each name, with a layer's bands and the likely one chosen."""
        self.clear()
        for index, (name, number) in enumerate(zip(names, first)):
            box = self._box(facts, name, number)
            self.boxes.append(box)
            self._layout.addWidget(box, *divmod(index, BANDS_PER_ROW))
        self.setVisible(True)

    def clear(self) -> None:
        """Offer nothing."""
        for box in self.boxes:
            self._layout.removeWidget(box)
            box.deleteLater()
        self.boxes = []
        self.setVisible(False)

    def choose(self, bands: Sequence[int]) -> None:
        """Choose bands by their numbers."""
        for box, number in zip(self.boxes, bands):
            box.setCurrentIndex(max(box.findData(number), 0))

    def _box(self, facts: RasterFacts, name: str, number: int) -> QComboBox:
        box = QComboBox()
        box.setToolTip(tr("Band of the layer that is {}").format(name))
        box.setAccessibleName(box.toolTip())
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(1)
        for index, band in enumerate(facts.bands, 1):
            box.addItem(f"{index} {band.description}".strip(), index)
        box.setCurrentIndex(box.findData(number))
        box.currentIndexChanged.connect(lambda *_: self.changed.emit())
        return box

"""The panel's rows for a layer's units and for the level of its reflectance: guessed, and changeable."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QWidget

from any2any_qgis.engine.models import Modality
from any2any_qgis.gui.widgets import choice_box, labelled
from any2any_qgis.layers.facts import RasterFacts
from any2any_qgis.layers.guess import ENCODINGS, guess_level, guess_units
from any2any_qgis.layers.titles import titles_of, unit_titles
from any2any_qgis.processing.translate_parameters import LEVELS
from any2any_qgis.translation import tr

SHORTEST_UNITS = 12
"""Characters of the units that are always visible."""


class UnitsRows(QObject):
    """Two boxes and what is chosen in them; the level is hidden where a modality has none."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._facts: RasterFacts | None = None
        self._quantity = ""
        self._likely: str | None = None
        self.units_box = QComboBox()
        self.units_box.setAccessibleName(tr("Units of the values"))
        self.units_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.units_box.setMinimumContentsLength(SHORTEST_UNITS)
        self.level_box = choice_box("level", ("auto", *LEVELS))
        self.level_box.setAccessibleName(tr("Processing level of the reflectance"))
        self.level_box.setToolTip(
            tr(
                "The model works with surface reflectance. Top-of-atmosphere reflectance is converted to it "
                "first."
            )
        )
        self._level_label = labelled(tr("Reflectan&ce"), self.level_box)
        for widget in (self.level_box, self._level_label):
            widget.setParent(parent)  # shown without a parent it would be a window
        self.units_box.currentIndexChanged.connect(self._on_units)
        self.level_box.currentIndexChanged.connect(self.changed)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into the dock's form."""
        form.addRow(labelled(tr("&Units"), self.units_box), self.units_box)
        form.addRow(self._level_label, self.level_box)
        self._show_level()

    @property
    def units(self) -> str:
        """The worker's name of the units, ``"auto"`` to let it decide."""
        return self.units_box.currentData() or "auto"

    @property
    def level(self) -> str:
        """The worker's name of the processing level, ``"auto"`` to let it decide; radar has none."""
        return self.level_box.currentData() if self._has_level() else "auto"

    @property
    def doubt(self) -> str:
        """Why the chosen units seem wrong; empty if they do not."""
        if self._likely is None or self.units in ("auto", self._likely):
            return ""
        titles = unit_titles()
        return tr("Its values look like “{}”, but “{}” is chosen.").format(
            titles[self._likely], titles[self.units]
        )

    def show_for(self, facts: RasterFacts | None, modality: Modality, bands: tuple[int, ...]) -> None:
        """Offer the units of a modality, the likely ones of some bands first; ``facts`` None: none are likely."""
        self._facts, self._quantity = facts, modality.quantity
        is_read = facts is not None and max(bands) <= len(facts.bands)
        self._likely = guess_units(facts, modality.quantity, bands) if facts is not None and is_read else None
        self._fill()
        self._show_level()

    def choose(self, units: str, level: str) -> None:
        """Choose by the worker's names."""
        self.units_box.setCurrentIndex(max(self.units_box.findData(units), 0))
        self.level_box.setCurrentIndex(max(self.level_box.findData(level), 0))

    def _fill(self) -> None:
        kept, titles = self.units_box.currentData(), unit_titles()
        self.units_box.blockSignals(True)
        self.units_box.clear()
        automatic = f"{titles['auto']}: {titles[self._likely]}" if self._likely else titles["auto"]
        self.units_box.addItem(automatic, "auto")
        for name in ENCODINGS.get(self._quantity, ()):
            self.units_box.addItem(titles[name], name)
        self.units_box.setCurrentIndex(max(self.units_box.findData(kept), 0))
        self.units_box.setToolTip(self.units_box.currentText())
        self.units_box.blockSignals(False)

    def _on_units(self) -> None:
        self._show_level()
        self.changed.emit()

    def _has_level(self) -> bool:
        return self._quantity == "reflectance"

    def _show_level(self) -> None:
        """Show what the worker will take the level for, for optical modalities only."""
        titles = titles_of("level")
        units = self._likely if self.units == "auto" else self.units
        likely = guess_level(self._facts, units) if self._facts is not None else None
        self.level_box.setItemText(0, f"{titles['auto']}: {titles[likely]}" if likely else titles["auto"])
        for widget in (self.level_box, self._level_label):
            widget.setVisible(self._has_level())

"""The panel's first rows: the layer, its modality, its bands and its units."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from any2any_qgis.engine.models import Modality, Model
from any2any_qgis.gui.layer_widgets import BandBoxes, FactsReader, LayerBox
from any2any_qgis.gui.widgets import Note, choice_box, labelled
from any2any_qgis.layers.facts import RasterFacts, layer_facts
from any2any_qgis.layers.guess import ENCODINGS, Guess, guess_level, guess_modality, guess_units, looks_wrong
from any2any_qgis.layers.result import is_result
from any2any_qgis.layers.titles import titles_of, unit_titles
from any2any_qgis.processing.translate_parameters import LEVELS
from any2any_qgis.translation import tr


@dataclass(frozen=True)
class Choice:
    """The choices of an earlier job."""

    modality: str
    units: str = "auto"
    bands: tuple[int, ...] = ()
    level: str = "auto"


class SourceSection(QObject):
    """Widgets and state of the rows; the dock's form shows them."""

    changed = pyqtSignal()

    def __init__(self, model: Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._facts: RasterFacts | None = None
        self.guess: Guess | None = None
        self._units_of: dict[tuple[str, tuple[int, ...]], str | None] = {}
        """Likely units by quantity and bands: percentiles of many bands take 10 ms, and many changes ask for them."""
        self._wanted: Choice | None = None
        """What to choose instead of the guess once the layer was looked at."""
        self._reader = FactsReader(self)
        self._reader.ready.connect(self._on_facts)
        self._build(parent)
        self._connect()
        self._on_layer(self.layer)

    def _build(self, parent: QWidget) -> None:
        self.layer_box = LayerBox(tr("Layer to translate"), tr("Choose a raster layer"))
        self.browse_button = QToolButton()
        self.browse_button.setText("…")
        self.browse_button.setToolTip(tr("Open a raster file"))
        self.modality_box = QComboBox()
        self.modality_box.setAccessibleName(tr("Source modality"))
        for modality in self._model.modalities:
            self.modality_box.addItem(modality.title, modality.name)
        self.reason_note = Note()
        self.bands_row = BandBoxes(parent)
        self._bands_label = QLabel(tr("Bands"))
        self._bands_label.setVisible(False)
        self.units_box = QComboBox()
        self.units_box.setAccessibleName(tr("Units of the values"))
        self.units_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.units_box.setMinimumContentsLength(12)
        self.level_box = choice_box("level", ("auto", *LEVELS))
        self.level_box.setAccessibleName(tr("Processing level of the reflectance"))
        self.level_box.setToolTip(
            tr(
                "The model works with surface reflectance. Top-of-atmosphere reflectance is converted to it "
                "first."
            )
        )
        self._level_label = labelled(tr("Reflectan&ce"), self.level_box)
        for widget in (self._bands_label, self.level_box, self._level_label):
            widget.setParent(parent)  # shown without a parent it would be a window

    def _connect(self) -> None:
        self.layer_box.layerChanged.connect(self._on_layer)
        self.browse_button.clicked.connect(self._browse)
        self.modality_box.currentIndexChanged.connect(self._on_modality)
        self.bands_row.changed.connect(self._on_bands)
        self.units_box.currentIndexChanged.connect(self._on_units)
        self.level_box.currentIndexChanged.connect(self.changed)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into the dock's form."""
        row = QHBoxLayout()
        row.addWidget(self.layer_box, 1)
        row.addWidget(self.browse_button)
        form.addRow(labelled(tr("&Layer"), self.layer_box), row)
        form.addRow(labelled(tr("&From"), self.modality_box), self.modality_box)
        form.addRow("", self.reason_note)
        form.addRow(self._bands_label, self.bands_row)
        form.addRow(labelled(tr("&Units"), self.units_box), self.units_box)
        form.addRow(self._level_label, self.level_box)
        self._show_level()

    @property
    def layer(self) -> QgsRasterLayer | None:
        """The chosen layer."""
        return self.layer_box.currentLayer()

    @property
    def modality(self) -> Modality:
        """The chosen source modality."""
        return self._model.modality(self.modality_box.currentData())

    @property
    def units(self) -> str:
        """The worker's name of the units, ``"auto"`` to let it decide."""
        return self.units_box.currentData() or "auto"

    @property
    def level(self) -> str:
        """The worker's name of the processing level, ``"auto"`` to let it decide; radar has none."""
        return self.level_box.currentData() if self._has_level() else "auto"

    @property
    def bands(self) -> list[int]:
        """1-based bands in the modality's order; empty where the layer has no choice."""
        return self.bands_row.chosen

    @property
    def missing(self) -> str:
        """Why the rows cannot be used yet, empty if they can."""
        layer = self.layer
        if layer is None:
            return tr("Choose a raster layer.")
        need = len(self.modality.bands)
        if self._facts is not None and len(self._facts.bands) < need:
            return tr("{} needs {} bands, this layer has {}.").format(
                self.modality.title, need, len(self._facts.bands)
            )
        return ""

    @property
    def doubt(self) -> str:
        """What speaks against the choice, to ask before running; empty if nothing does."""
        if self._facts is None:
            return ""
        wrong = looks_wrong(self._facts, self.modality, self.guess)
        if wrong:
            return tr("The layer is taken for {}, but: {}.").format(self.modality.title, wrong)
        likely = self._likely_units()
        if self.units not in ("auto", likely) and likely is not None:
            titles = unit_titles()
            return tr("Its values look like “{}”, but “{}” is chosen.").format(
                titles[likely], titles[self.units]
            )
        return ""

    def follow(self, layer: QgsMapLayer | None) -> None:
        """Take the active layer if it is a raster that can be translated; a result is not."""
        if isinstance(layer, QgsRasterLayer) and layer.isValid() and not is_result(layer):
            self.layer_box.setLayer(layer)

    def fill_in(self, layer: QgsRasterLayer, choice: Choice) -> None:
        """Choose a layer, and what an earlier job took it for."""
        self._wanted = choice
        if self.layer is layer:
            self._on_layer(layer)
        else:
            self.layer_box.setLayer(layer)

    def open_file(self, path: str) -> None:
        """Load a file and choose it."""
        self.open_layer(QgsRasterLayer(path, Path(path).stem))

    def open_layer(self, layer: QgsRasterLayer) -> None:
        """Add a layer to the project and choose it; a line says so if it cannot be opened."""
        if layer.isValid():
            QgsProject.instance().addMapLayer(layer)
            self.layer_box.setLayer(layer)
        else:
            self.reason_note.say(tr("QGIS cannot open {} as a raster.").format(layer.source()), warning=True)

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self.layer_box, tr("Open a raster file"))
        if path:
            self.open_file(path)

    def _on_layer(self, layer: QgsRasterLayer | None) -> None:
        self._facts = self.guess = None
        self._units_of.clear()
        self._show_guess()
        if layer is not None:
            facts, path = layer_facts(layer)
            if facts is not None:
                self._on_facts(layer.id(), facts)
            else:
                self._reader.read(layer.id(), path)
        self.changed.emit()

    def _on_facts(self, layer_id: str, facts: RasterFacts | None) -> None:
        if self.layer is None or self.layer.id() != layer_id:
            return  # another layer was chosen meanwhile
        self._facts = facts
        self._units_of.clear()
        self.guess = guess_modality(facts, self._model.modalities) if facts is not None else None
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._choose_modality(wanted.modality)
        elif self.guess is not None:
            self._choose_modality(self.guess.modality)
        self._on_modality()
        if wanted is not None:
            self._choose_bands_and_units(wanted)

    def _choose_modality(self, name: str) -> None:
        self.modality_box.blockSignals(True)
        self.modality_box.setCurrentIndex(max(self.modality_box.findData(name), 0))
        self.modality_box.blockSignals(False)

    def _choose_bands_and_units(self, wanted: Choice) -> None:
        self.bands_row.choose(wanted.bands)
        self.units_box.setCurrentIndex(max(self.units_box.findData(wanted.units), 0))
        self.level_box.setCurrentIndex(max(self.level_box.findData(wanted.level), 0))

    def _on_modality(self) -> None:
        self._show_guess()
        self._fill_bands()
        self._fill_units()
        self._show_level()
        self.changed.emit()

    def _show_guess(self) -> None:
        guess = self.guess
        if guess is None or self._facts is None:
            self.reason_note.say("")
        elif guess.modality == self.modality.name:
            self.reason_note.say(guess.reason, warning=not guess.certain)
        else:
            wrong = looks_wrong(self._facts, self.modality, guess)
            title = self._model.modality(guess.modality).title
            text = tr("looks like {}: {}").format(title, wrong) if wrong else tr("chosen by you")
            self.reason_note.say(text, warning=bool(wrong))

    def _fill_bands(self) -> None:
        facts, names = self._facts, [band.name for band in self.modality.bands]
        if facts is not None and len(facts.bands) > 1 and len(facts.bands) >= len(names):
            self.bands_row.offer(facts, names, self._first_bands(facts))
        else:
            self.bands_row.clear()
        self._bands_label.setVisible(bool(self.bands))

    def _first_bands(self, facts: RasterFacts) -> tuple[int, ...]:
        if self.guess is not None and self.guess.modality == self.modality.name:
            return self.guess.bands
        alone = guess_modality(facts, [self.modality])
        return alone.bands if alone is not None else tuple(range(1, len(self.modality.bands) + 1))

    def _fill_units(self) -> None:
        kept, titles, likely = self.units_box.currentData(), unit_titles(), self._likely_units()
        self.units_box.blockSignals(True)
        self.units_box.clear()
        automatic = f"{titles['auto']}: {titles[likely]}" if likely else titles["auto"]
        self.units_box.addItem(automatic, "auto")
        for name in ENCODINGS.get(self.modality.quantity, ()):
            self.units_box.addItem(titles[name], name)
        self.units_box.setCurrentIndex(max(self.units_box.findData(kept), 0))
        self.units_box.setToolTip(self.units_box.currentText())
        self.units_box.blockSignals(False)

    def _on_bands(self) -> None:
        self._fill_units()
        self._on_units()

    def _on_units(self) -> None:
        self._show_level()
        self.changed.emit()

    def _has_level(self) -> bool:
        return self.modality.quantity == "reflectance"

    def _show_level(self) -> None:
        """Show what the worker will take the level for, for optical modalities only."""
        titles = titles_of("level")
        units = self._likely_units() if self.units == "auto" else self.units
        likely = guess_level(self._facts, units) if self._facts is not None else None
        self.level_box.setItemText(0, f"{titles['auto']}: {titles[likely]}" if likely else titles["auto"])
        for widget in (self.level_box, self._level_label):
            widget.setVisible(self._has_level())

    def _likely_units(self) -> str | None:
        if self._facts is None:
            return None
        bands = tuple(self.bands) or tuple(range(1, len(self.modality.bands) + 1))
        if max(bands) > len(self._facts.bands):
            return None
        asked = self.modality.quantity, bands
        if asked not in self._units_of:
            self._units_of[asked] = guess_units(self._facts, *asked)
        return self._units_of[asked]

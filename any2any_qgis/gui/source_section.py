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
from any2any_qgis.gui.units_rows import UnitsRows
from any2any_qgis.gui.widgets import Note, labelled
from any2any_qgis.layers.facts import RasterFacts, layer_facts
from any2any_qgis.layers.guess import Guess, guess_modality, looks_wrong
from any2any_qgis.layers.result import is_result
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
        self._wanted: Choice | None = None
        """What to choose instead of the guess once the layer was read."""
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
        self._bands_label.setParent(parent)  # shown without a parent it would be a window
        self._units = UnitsRows(parent)
        self.units_box, self.level_box = self._units.units_box, self._units.level_box

    def _connect(self) -> None:
        self.layer_box.layerChanged.connect(self._on_layer)
        self.browse_button.clicked.connect(self._browse)
        self.modality_box.currentIndexChanged.connect(self._on_modality)
        self.bands_row.changed.connect(self._on_bands)
        self._units.changed.connect(self.changed)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into the dock's form."""
        row = QHBoxLayout()
        row.addWidget(self.layer_box, 1)
        row.addWidget(self.browse_button)
        form.addRow(labelled(tr("&Layer"), self.layer_box), row)
        form.addRow(labelled(tr("&From"), self.modality_box), self.modality_box)
        form.addRow("", self.reason_note)
        form.addRow(self._bands_label, self.bands_row)
        self._units.add_to(form)

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
        return self._units.units

    @property
    def level(self) -> str:
        """The worker's name of the processing level, ``"auto"`` to let it decide; radar has none."""
        return self._units.level

    @property
    def bands(self) -> list[int]:
        """1-based bands in the modality's order; empty where the layer has no choice."""
        return self.bands_row.chosen

    @property
    def missing(self) -> str:
        """Why the rows are incomplete; empty if they are complete."""
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
        """Why the choice seems wrong, to ask before running; empty if it does not."""
        if self._facts is None:
            return ""
        wrong = looks_wrong(self._facts, self.modality, self.guess)
        if wrong:
            return tr("The layer is taken for {}, but: {}.").format(self.modality.title, wrong)
        return self._units.doubt

    def follow(self, layer: QgsMapLayer | None) -> None:
        """Choose the active layer if it is a raster that can be translated; results are ignored."""
        if isinstance(layer, QgsRasterLayer) and layer.isValid() and not is_result(layer):
            self.layer_box.setLayer(layer)

    def fill_in(self, layer: QgsRasterLayer, choice: Choice) -> None:
        """Choose a layer, with the choices of an earlier job."""
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
        self._show_guess()
        self._show_units()
        if layer is not None:
            facts, read = layer_facts(layer)
            if facts is not None:
                self._on_facts(layer.id(), facts)
            else:
                self._reader.read(layer.id(), read)
        self.changed.emit()

    def _on_facts(self, layer_id: str, facts: RasterFacts | None) -> None:
        if self.layer is None or self.layer.id() != layer_id:
            return  # another layer was chosen meanwhile
        self._facts = facts
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
        self._units.choose(wanted.units, wanted.level)

    def _on_modality(self) -> None:
        self._show_guess()
        self._fill_bands()
        self._show_units()
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

    def _on_bands(self) -> None:
        self._show_units()
        self.changed.emit()

    def _show_units(self) -> None:
        bands = tuple(self.bands) or tuple(range(1, len(self.modality.bands) + 1))
        self._units.show_for(self._facts, self.modality, bands)

"""A row of the tab *Fill gaps*: a layer that shows the ground under the holes, and its modality."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from any2any_qgis.engine.models import Model
from any2any_qgis.gui.layer_widgets import FactsReader, LayerBox
from any2any_qgis.gui.widgets import Note
from any2any_qgis.layers.facts import RasterFacts, layer_facts
from any2any_qgis.layers.guess import Guess, guess_modality, looks_wrong
from any2any_qgis.layers.source import layer_of
from any2any_qgis.translation import tr

LIKELIEST = "sar"
"""Modality of a source without a guess: radar sees through clouds."""


class FillSource(QObject):
    """Widgets and state of one row; the tab's form shows them."""

    changed = pyqtSignal()

    def __init__(self, model: Model, number: int, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._suffix = "" if number == 1 else f"_{number}"
        self._facts: RasterFacts | None = None
        self._guess: Guess | None = None
        self._wanted: str | None = None
        """What to choose instead of the guess once the layer was read."""
        self._reader = FactsReader(self)
        self.title = tr("So&urce") if number == 1 else tr("Se&cond source")
        self.layer_box = LayerBox(self.title.replace("&", ""), tr("No layer"))
        self.layer_box.setToolTip(tr("A layer that shows the ground under the holes, such as radar"))
        self.modality_box = QComboBox()
        self.modality_box.setAccessibleName(tr("Modality of the source"))
        for modality in model.modalities:
            self.modality_box.addItem(modality.title, modality.name)
        self.note = Note()
        self._choose(LIKELIEST)
        boxes, self.row = QHBoxLayout(), QVBoxLayout()
        boxes.addWidget(self.layer_box, 1)
        boxes.addWidget(self.modality_box)
        self.row.addLayout(boxes)
        self.row.addWidget(self.note)  # no row of its own: a hidden one would leave a gap in the form
        self._reader.ready.connect(self._on_facts)
        self.layer_box.layerChanged.connect(self._on_layer)
        self.modality_box.currentIndexChanged.connect(self._on_modality)

    @property
    def layer(self) -> QgsRasterLayer | None:
        """The chosen layer."""
        return self.layer_box.currentLayer()

    @property
    def modality(self) -> str:
        """Name of the layer's modality."""
        return str(self.modality_box.currentData())

    @property
    def doubt(self) -> str:
        """Why the choice seems wrong, to ask before running; empty if it does not."""
        if self.layer is None or self._facts is None:
            return ""
        chosen = self._model.modality(self.modality)
        wrong = looks_wrong(self._facts, chosen, self._guess)
        return tr("The layer is taken for {}, but: {}.").format(chosen.title, wrong) if wrong else ""

    def parameters(self) -> dict[str, Any]:
        """Return the row's parameters of ``any2any:fill``; none without a layer."""
        if self.layer is None:
            return {}
        name = f"SOURCE{self._suffix}"
        return {name: self.layer, f"{name}_MODALITY": self.modality}

    def fill_in(self, parameters: dict[str, Any]) -> None:
        """Show a job's choices."""
        name = f"SOURCE{self._suffix}"
        self._wanted = str(parameters.get(f"{name}_MODALITY", LIKELIEST))
        layer = layer_of(parameters.get(name))
        if layer is self.layer:
            self._on_layer(layer)
        else:
            self.layer_box.setLayer(layer)

    def _on_layer(self, layer: QgsRasterLayer | None) -> None:
        self._facts = self._guess = None
        if layer is None:
            self._take_wanted()
        else:
            facts, read = layer_facts(layer)
            if facts is not None:
                self._on_facts(layer.id(), facts)
            else:
                self._reader.read(layer.id(), read)
        self._on_modality()

    def _on_facts(self, layer_id: str, facts: RasterFacts | None) -> None:
        if self.layer is None or self.layer.id() != layer_id:
            return  # another layer was chosen meanwhile
        self._facts = facts
        self._guess = guess_modality(facts, self._model.modalities) if facts is not None else None
        if not self._take_wanted() and self._guess is not None:
            self._choose(self._guess.modality)
        self._on_modality()

    def _take_wanted(self) -> bool:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._choose(wanted)
        return wanted is not None

    def _choose(self, modality: str) -> None:
        self.modality_box.setCurrentIndex(max(0, self.modality_box.findData(modality)))

    def _on_modality(self) -> None:
        """Say why the modality was chosen, or what speaks against it."""
        guess, doubt = self._guess, self.doubt
        if doubt:
            self.note.say(doubt, warning=True)
        elif guess is not None and guess.modality == self.modality:
            self.note.say(guess.reason, warning=not guess.certain)
        else:
            self.note.say("")
        self.changed.emit()

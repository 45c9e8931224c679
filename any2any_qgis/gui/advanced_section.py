"""The panel's folded part: options that few jobs need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.gui.widgets import choice_box, labelled
from any2any_qgis.processing.translate_parameters import (
    LEVELS,
    MAX_SAMPLES,
    MAX_SEED,
    MAX_STEPS,
    PRECISIONS,
    RUNTIMES,
    VIAS,
)
from any2any_qgis.translation import tr

CARD = "README.md"
SIZE_PX = 760, 620


class ModelCard(QDialog):
    """Shows the README of a model folder."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Model card"))
        self.browser = QTextBrowser()
        self.browser.setOpenExternalLinks(True)
        self.browser.setMarkdown(read_card(folder))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.browser)
        layout.addWidget(buttons)
        self.resize(*SIZE_PX)


def read_card(folder: Path) -> str:
    """Return a model's card as Markdown, its licence first; one line if the folder has none."""
    try:
        card = (folder / CARD).read_text(encoding="utf-8")
    except OSError:
        card = tr("The model in {} has no card ({}).").format(folder, CARD)
    return "\n\n".join(filter(None, (licence_line(folder), card)))


def licence_line(folder: Path) -> str:
    """Name, version and licence of a model from its manifest; empty if it cannot be read."""
    try:
        model = read_model(folder)
    except EngineError:
        return ""
    licence = model.licence or tr("not stated")
    return tr("{} {}, licence: {}").format(model.title, model.version, licence)


DEFAULT_DEVIATION_SAMPLES = 8
MAX_PIXEL_SIZE_M = 1000.0


class AdvancedSection(QObject):
    """Widgets and state of the folded part."""

    changed = pyqtSignal()

    def __init__(self, model: Model, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = QgsCollapsibleGroupBox(tr("Advanced"))
        self.box.setCollapsed(True)
        self.box.setSaveCollapsedState(False)
        self._build(model)
        self._lay_out()
        self._connect()

    def _build(self, model: Model) -> None:
        self._bundled = model.folder
        self.steps_box, self.pixel_size_box = QSpinBox(), QDoubleSpinBox()
        self.steps_box.setRange(0, MAX_STEPS)
        self.steps_box.setSpecialValueText(tr("As the preset says"))
        self.steps_box.setToolTip(tr("Sampling steps instead of the preset's."))
        self.pixel_size_box.setRange(0.0, MAX_PIXEL_SIZE_M)
        self.pixel_size_box.setDecimals(2)
        self.pixel_size_box.setSuffix(" m")
        self.pixel_size_box.setSpecialValueText(tr("That of the layer"))
        self.pixel_size_box.setToolTip(
            tr("Resample the layer to this pixel size first: the model knows only some sizes.")
        )
        self.seed_box, self.samples_box = QSpinBox(), QSpinBox()
        self.seed_box.setRange(0, MAX_SEED)
        self.seed_box.setToolTip(tr("Another seed gives another plausible image."))
        self.samples_box.setRange(1, MAX_SAMPLES)
        self.samples_box.setToolTip(tr("Translate with several seeds and write their mean."))
        self.deviation_check = QCheckBox(tr("Add a layer of the standard deviation"))
        self.route_box = choice_box("route", (*VIAS, *(modality.name for modality in model.modalities)))
        self.precision_box = choice_box("precision", PRECISIONS)
        self.runtime_box = choice_box("runtime", RUNTIMES)
        self.runtime_box.setToolTip(
            tr("The library that computes: PyTorch is only there if you installed it.")
        )
        self.output_level_box = choice_box("level", LEVELS)
        self.output_level_box.setToolTip(
            tr(
                "Level of the result's reflectance: choose the top of the atmosphere to compare with level 1C images."
            )
        )
        self.device_edit = QLineEdit("auto")
        self.device_edit.setToolTip(tr("auto, cpu, cuda:0 or mps"))
        self.model_file = QgsFileWidget()
        self.model_file.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.model_file.lineEdit().setPlaceholderText(model.title)
        self.card_button = QToolButton()
        self.card_button.setText(tr("Card"))
        self.card_button.setToolTip(
            tr("What the model was trained on, how good it is, and where not to use it")
        )
        self.card_button.clicked.connect(self.show_card)

    def _lay_out(self) -> None:
        form = QFormLayout(self.box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = (
            (tr("Steps"), self.steps_box),
            (tr("S&eed"), self.seed_box),
            (tr("Sa&mples"), self.samples_box),
            ("", self.deviation_check),
            (tr("Rou&te"), self.route_box),
            (tr("Pi&xel size"), self.pixel_size_box),
            (tr("Reflecta&nce of the result"), self.output_level_box),
            (tr("Precision"), self.precision_box),
            (tr("Runtime"), self.runtime_box),
            (tr("&Device"), self.device_edit),
        )
        for text, widget in rows:
            form.addRow(labelled(text, widget), widget)
        model_row = QHBoxLayout()
        model_row.addWidget(self.model_file, 1)
        model_row.addWidget(self.card_button)
        form.addRow(labelled(tr("M&odel"), self.model_file), model_row)

    def _connect(self) -> None:
        self.deviation_check.toggled.connect(self._on_deviation)
        for signal in (
            self.steps_box.valueChanged,
            self.pixel_size_box.valueChanged,
            self.seed_box.valueChanged,
            self.samples_box.valueChanged,
            self.route_box.currentIndexChanged,
            self.precision_box.currentIndexChanged,
            self.runtime_box.currentIndexChanged,
            self.output_level_box.currentIndexChanged,
            self.device_edit.editingFinished,
            self.model_file.fileChanged,
        ):
            signal.connect(self.changed)

    def _on_deviation(self, wanted: bool) -> None:
        if wanted and self.samples_box.value() < 2:
            self.samples_box.setValue(DEFAULT_DEVIATION_SAMPLES)
        self.samples_box.setMinimum(2 if wanted else 1)
        self.changed.emit()

    def parameters(self) -> dict[str, object]:
        """Return the algorithm's parameters that this part sets."""
        chosen: dict[str, object] = {
            "SEED": self.seed_box.value(),
            "SAMPLES": self.samples_box.value(),
            "VIA": self.route_box.currentData(),
            "PRECISION": self.precision_box.currentData(),
            "RUNTIME": self.runtime_box.currentData(),
            "OUTPUT_LEVEL": self.output_level_box.currentData(),
            "DEVICE": self.device_edit.text().strip() or "auto",
        }
        if self.steps_box.value():
            chosen["STEPS"] = self.steps_box.value()
        if self.pixel_size_box.value():
            chosen["PIXEL_SIZE"] = self.pixel_size_box.value()
        if self.model_file.filePath():
            chosen["MODEL"] = self.model_file.filePath()
        return chosen

    def fill_in(self, choices: dict[str, Any]) -> None:
        """Choose an earlier job's options, by names of the algorithm's parameters."""
        self.deviation_check.setChecked(False)
        self.samples_box.setValue(int(choices.get("SAMPLES", 1)))
        self.seed_box.setValue(int(choices.get("SEED", 0)))
        self.steps_box.setValue(int(choices.get("STEPS", 0)))
        self.pixel_size_box.setValue(float(choices.get("PIXEL_SIZE", 0.0)))
        boxes = {
            "VIA": self.route_box,
            "PRECISION": self.precision_box,
            "RUNTIME": self.runtime_box,
            "OUTPUT_LEVEL": self.output_level_box,
        }
        for name, box in boxes.items():
            box.setCurrentIndex(max(box.findData(choices.get(name)), 0))

    def show_card(self) -> None:
        """Show the card of the model that is chosen."""
        chosen = self.model_file.filePath()
        ModelCard(Path(chosen) if chosen else self._bundled, self.box).exec()

"""The panel's folded part: what few jobs need."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from any2any_qgis.engine.models import Model
from any2any_qgis.gui.widgets import labelled
from any2any_qgis.processing.translate_parameters import MAX_SAMPLES, MAX_SEED
from any2any_qgis.translation import tr

DEFAULT_DEVIATION_SAMPLES = 8


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
        self.seed_box, self.samples_box = QSpinBox(), QSpinBox()
        self.seed_box.setRange(0, MAX_SEED)
        self.seed_box.setToolTip(tr("Another seed gives another plausible image."))
        self.samples_box.setRange(1, MAX_SAMPLES)
        self.samples_box.setToolTip(tr("Translate with several seeds and write their mean."))
        self.deviation_check = QCheckBox(tr("Add a layer of the standard deviation"))
        self.route_box, self.precision_box = QComboBox(), QComboBox()
        self.route_box.addItem(tr("Automatic"), "auto")
        self.route_box.addItem(tr("Direct"), "direct")
        for modality in model.modalities:
            self.route_box.addItem(tr("Through {}").format(modality.title), modality.name)
        self.precision_box.addItem(tr("32 bit"), "float32")
        self.precision_box.addItem(tr("16 bit (bfloat16)"), "bfloat16")
        self.device_edit = QLineEdit("auto")
        self.device_edit.setToolTip(tr("auto, cpu, cuda:0 or mps"))
        self.model_file = QgsFileWidget()
        self.model_file.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.model_file.lineEdit().setPlaceholderText(model.title)

    def _lay_out(self) -> None:
        form = QFormLayout(self.box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = (
            (tr("S&eed"), self.seed_box),
            (tr("Sa&mples"), self.samples_box),
            ("", self.deviation_check),
            (tr("Rou&te"), self.route_box),
            (tr("Precision"), self.precision_box),
            (tr("&Device"), self.device_edit),
            (tr("M&odel"), self.model_file),
        )
        for text, widget in rows:
            form.addRow(labelled(text, widget), widget)

    def _connect(self) -> None:
        self.deviation_check.toggled.connect(self._on_deviation)
        for signal in (
            self.seed_box.valueChanged,
            self.samples_box.valueChanged,
            self.route_box.currentIndexChanged,
            self.precision_box.currentIndexChanged,
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
        """Return the algorithm's parameters that this part decides."""
        chosen: dict[str, object] = {
            "SEED": self.seed_box.value(),
            "SAMPLES": self.samples_box.value(),
            "VIA": self.route_box.currentData(),
            "PRECISION": self.precision_box.currentData(),
            "DEVICE": self.device_edit.text().strip() or "auto",
        }
        if self.model_file.filePath():
            chosen["MODEL"] = self.model_file.filePath()
        return chosen

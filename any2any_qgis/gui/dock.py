"""The panel: choose a layer and a direction, press Run, get a layer."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsDockWidget, QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QElapsedTimer, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from any2any_qgis import __about__
from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.gui.job import TranslateJob
from any2any_qgis.gui.setup_page import with_setup_page
from any2any_qgis.translation import tr

DEFAULT_DIRECTION = ("sar", "rgb")


def _presets() -> dict[str, str]:
    return {
        "fast": tr("Fast (1 step, smooth)"),
        "balanced": tr("Balanced (4 steps)"),
        "detailed": tr("Detailed (10 steps)"),
        "paper": tr("As in the paper (250 steps)"),
    }


class TranslateDock(QgsDockWidget):
    """Builds the parameters of ``any2any:translate`` and runs it in the background."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(__about__.TITLE, parent)
        self.setObjectName("Any2AnyDock")
        self._job: TranslateJob | None = None
        self._model: Model | None = None
        self._warnings: list[str] = []
        self._clock = QElapsedTimer()  # runs from a job's first progress
        self._first_percent = 0.0
        self._build()
        self._read_model()
        self._update()

    def _build(self) -> None:
        self.layer_box = QgsMapLayerComboBox()
        self.layer_box.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self.source_box, self.target_box, self.preset_box = QComboBox(), QComboBox(), QComboBox()
        self.output_file = QgsFileWidget()
        self.output_file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.output_file.setFilter("GeoTIFF (*.tif *.tiff)")
        self.output_file.lineEdit().setPlaceholderText(tr("Temporary file"))
        for name, title in _presets().items():
            self.preset_box.addItem(title, name)
        self.preset_box.setCurrentIndex(self.preset_box.findData("balanced"))

        self.note_label, self.status_label = QLabel(), QLabel()
        for label in (self.note_label, self.status_label):
            label.setWordWrap(True)
        self.status_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress_bar = QProgressBar()
        self.progress_bar.setRange(0, 100)
        self.run_button, self.cancel_button = QPushButton(tr("Run")), QPushButton(tr("Cancel"))
        self.run_button.setDefault(True)

        self._lay_out()
        self.run_button.clicked.connect(self.run)
        self.cancel_button.clicked.connect(self.cancel)
        self.layer_box.layerChanged.connect(self._on_choice)
        self.source_box.currentIndexChanged.connect(self._on_choice)
        self.target_box.currentIndexChanged.connect(self._on_choice)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Layer"), self.layer_box)
        form.addRow(tr("From"), self.source_box)
        form.addRow(tr("To"), self.target_box)
        form.addRow(tr("Preset"), self.preset_box)
        form.addRow(tr("Save to"), self.output_file)
        buttons = QHBoxLayout()
        buttons.addWidget(self.progress_bar, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.run_button)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.addLayout(form)
        layout.addWidget(self.note_label)
        layout.addLayout(buttons)
        layout.addWidget(self.status_label)
        layout.addStretch(1)
        self.setWidget(with_setup_page(content))

    def _read_model(self) -> None:
        try:
            self._model = read_model()
        except EngineError as error:
            self.status_label.setText(str(error))
            return
        for box, default in zip((self.source_box, self.target_box), DEFAULT_DIRECTION):
            for modality in self._model.modalities:
                box.addItem(modality.title, modality.name)
            box.setCurrentIndex(max(box.findData(default), 0))

    def run(self) -> None:
        """Start the translation that the panel describes."""
        self._job = TranslateJob(
            {
                "INPUT": self.layer_box.currentLayer(),
                "SOURCE": self.source_box.currentData(),
                "TARGET": self.target_box.currentData(),
                "PRESET": self.preset_box.currentData(),
            },
            self,
        )
        self._job.said.connect(self._say)
        self._job.warned.connect(self._warn)
        self._job.progressed.connect(self._progress)
        self._job.finished.connect(self._on_finished)
        self._warnings.clear()
        self._clock.invalidate()
        self.progress_bar.setValue(0)
        self._say(tr("Starting"))
        self._update()
        self._job.start(self.output_file.filePath())

    def cancel(self) -> None:
        """Ask the running translation to stop."""
        if self._job is not None:
            self._say(tr("Stopping"))
            self.cancel_button.setEnabled(False)
            self._job.cancel()

    def shut_down(self) -> None:
        """Stop what runs: the plugin is being unloaded."""
        self.widget().widget(0).shut_down()
        if self._job is not None:
            self._job.finished.disconnect(self._on_finished)
            self._job.abandon()
            self._job = None

    def _on_finished(self, successful: bool, message: str) -> None:
        job, self._job = self._job, None
        job.deleteLater()
        self.progress_bar.setValue(100 if successful else 0)
        self._say(tr("Done: {}").format(message) if successful else message)
        self._update()

    def _progress(self, percent: float) -> None:
        self.progress_bar.setValue(int(percent))
        if percent <= 0 or self._job is None:
            return
        if not self._clock.isValid():
            self._clock.start()
            self._first_percent = percent
        done = percent - self._first_percent
        left_s = self._clock.elapsed() / 1000 * (100 - percent) / done if done > 0 else None
        self._say(
            tr("Translating") if left_s is None else tr("Translating, {} left").format(_duration(left_s))
        )

    def _warn(self, message: str) -> None:
        self._warnings.append(message)
        self._update()

    def _say(self, message: str) -> None:
        self.status_label.setText(message)

    def _update(self) -> None:
        source, target = self.source_box.currentData(), self.target_box.currentData()
        running = self._job is not None
        self.note_label.setText("\n".join([self._note(source, target), *self._warnings]).strip())
        self.note_label.setVisible(bool(self.note_label.text()))
        ready = self._model is not None and self.layer_box.currentLayer() is not None and source != target
        self.run_button.setEnabled(ready and not running)
        self.cancel_button.setEnabled(running)

    def _on_choice(self) -> None:
        self._warnings.clear()  # they were about the last job
        self._update()

    def _note(self, source: str | None, target: str | None) -> str:
        if self._model is None:
            return ""
        if source == target:
            return tr("Choose two different modalities.")
        if (source, target) not in self._model.seen:
            return tr("Zero-shot: the model was not trained on this direction.")
        return ""


def _duration(seconds: float) -> str:
    """Write a time left as minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"

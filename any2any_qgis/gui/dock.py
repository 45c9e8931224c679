"""The panel: what the layer is, what to make of it, where; then a preview, and jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsMimeDataUtils, QgsProject, QgsRasterLayer
from qgis.gui import QgsDockWidget, QgsFileWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QMimeData, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from qgis.utils import iface

from any2any_qgis import __about__
from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.gui import panel_settings
from any2any_qgis.gui.advanced_section import AdvancedSection
from any2any_qgis.gui.area_section import AreaSection, area_in, area_px
from any2any_qgis.gui.device_badge import DeviceBadge
from any2any_qgis.gui.estimate import STEPS, Speeds, result_size, windows_of, work_of
from any2any_qgis.gui.guard import JobGuard
from any2any_qgis.gui.job import TranslateJob
from any2any_qgis.gui.jobs_list import JobsList
from any2any_qgis.gui.layer_actions import LayerActions
from any2any_qgis.gui.live_layer import LiveLayer
from any2any_qgis.gui.preview import PreviewPane
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.gui.setup_page import show_setup, with_setup_page
from any2any_qgis.gui.source_section import Choice, SourceSection
from any2any_qgis.gui.target_section import TargetSection
from any2any_qgis.gui.widgets import Note, duration, labelled, size_text
from any2any_qgis.layers.export import ASK_FROM_PX, export_size, is_unbounded
from any2any_qgis.layers.result import choices_of, source_of
from any2any_qgis.translation import tr

MARGIN_PX = 9
PREVIEW_DELAY_MS = 400
MAX_PREVIEW_STEPS = 10
"""A preview of more steps takes too long to be made unasked."""


def preset_titles() -> dict[str, str]:
    """Return what the presets are called for people."""
    return {
        "fast": tr("Fast (1 step, smooth)"),
        "balanced": tr("Balanced (4 steps)"),
        "detailed": tr("Detailed (10 steps)"),
        "paper": tr("As in the paper (250 steps)"),
    }


class TranslateDock(QgsDockWidget):
    """Builds the parameters of ``any2any:translate`` and queues them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(__about__.TITLE, parent)
        self.setObjectName("Any2AnyDock")
        self.queue = JobQueue(self)
        self._guard = JobGuard(self.queue, self)
        self._speeds = Speeds()
        self._previewed = ""
        """What the last preview was made with."""
        self._preview_timer = QTimer(self)
        self._preview_timer.setSingleShot(True)
        self._preview_timer.timeout.connect(self._on_preview_time)
        try:
            self._model = read_model()
        except EngineError as error:
            self._show_missing_model(str(error))
            return
        self._build(self._model)
        self._lay_out()
        self._connect()
        self._restore()
        self._update()

    def _show_missing_model(self, reason: str) -> None:
        label = QLabel(reason)
        label.setWordWrap(True)
        label.setMargin(MARGIN_PX)
        self.setWidget(label)

    def _build(self, model: Model) -> None:
        self.source = SourceSection(model, self)
        self.target = TargetSection(model, self)
        self.area = AreaSection(self)
        self.advanced = AdvancedSection(model, self)
        self.preset_box = QComboBox()
        for name, title in preset_titles().items():
            self.preset_box.addItem(title, name)
        self.estimate_note, self.hint_note = Note(), Note()
        self.output_file = QgsFileWidget()
        self.output_file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.output_file.setConfirmOverwrite(False)  # Run asks, for typed names too
        self.output_file.setFilter("GeoTIFF (*.tif *.tiff)")
        self.output_file.lineEdit().setPlaceholderText(tr("Temporary file"))
        self.preview = PreviewPane()
        self.jobs_list = JobsList(self.queue)
        self.preview_button, self.run_button = QPushButton(tr("Pre&view")), QPushButton(tr("&Run"))
        self.preview_button.setToolTip(tr("Translate the middle of the map view"))
        self.run_button.setDefault(True)
        self.device_badge = DeviceBadge()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(6)
        self.source.add_to(form)
        self.target.add_to(form)
        form.addRow(labelled(tr("&Preset"), self.preset_box), self.preset_box)
        self.area.add_to(form)
        form.addRow(labelled(tr("&Save to"), self.output_file), self.output_file)
        form.addRow("", self.estimate_note)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        layout.addLayout(form)
        layout.addWidget(self.advanced.box)
        layout.addWidget(self.preview)
        layout.addWidget(self.jobs_list)
        layout.addStretch(1)
        self._pages = with_setup_page(self._with_footer(content))
        self.device_badge.clicked.connect(lambda: show_setup(self._pages))
        self._pages.currentChanged.connect(lambda *_: self.device_badge.show_environment())
        self.setWidget(self._pages)
        self.setAcceptDrops(True)

    def _with_footer(self, content: QWidget) -> QWidget:
        """Let the content scroll above the buttons, which stay in sight."""
        scroll = self._scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(
            content.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width()
        )
        buttons = QHBoxLayout()
        buttons.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, MARGIN_PX)
        buttons.addWidget(self.device_badge)
        buttons.addWidget(self.hint_note, 1)
        buttons.addStretch()
        buttons.addWidget(self.preview_button)
        buttons.addWidget(self.run_button)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)
        return whole

    def _connect(self) -> None:
        self.run_button.clicked.connect(self.run)
        self.preview_button.clicked.connect(self.show_preview)
        self.preview.finished.connect(self._on_preview)
        self.jobs_list.open_wanted.connect(self._guard.show_result)
        self.jobs_list.compare_wanted.connect(lambda job: self._guard.compare(job.layer))
        self.jobs_list.again_wanted.connect(lambda job: self.fill_in(job.parameters))
        self.jobs_list.keep_wanted.connect(self._guard.keep_part)
        self.jobs_list.resume_wanted.connect(self.queue.resume)
        for section in (self.source, self.target, self.area, self.advanced):
            section.changed.connect(self._update)
        self.preset_box.currentIndexChanged.connect(self._update)
        self.queue.changed.connect(self._update)
        self.queue.changed.connect(self.source.leave_out_results)
        self.queue.added.connect(self._on_added)
        if iface is not None:
            # Adding a result makes other layers active for a moment: only what stays active counts.
            self._following = QTimer(self)
            self._following.setSingleShot(True)
            self._following.timeout.connect(lambda: self.source.follow(iface.activeLayer()))
            iface.currentLayerChanged.connect(self._follow_soon)
            self.source.follow(iface.activeLayer())

            self._layer_actions = LayerActions(self._guard.compare, self._fill_in_from, self)

    def _follow_soon(self, layer) -> None:
        self._following.start(0)

    def _restore(self) -> None:
        preset = panel_settings.recall("preset", "fast")
        self.preset_box.setCurrentIndex(max(self.preset_box.findData(preset), 0))
        self.target.set_source(self.source.modality.name)
        self.target.choose(panel_settings.recall("target", "rgb"))
        self.area.restore(panel_settings.recall("area"))

    def parameters(self) -> dict[str, object]:
        """Return the parameters of ``any2any:translate`` that the panel describes, without the output."""
        chosen = {
            "INPUT": self.source.layer,
            "SOURCE": self.source.modality.name,
            "TARGET": self.target.modality.name,
            "PRESET": self.preset_box.currentData(),
            "RADIOMETRY": self.source.units,
            **self.advanced.parameters(),
        }
        if self.source.bands:
            chosen["BANDS"] = self.source.bands
        if self.area.extent() is not None:
            chosen["EXTENT"] = self.area.extent()
        return chosen

    def run(self) -> None:
        """Queue the translation that the panel describes, after the questions that it raises."""
        output = self.output_file.filePath()
        if not all(self._confirm(question) for question in self._questions(output)):
            return
        parameters = self.parameters()
        if self.advanced.deviation_check.isChecked():
            parameters["UNCERTAINTY"] = _beside(output, "_deviation")
        layer, target = self.source.layer, self.target.modality
        panel_settings.note(preset=str(parameters["PRESET"]), target=target.name, area=self.area.kind)
        title = f"{layer.name()} → {target.title}"
        job = TranslateJob(parameters, title)
        self.queue.submit(job, output)
        row = self.jobs_list.rows[job]
        QTimer.singleShot(0, lambda: sip.isdeleted(row) or self._scroll.ensureWidgetVisible(row))

    def show_preview(self) -> None:
        """Translate the middle of the map view."""
        wanted = self.parameters()
        wanted.update(SAMPLES=1)
        self._previewed = self._preview_key()
        self.preview.show_for(self.source.layer, self.source.modality, self.target.modality, wanted)
        self._update()

    def fill_in(self, parameters: dict[str, Any]) -> None:
        """Show what a job was made with: its layer, if that is still open, and all choices but area and output."""
        layer = parameters.get("INPUT")
        if isinstance(layer, QgsRasterLayer) and not sip.isdeleted(layer):
            bands = tuple(parameters.get("BANDS") or ())
            choice = Choice(str(parameters["SOURCE"]), str(parameters.get("RADIOMETRY", "auto")), bands)
            self.source.fill_in(layer, choice)
        self.target.set_source(self.source.modality.name)
        self.target.choose(str(parameters["TARGET"]))
        self.preset_box.setCurrentIndex(max(self.preset_box.findData(parameters.get("PRESET")), 0))
        self.advanced.fill_in(parameters)
        self._scroll.verticalScrollBar().setValue(0)
        self._update()

    def _fill_in_from(self, result: QgsMapLayer) -> None:
        """Show what a result was made with, from what its layer says."""
        choices = choices_of(result)
        if choices.get("TARGET"):
            self.setUserVisible(True)
            self.fill_in({**choices, "INPUT": source_of(result)})

    def shut_down(self) -> None:
        """Stop what runs: the plugin is being unloaded."""
        self._guard.remove()
        if iface is not None and hasattr(self, "source"):
            iface.currentLayerChanged.disconnect(self._follow_soon)
            self._layer_actions.remove()
        if hasattr(self, "preview"):
            self.widget().widget(0).shut_down()
            self.preview.stop()
        self.queue.abandon_all()

    def dragEnterEvent(self, event) -> None:
        """Accept files, layers of the layer tree and items of the browser."""
        if dropped_raster(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        """Choose the first raster that is dropped; one that is not in the project is added to it."""
        layer = dropped_raster(event.mimeData())
        if layer is None:
            return
        event.acceptProposedAction()
        if QgsProject.instance().mapLayer(layer.id()) is not None:
            self.source.follow(layer)
        else:
            self.source.open_layer(layer)

    def _questions(self, output: str) -> list[str]:
        questions = [self.source.doubt] if self.source.doubt else []
        if output and Path(output).exists():
            questions.append(tr("{} exists. Replace it?").format(output))
        width, height = self._area_px()
        if self.source.layer.providerType() == "wms" and width * height > ASK_FROM_PX:
            text = tr("{} × {} pixels will be downloaded from {}. Continue?")
            questions.append(text.format(width, height, self.source.layer.name()))
        return questions

    def _confirm(self, question: str) -> bool:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(self, __about__.TITLE, question, buttons.Ok | buttons.Cancel)
        return answer == buttons.Ok

    def _update(self) -> None:
        self.target.set_source(self.source.modality.name, self.advanced.route_box.currentData())
        missing = self.source.missing or self.area.missing or self._missing_area()
        self.hint_note.say(missing)
        self.run_button.setEnabled(not missing)
        self.preview_button.setEnabled(not missing and self.queue.running is None)
        self.estimate_note.say(self._estimate() if not missing else "")
        self._preview_again(ready=not missing)

    def _preview_key(self) -> str:
        """Return what a preview depends on, but for the place."""
        kept = {
            name: value
            for name, value in self.parameters().items()
            if name not in ("INPUT", "EXTENT", "SAMPLES")
        }
        return f"{self.source.layer.id()} {kept}"

    def _preview_again(self, ready: bool) -> None:
        """Refresh a preview that is shown when an option has changed, unless it takes long or a job runs."""
        wanted = ready and self.preview.isVisible() and self._steps() <= MAX_PREVIEW_STEPS
        if wanted and self.queue.running is None and self._preview_key() != self._previewed:
            self._preview_timer.start(PREVIEW_DELAY_MS)

    def _on_preview_time(self) -> None:
        if self.preview_button.isEnabled() and self._preview_key() != self._previewed:
            self.show_preview()

    def _steps(self) -> int:
        return self.advanced.steps_box.value() or STEPS[self.preset_box.currentData()]

    def _missing_area(self) -> str:
        """Return what to choose for a map service, which has no end."""
        if self.area.extent() is None and is_unbounded(self.source.layer):
            return tr("Choose an area: a map service has no end.")
        return ""

    def _area_px(self) -> tuple[int, int]:
        """Return width and height of the area in source pixels."""
        layer, extent = self.source.layer, self.area.extent()
        wanted_m = self.advanced.pixel_size_box.value()
        if not wanted_m and (extent is None or not is_unbounded(layer)):
            return area_px(layer, extent)
        inside = layer.extent() if extent is None else area_in(layer, extent)
        if inside is None:
            return 0, 0
        return export_size(layer, inside, wanted_m or self.source.modality.pixel_size_m, bool(wanted_m))

    def _estimate(self) -> str:
        width, height = self._area_px()
        if not width:
            return ""
        size = result_size(width, height, self.source.modality, self.target.modality)
        parts = [f"{size.width} × {size.height} px", tr("up to {}").format(size_text(size.bytes))]
        seconds = self._speeds.seconds(self._speed_key(), self._work(width, height))
        parts.append(
            tr("time unknown before the first run")
            if seconds is None
            else tr("about {}").format(duration(seconds))
        )
        return " · ".join(parts)

    def _work(self, width: int, height: int) -> float:
        source = self.source.modality
        windows = windows_of(width, height, source.downsampling)
        halves = 2 if (source.name, self.target.modality.name) in self._model.routes else 1
        return halves * work_of(windows, self._steps(), self.advanced.samples_box.value())

    def _speed_key(self) -> str:
        return f"{self._model.name} {self.advanced.device_edit.text().strip()}"

    def _on_added(self, job: TranslateJob) -> None:
        job.finished.connect(lambda *_: self._measure(job))
        layer = job.parameters["INPUT"]
        source_id = layer.id() if isinstance(layer, QgsRasterLayer) else ""
        LiveLayer(job, self._model.modality(job.parameters["TARGET"]), source_id)

    def _measure(self, job: TranslateJob) -> None:
        """Take the speed of a finished job for the next estimates."""
        if job.seconds and job.windows:
            steps = job.parameters.get("STEPS") or STEPS[job.parameters["PRESET"]]
            work = work_of(job.windows, steps, job.parameters.get("SAMPLES", 1))
            self._speeds.note(self._speed_key(), work, job.seconds)
            self.device_badge.show_device(job.device)
            self._update()

    def _on_preview(self, seconds: float) -> None:
        self._update()


def dropped_raster(data: QMimeData) -> QgsRasterLayer | None:
    """Return the first raster that is dragged: a layer of the project, or one that is opened for it."""
    for uri in QgsMimeDataUtils.decodeUriList(data):
        layer = QgsProject.instance().mapLayer(getattr(uri, "layerId", ""))
        if isinstance(layer, QgsRasterLayer):
            return layer
        if uri.layerType == "raster":
            return QgsRasterLayer(uri.uri, uri.name, uri.providerKey or "gdal")
    for url in data.urls():
        if url.isLocalFile():
            return QgsRasterLayer(url.toLocalFile(), Path(url.toLocalFile()).stem)
    return None


def _beside(output: str, suffix: str) -> str:
    if not output:
        return "TEMPORARY_OUTPUT"
    path = Path(output)
    return str(path.with_name(f"{path.stem}{suffix}{path.suffix}"))

"""The panel: source, target and area of a translation, its preview, and the jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.gui import QgsDockWidget, QgsFileWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from qgis.utils import iface

from any2any_qgis import __about__
from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.gui import session
from any2any_qgis.gui.advanced_section import AdvancedSection
from any2any_qgis.gui.area_section import AreaSection, area_px
from any2any_qgis.gui.estimate import STEPS, EstimateNote, Task
from any2any_qgis.gui.fill_tab import FillTab, show_tab, with_fill_tab
from any2any_qgis.gui.guard import JobGuard, all_agreed, questions_of
from any2any_qgis.gui.job import FillJob, TranslateJob
from any2any_qgis.gui.jobs_list import JobsList
from any2any_qgis.gui.layer_actions import LayerActions
from any2any_qgis.gui.layer_widgets import dropped_raster
from any2any_qgis.gui.live_layer import LiveLayer
from any2any_qgis.gui.map_view import window_in_view
from any2any_qgis.gui.preview import PreviewControl, PreviewPane, Wanted
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.gui.setup_page import show_setup, with_setup_page
from any2any_qgis.gui.source_section import Choice, SourceSection
from any2any_qgis.gui.target_section import TargetSection
from any2any_qgis.gui.widgets import DeviceBadge, Note, choice_box, labelled, scrolled
from any2any_qgis.layers.export import is_unbounded
from any2any_qgis.layers.result import choices_of, source_of
from any2any_qgis.layers.source import layer_of
from any2any_qgis.processing.translate_parameters import PRESETS
from any2any_qgis.translation import tr

MARGIN_PX = 9


class TranslateDock(QgsDockWidget):
    """Builds the parameters of ``any2any:translate`` and queues them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(__about__.TITLE, parent)
        self.setObjectName("Any2AnyDock")
        self.queue = JobQueue(self)
        self._guard = JobGuard(self.queue, self)
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
        self.preset_box = choice_box("preset", PRESETS)
        self.estimate_note, self.hint_note = EstimateNote(model), Note()
        self.output_file = QgsFileWidget()
        self.output_file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.output_file.setConfirmOverwrite(False)  # Run asks, for typed names too
        self.output_file.setFilter("GeoTIFF (*.tif *.tiff)")
        self.output_file.lineEdit().setPlaceholderText(tr("Temporary file"))
        self.preview = PreviewPane()
        self._previews = PreviewControl(self.preview, self.queue, self._wanted_preview, self._steps, self)
        self.jobs_list = JobsList(self.queue)
        self.fill_tab = FillTab(model, self.queue)
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
        self._pages = with_setup_page(with_fill_tab(self._with_footer(content), self.fill_tab))
        self.device_badge.clicked.connect(lambda: show_setup(self._pages))
        self._pages.currentChanged.connect(lambda *_: self.device_badge.show_environment())
        self.setWidget(self._pages)
        self.setAcceptDrops(True)

    def _with_footer(self, content: QWidget) -> QWidget:
        """Let the content scroll above the buttons, which stay in sight."""
        self._scroll = scrolled(content)
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
        layout.addWidget(self._scroll, 1)
        layout.addLayout(buttons)
        return whole

    def _connect(self) -> None:
        self.run_button.clicked.connect(self.run)
        self.preview_button.clicked.connect(self.show_preview)
        self.visibilityChanged.connect(self._previews.refresh)
        for jobs in (self.jobs_list, self.fill_tab.jobs_list):
            jobs.open_wanted.connect(self._guard.show_result)
            jobs.compare_wanted.connect(lambda job: self._guard.compare(job.layer))
            jobs.again_wanted.connect(self._show_again)
            jobs.keep_wanted.connect(self._guard.keep_part)
            jobs.resume_wanted.connect(self.queue.resume)
        for section in (self.source, self.target, self.area, self.advanced):
            section.changed.connect(self._update)
        self.preset_box.currentIndexChanged.connect(self._update)
        self.queue.changed.connect(self._update)
        self.queue.changed.connect(self.source.layer_box.leave_out_results)
        self.queue.added.connect(self._on_added)
        if iface is not None:
            # Adding a result makes other layers active for a moment: only what stays active counts.
            self._following = QTimer(self)
            self._following.setSingleShot(True)
            self._following.timeout.connect(self._follow)
            iface.currentLayerChanged.connect(self._follow_soon)
            self._follow()
            self._layer_actions = LayerActions(self._guard.compare, self._fill_in_from, self)

    def _follow_soon(self, layer) -> None:
        self._following.start(0)

    def _follow(self) -> None:
        for part in (self.source, self.fill_tab):
            part.follow(iface.activeLayer())

    def _restore(self) -> None:
        preset = session.remembered_choice("preset", "fast")
        self.preset_box.setCurrentIndex(max(self.preset_box.findData(preset), 0))
        self.target.set_source(self.source.modality.name)
        self.target.choose(session.remembered_choice("target", "rgb"))
        self.area.restore(session.remembered_choice("area"))

    def parameters(self) -> dict[str, object]:
        """Return the parameters of ``any2any:translate`` that the panel describes, without the output."""
        chosen = {
            "INPUT": self.source.layer,
            "SOURCE": self.source.modality.name,
            "TARGET": self.target.modality.name,
            "PRESET": self.preset_box.currentData(),
            "RADIOMETRY": self.source.units,
            "LEVEL": self.source.level,
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
        layer, target = self.source.layer, self.target.modality
        if not all_agreed(questions_of(layer, self.source.doubt, output, self._area_px()), self):
            return
        parameters = self.parameters()
        if self.advanced.deviation_check.isChecked():
            parameters["UNCERTAINTY"] = _beside(output, "_deviation")
        session.remember_choices(preset=str(parameters["PRESET"]), target=target.name, area=self.area.kind)
        title = f"{layer.name()} → {target.title}"
        job = TranslateJob(parameters, title)
        self.queue.submit(job, output)
        row = self.jobs_list.rows[job]
        QTimer.singleShot(0, lambda: sip.isdeleted(row) or self._scroll.ensureWidgetVisible(row))

    def show_preview(self) -> None:
        """Translate the middle of the map view."""
        self._previews.show()

    def _wanted_preview(self) -> Wanted | None:
        """Return what a preview of the map view shows, None while a choice is missing."""
        if self.source.missing:
            return None
        layer, source = self.source.layer, self.source.modality
        extent = window_in_view(layer, source, self.advanced.pixel_size_box.value())
        return Wanted(layer, source, self.target.modality, self.parameters(), extent)

    def fill_in(self, parameters: dict[str, Any]) -> None:
        """Show a job's choices except area and output, and its layer if that is still open."""
        layer = layer_of(parameters.get("INPUT"))
        if isinstance(layer, QgsRasterLayer):
            bands = tuple(parameters.get("BANDS") or ())
            units, level = (str(parameters.get(name, "auto")) for name in ("RADIOMETRY", "LEVEL"))
            choice = Choice(str(parameters["SOURCE"]), units, bands, level)
            self.source.fill_in(layer, choice)
        self.target.set_source(self.source.modality.name)
        self.target.choose(str(parameters["TARGET"]))
        self.preset_box.setCurrentIndex(max(self.preset_box.findData(parameters.get("PRESET")), 0))
        self.advanced.fill_in(parameters)
        self._scroll.verticalScrollBar().setValue(0)
        self._update()

    def _show_again(self, job: TranslateJob) -> None:
        """Show a job's choices in the tab that it came from."""
        is_fill = isinstance(job, FillJob)
        (self.fill_tab if is_fill else self).fill_in(job.parameters)
        show_tab(self.fill_tab, is_fill)

    def _fill_in_from(self, result: QgsMapLayer) -> None:
        """Show a result's choices, as its layer records them."""
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
            self._previews.remove()
            self.fill_tab.shut_down()
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
        if QgsProject.instance().mapLayer(layer.id()) is None:
            self.source.open_layer(layer)
        for part in (self.source, self.fill_tab):
            part.follow(layer)

    def _update(self) -> None:
        self.target.set_source(self.source.modality.name, self.advanced.route_box.currentData())
        missing = self.source.missing or self._missing_area()
        self.hint_note.say(missing)
        self.run_button.setEnabled(not missing)
        self.preview_button.setEnabled(not self.source.missing and self.queue.running is None)
        if missing:
            self.estimate_note.say("")
        else:
            self.estimate_note.show_for(self._task())
        self._previews.refresh()

    def _task(self) -> Task:
        return Task(
            self.source.modality,
            self.target.modality,
            self._area_px(),
            self._steps(),
            self.advanced.samples_box.value(),
            self.advanced.device_edit.text().strip() or "auto",
            routed=self.target.route is not None,
        )

    def _steps(self) -> int:
        return self.advanced.steps_box.value() or STEPS[self.preset_box.currentData()]

    def _missing_area(self) -> str:
        """Return what to choose about the area; a map service has no end."""
        if self.area.extent() is None and is_unbounded(self.source.layer):
            return self.area.missing or tr("Choose an area: a map service has no end.")
        return self.area.missing

    def _area_px(self) -> tuple[int, int]:
        """Return width and height of the area in pixels that are translated."""
        size_m, resampled_m = self.source.modality.pixel_size_m, self.advanced.pixel_size_box.value()
        return area_px(self.source.layer, self.area.extent(), size_m, resampled_m)

    def _on_added(self, job: TranslateJob) -> None:
        if isinstance(job, FillJob):
            return
        job.finished.connect(lambda *_: self._measure(job))
        layer = layer_of(job.parameters["INPUT"])
        source_id = layer.id() if layer is not None else ""
        LiveLayer(job, self._model.modality(job.parameters["TARGET"]), source_id)

    def _measure(self, job: TranslateJob) -> None:
        self.estimate_note.measure(job)
        if job.seconds and job.windows:
            self.device_badge.show_device(job.device)
        self._update()


def _beside(output: str, suffix: str) -> str:
    if not output:
        return "TEMPORARY_OUTPUT"
    path = Path(output)
    return str(path.with_name(f"{path.stem}{suffix}{path.suffix}"))

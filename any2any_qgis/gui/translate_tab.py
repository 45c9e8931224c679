"""The panel's first tab: a layer, its modality, a target and how to translate; before a run, time and a preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsRasterLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from any2any_qgis.engine.models import Model
from any2any_qgis.gui import session
from any2any_qgis.gui.advanced_section import AdvancedSection
from any2any_qgis.gui.area_section import AreaSection, area_px
from any2any_qgis.gui.estimate import STEPS, EstimateNote, Task
from any2any_qgis.gui.guard import all_agreed, questions_of
from any2any_qgis.gui.job import TranslateJob
from any2any_qgis.gui.jobs_list import JobsList
from any2any_qgis.gui.map_view import window_in_view
from any2any_qgis.gui.preview import PreviewControl, PreviewPane, Wanted
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.gui.source_section import Choice, SourceSection
from any2any_qgis.gui.target_section import TargetSection
from any2any_qgis.gui.widgets import DeviceBadge, Note, choice_box, labelled, scrolled
from any2any_qgis.layers.export import MAX_PX, is_unbounded, too_large
from any2any_qgis.layers.source import layer_of
from any2any_qgis.processing.translate_parameters import PRESETS
from any2any_qgis.translation import tr

MARGIN_PX = 9


class TranslateTab(QWidget):
    """Builds the parameters of ``any2any:translate`` and queues them."""

    def __init__(self, model: Model, queue: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._build(model)
        self._lay_out()
        self._connect()
        self._restore()
        self.update_all()

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
        self._previews = PreviewControl(self.preview, self._queue, self._wanted_preview, self._steps, self)
        self.jobs_list = JobsList(self._queue)
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
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = scrolled(content)  # the buttons below stay in sight
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, MARGIN_PX)
        buttons.addWidget(self.device_badge)
        buttons.addWidget(self.hint_note, 1)
        buttons.addStretch()
        buttons.addWidget(self.preview_button)
        buttons.addWidget(self.run_button)
        return buttons

    def _connect(self) -> None:
        self.run_button.clicked.connect(self.run)
        self.preview_button.clicked.connect(self.show_preview)
        for section in (self.source, self.target, self.area, self.advanced):
            section.changed.connect(self.update_all)
        self.preset_box.currentIndexChanged.connect(self.update_all)
        self.preview.translated.connect(self.measure)
        self._queue.added.connect(self._keep_in_sight)
        self._queue.changed.connect(self.update_all)
        self._queue.changed.connect(self.source.layer_box.leave_out_results)

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
        if not all_agreed(questions_of(layer, [self.source.doubt], output, self._area_px()), self):
            return
        parameters = self.parameters()
        if self.advanced.deviation_check.isChecked():
            parameters["UNCERTAINTY"] = _beside(output, "_deviation")
        session.remember_choices(preset=str(parameters["PRESET"]), target=target.name, area=self.area.kind)
        title = f"{layer.name()} → {target.title}"
        self._queue.submit(TranslateJob(parameters, title), output)

    def _keep_in_sight(self, job: TranslateJob) -> None:
        """Scroll to a job's row, and again when text or buttons come below what was in sight."""
        row = self.jobs_list.rows[job]
        row.grown.connect(lambda: row.visibleRegion().isEmpty() or self._show_soon(row))
        self._show_soon(row)

    def _show_soon(self, row: QWidget) -> None:
        """Scroll to a row once it has its size."""
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
        self.update_all()

    def measure(self, job: TranslateJob) -> None:
        """Use the speed and the device of a job for the next estimates."""
        self.estimate_note.measure(job)
        if job.seconds and job.windows:
            self.device_badge.show_device(job.device)
        self.update_all()

    def refresh_preview(self) -> None:
        """Bring the preview up to date: the panel came into sight."""
        self._previews.refresh()

    def shut_down(self) -> None:
        """Stop what runs: the plugin is being unloaded."""
        self._previews.remove()

    def update_all(self) -> None:
        """Update hints, estimate and preview for the current choices."""
        self.target.set_source(self.source.modality.name, self.advanced.route_box.currentData())
        missing = self.source.missing or self._missing_area()
        self.hint_note.say(missing)
        self.run_button.setEnabled(not missing)
        self.preview_button.setEnabled(not self.source.missing and self._queue.running is None)
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
        """Return what to choose about the area; a map service has no end, and an export has a largest size."""
        layer = self.source.layer
        if self.area.missing:
            return self.area.missing
        if self.area.extent() is None and is_unbounded(layer):
            return tr("Choose an area: a map service has no end.")
        width, height = self._area_px()
        return too_large(width, height) if layer.providerType() != "gdal" and width * height > MAX_PX else ""

    def _area_px(self) -> tuple[int, int]:
        """Return width and height of the area in pixels that are translated."""
        size_m, resampled_m = self.source.modality.pixel_size_m, self.advanced.pixel_size_box.value()
        return area_px(self.source.layer, self.area.extent(), size_m, resampled_m)


def _beside(output: str, suffix: str) -> str:
    if not output:
        return "TEMPORARY_OUTPUT"
    path = Path(output)
    return str(path.with_name(f"{path.stem}{suffix}{path.suffix}"))

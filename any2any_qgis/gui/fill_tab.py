"""The panel's second tab: the image with holes, their mask, and the layers that show the ground under them."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsRasterLayer,
)
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from any2any_qgis.engine.models import Model
from any2any_qgis.gui.fill_preview import FillPreview
from any2any_qgis.gui.fill_sources import FillSource
from any2any_qgis.gui.guard import all_agreed, questions_of
from any2any_qgis.gui.job import FillJob
from any2any_qgis.gui.jobs_list import JobsList
from any2any_qgis.gui.layer_widgets import LayerBox
from any2any_qgis.gui.map_view import view_of
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.gui.widgets import Note, labelled
from any2any_qgis.layers.holes import HoleSearch
from any2any_qgis.layers.result import is_result
from any2any_qgis.layers.source import layer_of
from any2any_qgis.translation import tr

MARGIN_PX = 9
SOURCES = 2
"""Rows for sources: radar of the image's date, and of the older image's."""
LARGEST_BAND = 999


class FillTab(QWidget):
    """Builds the parameters of ``any2any:fill`` and queues them."""

    def __init__(self, model: Model, queue: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._build(model)
        self._lay_out()
        self._connect()
        self._update()

    def _build(self, model: Model) -> None:
        kinds = QgsMapLayerProxyModel.Filter
        self.image_box = LayerBox(tr("Image with holes"), tr("Choose a raster layer"))
        self.mask_box = LayerBox(
            tr("Holes"), tr("Nodata of the image"), kinds.RasterLayer | kinds.PolygonLayer
        )
        self.band_box = QSpinBox()
        self.band_box.setRange(1, LARGEST_BAND)
        self.classes_edit = QLineEdit()
        self.classes_edit.setPlaceholderText(tr("All values but 0; 3,8,9,10 of a scene classification"))
        self.sources = [FillSource(model, number, self) for number in range(1, SOURCES + 1)]
        self.reference_box = LayerBox(tr("Older image"), tr("No layer"))
        self.output_file = QgsFileWidget()
        self.output_file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.output_file.setConfirmOverwrite(False)  # Fill asks, for typed names too
        self.output_file.setFilter("GeoTIFF (*.tif *.tiff)")
        self.output_file.lineEdit().setPlaceholderText(tr("Temporary file"))
        self.hint_note = Note()
        self.preview = FillPreview()
        self._previewed: dict[str, Any] | None = None
        self.jobs_list = JobsList(self._queue)
        self.preview_button, self.run_button = (
            QPushButton(tr("Pre&view a hole")),
            QPushButton(tr("&Fill")),
        )
        self.preview_button.setToolTip(tr("Fill the hole nearest to the middle of the map view"))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(6)
        form.addRow(labelled(tr("&Image with holes"), self.image_box), self.image_box)
        form.addRow(labelled(tr("&Holes"), self.mask_box), self.mask_box)
        self.band_label = labelled(tr("&Band of the holes"), self.band_box)
        self.classes_label = labelled(tr("C&lasses that are holes"), self.classes_edit)
        form.addRow(self.band_label, self.band_box)
        form.addRow(self.classes_label, self.classes_edit)
        for source in self.sources:
            form.addRow(labelled(source.title, source.layer_box), source.row)
        form.addRow(labelled(tr("&Older image"), self.reference_box), self.reference_box)
        form.addRow(labelled(tr("&Save to"), self.output_file), self.output_file)
        layout = self._scrolled()
        layout.addLayout(form)
        layout.addWidget(self.preview)
        layout.addWidget(self.jobs_list)
        layout.addStretch(1)

    def _scrolled(self) -> QVBoxLayout:
        """Return the layout of a content that scrolls above the buttons, which stay in sight."""
        content, scroll, buttons = QWidget(), QScrollArea(), QHBoxLayout()
        inner, outer = QVBoxLayout(content), QVBoxLayout(self)
        inner.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        buttons.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, MARGIN_PX)
        buttons.addWidget(self.hint_note, 1)
        buttons.addWidget(self.preview_button)
        buttons.addWidget(self.run_button)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        outer.addLayout(buttons)
        return inner

    def _connect(self) -> None:
        self.run_button.clicked.connect(self.run)
        self.preview_button.clicked.connect(self.show_preview)
        self.preview.finished.connect(self._update)
        self._queue.changed.connect(self._update)
        for box in (self.image_box, self.mask_box, self.reference_box):
            box.layerChanged.connect(self._on_choice)
        for source in self.sources:
            source.changed.connect(self._on_choice)
        self.band_box.valueChanged.connect(self._on_choice)
        self.classes_edit.textChanged.connect(self._on_choice)
        for box in self._layer_boxes:
            self._queue.changed.connect(box.leave_out_results)

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of ``any2any:fill`` that the tab describes, without the outputs."""
        chosen: dict[str, Any] = {
            "INPUT": self.image_box.currentLayer(),
            "MASK": self.mask_box.currentLayer(),
        }
        if isinstance(chosen["MASK"], QgsRasterLayer):
            chosen |= {"MASK_BAND": self.band_box.value(), "MASK_VALUES": self.classes_edit.text().strip()}
        for source in self.sources:
            chosen |= source.parameters()
        if self.reference_box.currentLayer() is not None:
            chosen["REFERENCE"] = self.reference_box.currentLayer()
        return chosen

    @property
    def _layer_boxes(self) -> list[LayerBox]:
        sources = (source.layer_box for source in self.sources)
        return [self.image_box, self.mask_box, *sources, self.reference_box]

    def follow(self, layer: QgsMapLayer | None) -> None:
        """Take the active layer if it is a raster that may have holes, and not one that this tab uses otherwise."""
        others = [box.currentLayer() for box in self._layer_boxes if box is not self.image_box]
        is_raster = isinstance(layer, QgsRasterLayer) and layer.isValid() and not is_result(layer)
        if is_raster and layer not in others:
            self.image_box.setLayer(layer)

    @property
    def missing(self) -> str:
        """What the user still has to choose; empty if nothing."""
        if self.image_box.currentLayer() is None:
            return tr("Choose the image with holes.")
        shown = [*(source.layer for source in self.sources), self.reference_box.currentLayer()]
        if not any(shown):
            return tr("Choose a source or an older image: something has to show the ground.")
        if self.image_box.currentLayer() in shown:
            return tr("The image cannot fill its own holes: choose another source.")
        return ""

    def run(self) -> None:
        """Queue the fill that the tab describes."""
        output, layer = self.output_file.filePath(), self.image_box.currentLayer()
        doubts = [source.doubt for source in self.sources]
        if not all_agreed(questions_of(layer, doubts, output, (0, 0)), self):
            return
        self._queue.submit(FillJob(self.parameters(), tr("{}: holes").format(layer.name())), output)

    def show_preview(self) -> None:
        """Fill the hole nearest to the middle of the map view."""
        layer = self.image_box.currentLayer()
        mask, classes = self.mask_box.currentLayer(), _numbers(self.classes_edit.text())
        search = HoleSearch(layer, mask, self.band_box.value(), classes, view_of(layer))
        self._previewed = self.parameters()
        self.preview.show_for(layer, search, self._previewed)
        self._update()

    def fill_in(self, parameters: dict[str, Any]) -> None:
        """Show a job's choices."""
        self.image_box.setLayer(layer_of(parameters.get("INPUT")))
        self.mask_box.setLayer(layer_of(parameters.get("MASK")))
        self.band_box.setValue(int(parameters.get("MASK_BAND") or 1))
        self.classes_edit.setText(str(parameters.get("MASK_VALUES") or ""))
        for source in self.sources:
            source.fill_in(parameters)
        self.reference_box.setLayer(layer_of(parameters.get("REFERENCE")))

    def shut_down(self) -> None:
        """Stop what runs: the plugin is being unloaded."""
        self.preview.stop()

    def _on_choice(self, *_: object) -> None:
        if self._previewed not in (None, self.parameters()):  # boxes also report that nothing changed
            self._previewed = None
            self.preview.outdate()
        self._update()

    def _update(self, *_: object) -> None:
        classes = isinstance(self.mask_box.currentLayer(), QgsRasterLayer)
        for widget in (self.band_label, self.band_box, self.classes_label, self.classes_edit):
            widget.setVisible(classes)
        missing = self.missing
        self.hint_note.say(missing)
        self.run_button.setEnabled(not missing)
        self.preview_button.setEnabled(
            not missing and self._queue.running is None and not self.preview.is_busy
        )


def with_fill_tab(translate: QWidget, fill: FillTab) -> QTabWidget:
    """Put the two tabs of the panel together."""
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    tabs.addTab(translate, tr("Translate"))
    tabs.addTab(fill, tr("Fill gaps"))
    return tabs


def show_tab(fill: FillTab, is_fill: bool) -> None:
    """Bring the fill's tab to the front, or the other one."""
    tabs = fill.parentWidget().parentWidget()  # between lies Qt's own stack of pages
    tabs.setCurrentIndex(1 if is_fill else 0)


def _numbers(text: str) -> list[int] | None:
    """Read classes for the preview; the algorithm refuses words that are not numbers."""
    parts = text.replace(",", " ").split()
    return [int(part) for part in parts if part.lstrip("-").isdecimal()] or None

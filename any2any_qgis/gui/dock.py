"""The panel: the set-up page, a tab that translates and one that fills gaps, and the jobs of both."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QLabel, QWidget
from qgis.utils import iface

from any2any_qgis import __about__
from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.gui.fill_tab import FillTab, show_tab, with_fill_tab
from any2any_qgis.gui.guard import JobGuard
from any2any_qgis.gui.job import FillJob, TranslateJob
from any2any_qgis.gui.layer_widgets import carries_raster, dropped_raster
from any2any_qgis.gui.live_layer import LiveLayer
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.gui.results import JobResults, LayerActions
from any2any_qgis.gui.setup_page import show_setup, with_setup_page
from any2any_qgis.gui.translate_tab import TranslateTab
from any2any_qgis.layers.result import choices_of, source_of
from any2any_qgis.layers.source import layer_of

MARGIN_PX = 9


class TranslateDock(QgsDockWidget):
    """Holds the set-up page, and two tabs that share one queue of jobs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(__about__.TITLE, parent)
        self.setObjectName("Any2AnyDock")
        self.queue = JobQueue(self)
        self._results = JobResults(self)
        self._guard = JobGuard(self.queue, self._results, self)
        try:
            self._model = read_model()
        except EngineError as error:
            self._show_missing_model(str(error))
            return
        self._build(self._model)
        self._connect()

    def _show_missing_model(self, reason: str) -> None:
        label = QLabel(reason)
        label.setWordWrap(True)
        label.setMargin(MARGIN_PX)
        self.setWidget(label)

    def _build(self, model: Model) -> None:
        self.translate_tab = TranslateTab(model, self.queue)
        self.fill_tab = FillTab(model, self.queue)
        self._pages = with_setup_page(with_fill_tab(self.translate_tab, self.fill_tab))
        badge = self.translate_tab.device_badge
        badge.clicked.connect(lambda: show_setup(self._pages))
        self._pages.currentChanged.connect(lambda *_: badge.show_environment())
        self.setWidget(self._pages)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.visibilityChanged.connect(self.translate_tab.refresh_preview)
        for jobs in (self.translate_tab.jobs_list, self.fill_tab.jobs_list):
            jobs.open_wanted.connect(self._results.show)
            jobs.compare_wanted.connect(lambda job: self._results.compare(job.layer))
            jobs.again_wanted.connect(self._show_again)
            jobs.keep_wanted.connect(self._results.keep_part)
            jobs.resume_wanted.connect(self.queue.resume)
        self.queue.added.connect(self._on_added)
        if iface is not None:
            # Adding a result makes other layers active for a moment: only what stays active counts.
            self._following = QTimer(self)
            self._following.setSingleShot(True)
            self._following.timeout.connect(self._follow)
            iface.currentLayerChanged.connect(self._follow_soon)
            self._follow()
            self._layer_actions = LayerActions(self._results.compare, self._fill_in_from, self)

    def _follow_soon(self, layer) -> None:
        self._following.start(0)

    def _follow(self) -> None:
        for part in (self.translate_tab.source, self.fill_tab):
            part.follow(iface.activeLayer())

    def _show_again(self, job: TranslateJob) -> None:
        """Show a job's choices in the tab that it came from."""
        is_fill = isinstance(job, FillJob)
        (self.fill_tab if is_fill else self.translate_tab).fill_in(job.parameters)
        show_tab(self.fill_tab, is_fill)

    def _fill_in_from(self, result: QgsMapLayer) -> None:
        """Show a result's choices, as its layer records them."""
        choices = choices_of(result)
        if choices.get("TARGET"):
            self.setUserVisible(True)
            self.translate_tab.fill_in({**choices, "INPUT": source_of(result)})

    def shut_down(self) -> None:
        """Stop what runs: the plugin is being unloaded."""
        self._guard.remove()
        self._results.end_comparison()
        if iface is not None and hasattr(self, "translate_tab"):
            iface.currentLayerChanged.disconnect(self._follow_soon)
            self._layer_actions.remove()
        if hasattr(self, "translate_tab"):
            self.widget().widget(0).shut_down()
            self.translate_tab.shut_down()
            self.fill_tab.shut_down()
        self.queue.abandon_all()

    def dragEnterEvent(self, event) -> None:
        """Accept files, layers of the layer tree and items of the browser."""
        if carries_raster(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        """Choose the first dropped raster, and add it to the project if necessary."""
        layer = dropped_raster(event.mimeData())
        if layer is None:
            return
        event.acceptProposedAction()
        if QgsProject.instance().mapLayer(layer.id()) is None:
            self.translate_tab.source.open_layer(layer)
        for part in (self.translate_tab.source, self.fill_tab):
            part.follow(layer)

    def _on_added(self, job: TranslateJob) -> None:
        if isinstance(job, FillJob):
            return
        job.finished.connect(lambda *_: self.translate_tab.measure(job))
        layer = layer_of(job.parameters["INPUT"])
        source_id = layer.id() if layer is not None else ""
        LiveLayer(job, self._model.modality(job.parameters["TARGET"]), source_id)

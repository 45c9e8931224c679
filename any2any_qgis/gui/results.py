"""Actions on results: show them, compare them with their source, keep a part, translate again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QThread
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMessageBox, QWidget
from qgis.utils import iface

from any2any_qgis import __about__, paths
from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.gui.job import TranslateJob
from any2any_qgis.gui.job_threads import hand_over
from any2any_qgis.gui.session import keep_until
from any2any_qgis.gui.swipe import SwipeTool
from any2any_qgis.layers.partial import finished_rows
from any2any_qgis.layers.result import RESULT_PROPERTY, insert_above_source, is_result, source_of
from any2any_qgis.layers.source import LayerReference
from any2any_qgis.layers.style import Limits, apply_style, sample_limits
from any2any_qgis.translation import tr

OnLayer = Callable[[QgsMapLayer], None]


class _PartWriter(QThread):
    """Writes the finished rows of a job into one file, which takes seconds for a large scene."""

    def __init__(self, part_folder: Path, path: Path) -> None:
        super().__init__()
        self._part_folder, self.path = part_folder, path
        self.error = ""
        self.limits: Limits = ()
        self.layer: QgsRasterLayer | None = None

    def run(self) -> None:
        try:
            finished_rows(self._part_folder, self.path)
            self.limits = sample_limits(str(self.path))
            self.layer = QgsRasterLayer(str(self.path), "")
            hand_over(self.layer)
        except (EngineError, OSError, RuntimeError) as error:
            self.error = str(error)


class JobResults(QObject):
    """Shows results where the user looks."""

    def __init__(self, dock: QWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self._swipe: SwipeTool | None = None

    def show(self, job: TranslateJob) -> None:
        """Zoom to a job's result; one that its project missed is added to the project that is open."""
        layer = job.layer if job.layer_is_there else job.add_result()
        if layer is not None and iface is not None:
            iface.setActiveLayer(layer)
            iface.mapCanvas().setExtent(
                iface.mapCanvas().mapSettings().layerExtentToOutputExtent(layer, layer.extent())
            )
            iface.mapCanvas().refresh()

    def compare(self, layer: QgsMapLayer) -> None:
        """Let the user drag a line between a result and its source on the map."""
        self.end_comparison()
        source = source_of(layer)
        if iface is None or source is None:
            text = tr("The layer that {} was made from is not open.")
            QMessageBox.information(self._dock, __about__.TITLE, text.format(layer.name()))
            return
        self._swipe = SwipeTool(iface.mapCanvas(), layer, source)
        self._swipe.ended.connect(self._on_swipe_ended)
        iface.mapCanvas().setMapTool(self._swipe)

    def end_comparison(self) -> None:
        """Remove the line from the map."""
        if self._swipe is not None:
            self._swipe.end()

    def _on_swipe_ended(self) -> None:
        swipe, self._swipe = self._swipe, None
        if swipe is not None:
            swipe.deleteLater()

    def keep_part(self, job: TranslateJob) -> None:
        """Add the finished rows of a stopped job as a layer, once they are written."""
        writer = _PartWriter(job.part_folder, job.output.with_name(f"{job.output.stem}_part.tif"))
        keep_until(writer.finished, writer)
        writer.finished.connect(lambda: sip.isdeleted(self) or self._on_written(writer, job))
        writer.start()

    def _on_written(self, writer: _PartWriter, job: TranslateJob) -> None:
        if writer.error:
            QMessageBox.warning(self._dock, __about__.TITLE, writer.error)
            return
        layer, source = writer.layer, job.parameters["INPUT"]
        layer.setName(tr("{} (synthetic, finished rows)").format(job.title))
        layer.setCustomProperty(RESULT_PROPERTY, True)
        apply_style(layer, read_model().modality(job.parameters["TARGET"]), writer.limits)
        source_id = source.layer_id if isinstance(source, LayerReference) else ""
        insert_above_source(QgsProject.instance(), layer, source_id)


class LayerActions(QObject):
    """Two entries in the menu of every result, also of projects that are opened later."""

    def __init__(self, compare: OnLayer, again: OnLayer, parent: QObject) -> None:
        super().__init__(parent)
        icon = QIcon(str(paths.ICON))
        wanted = ((tr("Compare with its source"), compare), (tr("Translate again with…"), again))
        self.actions = [self._action(icon, text, on_layer) for text, on_layer in wanted]
        for action in self.actions:
            iface.addCustomActionForLayerType(action, "", QgsRasterLayer().type(), False)
        self._add(QgsProject.instance().mapLayers().values())
        QgsProject.instance().layersAdded.connect(self._add)

    def remove(self) -> None:
        """Remove the entries."""
        QgsProject.instance().layersAdded.disconnect(self._add)
        for action in self.actions:
            iface.removeCustomActionForLayerType(action)

    def add_for(self, layer: QgsMapLayer) -> None:
        """Add the entries to a layer that has become a result."""
        for action in self.actions:
            iface.addCustomActionForLayer(action, layer)

    def _add(self, layers) -> None:
        for layer in layers:
            if isinstance(layer, QgsRasterLayer) and is_result(layer):
                self.add_for(layer)

    def _action(self, icon: QIcon, text: str, on_layer: OnLayer) -> QAction:
        action = QAction(icon, text, self)
        action.triggered.connect(lambda *_: self._on_active(on_layer))
        return action

    @staticmethod
    def _on_active(on_layer: OnLayer) -> None:
        layer = iface.activeLayer()  # the menu was opened on it
        if layer is not None and is_result(layer):
            on_layer(layer)

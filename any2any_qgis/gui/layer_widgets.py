"""Widgets to choose a layer: a box, dropping, its facts, and boxes for its bands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsMimeDataUtils, QgsProject, QgsRasterLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QMimeData, QModelIndex, QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QGridLayout, QWidget

from any2any_qgis.layers.facts import RasterFacts
from any2any_qgis.layers.result import is_result
from any2any_qgis.translation import tr

SHORTEST_NAME = 10
"""Characters of a layer's name that are always visible."""


class LayerBox(QgsMapLayerComboBox):
    """The first entry is the empty choice."""

    def __init__(
        self,
        name: str,
        empty: str,
        kinds: QgsMapLayerProxyModel.Filter = QgsMapLayerProxyModel.Filter.RasterLayer,
    ) -> None:
        super().__init__()
        self.setFilters(kinds)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(SHORTEST_NAME)
        self.setAllowEmptyLayer(True, empty)
        self.setAccessibleName(name)
        self.setLayer(None)
        self.model().rowsAboutToBeRemoved.connect(self._on_rows_removed)
        QgsProject.instance().layersAdded.connect(self.leave_out_results)
        # The box keeps bare pointers: one of a deleted layer crashes QGIS, or hides a new layer.
        QgsProject.instance().layersRemoved.connect(self.leave_out_results)

    def setLayer(self, layer: QgsMapLayer | None) -> None:
        """Choose a layer, or the empty entry: QGIS itself would show no text for None."""
        if layer is not None:
            super().setLayer(layer)
        elif self.currentIndex() != 0:
            self.setCurrentIndex(0)
            self.layerChanged.emit(None)  # QGIS emits it for the user's own choices and for layers only

    def leave_out_results(self) -> None:
        """Remove the project's synthetic layers from the list: they are not measurements."""
        self.setExceptedLayerList(
            [layer for layer in QgsProject.instance().mapLayers().values() if is_result(layer)]
        )

    def _on_rows_removed(self, parent: QModelIndex, first: int, last: int) -> None:
        """Go to the empty entry when the chosen layer leaves the project: Qt would choose its neighbour."""
        if first <= self.currentIndex() <= last:
            self.setLayer(None)


def carries_raster(data: QMimeData) -> bool:
    """Whether what is dragged may be a raster; a file is not opened for it, which may take long."""
    if any(uri.layerType == "raster" for uri in QgsMimeDataUtils.decodeUriList(data)):
        return True
    return any(url.isLocalFile() for url in data.urls())


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


POLL_MS = 30


class FactsReader(QObject):
    """Reads facts on a thread of its own: an address may take seconds.

    The main thread looks whether they are there, because a thread must not emit a signal of an object that may have
    been deleted meanwhile.
    """

    ready = pyqtSignal(str, object)
    """The layer's id and its ``RasterFacts``, or None."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._layer_id = ""
        self._answer: list[RasterFacts | None] = []
        self._read: Callable[[], RasterFacts | None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._look)

    def read(self, layer_id: str, read: Callable[[], RasterFacts | None]) -> None:
        """Read a layer's facts; ``ready`` comes unless another layer is asked for first."""
        answer = self._answer = []
        self._layer_id, self._read = layer_id, read  # a provider within it is to be deleted on this thread
        thread = threading.Thread(target=lambda: answer.append(read()), name="any2any-facts", daemon=True)
        thread.start()
        self._timer.start()

    def _look(self) -> None:
        if self._answer:
            self._timer.stop()
            self.ready.emit(self._layer_id, self._answer[0])


BANDS_PER_ROW = 3


class BandBoxes(QWidget):
    """Hidden where a layer leaves no choice."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.boxes: list[QComboBox] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.setVisible(False)

    @property
    def chosen(self) -> list[int]:
        """1-based bands of the layer in the modality's order; empty without a choice."""
        return [box.currentData() for box in self.boxes]

    def offer(self, facts: RasterFacts, names: Sequence[str], first: Sequence[int]) -> None:
        """Show a box for each name, with a layer's bands and the likely one chosen."""
        self.clear()
        for index, (name, number) in enumerate(zip(names, first)):
            box = self._box(facts, name, number)
            self.boxes.append(box)
            self._layout.addWidget(box, *divmod(index, BANDS_PER_ROW))
        self.setVisible(True)

    def clear(self) -> None:
        """Offer nothing."""
        for box in self.boxes:
            self._layout.removeWidget(box)
            box.deleteLater()
        self.boxes = []
        self.setVisible(False)

    def choose(self, bands: Sequence[int]) -> None:
        """Choose bands by their numbers."""
        for box, number in zip(self.boxes, bands):
            box.setCurrentIndex(max(box.findData(number), 0))

    def _box(self, facts: RasterFacts, name: str, number: int) -> QComboBox:
        box = QComboBox()
        box.setToolTip(tr("Band of the layer that is {}").format(name))
        box.setAccessibleName(box.toolTip())
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(1)
        for index, band in enumerate(facts.bands, 1):
            box.addItem(f"{index} {band.description}".strip(), index)
        box.setCurrentIndex(box.findData(number))
        box.currentIndexChanged.connect(lambda *_: self.changed.emit())
        return box

"""A choice among the project's layers that shows what an empty choice means, and offers no synthetic image."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QModelIndex
from qgis.PyQt.QtWidgets import QComboBox

from any2any_qgis.layers.result import is_result

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
        """Take the project's synthetic layers off the list: they show what a model made, not a measurement."""
        self.setExceptedLayerList(
            [layer for layer in QgsProject.instance().mapLayers().values() if is_result(layer)]
        )

    def _on_rows_removed(self, parent: QModelIndex, first: int, last: int) -> None:
        """Go to the empty entry when the chosen layer leaves the project: Qt would choose its neighbour."""
        if first <= self.currentIndex() <= last:
            self.setLayer(None)

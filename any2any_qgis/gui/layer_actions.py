"""What the layer tree's menu offers for results: compare with the source, translate again."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import iface

from any2any_qgis import paths
from any2any_qgis.layers.result import is_result
from any2any_qgis.translation import tr

OnLayer = Callable[[QgsMapLayer], None]


class LayerActions(QObject):
    """Two entries in the menu of every result, those of a project that was opened later too."""

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
        """Take the entries away."""
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

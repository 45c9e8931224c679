"""A fill among the panel's jobs: the same queue and list, another algorithm and three results."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer, QgsProcessingUtils, QgsProject
from qgis.utils import iface

from any2any_qgis.gui.job import TranslateJob
from any2any_qgis.layers.reference import LayerReference
from any2any_qgis.layers.result import place_above_source


class FillJob(TranslateJob):
    """Runs ``any2any:fill``; the map of synthetic pixels and their outline lie beside the filled image."""

    algorithm_id = "any2any:fill"

    @property
    def part_folder(self) -> Path:
        """Where the engine keeps finished steps until the result is complete."""
        return self.output.with_name(self.output.name + ".fill")

    @property
    def can_keep_part(self) -> bool:
        """Finished steps of a fill are not an image yet."""
        return False

    def add_result(self) -> QgsMapLayer | None:
        """Put image, map and outline into the project that is open now; the active layer stays active."""
        active = iface.activeLayer() if iface is not None else None
        for source, details in self._context.layersToLoadOnCompletion().items():
            layer = QgsProcessingUtils.mapLayerFromString(source, self._context, True, details.layerTypeHint)
            if layer is None:
                continue
            QgsProject.instance().addMapLayer(self._context.temporaryLayerStore().takeMapLayer(layer))
            if details.postProcessor() is not None:
                details.postProcessor().postProcessLayer(layer, self._context, self._feedback)
            image = self.parameters["INPUT"]
            if isinstance(image, LayerReference):
                place_above_source(QgsProject.instance(), layer, image.layer_id)
            if (
                details.outputName == "SYNTHETIC"
            ):  # its tint would hide the filling; the outline shows where it is
                QgsProject.instance().layerTreeRoot().findLayer(layer.id()).setItemVisibilityChecked(False)
            if self.layer is None or details.outputName == "OUTPUT":
                self.layer = layer
        if active is not None:
            iface.setActiveLayer(active)
        return self.layer

    def _load(self) -> None:
        """Open the results when they are added: their styles do not depend on their pixels."""
        self._finish()

    def _destinations(self) -> dict[str, str]:
        stem = self.output.with_suffix("")
        return {
            "OUTPUT": str(self.output),
            "SYNTHETIC": f"{stem}_synthetic.tif",
            "OUTLINE": f"{stem}_outline.gpkg",
        }

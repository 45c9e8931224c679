"""A layer by its id and source: the layer itself may leave the project while a job waits or after it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import QgsMapLayer, QgsProject

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr

FILE_PROVIDERS = ("gdal", "ogr")
"""Those whose source alone opens the layer again."""


@dataclass(frozen=True)
class LayerReference:
    """What is left of a layer once its object is deleted."""

    layer_id: str
    name: str
    source: str
    provider: str

    @classmethod
    def of(cls, layer: QgsMapLayer) -> LayerReference:
        """Look at a layer."""
        return cls(layer.id(), layer.name(), layer.source(), layer.providerType())

    def layer(self) -> QgsMapLayer | None:
        """Return the layer if it is in the project that is open."""
        return QgsProject.instance().mapLayer(self.layer_id)

    def value(self) -> QgsMapLayer | str:
        """Return what Processing takes: the layer, or the source of a file whose layer is gone.

        EngineError for a layer that was no file and is gone.
        """
        layer = self.layer()
        if layer is not None:
            return layer
        if self.provider not in FILE_PROVIDERS:
            raise EngineError(tr("The layer {} is no longer in the project: add it again.").format(self.name))
        return self.source


def referenced(parameters: dict[str, Any]) -> dict[str, Any]:
    """Replace layers among an algorithm's parameters by references."""
    return {
        name: LayerReference.of(value) if isinstance(value, QgsMapLayer) else value
        for name, value in parameters.items()
    }


def with_layers(parameters: dict[str, Any]) -> dict[str, Any]:
    """Replace references by what Processing takes; EngineError as for ``LayerReference.value``."""
    return {
        name: value.value() if isinstance(value, LayerReference) else value
        for name, value in parameters.items()
    }


def layer_of(value: object) -> QgsMapLayer | None:
    """Return the layer that a parameter names if it is in the project that is open."""
    if isinstance(value, LayerReference):
        return value.layer()
    return value if isinstance(value, QgsMapLayer) else None

"""An index of training tiles as a layer of footprints, coloured by split."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsProviderRegistry,
    QgsRendererCategory,
    QgsVectorLayer,
)

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr

COLOURS = {"train": "31,120,180", "validation": "255,127,0", "test": "227,26,28"}
"""Outlines that differ in hue and in lightness."""


class FootprintPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Colours the footprints once QGIS has loaded them."""

    # QGIS keeps a bare pointer: without a Python reference the object is gone when it is called.
    _kept: list[FootprintPostProcessor] = []  # noqa: RUF012 - shared by all on purpose

    @classmethod
    def create(cls) -> FootprintPostProcessor:
        """Return a post-processor that outlives its algorithm."""
        processor = cls()
        cls._kept.append(processor)
        return processor

    def postProcessLayer(self, layer, context, feedback):
        if isinstance(layer, QgsVectorLayer):
            layer.setName(tr("Training tiles"))
            layer.setRenderer(QgsCategorizedSymbolRenderer("split", _categories()))


def _categories() -> list[QgsRendererCategory]:
    titles = {"train": tr("Train"), "validation": tr("Validation"), "test": tr("Test")}
    return [
        QgsRendererCategory(split, QgsFillSymbol.createSimple(_outline(colour)), titles[split])
        for split, colour in COLOURS.items()
    ]


def _outline(colour: str) -> dict[str, str]:
    # A tile has one footprint a modality: fills would add up, and hide the images.
    return {"style": "no", "outline_color": colour, "outline_width": "0.5"}


def index_path(layer: QgsVectorLayer) -> str:
    """Return the file of a layer of footprints; EngineError if the layer has no file."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path") or ""
    if not Path(path).is_file():
        raise EngineError(
            tr("The layer {} has no file: choose an index that Export training tiles wrote.").format(
                layer.name()
            )
        )
    return str(Path(path).absolute())


def reload_index(project: QgsProject, path: str) -> None:
    """Let the project's layers of an index read it again; main thread only."""
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and path == _path_or_none(layer):
            layer.reload()
            layer.triggerRepaint()


def _path_or_none(layer: QgsVectorLayer) -> str | None:
    try:
        return index_path(layer)
    except EngineError:
        return None

"""Layers of the other algorithms: filled images and their maps, maps of error, footprints of tiles."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRasterRenderer,
    QgsRendererCategory,
    QgsVectorLayer,
)

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.result import RESULT_PROPERTY, SOURCE_PROPERTY, Dresser
from any2any_qgis.layers.style import (
    Limits,
    apply_difference_style,
    apply_outline_style,
    apply_synthetic_style,
)
from any2any_qgis.translation import tr


class FilledDresser(Dresser):
    """Names a filled raster and copies the style of the raster with the holes."""

    def __init__(self, name: str, input_id: str) -> None:
        super().__init__()
        self._name, self.input_id = name, input_id
        self._renderer: QgsRasterRenderer | None = None

    def prepare(self) -> None:
        source = QgsProject.instance().mapLayer(self.input_id)
        self._renderer = source.renderer().clone() if isinstance(source, QgsRasterLayer) else None
        self._bands = source.bandCount() if isinstance(source, QgsRasterLayer) else 0

    def dress(self, layer: QgsMapLayer) -> None:
        layer.setName(tr("{}: holes filled (partly synthetic)").format(self._name))
        layer.setCustomProperty(RESULT_PROPERTY, True)
        layer.setCustomProperty(SOURCE_PROPERTY, self.input_id)
        if self._renderer is not None and self._bands == layer.bandCount():
            layer.setRenderer(self._renderer.clone())  # measured ground looks as it did


class SyntheticMapDresser(Dresser):
    """Names and styles the map of synthetic pixels. Its tint would hide the filling; the outline shows where it is."""

    is_shown = False

    def __init__(self, name: str, input_id: str) -> None:
        super().__init__()
        self._name, self.input_id = name, input_id

    def dress(self, layer: QgsMapLayer) -> None:
        if isinstance(layer, QgsRasterLayer):
            layer.setName(tr("{}: synthetic pixels").format(self._name))
            apply_synthetic_style(layer)


class OutlineDresser(Dresser):
    """Names and styles the outline of the filled parts."""

    def __init__(self, name: str, input_id: str) -> None:
        super().__init__()
        self._name, self.input_id = name, input_id

    def dress(self, layer: QgsMapLayer) -> None:
        if isinstance(layer, QgsVectorLayer):
            layer.setName(tr("{}: outline of the filled parts").format(self._name))
            apply_outline_style(layer)


class DifferenceDresser(Dresser):
    """Names and styles a map of errors."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__()
        self._name, self._limits = name, limits

    def dress(self, layer: QgsMapLayer) -> None:
        if isinstance(layer, QgsRasterLayer):
            layer.setName(tr("{}: error (result minus truth)").format(self._name))
            apply_difference_style(layer, self._limits)


COLOURS = {"train": "31,120,180", "validation": "255,127,0", "test": "227,26,28"}
"""Outlines that differ in hue and in lightness."""


class FootprintDresser(Dresser):
    """Names and colours the footprints of training tiles."""

    def dress(self, layer: QgsMapLayer) -> None:
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

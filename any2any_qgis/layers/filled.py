"""The two layers of a fill: the raster, whose name says that a part is synthetic, and the map of that part."""

from __future__ import annotations

from qgis.core import (
    QgsFillSymbol,
    QgsPalettedRasterRenderer,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsRasterLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from any2any_qgis.layers.result import RESULT_PROPERTY, SOURCE_PROPERTY
from any2any_qgis.translation import tr

MEASURED, FILLED, LEFT = 0, 1, 2
"""Values of the map."""
FILLED_COLOUR, LEFT_COLOUR = QColor(230, 97, 1, 110), QColor(94, 60, 153, 170)
"""A pair that people with red-green blindness can distinguish."""
OUTLINE_COLOUR = "#ffd700"


class FilledPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Names the filled raster once QGIS has loaded it, and draws it like the raster with the holes."""

    # QGIS keeps a bare pointer: without a Python reference the object is gone when it is called.
    _kept: list[FilledPostProcessor] = []  # noqa: RUF012 - shared by all on purpose

    @classmethod
    def create(cls, name: str, input_id: str) -> FilledPostProcessor:
        """Return a post-processor that outlives its algorithm; ``input_id``: of the layer with the holes."""
        processor = cls()
        processor._name, processor._input_id = name, input_id
        cls._kept.append(processor)
        return processor

    def postProcessLayer(self, layer, context, feedback):
        layer.setName(tr("{}: holes filled (partly synthetic)").format(self._name))
        layer.setCustomProperty(RESULT_PROPERTY, True)
        layer.setCustomProperty(SOURCE_PROPERTY, self._input_id)
        source = QgsProject.instance().mapLayer(self._input_id)
        if isinstance(source, QgsRasterLayer) and source.bandCount() == layer.bandCount():
            layer.setRenderer(source.renderer().clone())  # measured ground looks as it did


class SyntheticMapPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Names and styles the map of synthetic pixels once QGIS has loaded it."""

    _kept: list[SyntheticMapPostProcessor] = []  # noqa: RUF012 - as above

    @classmethod
    def create(cls, name: str) -> SyntheticMapPostProcessor:
        """Return a post-processor that outlives its algorithm."""
        processor = cls()
        processor._name = name
        cls._kept.append(processor)
        return processor

    def postProcessLayer(self, layer, context, feedback):
        if isinstance(layer, QgsRasterLayer):
            layer.setName(tr("{}: synthetic pixels").format(self._name))
            apply_synthetic_style(layer)


class OutlinePostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Names and styles the outline of the filled parts once QGIS has loaded it."""

    _kept: list[OutlinePostProcessor] = []  # noqa: RUF012 - as above

    @classmethod
    def create(cls, name: str) -> OutlinePostProcessor:
        """Return a post-processor that outlives its algorithm."""
        processor = cls()
        processor._name = name
        cls._kept.append(processor)
        return processor

    def postProcessLayer(self, layer, context, feedback):
        if isinstance(layer, QgsVectorLayer):
            layer.setName(tr("{}: outline of the filled parts").format(self._name))
            apply_outline_style(layer)


def apply_outline_style(layer: QgsVectorLayer) -> None:
    """Draw polygons as lines without a filling."""
    symbol = QgsFillSymbol.createSimple(
        {"style": "no", "outline_color": OUTLINE_COLOUR, "outline_width": "0.5"}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.triggerRepaint()


def apply_synthetic_style(layer: QgsRasterLayer) -> None:
    """Tint the filled pixels and those that were left, and leave measured ones clear."""
    kind = QgsPalettedRasterRenderer.Class
    classes = [
        kind(MEASURED, QColor(0, 0, 0, 0), tr("measured")),
        kind(FILLED, FILLED_COLOUR, tr("synthetic")),
        kind(LEFT, LEFT_COLOUR, tr("hole that no source shows")),
    ]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    layer.triggerRepaint()

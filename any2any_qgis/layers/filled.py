"""The two layers of a fill: the raster, whose name says that a part is synthetic, and the map of that part."""

from __future__ import annotations

from qgis.core import (
    QgsPalettedRasterRenderer,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
)
from qgis.PyQt.QtGui import QColor

from any2any_qgis.translation import tr

MEASURED, FILLED, LEFT = 0, 1, 2
"""Values of the map."""
FILLED_COLOUR, LEFT_COLOUR = QColor(230, 97, 1, 110), QColor(94, 60, 153, 170)
"""A pair that people with red-green blindness can tell apart."""


class FilledPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Names the filled raster once QGIS has loaded it."""

    # QGIS keeps a bare pointer: without a Python reference the object is gone when it is called.
    _kept: list[FilledPostProcessor] = []  # noqa: RUF012 - shared by all on purpose

    @classmethod
    def create(cls, name: str) -> FilledPostProcessor:
        """Return a post-processor that outlives its algorithm."""
        processor = cls()
        processor._name = name
        cls._kept.append(processor)
        return processor

    def postProcessLayer(self, layer, context, feedback):
        layer.setName(tr("{}: holes filled (partly synthetic)").format(self._name))


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

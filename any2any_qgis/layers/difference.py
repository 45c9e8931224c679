"""A map of errors as a layer: white where result and truth agree, red where the result is too high, blue too low."""

from __future__ import annotations

from qgis.core import (
    QgsColorRampShader,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from any2any_qgis.layers.result import Limits, sample_limits
from any2any_qgis.translation import tr

TOO_LOW, EQUAL, TOO_HIGH = QColor(33, 102, 172), QColor(247, 247, 247), QColor(178, 24, 43)
"""A ramp that people with red-green blindness can read."""


class DifferencePostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Names and styles a map of errors once QGIS has loaded it."""

    # QGIS keeps a bare pointer: without a Python reference the object is gone when it is called.
    _kept: list[DifferencePostProcessor] = []  # noqa: RUF012 - shared by all on purpose

    @classmethod
    def create(cls, name: str, limits: Limits) -> DifferencePostProcessor:
        """Return a post-processor that outlives its algorithm."""
        processor = cls()
        processor._name, processor._limits = name, limits
        cls._kept.append(processor)
        return processor

    def postProcessLayer(self, layer, context, feedback):
        if isinstance(layer, QgsRasterLayer):
            layer.setName(tr("{}: error (result minus truth)").format(self._name))
            apply_difference_style(layer, self._limits)


def apply_difference_style(layer: QgsRasterLayer, limits: Limits | None = None) -> None:
    """Show the first band from blue over white at zero to red, as far to either side."""
    low, high = (limits or sample_limits(layer.source()))[0]
    reach = max(abs(low), abs(high)) or 1.0
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1)
    renderer.setClassificationMin(-reach)
    renderer.setClassificationMax(reach)
    ramp = QgsGradientColorRamp(TOO_LOW, TOO_HIGH, False, [QgsGradientStop(0.5, EQUAL)])
    renderer.createShader(ramp, QgsColorRampShader.Type.Interpolated)
    layer.setRenderer(renderer)
    layer.triggerRepaint()

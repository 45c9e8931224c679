"""Styles of results: band combinations, stretches and ramps, from a sample of their values."""

from __future__ import annotations

from qgis.core import (
    QgsColorRampShader,
    QgsContrastEnhancement,
    QgsFillSymbol,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsMultiBandColorRenderer,
    QgsPalettedRasterRenderer,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
    QgsSingleSymbolRenderer,
    QgsStyle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from any2any_qgis.engine.models import Modality
from any2any_qgis.layers.source import open_raster
from any2any_qgis.translation import tr

DEVIATION_RAMP = "Magma"
"""A ramp of QGIS whose lightness grows evenly."""

MEASURED, FILLED, LEFT = 0, 1, 2
"""Values of the map."""
FILLED_COLOUR, LEFT_COLOUR = QColor(230, 97, 1, 110), QColor(94, 60, 153, 170)
"""A pair that people with red-green blindness can distinguish."""
OUTLINE_COLOUR = "#ffd700"
SAMPLE_SIDE_PX = 512
STRETCH_PERCENTILES = (1.0, 99.0)
Limits = tuple[tuple[float, float], ...]
"""Lowest and highest shown value of each band."""

_StretchToMinMax = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum


def apply_style(layer: QgsRasterLayer, modality: Modality, limits: Limits | None = None) -> None:
    """Show false colour where there is a NIR, else true colour, else grey; stretched to the values.

    ``limits`` are those of ``sample_limits``; without them they are read now. A modality with several
    combinations gets one style for each in the layer's style menu.
    """
    limits = limits or sample_limits(layer.source())
    triples = _combinations(modality)
    if not triples:
        layer.setRenderer(_grey(layer.dataProvider(), limits))
    for title, names in reversed(triples.items()):
        layer.setRenderer(_colour(layer.dataProvider(), _numbers(modality, names), limits))
        if len(triples) > 1 and title != next(iter(triples)):
            layer.styleManager().addStyleFromLayer(title)
    layer.triggerRepaint()


def _combinations(modality: Modality) -> dict[str, tuple[str, ...]]:
    """Return the band combinations that a modality can show, the usual one first, by their titles."""
    titles = {
        ("nir", "red", "green"): tr("False colour (NIR, red, green)"),
        ("nir_narrow", "red", "green"): tr("False colour (NIR, red, green)"),
        ("swir1", "nir_narrow", "red"): tr("Short wave infrared (SWIR, NIR, red)"),
        ("red", "green", "blue"): tr("True colour"),
    }
    names = {band.name for band in modality.bands}
    return {title: triple for triple, title in titles.items() if set(triple) <= names}


def _numbers(modality: Modality, names: tuple[str, ...]) -> list[int]:
    described = [band.name for band in modality.bands]
    return [described.index(name) + 1 for name in names]


def _colour(provider: QgsRasterDataProvider, numbers: list[int], limits: Limits) -> QgsMultiBandColorRenderer:
    """Stretch all three bands alike, so that grey stays grey."""
    renderer = QgsMultiBandColorRenderer(provider, *numbers)
    low = min(limits[number - 1][0] for number in numbers)
    high = max(limits[number - 1][1] for number in numbers)
    setters = (
        renderer.setRedContrastEnhancement,
        renderer.setGreenContrastEnhancement,
        renderer.setBlueContrastEnhancement,
    )
    for number, set_enhancement in zip(numbers, setters):
        set_enhancement(_enhancement(provider, number, low, high))
    return renderer


def _grey(provider: QgsRasterDataProvider, limits: Limits) -> QgsSingleBandGrayRenderer:
    renderer = QgsSingleBandGrayRenderer(provider, 1)
    renderer.setContrastEnhancement(_enhancement(provider, 1, *limits[0]))
    return renderer


def _enhancement(
    provider: QgsRasterDataProvider, number: int, low: float, high: float
) -> QgsContrastEnhancement:
    enhancement = QgsContrastEnhancement(provider.dataType(number))
    enhancement.setMinimumValue(low)
    enhancement.setMaximumValue(high)
    enhancement.setContrastEnhancementAlgorithm(_StretchToMinMax)
    return enhancement


def sample_limits(path: str) -> Limits:
    """Return the 1st and 99th percentile of each band as QGIS shows its values, after scale and offset.

    Reads an overview of at most SAMPLE_SIDE_PX a side: milliseconds, and safe on any thread.
    """
    dataset = open_raster(path)
    width, height = dataset.RasterXSize, dataset.RasterYSize
    shape = {"buf_xsize": min(width, SAMPLE_SIDE_PX), "buf_ysize": min(height, SAMPLE_SIDE_PX)}
    return tuple(
        _band_limits(dataset.GetRasterBand(number), shape) for number in range(1, dataset.RasterCount + 1)
    )


def _band_limits(band, shape: dict[str, int]) -> tuple[float, float]:
    import numpy as np  # only now: it would be most of the time in which QGIS starts the plugin

    values = band.ReadAsArray(**shape).astype(np.float64)
    valid = np.isfinite(values)
    if band.GetNoDataValue() is not None:
        valid &= values != band.GetNoDataValue()
    if not valid.any():
        return 0.0, 1.0
    scaled = values[valid] * (band.GetScale() or 1.0) + (band.GetOffset() or 0.0)
    low, high = (float(limit) for limit in np.percentile(scaled, STRETCH_PERCENTILES))
    return (low, high) if high > low else (low, low + 1.0)


def apply_deviation_style(layer: QgsRasterLayer, limits: Limits | None = None) -> None:
    """Show the first band in an even ramp from zero deviation to what only one pixel in a hundred exceeds."""
    _, high = (limits or sample_limits(layer.source()))[0]
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1)
    renderer.setClassificationMin(0.0)
    renderer.setClassificationMax(high if high > 0 else 1.0)
    ramp = QgsStyle.defaultStyle().colorRamp(DEVIATION_RAMP)
    renderer.createShader(ramp, QgsColorRampShader.Type.Interpolated)
    layer.setRenderer(renderer)
    layer.triggerRepaint()


TOO_LOW, EQUAL, TOO_HIGH = QColor(33, 102, 172), QColor(247, 247, 247), QColor(178, 24, 43)
"""A ramp that people with red-green blindness can read."""


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

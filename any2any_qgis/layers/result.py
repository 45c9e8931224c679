"""A result as a layer: its name, its style and its metadata all say what it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from qgis.core import (
    QgsContrastEnhancement,
    QgsGradientColorRamp,
    QgsLayerMetadata,
    QgsMultiBandColorRenderer,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
    QgsRectangle,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from any2any_qgis.engine.models import Band, Modality
from any2any_qgis.translation import tr

REFLECTANCE_SCALE = 10_000
"""Digital numbers of a result per unit of reflectance."""

STRETCH_SAMPLE_PX = 250_000
_DEVIATION_SHARE = 0.98
_TRUE_COLOUR = ("red", "green", "blue")
_COLOURS = (("nir", "red", "green"), ("nir_narrow", "red", "green"), _TRUE_COLOUR)
"""Bands to show as red, green and blue; the first triple that a modality has is taken."""

_StretchToMinMax = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum


@dataclass(frozen=True)
class ResultInfo:
    """What is said about a result."""

    input_name: str
    source: Modality
    target: Modality
    model: str
    model_digest: str
    steps: int
    seed: int
    seen: bool
    via: Modality | None = None
    """What was translated through."""
    samples: int = 1
    """Samples that it is the mean of."""
    is_deviation: bool = False
    """Whether it is the standard deviation over the samples instead of their mean."""

    @property
    def layer_name(self) -> str:
        """The name of the result's layer."""
        if self.is_deviation:
            name = tr("{} {} standard deviation (synthetic, from {})")
        else:
            name = tr("{} {} (synthetic, from {})")
        return name.format(self.input_name, self.target.title, self.source.title)

    @property
    def abstract(self) -> str:
        """The abstract of the layer's metadata."""
        text = tr(
            "Synthetic {target} image, translated from the {source} image {name} by the model {model} "
            "({digest}), {steps} sampling steps, seed {seed}. It shows what the model holds likely, "
            "not what a sensor measured."
        ).format(
            target=self.target.title,
            source=self.source.title,
            name=self.input_name,
            model=self.model,
            digest=self.model_digest[:12],
            steps=self.steps,
            seed=self.seed,
        )
        if self.samples > 1:
            text += tr(" It is the mean of {} samples.").format(self.samples)
        if self.is_deviation:
            text = tr(
                "Standard deviation over {} samples: where it is large, the model's own answers disagree. It is no "
                "error bar: what the model never saw is not in it. About the image that it belongs to: {}"
            ).format(self.samples, text)
        if self.via is not None:
            text += tr(" It was translated through {}.").format(self.via.title)
        if not self.seen:
            text += tr(" The model was not trained on this direction (zero-shot).")
        return text


class ResultPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Names, styles and describes the result once QGIS has loaded it."""

    # QGIS keeps a bare pointer: without a Python reference the object is gone when it is called.
    _kept: list[ResultPostProcessor] = []  # noqa: RUF012 - shared by all on purpose

    @classmethod
    def create(cls, info: ResultInfo) -> ResultPostProcessor:
        """Return a post-processor that outlives its algorithm."""
        processor = cls()
        processor._info = info
        cls._kept.append(processor)
        return processor

    def postProcessLayer(self, layer, context, feedback):
        if isinstance(layer, QgsRasterLayer):
            layer.setName(self._info.layer_name)
            if self._info.is_deviation:
                apply_deviation_style(layer)
            else:
                apply_style(layer, self._info.target)
            layer.setMetadata(_metadata(layer, self._info))


def apply_style(layer: QgsRasterLayer, modality: Modality) -> None:
    """Show false colour where there is a NIR, else true colour between physical limits, else grey.

    All but true colour are stretched to the data.
    """
    names = [band.name for band in modality.bands]
    triple = next((triple for triple in _COLOURS if set(triple) <= set(names)), None)
    provider = layer.dataProvider()
    if triple is None:
        layer.setRenderer(QgsSingleBandGrayRenderer(provider, 1))
        _stretch_to_data(layer)
        return
    numbers = [names.index(name) + 1 for name in triple]
    renderer = QgsMultiBandColorRenderer(provider, *numbers)
    layer.setRenderer(renderer)
    if triple == _TRUE_COLOUR and modality.quantity == "reflectance":
        setters = (
            renderer.setRedContrastEnhancement,
            renderer.setGreenContrastEnhancement,
            renderer.setBlueContrastEnhancement,
        )
        for number, set_enhancement in zip(numbers, setters):
            set_enhancement(_limits(provider, number, modality.bands[number - 1]))
    else:
        _stretch_to_data(layer)
    layer.triggerRepaint()


def apply_deviation_style(layer: QgsRasterLayer) -> None:
    """Show the first band from white, no deviation, to red, what only one pixel in fifty exceeds."""
    provider = layer.dataProvider()
    _, high = provider.cumulativeCut(1, 0.0, _DEVIATION_SHARE, QgsRectangle(), STRETCH_SAMPLE_PX)
    renderer = QgsSingleBandPseudoColorRenderer(provider, 1)
    renderer.setClassificationMin(0.0)
    renderer.setClassificationMax(high if isfinite(high) and high > 0 else 1.0)
    renderer.createShader(QgsGradientColorRamp(QColor(255, 255, 255), QColor(165, 15, 21)))
    layer.setRenderer(renderer)
    layer.triggerRepaint()


def _limits(provider: QgsRasterDataProvider, number: int, band: Band) -> QgsContrastEnhancement:
    """Stretch between a band's physical limits; QGIS shows values after the file's scale and offset."""
    scale, offset = provider.bandScale(number), provider.bandOffset(number)
    enhancement = QgsContrastEnhancement(provider.dataType(number))
    enhancement.setMinimumValue(band.low * REFLECTANCE_SCALE * scale + offset)
    enhancement.setMaximumValue(band.high * REFLECTANCE_SCALE * scale + offset)
    enhancement.setContrastEnhancementAlgorithm(_StretchToMinMax)
    return enhancement


def _stretch_to_data(layer: QgsRasterLayer) -> None:
    layer.setContrastEnhancement(
        _StretchToMinMax, QgsRasterMinMaxOrigin.Limits.CumulativeCut, QgsRectangle(), STRETCH_SAMPLE_PX
    )


def _metadata(layer: QgsRasterLayer, info: ResultInfo) -> QgsLayerMetadata:
    metadata = QgsLayerMetadata(layer.metadata())
    metadata.setType("dataset")
    metadata.setTitle(info.layer_name)
    metadata.setAbstract(info.abstract)
    metadata.addKeywords("any2any", ["synthetic", info.source.name, info.target.name])
    metadata.setCrs(layer.crs())
    return metadata

"""A result as a layer: name, style and metadata say that it is synthetic."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qgis.core import (
    QgsBox3d,
    QgsLayerMetadata,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsRasterLayer,
)

from any2any_qgis.engine.models import Modality
from any2any_qgis.layers.style import Limits, apply_deviation_style, apply_style
from any2any_qgis.layers.titles import preset_names
from any2any_qgis.translation import tr

RESULT_PROPERTY = "any2any/synthetic"
"""Custom property of every layer that a translation made."""
SOURCE_PROPERTY, CHOICES_PROPERTY = "any2any/source_id", "any2any/choices"
"""The id of the layer that it was made from, and how, as JSON."""


@dataclass(frozen=True)
class ResultInfo:
    """Facts about a result."""

    input_name: str
    source: Modality
    target: Modality
    model: str
    model_digest: str
    steps: int
    seed: int
    seen: bool
    via: Modality | None = None
    """The intermediate modality, if any."""
    samples: int = 1
    """Number of samples that it averages."""
    is_deviation: bool = False
    """Whether it is the standard deviation over the samples instead of their mean."""
    preset: str = ""
    """Empty where a number of steps was chosen instead."""
    domain: str = ""
    """How far the input is from the training data, in the engine's words."""
    input_id: str = ""
    """Id of the layer that was translated; empty for a file."""
    licence: str = ""
    """That of the model."""
    limits: Limits = ()
    """Percentiles for the stretch, measured off the main thread."""
    choices: dict[str, object] = field(default_factory=dict)
    """The algorithm's parameters except layers and files, for another translation with them."""

    @property
    def layer_name(self) -> str:
        """The name of the result's layer."""
        name = preset_names().get(self.preset) or tr("{} steps").format(self.steps)
        how = f"{name}, {tr('seed {}').format(self.seed)}"
        if self.is_deviation:
            text = tr("{} {} standard deviation (synthetic, from {}; {})")
        else:
            text = tr("{} {} (synthetic, from {}; {})")
        return text.format(self.input_name, self.target.title, self.source.title, how)

    @property
    def abstract(self) -> str:
        """The abstract of the layer's metadata."""
        text = tr(
            "Synthetic {target} image, translated from the {source} image {name} by the model {model} "
            "({digest}), {steps} sampling steps, seed {seed}. It shows a plausible image predicted by the model, "
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
                "Standard deviation over {} samples: where it is large, the model's own answers disagree. It "
                "is not an error bar: errors that all samples share do not show in it. About the image that "
                "it belongs to: {}"
            ).format(self.samples, text)
        if self.via is not None:
            text += tr(" It was translated through {}.").format(self.via.title)
        if not self.seen:
            text += tr(" The model was not trained on this direction (zero-shot).")
        return text


class Dresser(QgsProcessingLayerPostProcessorInterface):
    """Names, styles and places an output once it is open.

    ``prepare`` runs on the main thread, ``dress`` on any thread that holds the layer.
    """

    input_id = ""
    """Id of the layer above which the output goes; empty for the top."""
    is_shown = True

    # QGIS keeps a bare pointer: without a Python reference the object is gone when it is called.
    _kept: list[Dresser] = []  # noqa: RUF012 - shared by all on purpose

    def __init__(self) -> None:
        super().__init__()
        Dresser._kept.append(self)

    def prepare(self) -> None:
        """Take what is needed from the project's layers."""

    def dress(self, layer: QgsMapLayer) -> None:
        """Name, style and describe the layer."""
        raise NotImplementedError

    def postProcessLayer(self, layer, context, feedback):
        self.prepare()
        self.dress(layer)
        if context.project() is not None and self.input_id:
            place_above_source(context.project(), layer, self.input_id)
        if context.project() is not None and not self.is_shown:
            hide(context.project(), layer)


class ResultDresser(Dresser):
    """Names, styles and describes a translation."""

    def __init__(self, info: ResultInfo) -> None:
        super().__init__()
        self.info = info
        self.input_id = info.input_id

    def dress(self, layer: QgsMapLayer) -> None:
        if isinstance(layer, QgsRasterLayer):
            dress(layer, self.info)


def dress(layer: QgsRasterLayer, info: ResultInfo) -> None:
    """Name, style and describe a result, on the layer's own thread."""
    layer.setName(info.layer_name)
    layer.setCustomProperty(RESULT_PROPERTY, True)
    layer.setCustomProperty(SOURCE_PROPERTY, info.input_id)
    layer.setCustomProperty(CHOICES_PROPERTY, json.dumps(info.choices))
    if info.is_deviation:
        apply_deviation_style(layer, info.limits or None)
    else:
        apply_style(layer, info.target, info.limits or None)
    layer.setMetadata(_metadata(layer, info))


def place_above_source(project: QgsProject, layer: QgsMapLayer, source_id: str) -> None:
    """Move a layer into a group of its source's results, right above the source; main thread only."""
    node = project.layerTreeRoot().findLayer(layer.id())
    group = _group_above(project, source_id)
    if node is not None and group is not None:
        group.insertChildNode(0, node.clone())
        node.parent().removeChildNode(node)


def insert_above_source(
    project: QgsProject, layer: QgsMapLayer, source_id: str, expanded: bool = True
) -> None:
    """Add a layer to the project at its place; moving it there later would draw the map once more.

    The active layer stays active. Without its source in the layer tree it goes to the top.
    """
    group = _group_above(project, source_id) or project.layerTreeRoot()
    project.addMapLayer(layer, False)
    group.insertLayer(0, layer).setExpanded(expanded)


def _group_above(project: QgsProject, source_id: str) -> QgsLayerTreeGroup | None:
    """Return the group of a source's results, made if need be; None if the source is not in the layer tree."""
    source = project.layerTreeRoot().findLayer(source_id)
    if source is None:
        return None
    parent = source.parent()
    title = tr("{}: synthetic").format(source.name())
    group = parent.findGroup(title)
    if group is None:
        group = parent.insertGroup(parent.children().index(source), title)
        group.setCustomProperty(RESULT_PROPERTY, True)
    return group


def hide(project: QgsProject, layer: QgsMapLayer) -> None:
    """Uncheck a layer in the layer tree; main thread only."""
    node = project.layerTreeRoot().findLayer(layer.id())
    if node is not None:
        node.setItemVisibilityChecked(False)


def remove_with_group(project: QgsProject, layer: QgsMapLayer) -> None:
    """Remove a layer, and its group of results if that is then empty; main thread only."""
    node = project.layerTreeRoot().findLayer(layer.id())
    group = node.parent() if node is not None else None
    project.removeMapLayer(layer.id())
    if group is not None and group.customProperty(RESULT_PROPERTY) and not group.children():
        group.parent().removeChildNode(group)


def is_result(layer: QgsMapLayer) -> bool:
    """Whether a layer shows what a model made."""
    return bool(layer.customProperty(RESULT_PROPERTY))


def source_of(result: QgsMapLayer) -> QgsMapLayer | None:
    """Return the layer that a result was translated from, None if it is not in the project."""
    return QgsProject.instance().mapLayer(str(result.customProperty(SOURCE_PROPERTY) or ""))


def choices_of(result: QgsMapLayer) -> dict[str, Any]:
    """Return how a result was made, by names of the algorithm's parameters; empty if it does not say."""
    try:
        choices = json.loads(result.customProperty(CHOICES_PROPERTY) or "{}")
    except ValueError:
        return {}
    return choices if isinstance(choices, dict) else {}


def _metadata(layer: QgsRasterLayer, info: ResultInfo) -> QgsLayerMetadata:
    metadata = QgsLayerMetadata(layer.metadata())
    metadata.setIdentifier(layer.source())
    metadata.setType("dataset")
    metadata.setTitle(info.layer_name)
    metadata.setAbstract(info.abstract)
    metadata.addKeywords("any2any", ["synthetic", info.source.name, info.target.name])
    metadata.setCrs(layer.crs())
    metadata.setExtent(_extent(layer))
    if info.licence:
        metadata.setLicenses([tr("model: {}").format(info.licence)])
    metadata.setHistory([*metadata.history(), *filter(None, (info.domain,)), _history(info)])
    return metadata


def _extent(layer: QgsRasterLayer) -> QgsLayerMetadata.Extent:
    spatial = QgsLayerMetadata.SpatialExtent()
    spatial.extentCrs = layer.crs()
    bounds = layer.extent()
    spatial.bounds = QgsBox3d(
        bounds.xMinimum(), bounds.yMinimum(), 0.0, bounds.xMaximum(), bounds.yMaximum(), 0.0
    )
    extent = QgsLayerMetadata.Extent()
    extent.setSpatialExtents([spatial])
    return extent


def _history(info: ResultInfo) -> str:
    text = tr("{time}: translated from {name} ({source}) with {model}, {steps} steps, seed {seed}")
    return text.format(
        time=datetime.now().astimezone().isoformat(timespec="seconds"),
        name=info.input_name,
        source=info.source.title,
        model=info.model,
        steps=info.steps,
        seed=info.seed,
    )

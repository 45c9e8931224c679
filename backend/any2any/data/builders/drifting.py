"""Read the images of a scene of which one drifts, and measure by how much."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from rasterio.errors import RasterioError

from any2any.data.builders.cells import Cells
from any2any.data.builders.drift import DriftField, measure_drift
from any2any.data.builders.files import Layer, View
from any2any.data.check.shift import RADAR_SMOOTHING_PX, Edges
from any2any.data.encoding import parse_radiometry
from any2any.errors import Any2AnyError
from any2any.raster.radiometry import to_model_values
from any2any.raster.reader import RasterReader, open_quietly
from any2any.raster.window import Bounds
from any2any.spec.modality import REFERENCE_DOWNSAMPLING, Modality

logger = logging.getLogger(__name__)


def find_drift(name: str, view: View, scene: Cells, modalities: Mapping[str, Modality]) -> DriftField | None:
    """Return how far the drifting image lies from the first of the others; None where nothing drifts or tells.

    Only what both images show is looked at, never what a model makes of them: held-out scenes are registered as
    training scenes are. ValueError for a drifting modality that is not on the reference grid or has several files.
    """
    drifting = next((layer for layer in view.layers if layer.modality == view.drifting), None)
    if drifting is None:
        return None
    still = next(layer for layer in view.layers if layer is not drifting)
    try:
        first, second = (_edges(layer, modalities[layer.modality], scene) for layer in (still, drifting))
    except (Any2AnyError, RasterioError) as error:
        # Reading the tile will tell again, with its name; an index is built of what the headers say.
        logger.warning("scene %s is not registered: %s", name, error)
        return None
    field = measure_drift(first, second, RADAR_SMOOTHING_PX)
    if field is None:
        logger.warning(
            "scene %s is not registered: too few of its blocks tell where %s lies", name, drifting.modality
        )
        return None
    logger.info(
        "scene %s: %s drifts by %.1f px on average, %.1f at most; %d of %d blocks agree",
        *(name, drifting.modality, field.mean_px, field.largest_px, field.agreeing, field.blocks),
    )
    return field


def _edges(layer: Layer, modality: Modality, scene: Cells) -> Edges:
    if modality.downsampling != REFERENCE_DOWNSAMPLING or len(layer.parts) != 1:
        raise ValueError(f"{modality.name} of a drifting scene must be one file on the reference grid")
    return Edges(_read(layer, modality, scene), modality.downsampling)


def _read(layer: Layer, modality: Modality, scene: Cells) -> NDArray[np.float32]:
    """Model values of a whole scene, NaN where there is no data."""
    [part] = layer.parts
    numbers = [band for term in part.terms for _, band in term.weights]
    f = modality.downsampling
    with open_quietly(part.path) as dataset:
        reader = RasterReader(dataset, str(part.path), tuple(numbers))
        raw, valid = reader.read(Bounds(0, scene.rows * f, 0, scene.columns * f))
    values = parse_radiometry(layer.radiometry, modality).to_physical(raw.astype(np.float32))
    values[:, ~valid] = np.nan
    return to_model_values(values, modality)

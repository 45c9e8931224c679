"""Measure once per job, when its model is loaded, how far its input lies from the training data in the latent space."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from any2any.raster.latent_domain import LATENT_PATCH_PX, latent_distance, latent_features
from any2any.raster.radiometry import to_model_values
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds
from any2any.spec.domain import DomainDistance
from any2any.spec.modality import Modality
from any2any.translate.journal import Journal
from any2any.translate.networks import LatentModel
from any2any.translate.plan import Plan
from any2any.translate.source import open_source

logger = logging.getLogger(__name__)

MOST_PATCHES_A_SIDE = 3
"""A patch is a sixteenth of a window; a job of fewer windows than patches encodes fewer, so that it costs below 1 %."""


def note_latent_distance(journal: Journal, path: str, model: LatentModel) -> DomainDistance | None:
    """Measure the input, and store the distance in the job's folder; a resumed job returns the stored one.

    None if the model has no statistics of its latents, or if the input has no patch without holes.
    """
    plan = journal.plan
    known = None if plan.route_source else model.manifest.domain.get(plan.source)
    if known is None or known.latent is None:
        return None
    distance = journal.latent_distance
    if distance is None:
        modality = model.manifest.modality(plan.source)
        features = (
            latent_features(model.to_latent(plan.source, x[None])[0]) for x in _patches(plan, path, modality)
        )
        distance = latent_distance(known.latent, features)
        if distance is not None:
            journal.note_latent_distance(distance)
    if distance is not None:
        logger.log(logging.WARNING if distance.score > 1 else logging.INFO, "%s", distance.sentence)
    return distance


def _patches(plan: Plan, path: str, modality: Modality) -> Iterator[NDArray[np.float32]]:
    """Yield model values (C, 64, 64) of patches without holes, spread over the wanted pixels."""
    with open_source(path, modality) as dataset:
        reader = RasterReader(dataset, path, plan.bands, plan.empty)
        for bounds in patch_bounds(plan.wanted_px, plan.windows):
            values, valid = reader.read(bounds)
            if valid.all():
                yield to_model_values(plan.encoding.to_physical(values), modality).astype(np.float32)


def patch_bounds(wanted: Bounds, windows: int) -> Iterator[Bounds]:
    """Yield the middles of equal parts of the wanted pixels, as far as they lie inside."""
    side = min(MOST_PATCHES_A_SIDE, max(1, int(windows**0.5)))
    for rows, cols in ((r, c) for r in range(side) for c in range(side)):
        row = wanted.row_start + ((2 * rows + 1) * wanted.height // side - LATENT_PATCH_PX) // 2
        col = wanted.col_start + ((2 * cols + 1) * wanted.width // side - LATENT_PATCH_PX) // 2
        patch = Bounds(row, row + LATENT_PATCH_PX, col, col + LATENT_PATCH_PX)
        if patch == patch.clipped(wanted):
            yield patch

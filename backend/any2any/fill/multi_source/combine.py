"""Combine translations from several sources by their weights, and combine the result with a reference.

The levels of a translation are wrong over wide areas; the details of a reference are right where nothing changed. The
difference between reference and translation, smoothed over unchanged pixels, shifts the translation to the levels of
the reference. Where both still differ by far more than usual, the ground changed, and the reference loses its weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.fill.statistics import Image, Mask, box_sum, local_mean, shown, smooth
from any2any.spec.manifest import DirectionErrors, Manifest

Weights = NDArray[np.float64]
"""(layers, bands); they sum to 1 over the layers."""


def weigh(manifest: Manifest, sources: Sequence[str], target: str, reference: bool) -> tuple[Weights, str]:
    """Return the weights of the sources, then of the reference if there is one; and a warning, or "".

    The levels come from the reference if there is one, so the weights then use the errors without levels. If the
    model's manifest lacks an error, all weights are equal, and the warning says so.
    """
    names = [f"{source}->{target}" for source in sources]
    names += [f"{target}->{target}"] if reference else []
    errors = [_rmse(manifest.errors.get(name), reference) for name in names]
    missing = [name for name, error in zip(names, errors, strict=True) if error is None]
    bands = manifest.modality(target).channels
    if missing:
        warning = (
            f"the model {manifest.name} has no measured error of {', '.join(missing)}: all weights are equal"
        )
        return np.full((len(names), bands), 1 / len(names)), warning
    inverse = np.array([error for error in errors if error is not None], np.float64) ** -2.0
    return inverse / inverse.sum(axis=0), ""


def _rmse(errors: DirectionErrors | None, without_levels: bool) -> tuple[float, ...] | None:
    if errors is None:
        return None
    return errors.detail_rmse if without_levels else errors.rmse


FEATHER_PX = 16
"""Distance from the edge of a source's data over which its weight rises to the full weight."""
LEAST = 1e-3
"""Share of the full weight at the edge; it is above 0, so that every pixel with data counts."""


def combine(images: Sequence[Image], weights: Weights) -> Image:
    """Return the weighted mean of images (C, H, W) over those that have data; NaN where none has.

    ``weights``: (images, C). An image has its full weight inside its data, and less near their edge.
    """
    total = np.zeros(images[0].shape, np.float64)
    weight = np.zeros(images[0].shape, np.float64)
    for image, own in zip(images, weights, strict=True):
        valid = shown(image)
        share = own[:, None, None] * _inside(valid)
        weight += share
        total += share * np.where(valid, image, 0)
    result = np.full(total.shape, np.nan, np.float32)
    np.divide(total, weight, out=result, where=weight > 0, casting="same_kind")
    return result


def _inside(valid: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return 0 without data, 1 far from the edge of the data, and a ramp between; the raster's own edge has no ramp."""
    if valid.all():
        return np.ones(valid.shape)
    share = box_sum(valid.astype(np.float64), FEATHER_PX) / box_sum(np.ones(valid.shape), FEATHER_PX)
    # At a straight edge, half of the square has data.
    return np.where(valid, np.clip(2 * share - 1, LEAST, 1), 0)


LEVEL_PX = 32
"""Standard deviation of the kernel that smooths levels; the kernel reaches three times as far."""
DOUBT_PX = 64.0
"""Number of pixels under the kernel at which a level is half of their mean."""
PATCH_PX = 2
"""Radius of the squares over which differences are averaged before changes are sought, so that speckle is no change."""
HUBER = 2.5
"""Differences beyond this number of robust standard deviations lose weight."""
CHANGED = 8.0
"""A square that differs by this number of robust standard deviations has changed: the reference has no weight there. At
0.54 times this number it has half its weight."""

REACH_PX = 2 * 3 * LEVEL_PX + PATCH_PX
"""The result of a block depends on pixels up to this distance around it."""

PerBand = NDArray[np.float32]


@dataclass(frozen=True)
class Usual:
    """The usual difference between a reference and a translation: each (bands, 1, 1)."""

    level: PerBand
    """Median of the difference."""
    deviation: PerBand
    """Robust standard deviation of the difference."""
    patch_deviation: PerBand
    """The same of means over squares, after levels are matched."""


def measure_usual(parts: Iterable[tuple[Image, Image]]) -> Usual | None:
    """Measure the usual difference on parts of a scene; None if no part has data of both.

    ``parts``: translation and reference (C, H, W), NaN without data.
    """
    pairs = [
        (translated, reference)
        for translated, reference in parts
        if (shown(translated) & shown(reference)).any()
    ]
    if not pairs:
        return None
    level, deviation = _median_and_deviation([r - t for t, r in pairs])
    first = Usual(level, deviation, np.full_like(deviation, np.inf))
    rest = [_patches(r - t - levels(r - t, first)) for t, r in pairs]
    return Usual(level, deviation, _median_and_deviation(rest)[1])


def _median_and_deviation(images: list[Image]) -> tuple[PerBand, PerBand]:
    values = np.concatenate([image[:, shown(image)] for image in images], axis=1)
    middle = np.median(values, axis=1).astype(np.float32)
    deviation = 1.4826 * np.median(np.abs(values - middle[:, None]), axis=1).astype(np.float32)
    return middle[:, None, None], np.maximum(deviation, np.float32(1e-6))[:, None, None]


def levels(difference: Image, usual: Usual) -> Image:
    """Smooth a difference (C, H, W) over unchanged pixels; far from them the result is the usual difference."""
    known = shown(difference)
    rest = np.where(known, difference - usual.level, 0)
    weight = np.minimum(1, HUBER * usual.deviation / np.maximum(np.abs(rest), 1e-9)) * known
    first = _smoothed(rest, weight)
    if np.isfinite(usual.patch_deviation).all():
        weight = _same(rest - first, known, usual) * known
        first = _smoothed(rest, weight)
    return np.asarray(first + usual.level, np.float32)


def _smoothed(rest: NDArray[np.floating], weight: NDArray[np.floating]) -> NDArray[np.float64]:
    doubt = DOUBT_PX / float(2 * LEVEL_PX + 1) ** 2
    return np.asarray(smooth(rest * weight, LEVEL_PX) / (smooth(weight, LEVEL_PX) + doubt))


def _same(rest: NDArray[np.floating], known: Mask, usual: Usual) -> NDArray[np.float64]:
    """Return 1 where squares differ as usual, 0 where they changed (H, W).

    It is Tukey's biweight of the band that differs most.
    """
    patches = _patches(np.where(known, rest, np.nan).astype(np.float32))
    distance = np.nanmax(np.where(known, np.abs(patches) / (CHANGED * usual.patch_deviation), 0), axis=0)
    return np.asarray(np.square(np.clip(1 - np.square(distance), 0, None)), np.float64)


def _patches(rest: Image) -> Image:
    return local_mean(np.asarray(rest, np.float32), PATCH_PX)


@dataclass(frozen=True)
class Updated:
    """A reference updated to the sources' date."""

    image: Image
    """(C, H, W)."""
    changed: Mask
    """(H, W): where the reference has less than half of its weight."""


def update(translated: Image, reference: Image, weights: Weights, usual: Usual) -> Updated:
    """Combine a translation and a reference, both (C, H, W), NaN without data; ``weights``: (2, C), with the sum 1.

    Where only one of them has data, it is the result; a translation is still shifted to the reference's levels nearby.
    """
    both = shown(translated) & shown(reference)
    level = levels(np.where(both, reference - translated, np.nan).astype(np.float32), usual)
    matched = translated + level
    rest = np.where(both, reference - matched, 0)
    same = np.where(both, _same(rest, both, usual), 0)
    share = same * weights[1][:, None, None]
    share = share / (share + weights[0][:, None, None])
    image = np.where(both, matched + share * rest, np.where(np.isfinite(matched), matched, reference))
    return Updated(image.astype(np.float32), both & (same < 0.5))

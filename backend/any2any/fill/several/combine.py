"""Combine translations from several sources by their weights, at the levels of a reference.

A translation's levels are wrong over wide areas; a reference's detail is right wherever nothing changed. Their
difference, smoothed over unchanged pixels, brings the translation to the reference's levels. Where they still differ by
far more than usual, the ground changed, and the reference loses its weight.
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
    """Return the weights of the sources and, last, of a reference, and a warning, which is empty if the model has them.

    With a reference, levels come from it, so weights use errors without levels. If the model lacks the error of any
    layer, all have equal weights.
    """
    names = [f"{source}->{target}" for source in sources]
    names += [f"{target}->{target}"] if reference else []
    errors = [_rmse(manifest.errors.get(name), reference) for name in names]
    missing = [name for name, error in zip(names, errors, strict=True) if error is None]
    bands = manifest.modality(target).channels
    if missing:
        warning = (
            f"the model {manifest.name} does not say how well it does {', '.join(missing)}: all count alike"
        )
        return np.full((len(names), bands), 1 / len(names)), warning
    inverse = np.array([error for error in errors if error is not None], np.float64) ** -2.0
    return inverse / inverse.sum(axis=0), ""


def _rmse(errors: DirectionErrors | None, without_levels: bool) -> tuple[float, ...] | None:
    if errors is None:
        return None
    return errors.detail_rmse if without_levels else errors.rmse


FEATHER_PX = 16
"""Distance from a source's end over which its weight rises."""
LEAST = 1e-3
"""Share of its weight at its end, so that every pixel with data counts."""


def combine(images: Sequence[Image], weights: Weights) -> Image:
    """Weighted mean of images (C, H, W), NaN where one has no data; NaN where none has.

    ``weights``: (images, C). A source has its full weight inside its data, and less near their end.
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
    """0 without data, 1 far from the end of data, with a ramp between; the raster's edge does not count as an end."""
    if valid.all():
        return np.ones(valid.shape)
    share = box_sum(valid.astype(np.float64), FEATHER_PX) / box_sum(np.ones(valid.shape), FEATHER_PX)
    # At a straight end half of the square has data.
    return np.where(valid, np.clip(2 * share - 1, LEAST, 1), 0)


LEVEL_PX = 32
"""Standard deviation of the kernel for levels; it reaches three times as far."""
DOUBT_PX = 64.0
"""Number of pixels at which a level counts by half."""
PATCH_PX = 2
"""Radius of the squares over which a difference is averaged, so that speckle does not count as a change."""
HUBER = 2.5
CHANGED = 8.0
"""A patch that differs by this number of robust standard deviations has changed: the reference has no weight there. At
0.54 times this number it has half its weight."""

REACH_PX = 2 * 3 * LEVEL_PX + PATCH_PX
"""Pixels around a block that its result depends on."""

PerBand = NDArray[np.float32]


@dataclass(frozen=True)
class Usual:
    """How a reference usually differs from a translation: each (bands, 1, 1)."""

    level: PerBand
    spread: PerBand
    patch_spread: PerBand
    """Of patches, after levels are matched."""


def measure_usual(parts: Iterable[tuple[Image, Image]]) -> Usual | None:
    """Measure on parts of a scene: translation and reference (C, H, W), NaN without data; None if no part has both."""
    pairs = [
        (translated, reference)
        for translated, reference in parts
        if (shown(translated) & shown(reference)).any()
    ]
    if not pairs:
        return None
    level, spread = _median_and_spread([r - t for t, r in pairs])
    first = Usual(level, spread, np.full_like(spread, np.inf))
    rest = [_patches(r - t - levels(r - t, first)) for t, r in pairs]
    return Usual(level, spread, _median_and_spread(rest)[1])


def _median_and_spread(images: list[Image]) -> tuple[PerBand, PerBand]:
    values = np.concatenate([image[:, shown(image)] for image in images], axis=1)
    middle = np.median(values, axis=1).astype(np.float32)
    spread = 1.4826 * np.median(np.abs(values - middle[:, None]), axis=1).astype(np.float32)
    return middle[:, None, None], np.maximum(spread, np.float32(1e-6))[:, None, None]


def levels(difference: Image, usual: Usual) -> Image:
    """Smooth a difference (C, H, W) over unchanged pixels; far from them it is the usual difference."""
    known = shown(difference)
    rest = np.where(known, difference - usual.level, 0)
    weight = np.minimum(1, HUBER * usual.spread / np.maximum(np.abs(rest), 1e-9)) * known
    first = _smoothed(rest, weight)
    if np.isfinite(usual.patch_spread).all():
        weight = _same(rest - first, known, usual) * known
        first = _smoothed(rest, weight)
    return np.asarray(first + usual.level, np.float32)


def _smoothed(rest: NDArray[np.floating], weight: NDArray[np.floating]) -> NDArray[np.float64]:
    doubt = DOUBT_PX / float(2 * LEVEL_PX + 1) ** 2
    return np.asarray(smooth(rest * weight, LEVEL_PX) / (smooth(weight, LEVEL_PX) + doubt))


def _same(rest: NDArray[np.floating], known: Mask, usual: Usual) -> NDArray[np.float64]:
    """1 where patches differ as usual, 0 where they changed (H, W): Tukey's biweight of the band that differs most."""
    patches = _patches(np.where(known, rest, np.nan).astype(np.float32))
    distance = np.nanmax(np.where(known, np.abs(patches) / (CHANGED * usual.patch_spread), 0), axis=0)
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
    """Combine a translation and a reference, (C, H, W), NaN without data; ``weights``: (2, C); they sum to 1.

    Where only one has data, it is the result; the translation still follows the reference's levels nearby.
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

"""Measure how far an input lies from a model's training data: levels, texture, pixel size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message
from any2any.raster.radiometry import from_model_values
from any2any.spec.domain import DomainDistance, DomainStatistics, Range
from any2any.spec.modality import Modality

LEAST_VALID = 0.5
"""Patches with fewer valid pixels are left out."""

LEAST_LEVEL, LEAST_TEXTURE, LEAST_SIZE = 0.02, 0.005, 0.1
"""Smallest half widths of a range: in model values, and as a share of the median pixel size."""

Features = tuple[NDArray[np.float64], NDArray[np.float64]]

_Sentence = Callable[[float], Message]
"""Describes how far a feature is from the training tiles, given its distance."""


def level_and_texture(values: NDArray[np.floating]) -> Features | None:
    """Measure a patch of model values (C, h, w), NaN where there is no data.

    Returns each band's median, and its mean absolute difference of neighbours along a row; None if hardly a pixel is
    valid.
    """
    valid = np.isfinite(values).all(axis=0)
    pairs = valid[:, 1:] & valid[:, :-1]
    if valid.size == 0 or valid.mean() < LEAST_VALID or not pairs.any():
        return None
    steps = np.abs(np.diff(values, axis=2))[:, pairs]
    return np.median(values[:, valid], axis=1).astype(float), steps.mean(axis=1).astype(float)


def statistics_of(features: Iterable[Features], pixel_sizes_m: Iterable[float]) -> DomainStatistics | None:
    """Summarise the features and pixel sizes of tiles; None without any tile."""
    measured = list(features)
    if not measured:
        return None
    levels, textures = (np.stack(column) for column in zip(*measured, strict=True))
    return DomainStatistics(
        tiles=len(measured),
        levels=tuple(map(_range_of, levels.T)),
        textures=tuple(map(_range_of, textures.T)),
        pixel_size_m=_range_of(np.array(list(pixel_sizes_m))),
    )


def _range_of(values: NDArray[np.float64]) -> Range:
    low, middle, high = (float(f"{value:.6g}") for value in np.quantile(values, (0.005, 0.5, 0.995)))
    return Range(low, middle, high)


def distance_from(
    statistics: DomainStatistics, patches: Iterable[Features], pixel_size_m: float | None, modality: Modality
) -> DomainDistance | None:
    """Compare an input's patches with the training tiles; None if no patch could be measured."""
    measured = list(patches)
    if not measured:
        return None
    levels, textures = (np.median(np.stack(column), axis=0) for column in zip(*measured, strict=True))
    score, farthest = max(
        (
            *_of_bands(statistics, levels, textures, modality),
            *_of_pixels(statistics.pixel_size_m, pixel_size_m),
        ),
        key=lambda scored: scored[0],
    )
    return DomainDistance(round(score, 2), farthest(score))


def _of_bands(
    statistics: DomainStatistics,
    levels: NDArray[np.float64],
    textures: NDArray[np.float64],
    modality: Modality,
) -> Iterator[tuple[float, _Sentence]]:
    for index, band in enumerate(modality.bands):
        known = statistics.levels[index]
        low, value, high = (
            float(_physical(x, index, modality)) for x in (known.low, levels[index], known.high)
        )
        yield (
            known.distance(levels[index], LEAST_LEVEL),
            partial(_about_level, band=band.name, value=value, low=low, high=high),
        )
        known = statistics.textures[index]
        share = textures[index] / max(known.middle, LEAST_TEXTURE)
        yield (
            known.distance(textures[index], LEAST_TEXTURE),
            partial(_about_texture, band=band.name, share=share),
        )


def _physical(value: float, band: int, modality: Modality) -> float:
    every = np.full((modality.channels, 1, 1), value, np.float32)
    return float(from_model_values(every, modality)[band, 0, 0])


def _of_pixels(known: Range, size_m: float | None) -> Iterator[tuple[float, _Sentence]]:
    if size_m is not None:
        yield (
            known.distance(size_m, LEAST_SIZE * known.middle),
            partial(_about_size, size=size_m, low=known.low, high=known.high),
        )


def _about_level(score: float, band: str, value: float, low: float, high: float) -> Message:
    if score <= 1:
        return Message(
            "near-level",
            "the input is like the training data; farthest from it is the median of {band}, {value:.3g}, where "
            "training tiles have {low:.3g} to {high:.3g} (distance {score:.2f}, limit 1)",
            score=score,
            band=band,
            value=value,
            low=low,
            high=high,
        )
    return Message(
        "far-level",
        "the input lies outside the training data (distance {score:.2f}, limit 1): the median of {band}, {value:.3g}, "
        "where training tiles have {low:.3g} to {high:.3g}; check the result before you use it",
        score=score,
        band=band,
        value=value,
        low=low,
        high=high,
    )


def _about_texture(score: float, band: str, share: float) -> Message:
    if score <= 1:
        return Message(
            "near-texture",
            "the input is like the training data; farthest from it is the texture of {band}, {share:.2g} times that of "
            "the typical training tile (distance {score:.2f}, limit 1)",
            score=score,
            band=band,
            share=share,
        )
    return Message(
        "far-texture",
        "the input lies outside the training data (distance {score:.2f}, limit 1): the texture of {band}, {share:.2g} "
        "times that of the typical training tile; check the result before you use it",
        score=score,
        band=band,
        share=share,
    )


def _about_size(score: float, size: float, low: float, high: float) -> Message:
    if score <= 1:
        return Message(
            "near-size",
            "the input is like the training data; farthest from it is the pixel size of {size:.3g} m, where training "
            "tiles have {low:.3g} to {high:.3g} m (distance {score:.2f}, limit 1)",
            score=score,
            size=size,
            low=low,
            high=high,
        )
    return Message(
        "far-size",
        "the input lies outside the training data (distance {score:.2f}, limit 1): the pixel size of {size:.3g} m, "
        "where training tiles have {low:.3g} to {high:.3g} m; check the result before you use it",
        score=score,
        size=size,
        low=low,
        high=high,
    )

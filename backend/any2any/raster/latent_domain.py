"""Measure how far an input lies from the training data in the latent space of a modality's VAE.

A patch's latent (C, h, w) becomes a vector: per channel the mean, the logarithms of the standard deviation and of the
mean step along a row, and the correlations of the channels. Its Mahalanobis distance from the training patches (Lee et
al. 2018) detects what level and texture of each band do not: bands in another order, relief instead of ground, enlarged
pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message
from any2any.spec.domain import DomainDistance, LatentStatistics

LATENT_PATCH_PX = 64
"""Side of the encoded patches, of training tiles and inputs alike: the spread within a patch depends on it."""
FEWEST_PATCHES = 100
"""Fewer do not determine a covariance of 18 numbers."""
FOLDS = 5
RIDGE = 1e-3
"""Each number's variance is increased by this share of itself, because some numbers hardly vary."""
FLOOR = 1e-3
"""Added to spreads of latents of unit variance: that of a patch of one value is zero."""
LIMIT_QUANTILE = 0.995

Features = NDArray[np.float64]


def latent_features(z: NDArray[np.floating]) -> Features:
    """Describe the latent of a patch: z (C, h, w), unit variance -> C * 3 + C * (C - 1) / 2 numbers."""
    flat = z.reshape(len(z), -1).astype(np.float64)
    mean, std = flat.mean(axis=1), flat.std(axis=1) + FLOOR
    step = np.abs(np.diff(z, axis=2)).mean(axis=(1, 2)) + FLOOR
    unit = (flat - mean[:, None]) / std[:, None]
    correlations = (unit @ unit.T / flat.shape[1])[np.triu_indices(len(z), 1)]
    return np.concatenate([mean, np.log(std), np.log(step), correlations])


def latent_statistics_of(features: Sequence[Features], places: Sequence[str]) -> LatentStatistics | None:
    """Fit the training patches; None if they are too few or all of one place.

    The limit is the 99.5 % quantile of the distances of patches whose place was left out of the fit (five folds).
    """
    folds = _folds(places)
    if len(features) < FEWEST_PATCHES or len(set(folds.tolist())) < 2:
        return None
    every = np.stack(features)
    held_out = [
        _distances(every[folds == fold], *_fit(every[folds != fold])) for fold in sorted({*folds.tolist()})
    ]
    mean, whitening = _fit(every)
    return LatentStatistics(
        mean=tuple(map(_short, mean)),
        whitening=tuple(tuple(map(_short, row[: i + 1])) for i, row in enumerate(whitening)),
        limit=_short(np.quantile(np.concatenate(held_out), LIMIT_QUANTILE)),
    )


def _folds(places: Sequence[str]) -> NDArray[np.int_]:
    numbers = {place: number % FOLDS for number, place in enumerate(sorted(set(places)))}
    return np.array([numbers[place] for place in places])


def _fit(features: Features) -> tuple[Features, Features]:
    """Return the mean (n,) and the lower triangle W (n, n) of features (N, n) for which W cov W^T is the identity."""
    covariance = np.cov(features.T)
    covariance += np.diag(RIDGE * np.diag(covariance) + FLOOR**2)
    return features.mean(axis=0), np.linalg.inv(np.linalg.cholesky(covariance))


def _distances(features: Features, mean: Features, whitening: Features) -> Features:
    """Return the Mahalanobis distances of features (N, n), about 1 for what the statistics were fitted to."""
    return np.sqrt(np.mean(((features - mean) @ whitening.T) ** 2, axis=1))


def _short(value: float) -> float:
    return float(f"{value:.5g}")


def latent_distance(statistics: LatentStatistics, features: Iterable[Features]) -> DomainDistance | None:
    """Compare an input's patches with the training data; None without a patch, or if the model has other latents.

    The score is that of the middle patch, 1 at the limit.
    """
    measured = [each for each in features if len(each) == len(statistics.mean)]
    if not measured:
        return None
    whitening = np.zeros((len(statistics.mean),) * 2)
    for i, row in enumerate(statistics.whitening):
        whitening[i, : i + 1] = row
    distances = _distances(np.stack(measured), np.array(statistics.mean), whitening)
    score = round(float(np.median(distances)) / statistics.limit, 2)
    return DomainDistance(score, _sentence(score))


def _sentence(score: float) -> Message:
    if score <= 1:
        return Message(
            "near-latent",
            "the input is like the training data in the latent space too (distance {score:.2f}, limit 1; 99.5 % of "
            "training patches lie inside)",
            score=score,
        )
    return Message(
        "far-latent",
        "the input lies outside the training data in the latent space (distance {score:.2f}, limit 1; 99.5 % of "
        "training patches lie inside): its structure or the relation of its bands is unlike theirs, as with bands in "
        "another order, relief, or enlarged pixels; check the result before you use it",
        score=score,
    )

"""A regression of the target's bands on sources, translation and reference, fitted on the scene's clear pixels.

It is a ridge regression that shrinks towards a prior: the mean, the model's translation, or the older image. Its
columns explain the difference between target and prior. Held-out parts of the scene choose the strength of the
shrinkage: a scene with ten clear pixels keeps the prior, and a scene with a million learns its own relation. Outliers,
such as clouds that the mask missed or ground that changed since the reference, lose weight in each robust step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
"""(samples, columns)."""
Vector = NDArray[np.float64]

PIXELS_PER_INDEPENDENT = 64.0
"""This number of pixels counts as one independent observation, because neighbours are correlated."""

PENALTIES = (0.3, 3.0, 30.0, 300.0, 3000.0)
"""Strengths of the shrinkage to try, in independent observations."""
CAUTIOUS = 30.0
"""The strength if the scene is too small to try several."""

FOLDS = 4
HUBER = 2.5
"""Residuals beyond this number of robust standard deviations lose weight."""
ROBUST_STEPS = 2
FEWEST_BLOCKS = 8
"""With fewer parts of the scene, none is held out."""
TINY = 1e-12


@dataclass(frozen=True)
class BandFit:
    """The regression of one band: prior + columns @ slopes + level."""

    prior: str
    """Name of the prior."""
    slopes: Vector
    level: float
    penalty: float
    error: float
    """Root mean square error on held-out parts of the scene; NaN if there were none."""
    deviation: float
    """Robust standard deviation of the residual."""

    def predict(self, columns: Rows, priors: Mapping[str, Rows], band: int) -> NDArray[np.float32]:
        """Predict (samples,) from standardised columns (samples, F) and priors, each (samples, bands)."""
        values = columns @ self.slopes.astype(np.float32) + np.float32(self.level)
        return np.asarray(values + priors[self.prior][:, band], np.float32)


@dataclass(frozen=True)
class Calibration:
    """The regressions of all bands, and the standardisation of the columns."""

    bands: tuple[BandFit, ...]
    mean: Vector
    scale: Vector
    low: Vector
    high: Vector
    """The range of the clear pixels in each band; predictions are clipped to it."""
    observations: int

    @property
    def deviation(self) -> NDArray[np.float32]:
        """Robust standard deviation of each band's residual, (bands,)."""
        return np.array([fit.deviation for fit in self.bands], np.float32)

    def predict(self, columns: Rows, priors: Mapping[str, Rows]) -> Rows:
        """Predict (samples, bands) from raw columns (samples, F) and priors."""
        standard = standardised(columns, self.mean, self.scale)
        bands = [fit.predict(standard, priors, band) for band, fit in enumerate(self.bands)]
        return np.clip(np.stack(bands, axis=1), self.low, self.high).astype(np.float32)


def standardised(columns: Rows, mean: Vector, scale: Vector) -> Rows:
    """Standardise columns to zero mean and unit deviation, and clip them to four deviations."""
    return np.clip((columns - mean) / scale, -4.0, 4.0).astype(np.float32)


def calibrate(
    target: Rows, columns: Rows, priors: Mapping[str, Rows], blocks: NDArray[np.int64]
) -> Calibration:
    """Fit all bands on clear pixels.

    ``target``: (N, bands); ``columns``: (N, F); ``priors``: each (N, bands), NaN for bands that it does not predict;
    ``blocks``: (N,) number of the part of the scene that holds each pixel. ValueError if N is 0.
    """
    if not len(target):
        raise ValueError("no clear pixel to calibrate on")
    mean = columns.mean(axis=0, dtype=np.float64)
    scale = columns.std(axis=0, dtype=np.float64)
    scale = np.where(scale > 1e-9, scale, 1.0)
    standard = standardised(columns, mean, scale)
    folds = _folds(blocks)
    bands = tuple(
        _fit_band(target[:, band], standard, _usable(priors, band), folds) for band in range(target.shape[1])
    )
    low, high = (np.quantile(target, q, axis=0).astype(np.float64) for q in (0.0, 1.0))
    return Calibration(bands, mean, scale, low, high, len(target))


def _usable(priors: Mapping[str, Rows], band: int) -> dict[str, NDArray[np.float32]]:
    return {name: values[:, band] for name, values in priors.items() if np.isfinite(values[:, band]).all()}


def _folds(blocks: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Return the number of each pixel's fold; None if the scene has too few parts."""
    names, index = np.unique(blocks, return_inverse=True)
    return None if len(names) < FEWEST_BLOCKS else np.asarray(index % FOLDS)


def _fit_band(
    target: NDArray[np.float32],
    columns: Rows,
    priors: Mapping[str, NDArray[np.float32]],
    folds: NDArray[np.int64] | None,
) -> BandFit:
    fits = [_fit_to_prior(name, target - prior, columns, folds) for name, prior in priors.items()]
    if folds is None:
        return fits[-1]  # the last prior is the most reliable one
    return min(fits, key=lambda fit: fit.error)


def _fit_to_prior(
    name: str, rest: NDArray[np.float32], columns: Rows, folds: NDArray[np.int64] | None
) -> BandFit:
    weights = np.ones(len(rest))
    penalty, error = CAUTIOUS, float("nan")
    for step in range(ROBUST_STEPS + 1):
        if folds is not None and step == ROBUST_STEPS:
            penalty, error = _choose_penalty(rest, columns, weights, folds)
        slopes, level = _Normal.of(rest, columns, weights).solve(penalty)
        residual = rest - (columns @ slopes.astype(np.float32) + np.float32(level))
        weights = _huber(residual)
    return BandFit(name, slopes, level, penalty, error, _robust_deviation(residual))


def _robust_deviation(residual: NDArray[np.floating]) -> float:
    """Robust standard deviation: 1.4826 times the median distance from the median."""
    return 1.4826 * float(np.median(np.abs(residual - np.median(residual)))) + TINY


def _huber(residual: NDArray[np.floating]) -> Vector:
    distance = np.abs(residual - float(np.median(residual)))
    return np.minimum(1.0, HUBER * _robust_deviation(residual) / np.maximum(distance, TINY))


@dataclass(frozen=True)
class _Normal:
    """Sums of a weighted regression; those of several parts of the scene can be added and subtracted."""

    square: NDArray[np.float64]
    cross: Vector
    sums: Vector
    total: float
    weight: float

    @staticmethod
    def of(rest: NDArray[np.floating], columns: Rows, weights: Vector) -> _Normal:
        weighted = columns * weights.astype(np.float32)[:, None]
        return _Normal(
            (weighted.T @ columns).astype(np.float64),
            (weighted.T @ rest.astype(np.float32)).astype(np.float64),
            weighted.sum(axis=0, dtype=np.float64),
            float(weights @ rest),
            float(weights.sum()),
        )

    def minus(self, other: _Normal) -> _Normal:
        return _Normal(
            self.square - other.square,
            self.cross - other.cross,
            self.sums - other.sums,
            self.total - other.total,
            self.weight - other.weight,
        )

    def solve(self, penalty: float) -> tuple[Vector, float]:
        """Return slopes and level. ``penalty``: in independent observations for the slopes; for the level it is one."""
        mean, level = self.sums / self.weight, self.total / self.weight
        square = self.square / self.weight - np.outer(mean, mean)
        cross = self.cross / self.weight - mean * level
        independent = self.weight / PIXELS_PER_INDEPENDENT
        ridge = penalty / independent
        slopes = np.asarray(np.linalg.solve(square + ridge * np.eye(len(mean)), cross), np.float64)
        trust = independent / (independent + 1.0)
        return slopes, float(trust * level - mean @ slopes)


def _choose_penalty(
    rest: NDArray[np.floating], columns: Rows, weights: Vector, folds: NDArray[np.int64]
) -> tuple[float, float]:
    """Return the penalty with the least error on held-out folds, and that error."""
    parts = [folds == fold for fold in range(FOLDS)]
    sums = [_Normal.of(rest[part], columns[part], weights[part]) for part in parts]
    whole = _Normal.of(rest, columns, weights)
    squares = np.zeros(len(PENALTIES))
    for part, own in zip(parts, sums, strict=True):
        for index, penalty in enumerate(PENALTIES):
            slopes, level = whole.minus(own).solve(penalty)
            residual = rest[part] - (columns[part] @ slopes.astype(np.float32) + np.float32(level))
            squares[index] += float(np.square(residual, dtype=np.float64).sum())
    best = int(np.argmin(squares))
    return PENALTIES[best], float(np.sqrt(squares[best] / len(rest)))

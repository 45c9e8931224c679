"""Regressions whose shrinkage is chosen on places that they did not see.

A direction is fitted on tens of places. Within one of them a brighter radar echo is a house beside a field;
between two of them it may be another season, another soil or another product. Coefficients that follow the
differences between a few places fail at the next one. So these count less, and a ridge holds all coefficients, as
much as predicts held-out places best.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FOLDS = 4
"""Places are dealt to these; each fold is predicted from the others."""

BETWEEN_PLACES = (1.0, 0.1)
"""Weights of what distinguishes places against what varies within them."""

RIDGES = (1e-5, 1e-3, 3e-2, 0.3, 3.0)
"""Relative to the variance of each column. The least keeps the system solvable."""


@dataclass(frozen=True)
class Shrinkage:
    """How strongly a regression is held back."""

    between_places: float = BETWEEN_PLACES[0]
    ridge: float = RIDGES[0]


@dataclass(frozen=True)
class Regression:
    """Coefficients of a first guess, and how much of the target's variance it explains."""

    coefficients: Array
    """(columns of ``FirstGuess.design``; target bands)."""
    explained: float
    """Coefficient of determination over all target bands at places it did not see, 0 .. 1; at those it saw where there
    is one only."""
    shrinkage: Shrinkage


class Moments:
    """Second moments of pixels [features, 1, target bands], by fold and by place."""

    def __init__(self, unknowns: int) -> None:
        """``unknowns``: columns before the target's, the last of them ones."""
        self._unknowns = unknowns
        self._by_fold: list[Array | float] = [0.0] * FOLDS
        self._places: dict[str, tuple[int, Array | float]] = {}

    def add(self, place: str, columns: Array) -> None:
        """Add pixels (N, columns) of a place."""
        fold, sums = self._places.get(place, (len(self._places) % FOLDS, 0.0))
        self._places[place] = fold, sums + columns.sum(axis=0)
        self._by_fold[fold] = self._by_fold[fold] + columns.T @ columns

    def regression(self) -> Regression:
        """Fit to all places, with the shrinkage that predicts held-out ones best."""
        folds = sorted({fold for fold, _ in self._places.values()})
        if len(folds) == 1:
            [fold] = folds
            coefficients = self._fit(folds, Shrinkage())
            return Regression(coefficients, self._explained(coefficients, [fold]), Shrinkage())
        scores = {
            shrinkage: float(np.mean([self._held_out(fold, folds, shrinkage) for fold in folds]))
            for shrinkage in (Shrinkage(*pair) for pair in product(BETWEEN_PLACES, RIDGES))
        }
        best = min(scores, key=lambda shrinkage: scores[shrinkage])
        explained = 1.0 - scores[best] / self._variance(folds)
        return Regression(self._fit(folds, best), float(np.clip(explained, 0.0, 1.0)), best)

    def _held_out(self, fold: int, folds: list[int], shrinkage: Shrinkage) -> float:
        """Mean squared error a pixel, over all bands, at the places of a fold, predicted from the others."""
        coefficients = self._fit([other for other in folds if other != fold], shrinkage)
        return self._error(coefficients, self._total([fold]))

    def _fit(self, folds: list[int], shrinkage: Shrinkage) -> Array:
        """Centred normal equations; the intercept is not held back."""
        total, features = self._total(folds), self._unknowns - 1
        count = total[features, features]
        mean = total[features] / count
        centred = total / count - np.outer(mean, mean)
        between = sum(
            sums[features] / count * np.outer(sums / sums[features] - mean, sums / sums[features] - mean)
            for fold, sums in self._places.values()
            if fold in folds and isinstance(sums, np.ndarray)
        )
        shrunk = centred - (1.0 - shrinkage.between_places) * np.asarray(between)
        gram = shrunk[:features, :features]
        ridge = shrinkage.ridge * np.diag(np.diag(centred)[:features] + 1e-12)
        slopes = np.linalg.solve(gram + ridge, shrunk[:features, self._unknowns :])
        intercept = mean[self._unknowns :] - mean[:features] @ slopes
        return np.concatenate([slopes, intercept[None]])

    def _total(self, folds: list[int]) -> Array:
        return np.asarray(sum(self._by_fold[fold] for fold in folds), np.float64)

    def _error(self, coefficients: Array, moments: Array) -> float:
        n = self._unknowns
        gram, moment = moments[:n, :n], moments[:n, n:]
        squares = np.trace(moments[n:, n:]) - 2.0 * np.sum(coefficients * moment)
        squares += np.sum(coefficients * (gram @ coefficients))
        return float(squares / moments[n - 1, n - 1])

    def _variance(self, folds: list[int]) -> float:
        total, n = self._total(folds), self._unknowns
        count = total[n - 1, n - 1]
        variance = np.trace(total[n:, n:]) / count - np.sum(np.square(total[n - 1, n:] / count))
        return max(float(variance), 1e-12)

    def _explained(self, coefficients: Array, folds: list[int]) -> float:
        error = self._error(coefficients, self._total(folds))
        return float(np.clip(1.0 - error / self._variance(folds), 0.0, 1.0))

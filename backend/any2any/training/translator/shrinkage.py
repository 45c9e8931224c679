"""Regressions whose shrinkage is chosen on held-out places.

A direction is fitted on tens of places. Within one place, a brighter radar echo is a house beside a field; between two
places it may be another season, soil or product. Coefficients that follow the differences between a few places fail at
the next one. Therefore these differences count less, and a ridge shrinks all coefficients; both strengths are those
that predict held-out places best. The criterion is the mean logarithm of their errors, so that a few places with
unusual levels do not outweigh the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FOLDS = 4
"""Folds of places; each is predicted from the others."""

BETWEEN_PLACES = (1.0, 0.1)
"""Weights of differences between places, relative to those within them."""

RIDGES = (1e-5, 1e-3, 3e-2, 0.3)
"""Ridges, relative to the variance of each column. The smallest keeps the system solvable."""

MOST_GROUPS = 64
"""Further places share these groups; each group takes up to 7 MB."""

_SMALLEST = 1e-12


@dataclass(frozen=True)
class Shrinkage:
    """Strengths of a regression's shrinkage."""

    between_places: float = BETWEEN_PLACES[0]
    ridge: float = RIDGES[0]


@dataclass(frozen=True)
class Regression:
    """Coefficients of a first guess, and how much of the target's variance it explains."""

    coefficients: Array
    """(columns of ``FirstGuess.design``; target bands)."""
    explained: float
    """Share of the variance over all places and target bands, 0 .. 1, at the median held-out place, or at the only
    place."""
    shrinkage: Shrinkage


@dataclass
class _Group:
    """Pixels of some places."""

    fold: int
    moments: Array | float = 0.0


class Moments:
    """Second moments of pixels [features, 1, target bands] by group of places."""

    def __init__(self, unknowns: int) -> None:
        """``unknowns``: columns before the target's, the last of them ones."""
        self._unknowns = unknowns
        self._groups: list[_Group] = []
        self._group_of: dict[str, _Group] = {}

    def add(self, place: str, columns: Array) -> None:
        """Add pixels (N, columns) of a place."""
        if place not in self._group_of:
            number = len(self._group_of)
            if number < MOST_GROUPS:
                self._groups.append(_Group(number % FOLDS))
            self._group_of[place] = self._groups[number % MOST_GROUPS]
        group = self._group_of[place]
        group.moments = group.moments + columns.T @ columns

    def regression(self) -> Regression:
        """Fit to all places with the shrinkage that predicts held-out ones best."""
        if len(self._groups) == 1:
            coefficients = self._fit(self._groups, Shrinkage())
            errors = [self._error(coefficients, group) for group in self._groups]
            return Regression(coefficients, self._explained(errors), Shrinkage())
        choices = [Shrinkage(*pair) for pair in product(BETWEEN_PLACES, RIDGES)]
        errors_of = {shrinkage: self._held_out(shrinkage) for shrinkage in choices}
        best = min(choices, key=lambda shrinkage: float(np.mean(np.log(errors_of[shrinkage]))))
        return Regression(self._fit(self._groups, best), self._explained(errors_of[best]), best)

    def _held_out(self, shrinkage: Shrinkage) -> list[float]:
        """Mean squared error per pixel over all bands of each group, predicted from the other folds."""
        errors: list[float] = []
        for fold in range(min(FOLDS, len(self._groups))):
            coefficients = self._fit([group for group in self._groups if group.fold != fold], shrinkage)
            errors += [self._error(coefficients, group) for group in self._groups if group.fold == fold]
        return errors

    def _fit(self, groups: list[_Group], shrinkage: Shrinkage) -> Array:
        """Centred normal equations; the intercept is not shrunk."""
        one = self._unknowns - 1
        total = np.asarray(sum(group.moments for group in groups), np.float64)
        count = total[one, one]
        mean = total[one] / count
        centred = total / count - np.outer(mean, mean)
        levels = np.stack([group.moments[one] / group.moments[one, one] - mean for group in groups])  # type: ignore[index]
        shares = np.array([group.moments[one, one] / count for group in groups])  # type: ignore[index]
        between = (levels * shares[:, None]).T @ levels
        shrunk = centred - (1.0 - shrinkage.between_places) * between
        ridge = shrinkage.ridge * np.diag(np.diag(centred)[:one] + 1e-12)
        slopes = np.linalg.solve(shrunk[:one, :one] + ridge, shrunk[:one, self._unknowns :])
        intercept = mean[self._unknowns :] - mean[:one] @ slopes
        return np.concatenate([slopes, intercept[None]])

    def _error(self, coefficients: Array, group: _Group) -> float:
        n, moments = self._unknowns, np.asarray(group.moments)
        gram, moment = moments[:n, :n], moments[:n, n:]
        squares = np.trace(moments[n:, n:]) - 2.0 * np.sum(coefficients * moment)
        squares += np.sum(coefficients * (gram @ coefficients))
        return max(float(squares / moments[n - 1, n - 1]), _SMALLEST)

    def _explained(self, errors: list[float]) -> float:
        """Explained share of the variance over all places, at the median place."""
        n = self._unknowns
        total = np.asarray(sum(group.moments for group in self._groups), np.float64)
        count = total[n - 1, n - 1]
        variance = np.trace(total[n:, n:]) / count - np.sum(np.square(total[n - 1, n:] / count))
        return float(np.clip(1.0 - np.median(errors) / max(float(variance), _SMALLEST), 0.0, 1.0))

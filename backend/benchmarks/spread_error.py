"""Compare a predicted deviation with the error: sums over pixels in bounded memory, and figures from them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from benchmarks.results import Figures

GROUPS = 10
"""Bins of a report, with about as many pixels each."""

_EDGES = np.logspace(-7, 3, 1001)
"""Fine bins of the deviation, 100 a decade, in reflectance, dB or K; those of a report are made of them."""

Pixels = NDArray[np.float64]


class SpreadError:
    """Deviations of ``samples`` samples beside the error of their mean, added window by window.

    The truth of a calibrated model is one more sample. Its difference from the mean of k others has the variance
    ``(1 + 1/k)`` times theirs (Fortin et al. 2014), so every deviation is multiplied by ``sqrt(1 + 1/k)`` before it is
    compared with an error; below, that is the *spread*.
    """

    def __init__(self, samples: int) -> None:
        """ValueError for fewer than two samples."""
        if samples < 2:
            raise ValueError(f"{samples} samples have no deviation: take at least 2")
        self._samples = samples
        self._sums = np.zeros(
            (3, len(_EDGES) + 1)
        )  # of each fine bin: pixels, squared spreads, squared errors
        self._moments = np.zeros(6)  # pixels, deviation, |error|, their squares, their product
        self._covered = np.zeros(2)
        self._window_ratios: list[float] = []

    def add(self, deviation: Pixels, error: Pixels) -> None:
        """Add the pixels of a window: deviation of the samples and error of their mean, both (n,), same unit."""
        spread = deviation * self._inflation
        where = np.searchsorted(_EDGES, deviation)
        size = np.abs(error)
        for row, weights in enumerate((np.ones_like(spread), spread**2, error**2)):
            self._sums[row] += np.bincount(where, weights, minlength=len(_EDGES) + 1)
        terms = (deviation, size, deviation**2, size**2, deviation * size)
        self._moments += [len(error), *(float(term.sum()) for term in terms)]
        self._covered += [(size <= deviation).sum(), (size <= 2 * deviation).sum()]
        if len(error) and spread.any():
            self._window_ratios.append(float(np.sqrt(np.mean(error**2) / np.mean(spread**2))))

    def figures(self) -> Figures:
        """All figures, for JSON; None where a spread of zero leaves one undefined.

        ``ratio``: root mean square error over root mean square spread, 1 if calibrated, more if the deviation is too
        small. ``ence``: expected normalised calibration error, the mean of ``|rmse - spread| / spread`` over the bins
        (Levi et al. 2022). ``correlation``: of deviation and absolute error, pixel by pixel; far below 1 also for a
        calibrated model, because an error is a single draw. ``coverage``: shares of pixels whose truth lies within
        1 and 2 deviations of the mean; ``calibrated_coverage``: the same for normal errors and this number of samples.
        """
        pixels, squared_spread, squared_error = self._sums.sum(axis=1)
        if pixels == 0:
            raise ValueError("no pixel was added: there is nothing to compare")
        rmse, spread = math.sqrt(squared_error / pixels), math.sqrt(squared_spread / pixels)
        bins = self._groups()
        off = [(b["pixels"], abs(b["rmse"] - b["spread"]) / b["spread"]) for b in bins if b["spread"] > 0]
        ratios = np.quantile(self._window_ratios, (0.1, 0.5, 0.9)).tolist() if self._window_ratios else None
        return {
            "pixels": int(pixels),
            "rmse": rmse,
            "spread": spread,
            "ratio": rmse / spread if spread else None,
            "ratio_of_windows": ratios,
            "correlation": self._correlation(),
            "ence": sum(n * e for n, e in off) / pixels if len(off) == len(bins) else None,
            "coverage": (self._covered / pixels).tolist(),
            "calibrated_coverage": [self._expected_coverage(width) for width in (1, 2)],
            "bins": bins,
        }

    @property
    def _inflation(self) -> float:
        return math.sqrt(1.0 + 1.0 / self._samples)

    def _groups(self) -> list[Figures]:
        """Join fine bins to at most ten with about as many pixels each, the deviation rising."""
        counts = self._sums[0]
        middle = (np.cumsum(counts) - counts / 2) / counts.sum()
        group = np.minimum((middle * GROUPS).astype(int), GROUPS - 1)
        found = []
        for number in np.unique(group[counts > 0]):
            pixels, squared_spread, squared_error = self._sums[:, group == number].sum(axis=1)
            spread, rmse = math.sqrt(squared_spread / pixels), math.sqrt(squared_error / pixels)
            found.append({"pixels": int(pixels), "spread": spread, "rmse": rmse})
        return found

    def _correlation(self) -> float | None:
        n, x, y, xx, yy, xy = self._moments
        variances = (xx / n - (x / n) ** 2) * (yy / n - (y / n) ** 2)
        return float((xy / n - x * y / n**2) / math.sqrt(variances)) if variances > 0 else None

    def _expected_coverage(self, width: float) -> float:
        return student_share(width / self._inflation, self._samples - 1)


def student_share(t: float, freedom: int) -> float:
    """Probability that a Student-t variable lies within ±t (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    cosine = math.cos(angle)
    odd = freedom % 2
    term, total = (cosine, 0.0) if odd else (1.0, 0.0)
    for power in range(odd, freedom - 1, 2):
        total += term
        term *= cosine**2 * (power + 1) / (power + 2)
    share = math.sin(angle) * total
    return 2.0 / math.pi * (angle + share) if odd else share

"""Confidence intervals by resampling places: windows of one place are alike, so they are no separate evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
SHARE = 0.95

Interval = tuple[float, float]


def mean_interval(values: Sequence[float], places: Sequence[str], seed: int = 0) -> Interval | None:
    """Return the 95 % confidence interval of the mean over windows, by a bootstrap over places.

    ``values`` and ``places``: one entry a window. Each of 2000 resamples draws as many places as there are, with
    replacement, takes all windows of each, and averages them; the interval spans the 2.5th to the 97.5th percentile
    of these averages (Efron 1979; of clusters: Field and Welsh 2007). The same seed gives the same interval. None
    for fewer than two places, or where a value is not finite. With only a few places it is too narrow.
    """
    names, number = np.unique(np.asarray(places), return_inverse=True)
    x = np.asarray(values, np.float64)
    if len(names) < 2 or not np.isfinite(x).all():
        return None
    sums, counts = np.bincount(number, weights=x), np.bincount(number).astype(np.float64)
    drawn = _draws(len(names), seed)
    low, high = np.quantile((drawn @ sums) / (drawn @ counts), [(1.0 - SHARE) / 2.0, (1.0 + SHARE) / 2.0])
    return float(low), float(high)


def _draws(places: int, seed: int) -> NDArray[np.float64]:
    """(resamples, places): how often each place was drawn."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(places, np.full(places, 1.0 / places), size=RESAMPLES).astype(np.float64)

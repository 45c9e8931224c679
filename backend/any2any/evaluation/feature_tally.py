"""Fréchet distances of every method's images from the truth, in a network's features, over all windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from any2any.metrics.fid.frechet import FeatureStatistics, frechet_distance

Image = NDArray[np.float32]
Features = NDArray[np.float32]
"""(n, width): a vector for each image, or for each tile of it."""

TRUTH = "truth"


class FeatureTally:
    """Features of the images of every method, and of the truth."""

    def __init__(self, extract: Callable[[Image], Features], methods: Sequence[str]) -> None:
        self._extract = extract
        self._statistics = {name: FeatureStatistics() for name in (*methods, TRUTH)}

    def features(self, images: Mapping[str, Image]) -> dict[str, Features]:
        """Compute one window's features, on any thread: results by method and the ``truth``, model values."""
        return {name: self._extract(image) for name, image in images.items()}

    def add(self, features: Mapping[str, Features]) -> None:
        """Count one window, on one thread and in order, so that sums do not depend on the number of threads."""
        for name, found in features.items():
            self._statistics[name].add(found)

    @property
    def count(self) -> int:
        """Vectors of the truth."""
        return self._statistics[TRUTH].count

    def distances(self) -> dict[str, float]:
        """Distances by method; nothing for fewer than two vectors.

        Biased upwards for few: compare within a row only.
        """
        truth = self._statistics[TRUTH]
        if truth.count < 2:
            return {}
        return {name: frechet_distance(f, truth) for name, f in self._statistics.items() if name != TRUTH}

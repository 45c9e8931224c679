"""The Fréchet distance between two sets of features, from running sums."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


@dataclass
class FeatureStatistics:
    """Mean and covariance of feature vectors, accumulated in batches."""

    count: int = 0
    total: Vector = field(default_factory=lambda: np.zeros(()))
    products: Vector = field(default_factory=lambda: np.zeros(()))

    def add(self, features: NDArray[np.floating]) -> None:
        """Count (n, width) features."""
        x = features.astype(np.float64)
        self.count += len(x)
        self.total = self.total + x.sum(axis=0)
        self.products = self.products + x.T @ x

    def mean(self) -> Vector:
        """(width,)."""
        return self.total / self.count

    def covariance(self) -> Vector:
        """(width, width), unbiased; ValueError for fewer than two vectors."""
        if self.count < 2:
            raise ValueError(f"{self.count} feature vectors have no covariance: give at least 2")
        mean = self.mean()
        return (self.products - self.count * np.outer(mean, mean)) / (self.count - 1)


def frechet_distance(a: FeatureStatistics, b: FeatureStatistics) -> float:
    """Squared Fréchet distance of two normal distributions: |mean difference|^2 + tr(A + B - 2 (A B)^(1/2)).

    Heusel et al. 2017, "GANs trained by a two time-scale update rule", equation 6. The trace of the root of A B is
    the sum of the roots of the eigenvalues of A^(1/2) B A^(1/2), which is symmetric.
    """
    covariance_a, covariance_b = a.covariance(), b.covariance()
    values, vectors = np.linalg.eigh(covariance_a)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    mixed = np.linalg.eigvalsh(root @ covariance_b @ root)
    overlap = float(np.sqrt(np.maximum(mixed, 0.0)).sum())
    shift = float(np.square(a.mean() - b.mean()).sum())
    return shift + float(np.trace(covariance_a) + np.trace(covariance_b)) - 2.0 * overlap

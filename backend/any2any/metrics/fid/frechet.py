"""The Fréchet distance between two sets of features, from running sums."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from any2any.errors import UsageError
from any2any.hub.installed import models_folder
from any2any.metrics.lpips.weights import (
    FILES,
    LPIPS_VARIABLE,
    LpipsFiles,
    find_lpips,
    lpips_folder,
)
from any2any.spec.model_folder import sha256_of

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


FID_VARIABLE = "ANY2ANY_FID"
"""Environment variable: the file of weights for FID, or its folder."""

FID_NAMES = ("pt_inception-2015-12-05-6726825d.pth", "pt_inception-2015-12-05-6726825d.safetensors")
"""The network of the original FID, as pytorch-fid publishes it. The name carries the first eight digits of the
sha256; a copy as safetensors has the same tensors under the same names."""


@dataclass(frozen=True)
class FidFile:
    """The file, with its digest, which the report names."""

    path: Path
    sha256: str


def lpips_if_there() -> LpipsFiles | None:
    """Return LPIPS's files, or None if they were never downloaded; UsageError if they are damaged."""
    where = lpips_folder()
    return find_lpips() if all((where / file.name).is_file() for file in FILES) else None


def fid_if_there(path: Path | None = None) -> FidFile | None:
    """Return the weights for FID: ``path``, that of ``ANY2ANY_FID``, or beside the pulled models.

    None if no file is named or found. UsageError for a named file that does not exist, or a published file with
    another digest.
    """
    named = path or (Path(os.environ[FID_VARIABLE]) if os.environ.get(FID_VARIABLE) else None)
    folder = models_folder().parent / "fid" if named is None else named
    places = [folder] if folder.is_file() else [folder / name for name in FID_NAMES]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        if named is not None:
            raise UsageError(f"no weights for FID at {named}: give {FID_NAMES[0]}, or a folder with it")
        return None
    digest = sha256_of(found)
    if found.name == FID_NAMES[0] and not digest.startswith(found.stem.rpartition("-")[2]):
        raise UsageError(f"{found} has sha256 {digest}, which does not match its name: download it again")
    return FidFile(found, digest)


def lpips_hint() -> str:
    """Return how to get LPIPS."""
    return f"run `any2any train lpips` once, or set {LPIPS_VARIABLE}"


def fid_hint() -> str:
    """Return how to get FID."""
    return f"put {FID_NAMES[0]} (pytorch-fid's weights) somewhere and name it with --fid-weights or {FID_VARIABLE}"

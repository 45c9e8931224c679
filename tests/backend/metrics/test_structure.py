"""Structure: figures of images whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from any2any.metrics.structure import (
    coarse_figures,
    correlation,
    disagreement,
    explained_variance,
    fine_correlation,
)

Image = NDArray[np.float32]


def noise(seed: int, bands: int = 2, size: int = 64) -> Image:
    return np.random.default_rng(seed).normal(size=(bands, size, size)).astype(np.float32)


def test_correlation_knows_no_levels() -> None:
    truth = noise(0)
    assert correlation(3.0 * truth + 7.0, truth) == pytest.approx(1.0, abs=1e-6)
    assert correlation(-truth, truth) == pytest.approx(-1.0, abs=1e-6)
    assert correlation(noise(1), truth) == pytest.approx(0.0, abs=0.05)


def test_of_equal_parts_of_truth_and_noise_half_the_variance_is_shared() -> None:
    """cov = 1, variances 2 and 1: 1 / sqrt(2) = 0.707."""
    truth = noise(0)
    assert correlation(truth + noise(1), truth) == pytest.approx(0.707, abs=0.02)


def test_a_flat_band_says_nothing() -> None:
    assert math.isnan(correlation(np.zeros((1, 8, 8), np.float32), noise(0, 1, 8)))


@pytest.mark.parametrize("downsampling", [2, 4, 8])
def test_fine_structure_ignores_what_is_wider_than_150_m(downsampling: int) -> None:
    """A ramp over the whole image dominates the correlation; what is fine is independent noise."""
    size = 32 * downsampling
    ramp = np.broadcast_to(np.linspace(0.0, 30.0, size, dtype=np.float32), (2, size, size))
    result, truth = ramp + noise(1, size=size), ramp + noise(2, size=size)
    assert correlation(result, truth) > 0.95
    assert fine_correlation(result, truth, downsampling) == pytest.approx(0.0, abs=0.05)
    assert fine_correlation(ramp + noise(2, size=size), truth, downsampling) == pytest.approx(1.0, abs=1e-3)


def test_explained_variance_counts_levels_and_pools_windows() -> None:
    """Two flat windows of 0 and 1 have a variance of 1/4 a value; a result of 0 and 0.5 errs by 1/8 in the mean.

    So half of it is explained; each window by itself has no variance at all.
    """
    flat = [np.full((1, 16, 16), level, np.float32) for level in (0.0, 1.0, 0.5)]
    parts = [coarse_figures(flat[0], flat[0], 4), coarse_figures(flat[2], flat[1], 4)]
    pooled = {name: sum(part[name] for part in parts) for name in parts[0]}
    assert explained_variance(pooled) == pytest.approx(0.5)
    assert math.isnan(explained_variance(parts[0]))


def test_noise_finer_than_80_m_costs_nothing() -> None:
    """Blocks of 8 pixels whose noise is a chessboard: its mean over any block is zero."""
    truth = np.kron(noise(3, 1, 8), np.ones((1, 8, 8), np.float32))
    board = np.indices((64, 64)).sum(axis=0) % 2 * 2.0 - 1.0
    result = (truth + board).astype(np.float32)
    assert explained_variance(coarse_figures(result, truth, 4)) == pytest.approx(1.0, abs=1e-6)
    assert explained_variance(coarse_figures(np.zeros_like(truth), truth, 4)) < 0.01


def test_disagreement_is_of_the_contrast() -> None:
    """A shift of the level by half the standard deviation; brighter and stronger images by the same share."""
    one = noise(4)
    one /= one.std(axis=(1, 2), keepdims=True)
    assert disagreement(one, one) == 0.0
    assert disagreement(one, one + 0.5) == pytest.approx(0.5, abs=1e-3)
    assert disagreement(20.0 * one, 20.0 * (one + 0.5)) == pytest.approx(0.5, abs=1e-3)
    assert math.isnan(disagreement(np.zeros((1, 4, 4), np.float32), np.zeros((1, 4, 4), np.float32)))

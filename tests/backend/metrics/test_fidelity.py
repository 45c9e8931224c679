from __future__ import annotations

import math

import numpy as np
import pytest

from any2any.metrics.fidelity import (
    Scores,
    mean_scores,
    psnr_db,
    rmse_255,
    score,
    ssim,
    unit_range,
)


@pytest.fixture
def truth() -> np.ndarray:
    return np.random.default_rng(0).uniform(0.2, 0.8, (3, 32, 40)).astype(np.float32)


@pytest.mark.parametrize(("offset", "psnr"), [(0.1, 20.0), (0.01, 40.0), (-0.1, 20.0)])
def test_a_constant_offset_by_arithmetic(truth: np.ndarray, offset: float, psnr: float) -> None:
    """PSNR = -20 log10(offset) with a peak of 1; RMSE = 255 * offset."""
    assert psnr_db(truth + np.float32(offset), truth) == pytest.approx(psnr, abs=1e-3)
    assert rmse_255(truth + np.float32(offset), truth) == pytest.approx(255 * abs(offset), abs=1e-3)


def test_equal_images_are_perfect(truth: np.ndarray) -> None:
    assert score(truth, truth.copy()) == Scores(math.inf, 1.0, 0.0)


def test_structural_similarity_falls_with_structure_lost(truth: np.ndarray) -> None:
    shifted = ssim(truth + np.float32(0.05), truth)
    blurred = ssim(np.full_like(truth, truth.mean()), truth)
    inverted = ssim(1 - truth, truth)
    assert 1 > shifted > blurred > inverted
    assert inverted < 0


def test_model_values_become_the_unit_range_and_are_clipped() -> None:
    values = np.array([[[-2.0, -1.0, 0.0, 1.0, 3.0]]])
    unit = unit_range(values)
    assert unit.dtype == np.float32
    np.testing.assert_array_equal(unit, [[[0.0, 0.0, 0.5, 1.0, 1.0]]])


def test_different_shapes_are_refused(truth: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"image \(2, 32, 40\) and truth \(3, 32, 40\)"):
        score(truth[:2], truth)


def test_figures_are_averaged_over_images() -> None:
    assert mean_scores([Scores(10.0, 0.2, 4.0), Scores(20.0, 0.4, 6.0)]) == Scores(
        15.0, pytest.approx(0.3), 5.0
    )

from __future__ import annotations

import math

import numpy as np
import pytest

from any2any.metrics.spectral import ergas, spectral_angle_deg


@pytest.fixture
def truth() -> np.ndarray:
    return np.random.default_rng(0).uniform(0.05, 0.4, (6, 20, 30)).astype(np.float32)


@pytest.mark.parametrize("factor", [0.25, 1.0, 3.0])
def test_the_angle_of_scaled_spectra_is_zero(truth: np.ndarray, factor: float) -> None:
    assert spectral_angle_deg(np.float32(factor) * truth, truth) == pytest.approx(0.0, abs=1e-4)


def test_angles_by_hand() -> None:
    """(1, 0) to (1, 1) is 45 degrees and (0, 1) to (1, 0) is 90: their mean is 67.5."""
    image = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    truth = np.array([[[1.0, 1.0]], [[1.0, 0.0]]])
    assert spectral_angle_deg(image, truth) == pytest.approx(67.5)


def test_black_pixels_have_no_angle() -> None:
    image = np.array([[[0.0, 1.0]], [[0.0, 1.0]]])
    truth = np.array([[[1.0, 1.0]], [[0.0, 0.0]]])
    assert spectral_angle_deg(image, truth) == pytest.approx(45.0)
    assert math.isnan(spectral_angle_deg(image[..., :1], truth[..., :1]))


def test_ergas_of_equal_images_is_zero(truth: np.ndarray) -> None:
    assert ergas(truth, truth) == 0.0


def test_ergas_by_hand() -> None:
    """Errors of 10 % and 20 % of the bands' means: 100 sqrt((0.01 + 0.04) / 2) = 15.81."""
    truth = np.stack([np.full((4, 4), 0.2), np.full((4, 4), 0.5)])
    image = truth * np.array([1.1, 0.8])[:, None, None]
    assert ergas(image, truth) == pytest.approx(100 * math.sqrt(0.025))


def test_ergas_does_not_depend_on_the_unit(truth: np.ndarray) -> None:
    image = truth + np.random.default_rng(1).normal(0, 0.02, truth.shape)
    assert ergas(10_000 * image, 10_000 * truth) == pytest.approx(ergas(image, truth), rel=1e-6)


def test_a_black_band_has_no_relative_error(truth: np.ndarray) -> None:
    truth[2] = 0
    assert math.isnan(ergas(truth + 0.1, truth))

from __future__ import annotations

import numpy as np
import pytest

from any2any.metrics.fid.frechet import FeatureStatistics, frechet_distance


def statistics(x: np.ndarray, batch: int = 100) -> FeatureStatistics:
    found = FeatureStatistics()
    for start in range(0, len(x), batch):
        found.add(x[start : start + batch])
    return found


@pytest.fixture
def x() -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.normal(size=(500, 8)) @ rng.normal(size=(8, 8)) + 2


def test_running_sums_give_mean_and_covariance(x: np.ndarray) -> None:
    found = statistics(x, 33)
    np.testing.assert_allclose(found.mean(), x.mean(axis=0))
    np.testing.assert_allclose(found.covariance(), np.cov(x.T), atol=1e-10)


def test_equal_sets_have_no_distance_and_a_shift_counts_squared(x: np.ndarray) -> None:
    """A shift by 3 in each of 8 features: 8 * 9 = 72."""
    a = statistics(x)
    assert frechet_distance(a, a) == pytest.approx(0.0, abs=1e-8)
    assert frechet_distance(a, statistics(x + 3)) == pytest.approx(72.0)


def test_a_factor_counts_by_the_deviations(x: np.ndarray) -> None:
    """Of centred features times 3: the trace of A + 9 A - 2 * 3 A is 4 times that of A. Either way round."""
    centred = x - x.mean(axis=0)
    a, b = statistics(centred), statistics(3 * centred)
    expected = 4 * np.trace(np.cov(x.T))
    assert frechet_distance(a, b) == pytest.approx(expected)
    assert frechet_distance(b, a) == pytest.approx(expected)


def test_fewer_samples_than_features_are_possible() -> None:
    few = np.random.default_rng(1).normal(size=(5, 40))
    assert frechet_distance(statistics(few), statistics(few + 1)) == pytest.approx(40.0)


def test_one_vector_has_no_covariance() -> None:
    with pytest.raises(ValueError, match="give at least 2"):
        statistics(np.zeros((1, 3))).covariance()

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from any2any.raster.blend import ramp, window_weights
from any2any.raster.window import window_starts


def test_flanks_of_neighbours_sum_to_one() -> None:
    weights = ramp()
    assert np.allclose(weights[:16] + weights[48:], 1)
    assert (weights[16:48] == 1).all()


def test_weights_are_strictly_positive_and_symmetric() -> None:
    weights = window_weights()
    assert weights.shape == (64, 64)
    assert weights.min() > 0
    assert np.array_equal(weights, weights[::-1, ::-1])
    assert np.allclose(weights, weights.T)


@given(st.integers(64, 300))
def test_divided_by_their_sum_they_keep_a_constant(length: int) -> None:
    """Weights sum to one after the division, so windows that agree are not changed."""
    sums, weights = np.zeros(length, np.float32), np.zeros(length, np.float32)
    for start in window_starts(0, length):
        sums[start : start + 64] += ramp().astype(np.float32) * np.float32(0.7)
        weights[start : start + 64] += ramp().astype(np.float32)
    assert np.allclose(sums / weights, 0.7, rtol=1e-6)

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.raster.noise import noise
from any2any.raster.window import Bounds

WHOLE = Bounds(0, 128, 0, 160)


@settings(max_examples=30)
@given(st.integers(0, 127), st.integers(0, 159), st.integers(1, 70), st.integers(1, 70))
def test_any_window_is_the_crop_of_a_bigger_one(row: int, col: int, height: int, width: int) -> None:
    window = Bounds(row, row + height, col, col + width).clipped(WHOLE)
    rows, cols = window.within(WHOLE)
    assert np.array_equal(noise(7, window), noise(7, WHOLE)[:, rows, cols])


def test_values_are_standard_normal() -> None:
    values = noise(0, Bounds(0, 512, 0, 512)).ravel()  # 2**20 values
    assert abs(values.mean()) < 4 / 1024  # four standard errors
    assert abs(values.var() - 1) < 4 * np.sqrt(2) / 1024
    for threshold, share in ((1, 0.682689), (2, 0.954500), (3, 0.997300)):
        assert abs(np.mean(np.abs(values) < threshold) - share) < 0.002
    assert abs(np.mean(values**3)) < 0.01
    assert abs(np.mean(values**4) - 3) < 0.03


def test_channels_neighbours_and_blocks_are_independent() -> None:
    values = noise(3, Bounds(0, 256, 0, 256))

    def correlation(a: np.ndarray, b: np.ndarray) -> float:
        return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])

    assert abs(correlation(values[0], values[1])) < 0.02
    assert abs(correlation(values[:, 1:], values[:, :-1])) < 0.01
    assert abs(correlation(values[:, :, 16:], values[:, :, :-16])) < 0.01  # the next block
    assert abs(correlation(values, values.transpose(0, 2, 1))) < 0.01  # row and column do not commute


def test_seeds_decorrelate() -> None:
    a, b = noise(1, WHOLE), noise(2, WHOLE)
    assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.02
    assert np.isfinite(noise(2**64 - 1, Bounds(0, 16, 0, 16))).all()


def test_the_values_are_these_for_ever() -> None:
    """A release that changes them changes every result."""
    values = noise(42, Bounds(20, 21, 30, 32))
    assert values.dtype == np.float32
    expected = [
        [-0.57374334, -1.8888632],
        [1.6709583, 0.05654834],
        [0.3136872, 1.278056],
        [0.82692695, -0.6081617],
    ]
    assert np.allclose(values[:, 0], expected, atol=1e-6)

from __future__ import annotations

import numpy as np

from any2any.raster.grid import resample_valid


def test_a_coarse_pixel_needs_half_of_its_fine_ones() -> None:
    valid = np.array([[1, 0, 1, 0], [1, 0, 0, 0]], bool)  # two of four, one of four
    assert resample_valid(valid, 4, 2).tolist() == [[True, False]]


def test_a_fine_pixel_repeats_its_coarse_one() -> None:
    assert resample_valid(np.array([[True, False]]), 4, 8).tolist() == [[True, True, False, False]] * 2


def test_the_same_grid_keeps_the_mask() -> None:
    valid = np.random.default_rng(0).random((8, 8)) > 0.5
    assert np.array_equal(resample_valid(valid, 4, 4), valid)


def test_from_ms_to_pan_and_back() -> None:
    valid = np.random.default_rng(0).random((8, 8)) > 0.5
    assert np.array_equal(resample_valid(resample_valid(valid, 2, 8), 8, 2), valid)

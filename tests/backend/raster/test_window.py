from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.raster.window import (
    STRIDE_LATENT_PX,
    Bounds,
    noise,
    padded_cells,
    ramp,
    reflect_indices,
    window_starts,
    window_weights,
    working_cells,
)

cell = st.integers(-1000, 1000)


def test_windows_of_105_cells_overlap_by_16_and_the_last_is_shifted_inwards() -> None:
    assert STRIDE_LATENT_PX == 48
    assert window_starts(0, 64) == (0,)
    assert window_starts(0, 105) == (0, 41)  # 48 would end at 112
    assert window_starts(10, 10 + 64 + 48) == (10, 58)
    assert window_starts(0, 64 + 49) == (0, 48, 49)


@given(cell, st.integers(64, 500))
def test_windows_cover_everything_and_stay_inside(start: int, length: int) -> None:
    starts = window_starts(start, start + length)
    assert starts[0] == start
    assert starts[-1] == start + length - 64
    assert all(0 < b - a <= 48 for a, b in pairwise(starts))


def test_an_axis_shorter_than_a_window_is_an_error() -> None:
    with pytest.raises(ValueError, match="63 cells are fewer"):
        window_starts(0, 63)


def test_padding_is_to_whole_cells_and_one_window() -> None:
    assert padded_cells(1, 4) == 64
    assert padded_cells(256, 4) == 64
    assert padded_cells(257, 4) == 65


def test_a_small_wish_grows_to_a_window_inside_the_raster() -> None:
    raster = Bounds(0, 100, 0, 300)
    assert working_cells(Bounds(0, 2, 100, 110), raster) == Bounds(0, 64, 73, 137)
    assert working_cells(Bounds(98, 100, 290, 300), raster) == Bounds(36, 100, 236, 300)
    assert working_cells(raster, raster) == raster


@given(st.integers(64, 200), st.integers(64, 200), st.data())
def test_working_cells_hold_the_wish_and_a_window(height: int, width: int, data: st.DataObject) -> None:
    raster = Bounds(0, height, 0, width)
    r0, c0 = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    wish = Bounds(r0, data.draw(st.integers(r0 + 1, height)), c0, data.draw(st.integers(c0 + 1, width)))
    work = working_cells(wish, raster)
    assert wish.clipped(work) == wish
    assert work.clipped(raster) == work
    assert min(work.height, work.width) >= 64


def test_cells_grow_outwards_and_times_is_their_inverse() -> None:
    assert Bounds(3, 9, 4, 8).cells(4) == Bounds(0, 3, 1, 2)
    assert Bounds(0, 3, 1, 2).times(4) == Bounds(0, 12, 4, 8)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 50), st.integers(1, 50))
def test_blocks_tile_without_gap_or_overlap(height: int, width: int, rows: int, cols: int) -> None:
    area = Bounds(7, 7 + height, -3, -3 + width)
    seen = np.zeros((height, width), int)
    for block in area.blocks(rows, cols):
        seen[block.within(area)] += 1
    assert (seen == 1).all()


def test_halves_cut_the_longer_side() -> None:
    assert Bounds(0, 10, 0, 4).halves() == (Bounds(0, 5, 0, 4), Bounds(5, 10, 0, 4))
    assert Bounds(0, 4, 0, 5).halves() == (Bounds(0, 4, 0, 2), Bounds(0, 4, 2, 5))


@given(st.integers(1, 9), st.integers(0, 30))
def test_reflection_is_numpys(size: int, beyond: int) -> None:
    expected = np.pad(np.arange(size), (0, beyond), mode="reflect" if size > 1 else "edge")
    assert reflect_indices(0, size + beyond, size).tolist() == expected.tolist()


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

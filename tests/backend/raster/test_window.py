from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.raster.window import (
    STRIDE_LATENT_PX,
    Bounds,
    padded_cells,
    reflect_indices,
    window_starts,
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

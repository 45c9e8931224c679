from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.data.check.shift import (
    OPTICAL_SMOOTHING_PX,
    RADAR_SMOOTHING_PX,
    Edges,
    Shift,
    measure_shift,
    to_reference_grid,
)

from .samples import fields

FINENESS = 4
SIZE_PX = 128
MARGIN_PX = 10
FINE = fields(3, SIZE_PX + 2 * MARGIN_PX, FINENESS)


def view(down_px: float, right_px: float, downsampling: int = 4) -> np.ndarray:
    """The same ground, its content moved by quarters of a reference pixel: (1, rows, columns) in -1 to 1."""
    top, left = (round((MARGIN_PX - shift) * FINENESS) for shift in (down_px, right_px))
    size = SIZE_PX * FINENESS
    part = FINE[top : top + size, left : left + size]
    pixel = FINENESS * 4 // downsampling
    rows = size // pixel
    return part.reshape(1, rows, pixel, rows, pixel).mean(axis=(2, 4)) * 2 - 1


def as_radar(image: np.ndarray, seed: int = 0) -> np.ndarray:
    """Inverted, with the speckle of four looks: 10 log10 of a mean of four, about 2.3 dB of a range of 35 dB."""
    looks = np.random.default_rng(seed).gamma(4, 1 / 4, image.shape)
    return (-image + 10 * np.log10(looks) * 2 / 35).astype(np.float32)


def shift_between(first: np.ndarray, second: np.ndarray, smoothing_px: float = OPTICAL_SMOOTHING_PX) -> Shift:
    shift = measure_shift(Edges(first, 4), Edges(second, 4), smoothing_px)
    assert shift is not None
    return shift


@settings(max_examples=12)
@given(st.integers(-32, 32), st.integers(-32, 32))
def test_shifts_are_found_to_a_part_of_a_pixel(down_quarters: int, right_quarters: int) -> None:
    """Moved by whole quarters of a pixel up to 8 px either way: found to within 0.3 px along each axis."""
    down, right = down_quarters / 4, right_quarters / 4
    shift = shift_between(view(0, 0), view(down, right))
    assert shift.is_significant
    assert shift.rows_px == pytest.approx(down, abs=0.3)
    assert shift.columns_px == pytest.approx(right, abs=0.3)


@pytest.mark.parametrize(("down", "right"), [(0, 0), (3, -2), (1.25, 2.5), (-4.5, 0.75)])
def test_an_inverted_image_with_speckle_lies_where_it_lies(down: float, right: float) -> None:
    """What was at row r of the first is at row r + down of the second, to within 0.5 px."""
    shift = shift_between(view(0, 0), as_radar(view(down, right)), RADAR_SMOOTHING_PX)
    assert shift.is_significant
    assert shift.distance_px == pytest.approx(np.hypot(down, right), abs=0.5)
    assert (shift.rows_px, shift.columns_px) == pytest.approx((down, right), abs=0.5)


def test_swapping_the_images_turns_the_shift_round() -> None:
    first, second = view(0, 0), view(2, -3)
    there, back = shift_between(first, second), shift_between(second, first)
    assert (back.rows_px, back.columns_px) == pytest.approx((-there.rows_px, -there.columns_px), abs=1e-3)


@pytest.mark.parametrize("downsampling", [2, 8])
def test_other_pixel_sizes_are_compared_on_the_reference_grid(downsampling: int) -> None:
    """MS has half as many pixels, PAN twice as many: 3 px down and 1 px left are reference pixels."""
    other = Edges(view(3, -1, downsampling), downsampling)
    shift = measure_shift(Edges(view(0, 0), 4), other, OPTICAL_SMOOTHING_PX)
    assert shift is not None
    assert (shift.rows_px, shift.columns_px) == pytest.approx((3, -1), abs=0.3)


def test_images_of_different_places_give_no_significant_peak() -> None:
    places = [fields(seed, SIZE_PX)[None] for seed in range(10, 16)]
    shifts = [shift_between(a, b, RADAR_SMOOTHING_PX) for a in places for b in places if a is not b]
    assert len(shifts) == 30
    assert not any(shift.is_significant for shift in shifts)


def test_noise_alone_gives_no_significant_peak() -> None:
    rng = np.random.default_rng(1)
    first, second = rng.normal(0, 0.2, (2, 1, SIZE_PX, SIZE_PX)).astype(np.float32)
    assert not shift_between(first, second).is_significant


def test_holes_that_both_have_do_not_hold_the_images_in_place() -> None:
    """A quarter of both is nodata at the same place, an edge as sharp as can be, but the content moved by 4 px."""
    first, second = view(0, 0), view(4, 0)
    for image in (first, second):
        image[:, 40:104, 30:94] = np.nan
    assert shift_between(first, second).rows_px == pytest.approx(4, abs=0.3)


def test_what_cannot_be_compared_is_not() -> None:
    image, flat = view(0, 0), np.zeros((1, SIZE_PX, SIZE_PX), np.float32)
    hole = np.full_like(flat, np.nan)
    mostly_hole = image.copy()
    mostly_hole[:, : SIZE_PX // 2 + 1] = np.nan
    for other in (flat, hole, mostly_hole):
        assert measure_shift(Edges(image, 4), Edges(other, 4), OPTICAL_SMOOTHING_PX) is None
    small = Edges(image[:, :63, :63], 4)
    assert measure_shift(small, small, OPTICAL_SMOOTHING_PX) is None


def test_resampling_keeps_a_ramp_a_ramp() -> None:
    """Pixel centres of a ramp 0, 1, 2, 3 lie at 0.5, 1.5, ...; halved pixels at 0.25, 0.75, ... hold 0.25 more each."""
    ramp = np.broadcast_to(np.arange(4, dtype=np.float32), (1, 4, 4))
    finer = to_reference_grid(ramp, 2)
    assert finer.shape == (1, 8, 8)
    np.testing.assert_allclose(finer[0, 3, 1:-1], [0.25, 0.75, 1.25, 1.75, 2.25, 2.75], atol=1e-6)
    np.testing.assert_allclose(to_reference_grid(ramp, 8)[0], [[0.5, 2.5], [0.5, 2.5]])

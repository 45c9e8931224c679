from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.statistics import BORDER_REACH_PX
from any2any.fill.surroundings import REACH_PX, _laid, blended, continued, nearness


def waves(height: int, width: int) -> np.ndarray:
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    return np.stack([np.sin(rows / 9) + columns / 50, np.cos(columns / 7)]).astype(np.float32)


def test_a_constant_border_is_continued_unchanged_and_a_ramp_stays_between_its_ends() -> None:
    clear = np.ones((60, 60), bool)
    clear[20:40, 20:40] = False
    constant = np.full((1, 60, 60), 0.25, np.float32)
    assert continued(constant, clear) == pytest.approx(constant)
    ramp = np.broadcast_to(np.arange(60, dtype=np.float32), (1, 60, 60))
    hole = continued(ramp, clear)[0, 20:40, 20:40]
    assert hole.min() > 17  # the border is 19; smoothing looks 2 pixels further
    assert hole.max() < 42  # 40, and 2 further
    assert (np.diff(hole.mean(axis=0)) > 0).all()


def test_values_under_a_hole_do_not_matter() -> None:
    clear = np.ones((50, 50), bool)
    clear[10:30, 15:40] = False
    image = waves(50, 50)
    cloudy = np.where(clear, image, np.float32(9.0))
    assert np.array_equal(continued(image, clear), continued(cloudy, clear))


def test_a_part_with_its_halo_gives_what_the_whole_gives() -> None:
    height, width = 520, 560
    image, clear = waves(height, width), np.ones((height, width), bool)
    clear[100:400, 60:500] = False
    clear[250:262, 300:310] = True
    guess, weights = np.zeros_like(image), np.array([0.3, 1.0], np.float32)
    whole = blended(guess, image, clear, weights)[:, 200:260, 240:320]
    part = (
        slice(200 - BORDER_REACH_PX, 260 + BORDER_REACH_PX),
        slice(240 - BORDER_REACH_PX, 320 + BORDER_REACH_PX),
    )
    alone = blended(guess[:, *part], image[:, *part], clear[part], weights)
    inside = slice(BORDER_REACH_PX, BORDER_REACH_PX + 60), slice(BORDER_REACH_PX, BORDER_REACH_PX + 80)
    assert alone[:, *inside] == pytest.approx(whole, abs=1e-5)


def test_nearness_is_one_beside_clear_pixels_and_ends_before_the_interpolation() -> None:
    clear = np.zeros((400, 400), bool)
    clear[:, :100] = True
    near = nearness(clear)[200]
    assert near[100] > 0.99
    assert near[100 + 96 :] == pytest.approx(0, abs=1e-6)  # 3 x 32
    assert (np.diff(near[100:200]) <= 1e-6).all()
    assert 96 * np.sqrt(2) < REACH_PX < BORDER_REACH_PX


def test_without_weight_the_guess_stays_bit_for_bit() -> None:
    guess = waves(30, 30)
    clear = np.zeros((30, 30), bool)
    assert blended(guess, guess + 1, clear, np.zeros(2, np.float32)) is guess


def test_holes_of_another_rectangle_are_turned_and_cut_to_this_one() -> None:
    holes = np.zeros((3, 4), bool)
    holes[0, 0] = True
    laid = _laid(holes, np.zeros((5, 4), bool))
    assert np.argwhere(laid).tolist() == [[2, 3]]  # the last corner of 3 x 4
    assert not _laid(holes, np.zeros((2, 4), bool)).any()

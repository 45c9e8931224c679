from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.candidates import REACH_PX, candidates, interpolated, nearness
from any2any.fill.statistics import BORDER_REACH_PX


def waves(height: int, width: int) -> np.ndarray:
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    return np.stack([np.sin(rows / 9) + columns / 50, np.cos(columns / 7)]).astype(np.float32)


def test_a_constant_border_is_continued_unchanged_and_a_ramp_stays_between_its_ends() -> None:
    clear = np.ones((60, 60), bool)
    clear[20:40, 20:40] = False
    constant = np.full((1, 60, 60), 0.25, np.float32)
    assert interpolated(constant, clear) == pytest.approx(constant)
    ramp = np.broadcast_to(np.arange(60, dtype=np.float32), (1, 60, 60))
    hole = interpolated(ramp, clear)[0, 20:40, 20:40]
    assert hole.min() > 17  # the border is 19; smoothing looks 2 pixels further
    assert hole.max() < 42  # 40, and 2 further
    assert (np.diff(hole.mean(axis=0)) > 0).all()


def test_values_under_a_hole_do_not_matter() -> None:
    clear = np.ones((50, 50), bool)
    clear[10:30, 15:40] = False
    image = waves(50, 50)
    cloudy = np.where(clear, image, np.float32(9.0))
    assert np.array_equal(interpolated(image, clear), interpolated(cloudy, clear))


def test_every_candidate_meets_the_border_in_level_and_they_part_inside() -> None:
    """The guess is 0, the ground 1: 2 pixels inside all are near 1, in the middle, 40 pixels on, narrow is 0."""
    clear = np.ones((200, 200), bool)
    clear[60:140, 60:140] = False
    measured, guess = np.ones((1, 200, 200), np.float32), np.zeros((1, 200, 200), np.float32)
    wide, narrow, even = candidates(guess, measured, clear, np.full_like(guess, np.inf))[:, 0]
    assert (wide[62, 100], even[62, 100]) == pytest.approx((1, 1), abs=0.02)
    assert narrow[62, 100] > 0.8
    assert narrow[100, 100] == pytest.approx(0, abs=1e-6)  # 3 * (4 + 2 + 1) = 21 pixels is its reach
    assert wide[100, 100] > 0.5
    assert even[100, 100] == pytest.approx(1, abs=0.02)


def test_far_from_clear_pixels_the_interpolation_gives_way() -> None:
    clear = np.zeros((420, 420), bool)
    clear[:, :20] = True
    measured, guess = np.ones((1, 420, 420), np.float32), np.zeros((1, 420, 420), np.float32)
    wide, _, even = candidates(guess, measured, clear, np.full_like(guess, np.inf))
    assert (even[0, 200, 200:] == wide[0, 200, 200:]).all()


def test_a_part_with_its_halo_gives_what_the_whole_gives() -> None:
    height, width = 520, 560
    image, clear = waves(height, width), np.ones((height, width), bool)
    clear[100:400, 60:500] = False
    clear[250:262, 300:310] = True
    guess, deviation = np.zeros_like(image), np.full_like(image, 0.1)
    reach = BORDER_REACH_PX
    part = slice(200 - reach, 260 + reach), slice(240 - reach, 320 + reach)
    whole = candidates(guess, image, clear, deviation)[:, :, 200:260, 240:320]
    alone = candidates(guess[:, *part], image[:, *part], clear[part], deviation[:, *part])
    assert alone[:, :, reach : reach + 60, reach : reach + 80] == pytest.approx(whole, abs=1e-5)


def test_nearness_is_one_beside_clear_pixels_and_ends_before_the_interpolation() -> None:
    clear = np.zeros((400, 400), bool)
    clear[:, :100] = True
    near = nearness(clear)[200]
    assert near[100] > 0.99
    assert near[100 + 96 :] == pytest.approx(0, abs=1e-6)  # 3 x 32
    assert (np.diff(near[100:200]) <= 1e-6).all()
    assert 96 * np.sqrt(2) < REACH_PX < BORDER_REACH_PX

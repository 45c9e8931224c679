from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.features import RADII_PX, REACH_PX, columns
from any2any.fill.statistics import box_sum, local_deviation, local_mean, smooth


def test_a_box_sum_counts_pixels_inside_the_image_only() -> None:
    sums = box_sum(np.ones((4, 5)), 1)
    assert sums[0, 0] == 4  # a corner sees 2 x 2
    assert sums[0, 2] == 6  # an edge 2 x 3
    assert sums[2, 2] == 9


def test_a_mean_leaves_out_what_is_not_known() -> None:
    image = np.array([[[1.0, np.nan, 5.0]]], np.float32)
    assert local_mean(image, 1)[0, 0].tolist() == [1.0, 3.0, 5.0]  # (1), (1 + 5) / 2, (5)


def test_a_mean_of_nothing_is_nan() -> None:
    assert np.isnan(local_mean(np.full((1, 3, 3), np.nan, np.float32), 1)).all()


def test_the_deviation_of_a_constant_is_zero_and_of_a_step_is_not() -> None:
    image = np.zeros((1, 9, 40), np.float32)
    image[..., 20:] = 2
    deviation = local_deviation(image, 2)[0, 4]
    assert deviation[5] == pytest.approx(0, abs=1e-6)
    assert deviation[20] > 0.5


def test_smoothing_keeps_the_sum_and_reaches_three_radii() -> None:
    point = np.zeros((41, 41))
    point[20, 20] = 1
    spread = smooth(point, 3)
    assert spread.sum() == pytest.approx(1)
    assert spread[20, 29] > 0
    assert spread[20, 30] == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("kind", list(RADII_PX))
def test_columns_of_a_part_with_its_halo_are_those_of_the_whole(kind: str) -> None:
    image = np.random.default_rng(0).normal(size=(2, 120, 90)).astype(np.float32)
    image[:, 50:60, 40:45] = np.nan
    whole = columns(image, kind)[:, 40:80, 40:60]  # type: ignore[arg-type]
    part = columns(image[:, 40 - REACH_PX : 80 + REACH_PX, 40 - REACH_PX : 60 + REACH_PX], kind)  # type: ignore[arg-type]
    inside = part[:, REACH_PX : REACH_PX + 40, REACH_PX : REACH_PX + 20]
    np.testing.assert_allclose(inside, whole, atol=1e-5)
    assert np.isnan(inside[:, 10:20, 0:5]).all()

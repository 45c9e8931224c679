from __future__ import annotations

import numpy as np
import pytest

from any2any.evaluation.report.pictures import (
    ERROR_AT_WHITE,
    ERROR_COLOURS,
    LARGEST_PX,
    draw,
    draw_error,
    shrink,
)
from any2any.spec.modality import MS, RGB, SAR


@pytest.mark.parametrize(("side", "drawn"), [(128, 128), (256, 128), (512, 128), (160, 160), (161, 80)])
def test_pictures_are_small(side: int, drawn: int) -> None:
    assert shrink(np.zeros((1, side, side), np.float32)).shape == (1, drawn, drawn)
    assert drawn <= LARGEST_PX


def test_shrinking_averages() -> None:
    values = np.zeros((1, 320, 320), np.float32)
    values[:, ::2] = 1
    np.testing.assert_allclose(shrink(values), 0.5)


def test_colour_is_red_green_blue_and_one_band_is_grey() -> None:
    ms = np.zeros((6, 16, 16), np.float32)
    ms[2, :, 8:] = 1  # red is the third band of MS
    picture = draw(ms, MS)
    assert picture.shape == (16, 16, 3)
    assert picture[0, 12, 0] == 255
    assert picture[0, 12, 1:].max() == 0
    grey = draw(np.random.default_rng(0).uniform(-1, 1, (1, 16, 16)).astype(np.float32), SAR)
    assert (grey == grey[..., :1]).all()


def test_a_result_is_drawn_with_its_truths_stretch() -> None:
    """Half as bright as the truth is drawn darker, not stretched to the same picture."""
    truth = np.random.default_rng(0).uniform(0, 1, (3, 32, 32)).astype(np.float32)
    assert draw(truth / 2, RGB, truth).mean() < 0.6 * draw(truth, RGB).mean()
    np.testing.assert_array_equal(draw(truth, RGB, truth), draw(truth, RGB))


def test_errors_are_drawn_on_the_stated_scale() -> None:
    """Model values span 2, so 0.4 is 20 % of the physical range; more looks the same."""
    truth = np.zeros((3, 8, 8), np.float32)
    none, full, more = (
        draw_error(truth + np.float32(2 * share), truth) for share in (0, ERROR_AT_WHITE, 0.45)
    )
    assert (none == ERROR_COLOURS[0]).all()
    np.testing.assert_allclose(full.astype(int) - np.array(ERROR_COLOURS[-1]), 0, atol=1)
    np.testing.assert_array_equal(more, np.broadcast_to(np.array(ERROR_COLOURS[-1], np.uint8), more.shape))

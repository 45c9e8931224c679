from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.several.combine import FEATHER_PX, combine

NAN = np.float32(np.nan)


def flat(value: float, size: int = 100) -> np.ndarray:
    return np.full((2, size, size), value, np.float32)


def test_sources_count_by_their_weight_in_each_band() -> None:
    weights = np.array([[0.75, 0.5], [0.25, 0.5]])
    combined = combine([flat(1), flat(5)], weights)
    assert combined[0, 50, 50] == pytest.approx(0.75 * 1 + 0.25 * 5)
    assert combined[1, 50, 50] == pytest.approx(3)


def test_where_one_source_has_no_data_the_others_carry_on() -> None:
    first = flat(1)
    first[:, :, :40] = NAN
    combined = combine([first, flat(5)], np.full((2, 2), 0.5))
    np.testing.assert_array_equal(combined[:, :, :40], 5)
    assert combined[0, 50, 40 + 2 * FEATHER_PX] == pytest.approx(3)


def test_no_seam_where_a_source_ends() -> None:
    first = flat(1)
    first[:, :, :40] = NAN
    row = combine([first, flat(5)], np.full((2, 2), 0.5))[0, 50]
    # From 5 to 3 over the feather: steps of about 2 / 16, not one of 2.
    assert np.abs(np.diff(row)).max() < 0.3


def test_a_source_alone_is_itself_up_to_its_end_and_nothing_beyond() -> None:
    first, second = flat(1), flat(5)
    first[:, :, 60:] = NAN
    second[:, :, :70] = NAN
    combined = combine([first, second], np.full((2, 2), 0.5))
    np.testing.assert_allclose(combined[:, :, :60], 1)
    assert np.isnan(combined[:, :, 60:70]).all()
    np.testing.assert_allclose(combined[:, :, 70:], 5)

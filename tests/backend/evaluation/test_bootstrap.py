from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.evaluation.figures import mean_interval


@given(
    values=st.lists(st.floats(-100, 100), min_size=4, max_size=30),
    shift=st.floats(-50, 50),
)
def test_the_interval_lies_within_the_data_and_moves_with_it(values: list[float], shift: float) -> None:
    places = [str(i % 4) for i in range(len(values))]
    low, high = mean_interval(values, places) or (0, 0)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    moved = mean_interval([value + shift for value in values], places)
    assert moved == pytest.approx((low + shift, high + shift), abs=1e-6)


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = np.random.default_rng(0).normal(20, 3, 60)
    places = [str(i // 3) for i in range(60)]
    low, high = mean_interval(values, places, seed=5) or (0, 0)
    assert low < values.mean() < high
    assert mean_interval(values, places, seed=5) == (low, high)
    assert mean_interval(values, places, seed=6) != (low, high)


def test_its_width_is_that_of_the_standard_error() -> None:
    """400 independent values of deviation 2: 1.96 * 2 / 20 = 0.196 either way."""
    values = np.random.default_rng(1).normal(0, 2, 400)
    low, high = mean_interval(values, [str(i) for i in range(400)]) or (0, 0)
    assert (high - low) / 2 == pytest.approx(1.96 * values.std() / 20, rel=0.07)


def test_copies_of_a_window_in_one_place_are_no_more_evidence() -> None:
    values = np.random.default_rng(2).normal(0, 1, 12)
    once = mean_interval(values, [str(i) for i in range(12)])
    often = mean_interval(np.repeat(values, 50), [str(i // 50) for i in range(600)])
    assert often == pytest.approx(once)


def test_coverage() -> None:
    """Of 200 draws of 30 places, 95 % of the intervals hold the true mean; a percentile bootstrap some fewer."""
    rng = np.random.default_rng(3)
    places = [str(i) for i in range(30)]
    hits = 0
    for _ in range(200):
        low, high = mean_interval(rng.normal(1.0, 1.0, 30), places) or (0, 0)
        hits += low <= 1.0 <= high
    assert 0.88 <= hits / 200 <= 0.99


@pytest.mark.parametrize(
    ("values", "places"), [([1.0, 2.0], "aa"), ([1.0, np.inf], "ab"), ([1.0, np.nan], "ab")]
)
def test_where_there_is_none(values: list[float], places: str) -> None:
    assert mean_interval(values, list(places)) is None

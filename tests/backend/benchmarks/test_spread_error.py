from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.spread_error import SpreadError, student_share


def drawn(samples: int, truth_scale: float, pixels: int = 200_000, seed: int = 0) -> SpreadError:
    """Pixels of many levels of noise; the truth is drawn as the samples are, but for its scale."""
    rng = np.random.default_rng(seed)
    sigma = rng.uniform(0.01, 1.0, pixels)
    values = sigma * rng.normal(size=(samples, pixels))
    truth = truth_scale * sigma * rng.normal(size=pixels)
    compared = SpreadError(samples)
    for part in np.array_split(np.arange(pixels), 4):
        compared.add(values[:, part].std(axis=0, ddof=1), (values.mean(axis=0) - truth)[part])
    return compared


@pytest.mark.parametrize("samples", [2, 4, 8])
def test_a_calibrated_ensemble_is_found_calibrated(samples: int) -> None:
    """The truth is one more sample; without the factor sqrt(1 + 1/k) the ratio of 2 samples would be 1.22."""
    figures = drawn(samples, 1.0).figures()
    assert figures["ratio"] == pytest.approx(1.0, abs=0.02)
    assert figures["coverage"] == pytest.approx(figures["calibrated_coverage"], abs=0.01)
    assert figures["pixels"] == 200_000
    assert len(figures["ratio_of_windows"]) == 3


def test_more_samples_order_errors_better_and_calibrate_the_bins() -> None:
    few, many = drawn(4, 1.0).figures(), drawn(64, 1.0, 50_000).figures()
    assert many["ence"] < 0.06 < few["ence"]  # four samples misjudge their own spread in each bin
    assert (
        few["correlation"] < many["correlation"] < 0.8
    )  # a single error is a draw, however well its scale is known


def test_overconfidence_shows_in_every_figure() -> None:
    """Truth three times as far from the mean as the samples: sqrt((9 + 1/k) / (1 + 1/k)) = 2.86 for k = 8."""
    figures = drawn(8, 3.0).figures()
    assert figures["ratio"] == pytest.approx(2.86, abs=0.03)
    assert figures["coverage"][0] < 0.5 * figures["calibrated_coverage"][0]
    assert figures["ence"] > 1.5


def test_bins_rise_and_hold_every_pixel() -> None:
    figures = drawn(8, 1.0).figures()
    bins = figures["bins"]
    assert len(bins) == 10
    assert sum(b["pixels"] for b in bins) == figures["pixels"]
    assert [b["spread"] for b in bins] == sorted(b["spread"] for b in bins)
    assert min(b["pixels"] for b in bins) > 0.7 * figures["pixels"] / 10
    total = sum(b["pixels"] * b["rmse"] ** 2 for b in bins)
    assert total / figures["pixels"] == pytest.approx(figures["rmse"] ** 2)


def test_no_spread_at_all_leaves_ratios_undefined() -> None:
    compared = SpreadError(3)
    compared.add(np.zeros(10), np.linspace(-1, 1, 10))
    figures = compared.figures()
    assert (figures["ratio"], figures["ence"], figures["correlation"]) == (None, None, None)
    assert figures["ratio_of_windows"] is None
    assert figures["coverage"] == [0.0, 0.0]


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ValueError, match="1 samples have no deviation"):
        SpreadError(1)
    with pytest.raises(ValueError, match="no pixel was added"):
        SpreadError(2).figures()


@pytest.mark.parametrize(
    ("t", "freedom", "share"),
    [(1, 1, 0.5), (1, 2, 3**-0.5), (1, 3, 0.6090), (2.365, 7, 0.95), (2.571, 5, 0.95), (2.306, 8, 0.95)],
)
def test_shares_of_students_t_are_those_of_tables(t: float, freedom: int, share: float) -> None:
    assert student_share(t, freedom) == pytest.approx(share, abs=2e-4)


@given(t=st.floats(0, 10), freedom=st.integers(1, 60))
def test_a_share_is_a_probability_that_grows_with_width_and_freedom(t: float, freedom: int) -> None:
    share = student_share(t, freedom)
    assert 0 <= share <= 1
    assert student_share(t + 0.1, freedom) > share
    assert student_share(t, freedom + 1) >= share - 1e-12

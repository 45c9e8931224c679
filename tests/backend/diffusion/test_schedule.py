from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.diffusion.schedule import (
    LOG_SNR_FIRST,
    LOG_SNR_LAST,
    alpha,
    half_log_snr,
    log_snr_times,
    sigma,
    signal_power,
    trailing_times,
)

MAY_FALL = 0.05
"""Times are whole: near the clean end neighbours are this far apart in half log-SNR, or a little more."""


def test_signal_falls_from_almost_one_to_exactly_zero() -> None:
    power = signal_power()
    assert len(power) == 1000
    assert power[0] == pytest.approx(1 - 1e-4)
    assert power[-1] == 0.0
    assert all(a > b for a, b in pairwise(power))


def test_rescaling_shifts_and_stretches_the_square_roots() -> None:
    betas = np.linspace(1e-4, 0.02, 1000)
    roots = np.sqrt(np.cumprod(1 - betas))
    expected = (roots - roots[-1]) * roots[0] / (roots[0] - roots[-1])
    np.testing.assert_allclose(np.sqrt(signal_power()), expected, atol=1e-12)


@given(st.integers(-1, 999))
def test_variance_is_preserved(t: int) -> None:
    assert alpha(t) ** 2 + sigma(t) ** 2 == pytest.approx(1.0)


def test_the_ends_are_clean_and_pure_noise() -> None:
    assert (alpha(-1), sigma(-1)) == (1.0, 0.0)
    assert (alpha(999), sigma(999)) == (0.0, 1.0)
    assert half_log_snr(999) == -math.inf
    assert half_log_snr(500) == pytest.approx(math.log(alpha(500) / sigma(500)))


def test_trailing_times_end_at_the_last_one() -> None:
    assert trailing_times(1) == (999,)
    assert trailing_times(4) == (999, 749, 499, 249)
    assert trailing_times(1000) == tuple(range(999, -1, -1))


@given(st.integers(1, 1000))
@settings(max_examples=50)
def test_both_spacings_start_at_999_fall_and_never_repeat(steps: int) -> None:
    for times in (trailing_times(steps), log_snr_times(min(steps, 49))):
        assert times[0] == 999
        assert times[-1] >= 0
        assert all(a > b for a, b in pairwise(times))


@pytest.mark.parametrize("steps", range(1, 48))  # beyond, whole times are too coarse near the clean end
def test_no_two_steps_share_a_time(steps: int) -> None:
    assert len(log_snr_times(steps)) == steps


def test_steps_after_pure_noise_are_even_in_log_snr() -> None:
    values = [half_log_snr(t) for t in log_snr_times(8)[1:]]
    wished = np.linspace(LOG_SNR_FIRST, LOG_SNR_LAST, 7)
    np.testing.assert_allclose(values, wished, atol=2 * MAY_FALL)


@pytest.mark.parametrize("steps", [0, -1, 1001])
def test_impossible_step_counts_are_named(steps: int) -> None:
    for times in (trailing_times, log_snr_times):
        with pytest.raises(ValueError, match=f"steps {steps} must lie between 1 and 1000"):
            times(steps)

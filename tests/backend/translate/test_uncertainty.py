"""Mean and deviation over samples against numpy, and through the engine against jobs of one sample each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.errors import UsageError
from any2any.translate.uncertainty import RunningMoments, check_samples, sampling_warnings


def moments_of(samples: np.ndarray) -> RunningMoments:
    moments = RunningMoments()
    for sample in samples:
        moments.add(sample)
    return moments


@given(
    count=st.integers(2, 20),
    level=st.floats(-50, 300),
    spread=st.floats(0.01, 10),
    seed=st.integers(0, 1000),
)
def test_running_moments_are_numpys(count: int, level: float, spread: float, seed: int) -> None:
    """Levels up to 300 K with a spread of 0.01 K: a float32 sum of squares would have no digit left."""
    rng = np.random.default_rng(seed)
    samples = rng.normal(level, spread, (count, 2, 3, 5)).astype(np.float32)
    moments = moments_of(samples)
    exact = samples.astype(np.float64)
    assert moments.count == count
    assert np.allclose(moments.mean, exact.mean(axis=0), rtol=1e-6, atol=1e-6)
    assert np.allclose(moments.deviation, exact.std(axis=0, ddof=1), rtol=1e-2, atol=1e-4)
    assert moments.mean.dtype == moments.deviation.dtype == np.float32


def test_one_sample_is_its_own_mean_to_the_last_bit() -> None:
    sample = np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32)
    sample[0, 0] = -0.0
    moments = moments_of(sample[None])
    assert moments.mean.tobytes() == sample.tobytes()
    moments.add(sample + 1)
    assert moments.mean is not sample  # the caller's array stays unchanged
    assert sample.tobytes() == moments_of(sample[None]).mean.tobytes()


def test_equal_samples_do_not_deviate() -> None:
    sample = np.float32([[0.1, -13.7, 1e6]])
    moments = moments_of(np.stack([sample] * 7))
    assert (moments.deviation == 0).all()
    assert (moments.mean == sample).all()


def test_too_few_samples_have_no_moments() -> None:
    with pytest.raises(ValueError, match="no sample was added"):
        _ = RunningMoments().mean
    with pytest.raises(ValueError, match="1 samples have no standard deviation: add at least 2"):
        _ = moments_of(np.zeros((1, 2), np.float32)).deviation


@pytest.mark.parametrize(
    ("samples", "seed", "wants_deviation", "message"),
    [
        (0, 0, False, "0 samples requested: give 1 to 64"),
        (65, 0, False, "65 samples requested: give 1 to 64"),
        (1, 0, True, "one sample has no standard deviation: ask for at least 2"),
        (3, 2**64 - 2, False, r"seeds beyond 2\*\*64 - 1: give a smaller seed"),
    ],
)
def test_samples_that_cannot_be_are_refused(
    samples: int, seed: int, wants_deviation: bool, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        check_samples(samples, seed, wants_deviation)


def test_the_last_seed_may_be_used() -> None:
    check_samples(2, 2**64 - 2, wants_deviation=True)
    check_samples(1, 2**64 - 1, wants_deviation=False)


def test_what_makes_the_spread_too_small_is_said() -> None:
    assert sampling_warnings(1, 1, "sar") == ()
    assert sampling_warnings(8, 4, None) == ()
    one_step, chained = sampling_warnings(8, 1, "sar")
    assert "samples hardly differ" in one_step
    assert "second translation only" in chained

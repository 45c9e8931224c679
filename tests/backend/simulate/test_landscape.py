import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import Generator, Philox

from any2any.simulate.landscape import fractal_noise, halve, smooth, subdivide


@settings(max_examples=30)
@given(size=st.integers(1, 80), longest=st.floats(1, 300), hurst=st.floats(0, 1.2))
def test_noise_has_the_size_that_was_asked_for(size: int, longest: float, hurst: float) -> None:
    image = fractal_noise(Generator(Philox(1)), size, longest, hurst=hurst)
    assert image.shape == (size, size)
    assert image.dtype == np.float32
    assert np.isfinite(image).all()


@pytest.mark.parametrize(("longest", "shortest", "hurst"), [(8, 1, 0.3), (16, 4, 1.0), (32, 1, 0.0)])
def test_noise_has_unit_variance(longest: float, shortest: float, hurst: float) -> None:
    # At most 32 px of correlation in 512 x 512 px: at least 256 independent patches, so the variance of their
    # values is known to about sqrt(2 / 256) = 9 %; 25 % is nearly three times that.
    image = fractal_noise(Generator(Philox(5)), 512, longest, shortest, hurst)
    assert abs(float(image.var()) - 1) < 0.25


def test_rougher_noise_changes_more_from_pixel_to_pixel() -> None:
    rough, calm = (fractal_noise(Generator(Philox(2)), 256, 64, hurst=hurst) for hurst in (0.1, 0.9))
    assert np.diff(rough).std() > 3 * np.diff(calm).std()


def test_subdivision_keeps_a_slope_straight() -> None:
    # The quadratic B-spline reproduces linear functions: 0, 1, 2, ... becomes steps of one half.
    slope = np.tile(np.arange(6, dtype=np.float32), (6, 1))
    fine = subdivide(slope, 10)
    np.testing.assert_allclose(np.diff(fine, axis=1), 0.5)
    np.testing.assert_allclose(np.diff(fine, axis=0), 0.0)


def test_halving_averages_2_by_2() -> None:
    np.testing.assert_array_equal(halve(np.float32([[[1, 2, 5, 5], [3, 6, 5, 5]]])), [[[3, 5]]])


def test_smoothing_keeps_a_constant_and_loses_the_border() -> None:
    smoothed = smooth(np.full((5, 7), 3, np.float32), 0.2)
    assert smoothed.shape == (3, 5)
    np.testing.assert_allclose(smoothed, 3, rtol=1e-6)

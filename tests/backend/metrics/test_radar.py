from __future__ import annotations

import math

import numpy as np
import pytest

from any2any.metrics.radar import bias_db, equivalent_number_of_looks


def speckle_db(looks: float, level_db: float = -12.0, side: int = 256) -> np.ndarray:
    """Fully developed speckle on flat ground: power is gamma distributed with shape L."""
    power = np.random.default_rng(3).gamma(looks, 1.0 / looks, (1, side, side))
    return (10 * np.log10(power) + level_db).astype(np.float32)


@pytest.mark.parametrize("looks", [1, 4, 10, 50])
def test_the_looks_of_speckle_are_found(looks: float) -> None:
    """The median of 1024 squares of 64 pixels; one look is overestimated most, because its variance is skewed."""
    assert equivalent_number_of_looks(speckle_db(looks)) == pytest.approx(looks, rel=0.15)


def test_looks_do_not_depend_on_the_level() -> None:
    one, other = (equivalent_number_of_looks(speckle_db(5, level)) for level in (-20.0, 0.0))
    assert one == pytest.approx(other, rel=1e-3)


def test_averaging_power_adds_looks() -> None:
    power = 10 ** (speckle_db(2) / 10)
    pooled = power.reshape(1, 128, 2, 128, 2).mean(axis=(2, 4))
    assert equivalent_number_of_looks(10 * np.log10(pooled)) == pytest.approx(8, rel=0.15)


def test_few_edges_do_not_hide_the_looks() -> None:
    """A field of 20 dB more: the squares on its border are few, and the median ignores them."""
    fields = speckle_db(6)
    fields[:, :, 100:] += 20
    assert equivalent_number_of_looks(fields) == pytest.approx(6, rel=0.15)


def test_a_flat_image_has_no_end_of_looks() -> None:
    assert equivalent_number_of_looks(np.full((1, 16, 16), -9.0, np.float32)) == math.inf


def test_bias_is_the_mean_difference_in_db() -> None:
    truth = speckle_db(3)
    assert bias_db(truth + np.float32(1.5), truth) == pytest.approx(1.5, abs=1e-5)
    assert bias_db(truth, truth + np.float32(0.5)) == pytest.approx(-0.5, abs=1e-5)

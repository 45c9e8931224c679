from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.calibration import calibrate

GENERATOR = np.random.default_rng(0)


def scene(count: int, noise: float = 0.01) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One band that is twice the first column plus 5, beside a column that means nothing; blocks of 100 pixels."""
    columns = GENERATOR.normal(size=(count, 2)).astype(np.float32)
    target = (2 * columns[:, :1] + 5 + noise * GENERATOR.normal(size=(count, 1))).astype(np.float32)
    return target, columns, np.arange(count) // 100


def test_a_large_scene_teaches_its_own_relation() -> None:
    target, columns, blocks = scene(20_000)
    fit = calibrate(target, columns, {"model": np.zeros_like(target)}, blocks)
    predicted = fit.predict(columns, {"model": np.zeros_like(target)})
    assert np.abs(predicted - target).mean() < 0.05  # the deviation of the target is 2
    assert fit.bands[0].error < 0.1


def test_ten_clear_pixels_do_no_harm() -> None:
    target, columns, blocks = scene(10)
    prior = np.full_like(target, 5.0)
    fit = calibrate(target, columns, {"model": prior}, blocks)
    predicted = fit.predict(columns, {"model": prior})
    # 10 pixels are 10 / 64 of an observation, against 30 of the prior.
    assert np.abs(predicted - prior).max() < 0.2


def test_the_better_prior_is_taken_where_there_is_room_to_choose() -> None:
    target, columns, blocks = scene(6_400)
    noise = GENERATOR.normal(size=target.shape).astype(np.float32)
    priors = {"good": target + 0.01 * noise, "bad": 10 * noise}
    fit = calibrate(target, np.zeros_like(columns), priors, blocks)
    assert fit.bands[0].prior == "good"


def test_a_few_outliers_do_not_move_the_level() -> None:
    target, columns, blocks = scene(6_400)
    cloudy = target.copy()
    cloudy[::20] += 1_000  # 5 % of the pixels; their mean alone would lift the level by 50
    zero = np.zeros_like(target)
    predicted = calibrate(cloudy, columns, {"model": zero}, blocks).predict(columns, {"model": zero})
    assert np.abs(predicted - target).mean() < 1.5


def test_predictions_stay_in_the_range_of_the_clear_pixels() -> None:
    target, columns, blocks = scene(6_400)
    zero = np.zeros_like(target)
    fit = calibrate(target, columns, {"model": zero}, blocks)
    far = np.full_like(columns, 1e6)
    assert fit.predict(far, {"model": zero}).max() <= target.max()


def test_no_clear_pixel_is_an_error() -> None:
    empty = np.zeros((0, 1), np.float32)
    with pytest.raises(ValueError, match="no clear pixel"):
        calibrate(empty, empty, {"model": empty}, np.zeros(0, np.int64))

"""Regressions over places: exact where a map made the data, held back where places differ by chance."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from any2any.training.translator.shrinkage import Moments, Regression, Shrinkage

Array = NDArray[np.float64]


def fitted(places: dict[str, Array], unknowns: int) -> Regression:
    moments = Moments(unknowns)
    for place, columns in places.items():
        moments.add(place, columns)
    return moments.regression()


def columns_of(x: Array, y: Array) -> Array:
    return np.concatenate([x, np.ones((len(x), 1)), y], axis=1)


@pytest.mark.parametrize("places", [1, 2, 9])
def test_it_finds_the_map_that_made_the_data(places: int) -> None:
    rng = np.random.default_rng(0)
    weight, bias = rng.normal(size=(3, 2)), np.array([[0.3, -0.7]])
    xs = [rng.normal(size=(400, 3)) for _ in range(places)]
    found = fitted({str(i): columns_of(x, x @ weight + bias) for i, x in enumerate(xs)}, unknowns=4)
    np.testing.assert_allclose(found.coefficients, np.concatenate([weight, bias]), atol=1e-3)
    assert found.explained == pytest.approx(1.0, abs=1e-3)
    assert found.shrinkage.ridge == 1e-5


def test_noise_of_equal_variance_leaves_half_explained() -> None:
    rng = np.random.default_rng(1)
    x, noise = rng.normal(size=(2, 20_000, 1))
    assert fitted({"here": columns_of(x, x + noise)}, unknowns=2).explained == pytest.approx(0.5, abs=0.02)


def test_what_only_distinguishes_a_few_places_is_held_back() -> None:
    """Twenty features are constant within each of twelve places, and the target's level there is chance.

    Least squares over all pixels explains every level that it saw, and fails at the next place by as much as its
    coefficients are large; the slope of what varies within places is 1.
    """
    rng = np.random.default_rng(2)
    places = {}
    for place in range(12):
        of_place = np.repeat(rng.normal(size=(1, 20)), 300, axis=0)
        within = rng.normal(size=(300, 1))
        places[str(place)] = columns_of(np.concatenate([within, of_place], axis=1), within + rng.normal())
    found = fitted(places, unknowns=22)
    assert found.shrinkage != Shrinkage()
    everything = np.concatenate(list(places.values()))
    free, *_ = np.linalg.lstsq(everything[:, :22], everything[:, 22:], rcond=None)
    assert np.linalg.norm(found.coefficients[1:21]) < 0.8 * np.linalg.norm(free[1:21])
    assert found.coefficients[0, 0] > 0.7


def test_pixels_of_a_place_may_come_in_parts() -> None:
    rng = np.random.default_rng(3)
    columns = {name: columns_of(rng.normal(size=(60, 2)), rng.normal(size=(60, 1))) for name in "abc"}
    moments = Moments(3)
    for part in (slice(0, 20), slice(20, 60)):
        for name, values in columns.items():
            moments.add(name, values[part])
    np.testing.assert_allclose(
        moments.regression().coefficients, fitted(columns, unknowns=3).coefficients, atol=1e-9
    )

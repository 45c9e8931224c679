"""Distance from the training data in the latent space: arithmetic of the features, fit and limit."""

from __future__ import annotations

import numpy as np
import pytest

from any2any.raster.latent_domain import (
    FEWEST_PATCHES,
    FLOOR,
    latent_distance,
    latent_features,
    latent_statistics_of,
)
from any2any.spec.domain import DomainDistance, LatentStatistics, farther

RNG = np.random.default_rng(7)
UNIT = LatentStatistics((0.0, 0.0), ((1.0,), (0.0, 1.0)), 2.0)


def test_features_of_a_patch_by_hand() -> None:
    """Channel 0 is 0 2 0 2: mean 1, deviation 1, steps of 2. Channel 1 is its negative half, so it is -1."""
    row = np.array([0.0, 2.0, 0.0, 2.0])
    found = latent_features(np.stack([row, -row / 2])[:, None, :])
    expected = [1, -0.5, np.log(1 + FLOOR), np.log(0.5 + FLOOR), np.log(2 + FLOOR), np.log(1 + FLOOR)]
    assert found[:6] == pytest.approx(expected)
    assert found[6] == pytest.approx(-0.5 / ((1 + FLOOR) * (0.5 + FLOOR)))


def test_a_patch_of_one_value_has_finite_features() -> None:
    assert np.isfinite(latent_features(np.full((4, 16, 16), 3.0))).all()


def test_the_score_is_that_of_the_middle_patch_over_the_limit() -> None:
    """Distances of (3, 4), (6, 8) and (60, 80): 5, 10 and 100 over root 2; the middle one over the limit of 2."""
    patches = [np.array([3.0, 4.0]) * factor for factor in (1, 20, 2)]
    distance = latent_distance(UNIT, patches)
    assert distance == DomainDistance(round(10 / 2**0.5 / 2, 2), distance.sentence)
    assert "outside the training data in the latent space (distance 3.54, limit 1" in distance.sentence
    near = latent_distance(UNIT, [np.zeros(2)])
    assert near.score == 0
    assert near.sentence.startswith(
        "the input is like the training data in the latent space too (distance 0.00"
    )


def test_without_a_patch_or_with_other_latents_nothing_is_said() -> None:
    assert latent_distance(UNIT, []) is None
    assert latent_distance(UNIT, [np.zeros(3)]) is None


def test_a_fit_whitens_and_half_a_per_cent_of_places_left_out_lies_beyond_the_limit() -> None:
    """Correlated normal features: distances are near 1, and 99.5 % of unseen ones are within the limit."""
    mixing = np.tril(RNG.normal(0, 1, (5, 5))) + 3 * np.eye(5)
    features = RNG.normal(0, 1, (4000, 5)) @ mixing.T + 10
    statistics = latent_statistics_of(list(features), [f"p{i % 40}" for i in range(4000)])
    fresh = RNG.normal(0, 1, (4000, 5)) @ mixing.T + 10
    scores = np.array([latent_distance(statistics, [each]).score for each in fresh])
    assert statistics.mean == pytest.approx([10] * 5, abs=0.3)
    assert np.median(scores) * statistics.limit == pytest.approx(0.93, abs=0.04)  # of chi with five degrees
    assert 0.002 < (scores > 1).mean() < 0.01


def test_what_goes_together_otherwise_is_far_although_each_number_is_near() -> None:
    """Two numbers that are equal in training: (2, 2) is near, (2, -2) as far as its difference is improbable."""
    common = RNG.normal(0, 1, 1000)
    features = np.stack([common, common + RNG.normal(0, 0.1, 1000)], axis=1)
    statistics = latent_statistics_of(list(features), [str(i % 10) for i in range(1000)])
    assert latent_distance(statistics, [np.array([2.0, 2.0])]).score < 1
    assert latent_distance(statistics, [np.array([2.0, -2.0])]).score > 5


def test_too_few_patches_or_places_give_no_statistics() -> None:
    features = list(RNG.normal(0, 1, (FEWEST_PATCHES, 3)))
    assert latent_statistics_of(features, ["one place"] * FEWEST_PATCHES) is None
    assert latent_statistics_of(features[1:], [str(i) for i in range(FEWEST_PATCHES - 1)]) is None
    assert latent_statistics_of(features, [str(i) for i in range(FEWEST_PATCHES)]) is not None


def test_the_farther_of_two_distances() -> None:
    near, far = DomainDistance(0.5, "near"), DomainDistance(2.0, "far")
    assert farther(near, far) is farther(far, near) is farther(None, far) is far
    assert farther(None, None) is None


@pytest.mark.parametrize(
    ("mean", "whitening", "limit"),
    [
        ((0.0, 0.0), ((1.0,),), 1.0),
        ((0.0, 0.0), ((1.0,), (1.0,)), 1.0),
        ((float("nan"),), ((1.0,),), 1.0),
        ((0.0,), ((float("inf"),),), 1.0),
        ((0.0,), ((1.0,),), 0.0),
    ],
)
def test_statistics_that_cannot_be_are_refused(mean: tuple, whitening: tuple, limit: float) -> None:
    with pytest.raises(ValueError, match=r"triangle|finite"):
        LatentStatistics(mean, whitening, limit)

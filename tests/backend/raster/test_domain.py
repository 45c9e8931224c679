"""How far an input lies from the training data: arithmetic of the features, ranges and words."""

from __future__ import annotations

import numpy as np
import pytest

from any2any.raster.domain import distance_from, level_and_texture, statistics_of
from any2any.spec.domain import DomainStatistics, Range
from any2any.spec.modality import SAR

KNOWN = DomainStatistics(100, (Range(-0.5, 0.0, 0.25),), (Range(0.05, 0.1, 0.2),), Range(9.0, 10.0, 12.0))


def measured(level: float, texture: float) -> list:
    return [(np.array([level]), np.array([texture]))]


def test_level_is_the_median_and_texture_the_mean_step_along_rows() -> None:
    """Rows 0, 1, 3: steps of 1 and 2, so 1.5 on average; the median of the values is 1."""
    values = np.array([[[0.0, 1.0, 3.0], [0.0, 1.0, 3.0]]])
    level, texture = level_and_texture(values)
    assert (level.tolist(), texture.tolist()) == ([1.0], [1.5])


def test_what_was_not_measured_is_left_out() -> None:
    """Without the NaN in the second row its step from 1 to 3 is missing and 0 to 1 too: (1 + 2) / 2."""
    values = np.array([[[0.0, 1.0, 3.0], [0.0, np.nan, 3.0]]])
    level, texture = level_and_texture(values)
    assert (level.tolist(), texture.tolist()) == ([1.0], [1.5])
    assert level_and_texture(np.full((1, 4, 4), np.nan)) is None


@pytest.mark.parametrize(
    ("level", "texture", "size", "score", "word"),
    [
        (0.0, 0.1, 10.0, 0.0, "like the training data"),
        (0.125, 0.1, 10.0, 0.5, "like the training data"),  # 0.125 of the 0.25 from median to upper end
        (0.75, 0.1, 10.0, 3.0, "outside the training data"),
        (-1.0, 0.1, 10.0, 2.0, "outside the training data"),  # 1 of the 0.5 from median to lower end
        (0.0, 0.4, 10.0, 3.0, "texture of backscatter, 4 times"),  # 0.3 of 0.1
        (0.0, 0.1, 30.0, 10.0, "pixel size of 30 m, where training tiles have 9 to 12 m"),  # 20 of 2
        (0.125, 0.1, None, 0.5, "like the training data"),  # an unknown pixel size is not a feature
    ],
)
def test_the_score_is_that_of_the_farthest_feature(level, texture, size, score, word) -> None:
    distance = distance_from(KNOWN, measured(level, texture), size, SAR)
    assert distance.score == score
    assert word in distance.sentence


def test_levels_are_given_in_physical_units() -> None:
    """Model values -0.5 and 0.25 of -30 to 5 dB are -21.2 and -8.12 dB; 0.75 is 0.625 dB."""
    low, high = SAR.bands[0].low, SAR.bands[0].high
    assert (low, high) == (-30, 5)
    sentence = distance_from(KNOWN, measured(0.75, 0.1), 10.0, SAR).sentence
    assert "0.625, where training tiles have -21.2 to -8.12" in sentence


def test_without_a_patch_nothing_is_said() -> None:
    assert distance_from(KNOWN, [], 10.0, SAR) is None


def test_statistics_are_quantiles_over_tiles() -> None:
    """Levels 0 to 200: the median is 100, half a per cent from either end are 1 and 199."""
    tiles = [(np.array([float(i)]), np.array([1.0])) for i in range(201)]
    found = statistics_of(tiles, [10.0] * 201)
    assert found == DomainStatistics(201, (Range(1, 100, 199),), (Range(1, 1, 1),), Range(10, 10, 10))
    assert statistics_of([], []) is None


@pytest.mark.parametrize("values", [(2.0, 1.0, 3.0), (0.0, float("nan"), 1.0), (0.0, 1.0, float("inf"))])
def test_a_range_that_cannot_be_is_refused(values: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="the range"):
        Range(*values)

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from any2any.errors import UsageError
from any2any.training.data.draw import SceneDraw


@dataclass(frozen=True)
class Place:
    source: str
    size_latent_px: tuple[int, int]


LARGE, SMALL, OTHER = Place("a", (40, 30)), Place("a", (20, 20)), Place("b", (16, 64))


def draws(draw: SceneDraw[Place], count: int) -> list[tuple[Place, int, int]]:
    rng = np.random.default_rng(0)
    return [draw.draw(rng) for _ in range(count)]


def test_sources_are_drawn_by_weight_and_scenes_by_area() -> None:
    """b weighs 3 to a's 1; within a the areas are 1200 and 400."""
    drawn = draws(SceneDraw([LARGE, SMALL, OTHER], 8, {"b": 3.0}), 8000)
    counts = Counter(place for place, _, _ in drawn)
    assert counts[OTHER] / 8000 == pytest.approx(0.75, abs=0.02)
    assert counts[LARGE] / 8000 == pytest.approx(0.25 * 0.75, abs=0.02)
    assert counts[SMALL] / 8000 == pytest.approx(0.25 * 0.25, abs=0.02)


def test_crops_lie_inside_and_reach_every_edge() -> None:
    drawn = draws(SceneDraw([LARGE], 16, {}), 3000)
    rows, columns = ({d[axis] for d in drawn} for axis in (1, 2))
    assert rows == set(range(40 - 16 + 1))
    assert columns == set(range(30 - 16 + 1))


def test_a_scene_of_exactly_one_crop_has_one_place() -> None:
    assert set(draws(SceneDraw([SMALL], 20, {}), 20)) == {(SMALL, 0, 0)}


def test_small_and_unusable_scenes_are_left_out() -> None:
    draw = SceneDraw([LARGE, SMALL, OTHER], 18, {}, lambda place: place is not SMALL)
    assert {place for place, _, _ in draws(draw, 50)} == {LARGE}


def test_no_usable_scene_is_an_error_with_the_size() -> None:
    with pytest.raises(UsageError, match="no scene is as large as a crop of 41 latent cells"):
        SceneDraw([LARGE, SMALL], 41, {})

from __future__ import annotations

from collections import Counter

import pytest

from any2any.data.export.splits import KnownScenes, choose_place_and_split
from any2any.data.index.schema import Footprint, Split, Tile
from any2any.errors import UsageError


def known(*scenes: tuple[str, str, Split, Footprint | None]) -> KnownScenes:
    return KnownScenes.of(
        Tile(name, place, "qgis", split, "CC0", {}, box) for name, place, split, box in scenes
    )


HERE: Footprint = (10.0, 50.0, 10.1, 50.1)
BESIDE: Footprint = (10.0999, 50.0, 10.2, 50.1)
"""Overlaps by a thousandth, as boxes around slanted neighbours do."""


def test_new_place_has_the_scenes_name_and_trains():
    assert choose_place_and_split("may", "", "auto", HERE, known()) == ("may", "train")


def test_same_ground_is_the_same_place_and_split():
    index = known(("may", "valley", "test", HERE))
    assert choose_place_and_split("june", "", "auto", (10.05, 50.05, 10.2, 50.2), index) == ("valley", "test")
    assert choose_place_and_split("june", "", "auto", BESIDE, index) == ("june", "train")
    assert choose_place_and_split("june", "other", "auto", HERE, index) == ("other", "test")


def test_without_footprints_the_name_of_the_place_decides():
    index = known(("may", "valley", "validation", None))
    assert choose_place_and_split("june", "valley", "auto", None, index) == ("valley", "validation")
    assert choose_place_and_split("june", "", "test", None, index) == ("june", "test")


@pytest.mark.parametrize(("place", "box"), [("valley", None), ("", HERE), ("other", HERE)])
def test_other_split_for_the_same_ground_is_refused(place, box):
    index = known(("may", "valley", "train", HERE))
    with pytest.raises(UsageError, match=r"'test' was chosen .* 'train' already"):
        choose_place_and_split("june", place, "test", box, index)
    assert choose_place_and_split("june", place, "train", box, index)[1] == "train"


def test_auto_comes_to_eighty_ten_and_ten_with_training_first():
    scenes: list[tuple[str, str, Split, Footprint | None]] = []
    for i in range(50):
        place, split = choose_place_and_split(f"scene {i}", "", "auto", None, known(*scenes))
        scenes.append((f"scene {i}", place, split, None))
    splits = [split for _, _, split, _ in scenes]
    assert splits[:3] == ["train"] * 3
    assert Counter(splits) == {"train": 40, "validation": 5, "test": 5}

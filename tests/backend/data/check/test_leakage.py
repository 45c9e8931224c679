from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.check.leakage import find_leaks, shared_ground
from any2any.errors import Any2AnyError

from .samples import Places

boxes = st.tuples(*(st.floats(-10, 10) for _ in range(2)), *(st.floats(0.1, 5) for _ in range(2))).map(
    lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])
)


@given(boxes, boxes)
def test_the_shared_part_is_symmetric_and_a_part(a: tuple[float, ...], b: tuple[float, ...]) -> None:
    assert 0 <= shared_ground(a, b) <= 1 + 1e-9
    assert shared_ground(a, b) == shared_ground(b, a)
    assert shared_ground(a, a) == pytest.approx(1)


def test_the_shared_part_is_one_of_the_smaller_box() -> None:
    """1 x 1 of the 2 x 2 box lies in the large one: a quarter of it."""
    assert shared_ground((0, 0, 10, 10), (9, 9, 11, 11)) == pytest.approx(0.25)
    assert shared_ground((0, 0, 1, 1), (1, 0, 2, 1)) == 0


def test_clean_splits_leak_nothing(places: Places) -> None:
    assert find_leaks(places.index().path)[0] == []


def test_ground_of_another_split_is_found(places: Places) -> None:
    """The new tile is 0.01 degrees wide and begins 0.008 into the first one: a fifth of both is shared."""
    places.add("test", footprint=(0.008, 0.0, 0.018, 0.01))
    [leak], _ = find_leaks(places.index().path)
    assert (leak.kind, leak.count) == ("same_ground", 1)
    assert leak.examples == ("scene 6 (test) and scene 0 (train)",)


def test_neighbours_and_ground_of_the_same_split_are_fine(places: Places) -> None:
    places.add("test", footprint=(0.0095, 0.0, 0.0195, 0.01))  # a twentieth is shared
    places.add("train", footprint=(0.0, 0.0, 0.01, 0.01))
    places.add("test", footprint=None)
    assert find_leaks(places.index().path) == ([], 8)  # of nine tiles


def test_a_pair_of_held_out_splits_counts_once(places: Places) -> None:
    """The fifth place is validation's, the new one test's."""
    places.add("test", footprint=places.tiles[4].footprint)
    [leak], _ = find_leaks(places.index().path)
    assert leak.count == 1


def test_a_file_and_a_place_in_two_splits_are_found(places: Places) -> None:
    first = places.tiles[0]
    places.tiles.append(replace(first, scene="again", split="validation", footprint=None))
    leaks = {leak.kind: leak for leak in find_leaks(places.index().path)[0]}
    assert set(leaks) == {"same_place", "same_file"}
    assert leaks["same_place"].examples == ("place 0 (train, validation)",)
    assert leaks["same_file"].count == 4
    assert "0-ms.tif (train, validation)" in leaks["same_file"].examples


def test_a_damaged_index_is_named(places: Places) -> None:
    path = places.index().path
    path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(Any2AnyError, match=r"index\.gpkg cannot be searched"):
        find_leaks(path)

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from any2any.data.check.inspect_tile import LARGEST_LATENT_PX, choose_tiles, choose_window
from any2any.data.index.schema import Group


def groups(counts: list[int]) -> list[Group]:
    starts = [sum(counts[:i]) for i in range(len(counts))]
    return [
        Group("train", f"s{i}", ("rgb",), start, count, 0, 1)
        for i, (start, count) in enumerate(zip(starts, counts, strict=True))
    ]


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.integers(1, 300))
def test_tiles_are_distinct_ascending_and_as_many_as_wanted(counts: list[int], wanted: int) -> None:
    chosen = list(choose_tiles(groups(counts), wanted))
    assert chosen == sorted(set(chosen))
    assert len(chosen) == min(wanted, sum(counts))
    assert all(0 <= number < sum(counts) for number in chosen)
    assert chosen == list(choose_tiles(groups(counts), wanted))


def test_small_groups_are_looked_at_whole_and_large_ones_share_the_rest() -> None:
    """Of 70 tiles, the group of 10 gives 10 and the two others 30 each, spread over all of them."""
    chosen = list(choose_tiles(groups([10, 1000, 100_000]), 70))
    assert [sum(low <= n < high for n in chosen) for low, high in ((0, 10), (10, 1010), (1010, 101_010))] == [
        10,
        30,
        30,
    ]
    gaps = [b - a for a, b in pairwise(chosen[40:])]
    assert max(gaps) <= 2 * 100_000 / 30 + 1


@given(st.integers(0, 10**6), st.integers(1, 2000), st.integers(1, 2000))
def test_a_window_lies_in_the_tile(number: int, rows: int, columns: int) -> None:
    row, column, height, width = choose_window(number, rows, columns)
    assert (height, width) == (min(rows, LARGEST_LATENT_PX), min(columns, LARGEST_LATENT_PX))
    assert 0 <= row <= rows - height
    assert 0 <= column <= columns - width
    assert (row, column, height, width) == choose_window(number, rows, columns)

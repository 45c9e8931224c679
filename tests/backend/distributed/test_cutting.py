"""How scenes are cut, as arithmetic."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from any2any.distributed.schedule import shard_counts

SIZES = st.lists(st.integers(1, 1000), min_size=1, max_size=30).map(lambda sizes: sorted(sizes, reverse=True))


def makespan(sizes: list[int], counts: list[int], workers: int) -> float:
    """When the last worker ends, if each takes the next shard as soon as it is free."""
    free = [0.0] * workers
    for size, count in zip(sizes, counts, strict=True):
        for _ in range(count):
            free[free.index(min(free))] += size / count
    return max(free)


def test_one_large_scene_keeps_all_busy_as_far_as_it_has_pieces() -> None:
    assert shard_counts([1000], [50], 4) == [4]
    assert shard_counts([1000], [3], 4) == [3]


def test_a_giant_is_cut_and_so_is_the_last_of_many() -> None:
    """100 of 102 is more than a half; then 1 of 2 is just half of what is left, and 1 of 1 more."""
    assert shard_counts([100, 1, 1], [50, 1, 1], 2) == [2, 1, 1]
    assert shard_counts([1] * 5, [9] * 5, 2) == [1, 1, 1, 1, 2]
    assert shard_counts([1] * 6, [9] * 6, 3) == [1, 1, 1, 1, 2, 3]


@given(sizes=SIZES, workers=st.integers(1, 8))
def test_counts_are_possible_and_one_worker_cuts_nothing(sizes: list[int], workers: int) -> None:
    pieces = [1 + size % 7 for size in sizes]
    counts = shard_counts(sizes, pieces, workers)
    assert all(1 <= count <= min(workers, most) for count, most in zip(counts, pieces, strict=True))
    assert shard_counts(sizes, pieces, 1) == [1] * len(sizes)


@given(sizes=SIZES, workers=st.integers(1, 8))
def test_nobody_stands_still_for_long(sizes: list[int], workers: int) -> None:
    """A shard is at most an even share of what was left, left / W, and begins when the least busy worker is free, no
    later than done / W, but for the shards of its own scene: less than (done + left) / W + left / W, twice the ideal.
    Uncut, one giant on eight workers would be eight times."""
    counts = shard_counts(sizes, [1000] * len(sizes), workers)
    even = sum(sizes) / workers
    assert makespan(sizes, counts, workers) <= 2 * even + 1e-6

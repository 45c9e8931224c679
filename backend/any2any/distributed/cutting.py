"""Which scenes are cut into shards, so that no worker stands still. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence


def shard_counts(sizes: Sequence[int], pieces: Sequence[int], workers: int) -> list[int]:
    """Return into how many shards each scene is cut, for scenes that are begun in this order, the largest first.

    A scene stays whole while it is no more than an even share of what is left to do; one that is more is cut into
    so many shards as it is even shares, at most one a worker and a piece. So few are cut, the last ones and giants,
    because two shards compute the windows at their border twice.
    """
    counts = []
    left = sum(sizes)
    for size, most in zip(sizes, pieces, strict=True):
        shares = -(-size * workers // left) if size else 1
        counts.append(max(1, min(shares, workers, most)))
        left -= size
    return counts

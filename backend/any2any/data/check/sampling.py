"""Which tiles to look at, and which part of each: the same ones every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from any2any.data.index.schema import Group

LARGEST_LATENT_PX = 256
"""Rows and columns of latent cells that are looked at of a larger tile: 1,024 reference pixels."""

_SEED = 20_260
Window = tuple[int, int, int, int]
"""Row, column, rows, columns, in latent cells."""


def choose_tiles(groups: Sequence[Group], max_tiles: int) -> Iterator[int]:
    """Yield the numbers of at most ``max_tiles`` tiles, ascending, spread evenly over every group.

    Groups share the tiles equally, not by size, so that a small source is looked at as thoroughly as a large one;
    what a group does not need goes to the others.
    """
    chosen = _quotas(groups, max_tiles)
    for group, count in sorted(zip(groups, chosen, strict=True), key=lambda pair: pair[0].first_tile):
        rng = np.random.default_rng([_SEED, group.first_tile])
        for i, at in enumerate(rng.random(count)):
            start, stop = (edge * group.tile_count // count for edge in (i, i + 1))
            yield group.first_tile + start + int(at * (stop - start))


def _quotas(groups: Sequence[Group], max_tiles: int) -> list[int]:
    quotas = [0] * len(groups)
    left = max_tiles
    by_size = sorted(range(len(groups)), key=lambda i: groups[i].tile_count)
    for position, i in enumerate(by_size):
        quotas[i] = min(groups[i].tile_count, left // (len(groups) - position))
        left -= quotas[i]
    return quotas


def choose_window(number: int, rows: int, columns: int) -> Window:
    """Return the part of a tile of so many latent cells that is looked at: all of it, or a part at random."""
    rng = np.random.default_rng([_SEED, 1, number])
    height, width = min(rows, LARGEST_LATENT_PX), min(columns, LARGEST_LATENT_PX)
    return int(rng.integers(rows - height + 1)), int(rng.integers(columns - width + 1)), height, width

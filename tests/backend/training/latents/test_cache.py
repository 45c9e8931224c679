from __future__ import annotations

import threading
import tracemalloc
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from any2any.data.index.reader import TileIndex
from any2any.data.tile import TileReader
from any2any.spec.modality import Direction
from any2any.training.latents import cache as cache_module
from any2any.training.latents.build import build_latents
from any2any.training.latents.cache import LatentCache
from any2any.training.latents.encode import TileEncoder
from any2any.training.latents.plan import LatentSettings, ShardPlan

from .tiles import SAR_MS, Noise, Vaes, make_index, make_vaes

SETTINGS = LatentSettings("train", frozenset({SAR_MS}), seed=1, variants=2, shard_bytes=160_000)
HOLE = (slice(60, 70), slice(0, 8))


@pytest.fixture(scope="module")
def vaes() -> Vaes:
    return make_vaes()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TileIndex:
    tiles = [
        Noise("a", 64, 64),
        Noise("a", 96, 64),
        Noise("simulated", 80, 64, hole=HOLE),
        Noise("a", 64, 64, ("sar", "ms", "nir")),
    ]
    return make_index(tmp_path_factory.mktemp("index"), tiles)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, index: TileIndex, vaes: Vaes) -> LatentCache:
    return build_latents(tmp_path_factory.mktemp("latents"), index, vaes, SETTINGS)


def test_groups_are_runs_of_area(cache: LatentCache) -> None:
    area = Counter[str]()
    for group in cache.groups:
        area[group.source] += group.stop - group.first
        assert set(group.modalities) == {"sar", "ms"}
    assert area == {"a": (64 * 64 * 2 + 96 * 64) * 840, "simulated": 80 * 64 * 840}
    edges = [(group.first, group.stop) for group in cache.groups]
    assert [first for first, _ in edges] == [0, *(stop for _, stop in edges[:-1])]


def test_pieces_are_found_in_proportion_to_their_area(cache: LatentCache) -> None:
    total = cache.groups[-1].stop
    count = 2000
    found = Counter(cache.entry_at(round((i + 0.5) * total / count)).piece for i in range(count))
    for piece, times in found.items():
        assert times / count == pytest.approx(piece.weight / total, abs=2 / count)


def test_the_edges_of_a_piece_belong_to_it_from_the_first_to_the_one_before_the_last(
    cache: LatentCache,
) -> None:
    first = cache.entry_at(0)
    assert cache.entry_at(first.piece.weight - 1) == first
    assert cache.entry_at(first.piece.weight) != first


def test_windows_are_those_of_the_encoded_tile(cache: LatentCache, index: TileIndex, vaes: Vaes) -> None:
    encoder = TileEncoder(TileReader(index), index.modalities, vaes, SETTINGS)
    total = cache.groups[-1].stop
    entries = {cache.entry_at(total * i // 40) for i in range(40)}
    # a: a tile in two variants, one of 96 rows in two, a third in two; simulated: one
    assert len({(e.piece.tile, e.piece.variant) for e in entries}) == 7
    for entry in entries:
        piece = entry.piece
        encoded = encoder.encode(index.tile(piece.tile), piece, ShardPlan(0, "a", ("sar", "ms"), (piece,)))
        row, column = piece.rows - 64, piece.columns - 64
        for name in ("sar", "ms"):
            window = cache.window(entry, name, row, column)
            assert (window.shape, window.dtype) == ((4, 64, 64), np.float16)
            np.testing.assert_array_equal(window, encoded.latents[name][:, row:, column:])


def test_the_invalid_share_counts_cells_of_nodata(cache: LatentCache) -> None:
    """The hole has rows 60 to 69: a window at row r holds min(r + 64, 70) - 60 of them, 8 cells each."""
    [group] = [group for group in cache.groups if group.source == "simulated"]
    entry = cache.entry_at(group.first)
    assert entry.masked
    assert entry.piece.rows == 80
    for row in (0, 3, 6, 16):
        assert cache.invalid_share(entry, row, 0) == pytest.approx((min(row + 64, 70) - 60) * 8 / 4096)
    plain = cache.entry_at(next(g.first for g in cache.groups if g.source == "a"))
    assert cache.invalid_share(plain, 0, 0) == 0.0


def test_a_window_is_read_without_its_shard(cache: LatentCache) -> None:
    """A window is 4 * 64 * 64 * 2 = 32 KiB; a shard is over 130 KB."""
    entry = cache.entry_at(0)
    cache.window(entry, "sar", 0, 0)
    tracemalloc.start()
    try:
        for _ in range(3):
            cache.window(entry, "sar", 0, 0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000


def test_few_open_shards_are_enough(cache: LatentCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "OPEN_SHARDS", 1)
    other = LatentCache(cache.folder)
    total = cache.groups[-1].stop
    for area in [total * i // 9 for i in (0, 8, 1, 7, 0)]:
        entry = other.entry_at(area)
        np.testing.assert_array_equal(other.window(entry, "ms", 0, 0), cache.window(entry, "ms", 0, 0))
        assert len(other._mine.shards) == 1


def test_threads_read_alike(cache: LatentCache) -> None:
    total = cache.groups[-1].stop
    areas = [total * i // 20 for i in range(20)]

    def windows() -> list[bytes]:
        return [cache.window(cache.entry_at(area), "sar", 0, 0).tobytes() for area in areas]

    results: list[list[bytes]] = []
    threads = [threading.Thread(target=lambda: results.append(windows())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [windows()] * 4


def test_directions_are_those_with_both_ends(cache: LatentCache) -> None:
    assert cache.holds(SAR_MS)
    assert cache.holds(Direction("ms", "sar"))
    assert not cache.holds(Direction("sar", "nir"))  # no direction of the settings needed nir


def test_the_report_is_kept(cache: LatentCache) -> None:
    assert LatentCache(Path(cache.folder)).report == cache.report
    assert cache.report["tiles_by_source"] == {"a": 3, "simulated": 1}

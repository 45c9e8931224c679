from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.errors import UsageError
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Direction
from any2any.training.config import DataConfig, TranslatorTrainingConfig
from any2any.training.latents.cache import LatentCache, write_positions
from any2any.training.latents.cache_file import read_contents, write_shard
from any2any.training.latents.encode import EncodedTile
from any2any.training.latents.plan import CachedTile, ShardPlan
from any2any.training.translator.pairs import PairBatches, choose_directions

from ..runs import small_optimiser

CONFIG = TranslatorTrainingConfig(small_optimiser())
NAMES = tuple(m.name for m in DEFAULT_MODALITIES)
SAR_RGB, RGB_SAR, NIR_MS = Direction("sar", "rgb"), Direction("rgb", "sar"), Direction("nir", "ms")


def encoded(piece: CachedTile, names: tuple[str, ...]) -> EncodedTile:
    """Latents that encode modality, tile, row and column in the four channels."""
    latents = {}
    for name in names:
        z = np.empty((4, piece.rows, piece.columns), np.float16)
        z[0], z[1] = NAMES.index(name), piece.tile
        z[2], z[3] = np.arange(piece.rows)[:, None], np.arange(piece.columns)
        latents[name] = z
    valid = np.ones((piece.rows, piece.columns), np.bool_)
    if piece.tile == 9:
        valid[:, :40] = False  # only windows from column 37 on have at most 5 % of it: 3 of 64 columns
    return EncodedTile(latents, valid)


def make_cache(folder: Path, *shards: tuple[str, tuple[str, ...], list[tuple[int, int, int]]]) -> LatentCache:
    """``shards``: source, modalities, and tiles as number, rows and columns."""
    for number, (source, names, tiles) in enumerate(shards):
        pieces = tuple(CachedTile(t, 0, 0, 0, rows, columns, rows * columns) for t, rows, columns in tiles)
        plan = ShardPlan(number, source, names, pieces)
        write_shard(folder, plan, [(piece, encoded(piece, names)) for piece in pieces], {})
    write_positions(folder, (read_contents(folder, n) for n in range(len(shards))), {})
    return LatentCache(folder)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> LatentCache:
    return make_cache(
        tmp_path_factory.mktemp("pairs"),
        ("a", ("rgb", "sar"), [(0, 64, 64), (1, 64, 192)]),
        ("b", ("rgb", "sar"), [(2, 70, 70)]),
        ("a", ("sar", "rgb"), [(3, 64, 128)]),
        ("c", ("nir", "ms"), [(4, 64, 64)]),
    )


def batches(
    cache: LatentCache,
    directions: tuple[Direction, ...] = (SAR_RGB,),
    weights: dict[str, float] | None = None,
    sources: dict[str, float] | None = None,
    seed: int = 3,
    misregistered: list[str] | None = None,
    **config: object,
) -> PairBatches:
    config_ = replace(CONFIG, direction_weights=weights or {}, **config)
    data = DataConfig(source_weights=sources or {}, misregistered=misregistered or [])
    return PairBatches(cache, directions, config_, data, NAMES, seed, None)


def test_samples_of_misregistered_datasets_are_marked(cache: LatentCache) -> None:
    for sources, expected in (({"b": 0.0}, False), ({"a": 0.0}, True)):
        batch = batches(cache, sources=sources, misregistered=["a"])(0, range(4))
        assert batch["registered"].tolist() == 4 * [expected]


def test_a_sample_is_a_pure_function_of_seed_step_and_number(cache: LatentCache) -> None:
    whole = batches(cache, (SAR_RGB, RGB_SAR))(7, range(6))
    parts = [batches(cache, (SAR_RGB, RGB_SAR))(7, part) for part in ([0, 1, 2, 3], [4, 5])]
    for name, tensor in whole.items():
        assert torch.equal(tensor, torch.cat([part[name] for part in parts])), name
    for other in (
        batches(cache, (SAR_RGB, RGB_SAR))(8, range(6)),
        batches(cache, (SAR_RGB, RGB_SAR), seed=4)(7, range(6)),
    ):
        assert not torch.equal(whole["noise"], other["noise"])


def test_both_ends_are_the_same_place(cache: LatentCache) -> None:
    batch = batches(cache, (SAR_RGB, RGB_SAR, NIR_MS))(0, range(30))
    for name in ("z_source", "z_target", "noise"):
        assert (batch[name].shape, batch[name].dtype) == ((30, 4, 64, 64), torch.float32)
    for name in ("times", "source_index", "target_index"):
        assert (batch[name].shape, batch[name].dtype) == ((30,), torch.int64)
    assert torch.equal(batch["z_source"][:, 1:], batch["z_target"][:, 1:])
    assert torch.equal(batch["z_source"][:, 0, 0, 0], batch["source_index"].float())
    assert torch.equal(batch["z_target"][:, 0, 0, 0], batch["target_index"].float())


def test_directions_and_sources_are_drawn_by_weight(cache: LatentCache) -> None:
    draw = batches(cache, (SAR_RGB, NIR_MS), {"sar->rgb": 3.0}, {"a": 1.0, "b": 4.0})
    pairs = [draw.pair(np.random.default_rng(i)) for i in range(2000)]
    directions = Counter(pair.direction for pair in pairs)
    assert directions[SAR_RGB] / 2000 == pytest.approx(3 / 4, abs=0.04)
    tiles = Counter(pair.entry.piece.tile for pair in pairs if pair.direction == SAR_RGB)
    assert tiles[2] / directions[SAR_RGB] == pytest.approx(4 / 5, abs=0.04)


def test_pairs_and_their_sources_are_balanced_whatever_their_amount(cache: LatentCache) -> None:
    """SAR and RGB hold seven times the area of NIR and MS, source a five times that of b; without weights all are even.

    A share of 1/2 among 2000 deviates by 0.011, among 1000 by 0.016.
    """
    draw = batches(cache, (SAR_RGB, NIR_MS))
    pairs = [draw.pair(np.random.default_rng(i)) for i in range(2000)]
    of_radar = [pair.entry.piece.tile for pair in pairs if pair.direction == SAR_RGB]
    assert len(of_radar) / 2000 == pytest.approx(1 / 2, abs=0.04)
    assert of_radar.count(2) / len(of_radar) == pytest.approx(1 / 2, abs=0.05)


def test_tiles_are_drawn_by_area_over_all_shards_of_their_source(cache: LatentCache) -> None:
    """Source a has tiles of 1, 3 and 2 windows' area, in two shards."""
    draw = batches(cache, sources={"b": 0.0})
    tiles = Counter(draw.pair(np.random.default_rng(i)).entry.piece.tile for i in range(1800))
    assert set(tiles) == {0, 1, 3}
    for tile, share in ((0, 1 / 6), (1, 3 / 6), (3, 2 / 6)):
        assert tiles[tile] / 1800 == pytest.approx(share, abs=0.04)


def test_places_are_even_and_within_the_tile(cache: LatentCache) -> None:
    draw = batches(cache, sources={"a": 0.0})
    places = [draw.pair(np.random.default_rng(i)) for i in range(1400)]
    for axis in ("row", "column"):
        counts = Counter(getattr(pair, axis) for pair in places)
        assert set(counts) == set(range(7))
        assert max(counts.values()) / min(counts.values()) < 1.6


def test_windows_of_nodata_are_drawn_again(tmp_path: Path) -> None:
    draw = batches(make_cache(tmp_path, ("a", ("rgb", "sar"), [(9, 64, 120)])))
    columns = {draw.pair(np.random.default_rng(i)).column for i in range(200)}
    assert min(columns) == 37
    assert max(columns) == 56


def test_times_are_even_but_for_the_last(cache: LatentCache) -> None:
    draw = batches(cache, last_time_share=0.25)
    times = np.array([draw._time(np.random.default_rng(i)) for i in range(4000)])
    assert float((times == 999).mean()) == pytest.approx(0.25, abs=0.03)
    others = times[times < 999]
    assert float(others.mean()) == pytest.approx(499, abs=25)
    assert others.min() < 10
    assert others.max() > 989
    assert bool((batches(cache, last_time_share=1.0)(0, range(9))["times"] == 999).all())


def test_directions_of_weight_0_are_never_drawn(cache: LatentCache) -> None:
    draw = batches(cache, (SAR_RGB, RGB_SAR), {"rgb->sar": 0.0})
    assert {draw.pair(np.random.default_rng(i)).direction for i in range(50)} == {SAR_RGB}
    with pytest.raises(UsageError, match="every direction has weight 0"):
        batches(cache, (SAR_RGB,), {"sar->rgb": 0.0})


def test_a_direction_whose_sources_all_have_weight_0_is_a_usage_error(cache: LatentCache) -> None:
    with pytest.raises(UsageError, match="no tile of a source with a weight above 0 holds nir->ms"):
        batches(cache, (SAR_RGB, NIR_MS), sources={"c": 0.0})


ALL = frozenset(Direction(a, b) for a in NAMES for b in NAMES if a != b)


def test_without_directions_the_papers_graph_is_trained() -> None:
    assert choose_directions(CONFIG, ALL, NAMES) == SEEN_DIRECTIONS
    held = {SAR_RGB, RGB_SAR, Direction("sar", "pan")}
    assert choose_directions(CONFIG, held, NAMES) == (SAR_RGB, RGB_SAR)
    assert choose_directions(CONFIG, ALL, ("nir", "ms")) == (NIR_MS, Direction("ms", "nir"))


def test_modalities_that_the_paper_does_not_know_are_trained_in_every_direction() -> None:
    held = {SAR_RGB, Direction("rgb", "tir"), Direction("tir", "rgb")}
    chosen = choose_directions(CONFIG, held, (*NAMES, "tir"))
    assert chosen == (SAR_RGB, Direction("rgb", "tir"), Direction("tir", "rgb"))


def test_a_recipe_names_its_directions_zero_shot_ones_too() -> None:
    config = replace(CONFIG, directions=["sar->pan", "rgb->sar"])
    assert choose_directions(config, ALL, NAMES) == (Direction("sar", "pan"), RGB_SAR)


def test_directions_that_the_index_does_not_hold_are_named() -> None:
    config = replace(CONFIG, directions=["sar->rgb", "nir->ms", "tir->rgb"])
    with pytest.raises(
        UsageError, match=r"asks for nir->ms, tir->rgb, which .*at hand are rgb->sar, sar->rgb"
    ):
        choose_directions(config, {SAR_RGB, RGB_SAR}, NAMES)


def test_an_index_without_a_pair_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"no training tile holds both ends .*at hand: none"):
        choose_directions(CONFIG, set(), NAMES)

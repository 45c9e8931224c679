from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.index.reader import TileIndex
from any2any.spec.modality import Direction
from any2any.training.latents.plan import (
    LatentSettings,
    PlanTally,
    ShardPlan,
    count_tiles,
    cut_strips,
    plan_shards,
)

from .tiles import SAR_MS, Noise, make_index

SETTINGS = LatentSettings("train", frozenset({SAR_MS}), seed=1, variants=4)


@given(st.integers(64, 400), st.integers(0, 400))
def test_every_place_of_a_window_lies_in_exactly_one_strip(rows: int, most_rows: int) -> None:
    strips = list(cut_strips(rows, most_rows))
    places = [first + i for first, count, _ in strips for i in range(count - 63)]
    assert places == list(range(rows - 63))
    assert sum(share for _, _, share in strips) == pytest.approx(1.0)
    assert all(count <= max(most_rows, 64) for _, count, _ in strips)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TileIndex:
    tiles = [
        Noise("a", 70, 64),
        Noise("a", 64, 80),
        Noise("a", 63, 90),
        Noise("simulated", 64, 64),
        Noise("b", 64, 64, ("ms", "nir")),
        Noise("c", 64, 64, ("nir", "sar", "ms")),
        Noise("a", 64, 64, split="validation"),
    ]
    return make_index(tmp_path_factory.mktemp("plan"), tiles)


def plan(index: TileIndex, settings: LatentSettings = SETTINGS) -> tuple[list[ShardPlan], PlanTally]:
    tally = PlanTally()
    return list(plan_shards(index, settings, tally)), tally


def test_only_tiles_and_modalities_of_a_direction_are_planned(index: TileIndex) -> None:
    shards, tally = plan(index)
    assert {shard.source for shard in shards} == {"a", "simulated", "c"}
    assert all(set(shard.modalities) == {"sar", "ms"} for shard in shards)
    assert tally.tiles == {"a": 2, "simulated": 1, "c": 1}
    assert tally.too_small == {"a": 1}
    assert tally.licences == {"a": "CC0-1.0", "simulated": "CC0-1.0", "c": "CC0-1.0"}
    assert count_tiles(index, SETTINGS) == 5


def test_real_tiles_come_in_turns_that_share_their_area_and_simulated_ones_once(index: TileIndex) -> None:
    shards, _ = plan(index)
    pieces = [piece for shard in shards for piece in shard.pieces]
    sizes = {}
    for number in {piece.tile for piece in pieces}:
        mine = [piece for piece in pieces if piece.tile == number]
        simulated = index.tile(number).source == "simulated"
        assert [piece.turn for piece in mine] == ([0] if simulated else [0, 2, 4, 6])
        sizes[number] = sum(piece.weight for piece in mine)
        assert sizes[number] == mine[0].rows * mine[0].columns * 840
    assert sorted(sizes.values()) == [840 * cells for cells in (64 * 64, 64 * 64, 70 * 64, 64 * 80)]


def test_odd_quarter_turns_swap_rows_and_columns(index: TileIndex) -> None:
    shards, _ = plan(index, replace(SETTINGS, variants=8))
    [shard] = [shard for shard in shards if shard.source == "a"]
    sizes = {(p.rows, p.columns) for p in shard.pieces if (p.rows * p.columns) == 70 * 64}
    assert sizes == {(70, 64), (64, 70)}


def test_small_shards_cut_tiles_into_strips_with_the_same_area(index: TileIndex) -> None:
    """64 columns of two modalities take 64 * (2 * 8 + 1) = 1088 bytes a row: 70 KB hold 64 rows beside the header."""
    shards, _ = plan(index, replace(SETTINGS, variants=1, shard_bytes=71_000))
    whole, _ = plan(index, replace(SETTINGS, variants=1))
    assert len(shards) > len(whole)

    def area(plans: list[ShardPlan]) -> int:
        return sum(piece.weight for shard in plans for piece in shard.pieces)

    assert area(shards) == pytest.approx(area(whole), abs=len(shards))
    assert [shard.number for shard in shards] == list(range(len(shards)))


def test_a_split_without_the_direction_has_no_plan(index: TileIndex) -> None:
    settings = replace(SETTINGS, directions=frozenset({Direction("pan", "rgb")}))
    assert plan(index, settings)[0] == []
    assert plan(index, replace(SETTINGS, split="test"))[0] == []

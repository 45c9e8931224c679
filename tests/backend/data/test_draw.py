from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.data import draw as draw_module
from any2any.data.draw import Corrupt, TileDraw, read_crop
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile
from any2any.data.tile import CorruptTileError, Crop, TileReader
from any2any.errors import Any2AnyError, UsageError
from any2any.raster.radiometry import to_model_values
from any2any.spec.modality import RGB, SAR

from .index.making import make_index, make_tile, ramp, write_raster

DRAWS = 4000


def draws(draw: TileDraw, count: int = DRAWS, seed: int = 0) -> list[Crop]:
    rng = np.random.default_rng(seed)
    return [draw.draw(rng) for _ in range(count)]


def within(share: float, count: int = DRAWS) -> float:
    """Four standard deviations of a binomial share: a right draw fails once in 16,000 seeds."""
    return 4 * (share * (1 - share) / count) ** 0.5


def assert_shares(found: Counter[str], expected: Mapping[str, float]) -> None:
    assert set(found) == {name for name, share in expected.items() if share}
    for name, share in expected.items():
        assert abs(found[name] / found.total() - share) <= within(share, found.total())


@pytest.fixture
def index(tmp_path: Path) -> TileIndex:
    """Areas in cells: a has 1200 and 400, and 800 of three modalities; b has 1024."""
    return make_index(
        tmp_path,
        [
            make_tile("large", (40, 30)),
            make_tile("small", (20, 20)),
            make_tile("three", (20, 40), ("rgb", "sar", "nir")),
            make_tile("other", (16, 64), source="b"),
            make_tile("held out", (64, 64), split="test"),
        ],
    )


def test_sources_are_drawn_by_weight_and_tiles_by_area(index: TileIndex) -> None:
    """b weighs 3 to a's 1, so a quarter is left for areas of 1200, 400 and 800."""
    draw = TileDraw(index, "train", ("sar", "rgb"), 8, {"b": 3.0, "absent": 100.0})
    expected = {"other": 0.75, "large": 0.25 / 2, "small": 0.25 / 6, "three": 0.25 / 3}
    assert_shares(Counter(crop.tile.scene for crop in draws(draw)), expected)


def test_tiles_of_repeated_places_count_several_times(index: TileIndex) -> None:
    """large counts 3 x 1200 beside 400 of small and 800 of three; "other" is alone in its dataset."""
    repeats = {"lar*": 3, "other": 7, "absent": 2}
    draw = TileDraw(index, "train", ("sar", "rgb"), 8, {}, repeats)
    areas = {"large": 3600, "small": 400, "three": 800}
    expected = {"other": 0.5} | {name: 0.5 * area / 4800 for name, area in areas.items()}
    assert_shares(Counter(crop.tile.scene for crop in draws(draw)), expected)


def test_repeated_tiles_that_are_smaller_than_a_crop_stay_out(index: TileIndex) -> None:
    draw = TileDraw(index, "train", ("sar", "rgb"), 30, {}, {"small": 50})
    assert {crop.tile.scene for crop in draws(draw, 50)} == {"large"}


@settings(max_examples=15, derandomize=True)
@given(st.data())
def test_shares_follow_areas_and_weights_of_any_index(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    sizes = data.draw(
        st.lists(
            st.tuples(st.integers(2, 9), st.integers(2, 9), st.sampled_from("abc")), min_size=1, max_size=7
        )
    )
    weights = {name: data.draw(st.sampled_from([0.5, 1.0, 2.0])) for name in "abc"}
    index = make_index(
        tmp_path_factory.mktemp("shares"),
        [make_tile(str(i), (h, w), source=source) for i, (h, w, source) in enumerate(sizes)],
    )
    areas = {str(i): h * w if min(h, w) >= 3 else 0 for i, (h, w, _) in enumerate(sizes)}
    by_source = {s: sum(areas[str(i)] for i, size in enumerate(sizes) if size[2] == s) for s in "abc"}
    total = sum(weights[s] for s, area in by_source.items() if area)
    if not total:
        with pytest.raises(UsageError, match="no train tile"):
            TileDraw(index, "train", ["rgb"], 3, weights)
        return
    expected = {
        str(i): areas[str(i)] and weights[s] / total * areas[str(i)] / by_source[s]
        for i, (_, _, s) in enumerate(sizes)
    }
    found = Counter(crop.tile.scene for crop in draws(TileDraw(index, "train", ["rgb"], 3, weights), 1000))
    for name, share in expected.items():
        assert abs(found[name] / 1000 - share) <= within(share, 1000) * 1.25 + 1e-9


def test_crops_lie_inside_and_reach_every_edge(tmp_path: Path) -> None:
    draw = TileDraw(make_index(tmp_path, [make_tile(cells=(24, 20))]), "train", ["rgb"], 16, {})
    drawn = draws(draw, 600)
    assert {crop.row for crop in drawn} == set(range(24 - 16 + 1))
    assert {crop.column for crop in drawn} == set(range(20 - 16 + 1))


def test_a_tile_of_exactly_one_crop_has_one_place(tmp_path: Path) -> None:
    draw = TileDraw(make_index(tmp_path, [make_tile(cells=(20, 20))]), "train", ["rgb"], 20, {})
    assert {(crop.row, crop.column) for crop in draws(draw, 20)} == {(0, 0)}


def test_only_tiles_of_the_split_with_all_modalities_and_the_size_are_drawn(index: TileIndex) -> None:
    def scenes(split: str, modalities: Sequence[str], crop: int) -> set[str]:
        draw = TileDraw(index, split, modalities, crop, {})  # type: ignore[arg-type]
        return {crop.tile.scene for crop in draws(draw, 100)}

    assert scenes("train", ["rgb", "sar"], 18) == {"large", "small", "three"}
    assert scenes("train", ["nir"], 8) == {"three"}
    assert scenes("train", ["rgb"], 21) == {"large"}
    assert scenes("test", ["rgb"], 8) == {"held out"}


def test_a_draw_is_a_function_of_its_generator_alone(index: TileIndex) -> None:
    """Also from many threads, and from another object of the same index."""
    draw, again = (TileDraw(index, "train", ["rgb"], 8, {}) for _ in range(2))
    alone = [draw.draw(np.random.default_rng([1, sample])) for sample in range(50)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda sample: again.draw(np.random.default_rng([1, sample])), range(50)))
    assert together == alone


def test_a_weight_of_zero_leaves_a_source_out(index: TileIndex) -> None:
    for zero, left in (("a", {"b"}), ("b", {"a"})):
        drawn = draws(TileDraw(index, "train", ["rgb"], 8, {zero: 0.0}), 100)
        assert {crop.tile.source for crop in drawn} == left


@pytest.mark.parametrize(
    ("split", "modalities", "crop", "weights", "message"),
    [
        ("train", ["rgb"], 41, {}, "no train tile of .* holds rgb and is as large as a crop of 41 latent cells"),
        ("train", ["nir", "pan"], 8, {}, "no train tile of .* holds nir and pan"),
        ("validation", ["rgb"], 8, {}, "no validation tile"),
        ("train", ["radar"], 8, {}, "'radar' is not in the index"),
        ("train", ["rgb"], 8, {"a": -1.0}, "source a has weight -1.0: give 0 or more"),
        ("train", ["rgb"], 8, {"b": float("nan")}, "source b has weight nan"),
        ("train", ["rgb"], 8, {"a": 0.0, "b": 0.0}, "all of a, b have weight 0"),
    ],
)  # fmt: skip
def test_a_draw_that_cannot_be_is_refused(
    index: TileIndex, split: str, modalities: list[str], crop: int, weights: dict[str, float], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        TileDraw(index, split, modalities, crop, weights)  # type: ignore[arg-type]


# Reading ----------------------------------------------------------------------------------------------------

CELLS = (6, 6)
SAR_DB = np.full((1, 24, 24), -12.0, np.float32)


def write_scene(folder: Path, scene: str, rgb: np.ndarray | None = None) -> Tile:
    write_raster(folder / scene / "rgb.tif", ramp(3, 24, 24) if rgb is None else rgb)
    write_raster(folder / scene / "sar.tif", SAR_DB)
    return make_tile(scene, CELLS)


def read(
    index: TileIndex, seed: int, tally: Corrupt, modalities: Sequence[str] = ("rgb", "sar")
) -> dict[str, np.ndarray]:
    draw = TileDraw(index, "train", modalities, 4, {})
    _, values = read_crop(draw, TileReader(index), np.random.default_rng(seed), modalities, tally)
    return values


def test_a_crop_is_the_same_ground_in_every_modality(tmp_path: Path) -> None:
    index = make_index(tmp_path, [write_scene(tmp_path, "s")])
    values = read(index, 3, Corrupt())
    crop = TileDraw(index, "train", ("rgb", "sar"), 4, {}).draw(np.random.default_rng(3))
    rows, columns = (slice(4 * start, 4 * start + 16) for start in (crop.row, crop.column))
    assert np.array_equal(values["rgb"], to_model_values(ramp(3, 24, 24)[:, rows, columns], RGB))
    assert np.array_equal(values["sar"], to_model_values(SAR_DB[:, :16, :16], SAR))


def test_small_holes_are_filled_from_beside(tmp_path: Path) -> None:
    """Every ninth column of every ninth row is a hole: 1.2 %."""
    rgb = np.full((3, 24, 24), 0.1, np.float32)
    rgb[0, ::9, ::9] = np.nan
    index = make_index(tmp_path, [write_scene(tmp_path, "s", rgb)])
    expected = to_model_values(np.full((3, 16, 16), 0.1, np.float32), RGB)
    assert np.array_equal(read(index, 0, Corrupt())["rgb"], expected)


def test_crops_with_much_nodata_are_drawn_again(tmp_path: Path) -> None:
    """The upper five cells of the second scene are gone: 5 % of a crop is less than one row of its 16."""
    rgb = ramp(3, 24, 24)
    rgb[:, :20] = np.nan
    index = make_index(tmp_path, [write_scene(tmp_path, "s"), write_scene(tmp_path, "t", rgb)])
    for seed in range(20):
        values = read(index, seed, Corrupt())
        assert not np.isnan(values["rgb"]).any()
        assert values["rgb"].max() < 0.3 / 0.3558 * 2 - 1 + 1e-6


def test_nothing_but_nodata_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw_module, "LARGEST_TRIES", 30)
    index = make_index(tmp_path, [write_scene(tmp_path, "bare", np.full((3, 24, 24), np.nan, np.float32))])
    with pytest.raises(
        Any2AnyError, match=r"30 crops in a row .* more than 5% nodata, the last one of scene bare"
    ):
        read(index, 0, Corrupt())
    assert read(index, 0, Corrupt(), ["sar"])["sar"].shape == (1, 16, 16)


def test_corrupt_tiles_are_skipped_counted_and_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Two scenes, one without its radar image; eight reads cannot skip the ten that stop a run."""
    index = make_index(tmp_path, [write_scene(tmp_path, "good"), write_scene(tmp_path, "bad")])
    (tmp_path / "bad" / "sar.tif").write_bytes(b"II*\0 damaged")
    tally, bad = Corrupt(), 0
    good = next(tile for tile in index.tiles() if tile.scene == "good")
    with caplog.at_level(logging.WARNING):
        for seed in range(5):
            assert read(index, seed, tally)["sar"].shape == (1, 16, 16)
            rng, draw = np.random.default_rng(seed), TileDraw(index, "train", ("rgb", "sar"), 4, {})
            while draw.draw(rng).tile != good:
                bad += 1
    assert 1 <= bad < 10
    assert tally.report() == f"{bad} of {5 + bad} reads of tiles were skipped (1 corrupt tiles)"
    assert len(caplog.records) == 1  # reported once, not at every read
    assert "scene bad, sar" in caplog.text


def test_more_than_one_per_cent_of_corrupt_reads_stops() -> None:
    """The tenth of 990 is 1.01 %; the tenth of 1000 is not more than 1 %, the eleventh of 1001 is."""
    error = CorruptTileError("scene s, sar: it is gone")

    def skip(seen: int, skipped: int) -> Corrupt:
        tally = Corrupt()
        for _ in range(seen):
            tally.seen(make_tile())
        for _ in range(skipped):
            tally.skip(make_tile(), error)
        return tally

    skip(9, 9)
    skip(1000, 10)
    for seen, skipped in ((990, 10), (1001, 11), (10, 10)):
        with pytest.raises(
            Any2AnyError, match=f"^{skipped} of {seen} reads .*more than 1%: .*sar: it is gone"
        ):
            skip(seen, skipped)


def test_an_index_of_corrupt_tiles_stops_at_once(tmp_path: Path) -> None:
    index = make_index(tmp_path, [make_tile("gone", CELLS)])
    with pytest.raises(
        Any2AnyError, match=r"10 of 10 reads of tiles were skipped .1 corrupt tiles., more than 1%"
    ):
        read(index, 0, Corrupt())

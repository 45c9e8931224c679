"""Fields of known drift, and tiles cut along them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.data.builders.drift import (
    BLOCK_PX,
    FEWEST_BLOCKS,
    LARGEST_SPREAD_PX,
    NODE_PX,
    STEP_PX,
    Cells,
    DriftField,
    fit_drift,
    measure_drift,
    registered,
)
from any2any.data.check.shift import RADAR_SMOOTHING_PX, BlockShift, Edges, Shift

from ..check.samples import fields
from .trees import Built, Imagery

SIZE_PX = 512
MARGIN_PX = 16
PLACE = fields(7, SIZE_PX + 2 * MARGIN_PX)
SCENE = Cells(0, 0, 256, 256)


def moved(drift_down: np.ndarray, drift_right: np.ndarray) -> np.ndarray:
    """The same place as speckled radar, what is at (r, c) lying at about (r + down, c + right): (1, H, W)."""
    rows, columns = np.mgrid[:SIZE_PX, :SIZE_PX] + MARGIN_PX
    image = PLACE[rows - np.rint(drift_down).astype(int), columns - np.rint(drift_right).astype(int)]
    looks = np.random.default_rng(0).gamma(4, 1 / 4, image.shape)
    return (1 - 2 * image + 10 * np.log10(looks) * 2 / 35).astype(np.float32)[None]


def optical() -> Edges:
    inner = slice(MARGIN_PX, -MARGIN_PX)
    return Edges(2 * PLACE[None, inner, inner] - 1, 4)


def flat(down: float, right: float) -> DriftField:
    return DriftField(np.full((9, 9, 2), (down, right)), 100, 100)


def ramp(px: float) -> DriftField:
    """To the right by -px at the scene's left edge to +px at its right one."""
    nodes = np.zeros((9, 9, 2))
    nodes[:, :, 1] = np.linspace(-px, px, 9)
    return DriftField(nodes, 100, 100)


def grid_of_blocks(shift: tuple[float, float], confidence: float = 10.0) -> list[BlockShift]:
    centres = range(BLOCK_PX // 2, 1024 - BLOCK_PX // 2 + 1, STEP_PX)
    return [BlockShift(row, column, Shift(*shift, confidence)) for row in centres for column in centres]


@pytest.mark.parametrize(("down", "right"), [(0, 0), (5, -3), (-8, 9)])
def test_one_shift_of_a_speckled_image_is_found(down: int, right: int) -> None:
    size = (SIZE_PX, SIZE_PX)
    field = measure_drift(
        optical(), Edges(moved(np.full(size, down), np.full(size, right)), 4), RADAR_SMOOTHING_PX
    )
    assert field is not None
    at = np.array([64.0, 256.0, 448.0])
    np.testing.assert_allclose(field.at(at, at[::-1]), [(down, right)] * 3, atol=0.5)


def test_a_shift_that_grows_across_the_scene_is_followed() -> None:
    """From -5 px at the left edge to +5 px at the right one: at 128, 256 and 384 px of 512, -2.5, 0 and 2.5 px."""
    right = np.broadcast_to(np.linspace(-5, 5, SIZE_PX), (SIZE_PX, SIZE_PX))
    field = measure_drift(optical(), Edges(moved(right * 0 + 2, right), 4), RADAR_SMOOTHING_PX)
    assert field is not None
    found = field.at(np.full(3, 256.0), np.array([128.0, 256.0, 384.0]))
    np.testing.assert_allclose(found, [(2, -2.5), (2, 0), (2, 2.5)], atol=0.8)


def test_images_of_different_places_have_no_field() -> None:
    other = Edges(2 * fields(8, SIZE_PX)[None] - 1, 4)
    assert measure_drift(optical(), other, RADAR_SMOOTHING_PX) is None
    assert measure_drift(optical(), Edges(np.zeros((1, SIZE_PX, SIZE_PX), np.float32), 4), 2.0) is None
    assert measure_drift(optical(), Edges(np.zeros((1, 256, SIZE_PX), np.float32), 4), 2.0) is None


@settings(max_examples=20)
@given(st.floats(-12, 12), st.floats(-12, 12), st.integers(0, 2**32 - 1))
def test_blocks_that_contradict_the_others_have_no_say(down: float, right: float, seed: int) -> None:
    """A fifth of the blocks point anywhere within 16 px; the field stays within a quarter of a pixel."""
    rng = np.random.default_rng(seed)
    blocks = grid_of_blocks((down, right))
    for i in rng.choice(len(blocks), len(blocks) // 5, replace=False):
        blocks[i] = BlockShift(
            blocks[i].row,
            blocks[i].column,
            Shift(float(rng.uniform(-16, 16)), float(rng.uniform(-16, 16)), 7.0),
        )
    field = fit_drift(blocks, (1024, 1024))
    assert field is not None
    assert field.blocks == len(blocks)
    assert field.agreeing >= len(blocks) * 4 // 5
    places = rng.uniform(128, 896, (2, 50))
    np.testing.assert_allclose(field.at(*places), [(down, right)] * 50, atol=0.25)


def test_few_blocks_make_no_field() -> None:
    blocks = grid_of_blocks((3.0, 0.0))
    assert fit_drift(blocks[: FEWEST_BLOCKS - 1], (1024, 1024)) is None
    few = fit_drift(blocks[:FEWEST_BLOCKS], (1024, 1024))
    assert few is not None
    # Where there is no block, the field continues.
    np.testing.assert_allclose(few.at(np.array([1000.0]), np.array([1000.0])), [(3, 0)], atol=0.1)


@pytest.mark.parametrize("shape", [(1024, 1024), (300, 1000), (NODE_PX, NODE_PX)])
def test_nodes_span_scenes_of_any_size(shape: tuple[int, int]) -> None:
    field = fit_drift(grid_of_blocks((1.0, -1.0))[:20], shape)
    assert field is not None
    rows, columns, _ = field.nodes.shape
    assert (rows - 1) * NODE_PX >= shape[0]
    assert (columns - 1) * NODE_PX >= shape[1]


def test_flat_ground_stays_one_tile_less_the_rim_that_only_one_image_shows() -> None:
    """3 px up: rows from the 1st cell, whose first pixel is 4, on; 5 px right: all but the last 2 columns of cells."""
    assert list(registered(SCENE, SCENE, flat(-3.2, 5.4))) == [Cells(1, 0, 255, 254, (-3, 5))]
    assert list(registered(SCENE, SCENE, flat(0.3, -0.4))) == [SCENE]


def test_steep_drift_is_cut_until_it_is_small_or_a_tile_is_one_window() -> None:
    """A ramp of 2 * 8 px over 256 cells: 2 px either way within 64, a mean of which is -6, -2, 2 or 6."""
    tiles = list(registered(SCENE, SCENE, ramp(8)))
    assert len(tiles) == 16
    assert {(tile.rows, tile.columns) for tile in tiles} == {(64, 64)}
    assert {tile.offset_px for tile in tiles} == {(0, -6), (0, -2), (0, 2), (0, 6)}


def test_a_gentle_ramp_leaves_larger_tiles() -> None:
    """Evenly from -3 to 3 px its spread is 6 / sqrt(12) = 1.7 px over the scene, 0.87 px over half of it."""
    assert 6 / 12**0.5 > LARGEST_SPREAD_PX > 3 / 12**0.5
    tiles = list(registered(SCENE, SCENE, ramp(3)))
    assert [tile.rows for tile in tiles] == [128] * 4


@given(
    st.integers(64, 300),
    st.integers(64, 300),
    st.lists(st.floats(-16, 16), min_size=8, max_size=8),
)
def test_both_windows_of_every_tile_lie_in_the_scene(rows: int, columns: int, corners: list[float]) -> None:
    nodes = np.array(corners).reshape(2, 2, 2).repeat(6, axis=0).repeat(6, axis=1)
    scene = Cells(0, 0, rows, columns)
    tiles = list(registered(scene, scene, DriftField(nodes, 50, 50)))
    assert tiles
    for tile in tiles:
        down, right = tile.offset_px
        for first, last, size in (
            (tile.row * 4, (tile.row + tile.rows) * 4, rows * 4),
            (tile.row * 4 + down, (tile.row + tile.rows) * 4 + down, rows * 4),
            (tile.column * 4, (tile.column + tile.columns) * 4, columns * 4),
            (tile.column * 4 + right, (tile.column + tile.columns) * 4 + right, columns * 4),
        ):
            assert 0 <= first < last <= size
        # No tile is smaller than a window but where the scene has no room for one and its offset.
        assert tile.rows >= min(64, rows - 4)
        assert tile.columns >= min(64, columns - 4)


DRIFTING_PLACE = fields(3, SIZE_PX + 32)
DOWN, RIGHT = 6, -5


def inner(down: int, right: int) -> np.ndarray:
    return DRIFTING_PLACE[16 - down : 16 - down + SIZE_PX, 16 - right : 16 - right + SIZE_PX]


def add_scene(imagery: Imagery, split: str, source: str) -> None:
    """Colour and radar of one place, the radar 6 px further down and 5 px further left."""
    grey = (20 + 200 * inner(0, 0)).astype(np.uint8)
    imagery.add(split, source, "1", "rgb", np.stack([grey] * 3))
    imagery.add(split, source, "1", "sar", (20 + 200 * inner(DOWN, RIGHT)).astype(np.uint8)[None])


def correlation(result: Built) -> float:
    [tile] = result.tiles
    sar, rgb = (result._reader.read(tile, name, 0, 0, *result.size(tile))[0] for name in ("sar", "rgb"))
    return float(np.corrcoef(sar.ravel(), rgb.ravel())[0, 1])


@pytest.mark.parametrize("split", ["train", "test"])
def test_the_radar_window_lies_where_the_radar_shows_the_same_ground(tmp_path: Path, split: str) -> None:
    """Held-out scenes too: 6 px down and 5 px to the left, less the 2 cells at two edges that one image lacks."""
    imagery = Imagery(tmp_path / "imagery")
    add_scene(imagery, split, "s1s2_scenes")
    result = Built("imagery", imagery.root, tmp_path / "index.gpkg")
    [tile] = result.tiles
    sar, rgb = tile.files["sar"], tile.files["rgb"]
    assert (sar.y - rgb.y, sar.x - rgb.x) == (DOWN, RIGHT)
    assert (rgb.y, rgb.x) == (0, 8)
    assert (rgb.height, rgb.width) == (sar.height, sar.width) == (SIZE_PX - 8, SIZE_PX - 8)
    assert result.size(tile) == (126, 126)
    assert correlation(result) > 0.95


def test_other_sources_stay_as_they_are(tmp_path: Path) -> None:
    imagery = Imagery(tmp_path / "imagery")
    add_scene(imagery, "train", "sen12_pairs")
    result = Built("imagery", imagery.root, tmp_path / "index.gpkg")
    [tile] = result.tiles
    assert all((file.x, file.y, file.width) == (0, 0, SIZE_PX) for file in tile.files.values())
    assert correlation(result) < 0.7


def test_the_same_index_comes_out_every_time(tmp_path: Path) -> None:
    imagery = Imagery(tmp_path / "imagery")
    add_scene(imagery, "train", "s1s2_scenes")
    first, second = (Built("imagery", imagery.root, tmp_path / f"{name}.gpkg") for name in ("a", "b"))
    assert first.index.digest == second.index.digest


def test_a_scene_without_structure_stays_whole_and_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Radar of another place."""
    imagery = Imagery(tmp_path / "imagery")
    add_scene(imagery, "train", "s1s2_scenes")
    other = (20 + 200 * fields(4, SIZE_PX)).astype(np.uint8)[None]
    imagery.rows.pop()
    imagery.add("train", "s1s2_scenes", "1", "sar", other)
    result = Built("imagery", imagery.root, tmp_path / "index.gpkg")
    [tile] = result.tiles
    assert all((file.x, file.y, file.width) == (0, 0, SIZE_PX) for file in tile.files.values())
    assert "scene s1s2_scenes/1 is not registered: too few of its blocks show where sar lies" in caplog.text


def test_files_of_different_pixel_sizes_are_not_registered(tmp_path: Path) -> None:
    imagery = Imagery(tmp_path / "imagery")
    imagery.add(
        "train", "s1s2_scenes", "1", "rgb", (20 + 200 * fields(1, 64)).astype(np.uint8)[None].repeat(3, 0)
    )
    imagery.add("train", "s1s2_scenes", "1", "sar", np.full((1, 128, 128), 9, np.uint8), 5)
    add_scene(imagery, "train", "sen12_pairs")
    result = Built("imagery", imagery.root, tmp_path / "index.gpkg")
    assert result.names == ["sen12_pairs/1"]
    assert result.tally.skipped == {"mixed grids": 1}

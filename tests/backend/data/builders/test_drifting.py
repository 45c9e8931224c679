"""Scenes whose radar lies beside the optical image come out registered; those of other sources as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ..check.samples import fields
from .trees import Built, Imagery

SIZE_PX = 512
PLACE = fields(3, SIZE_PX + 32)
DOWN, RIGHT = 6, -5


def inner(down: int, right: int) -> np.ndarray:
    return PLACE[16 - down : 16 - down + SIZE_PX, 16 - right : 16 - right + SIZE_PX]


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


def test_a_scene_that_tells_nothing_stays_whole_and_is_named(
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

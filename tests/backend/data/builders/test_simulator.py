from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from any2any.data.builders.simulator import FIRST_TEST_SEED, FIRST_VALIDATION_SEED, pixel_size_m
from any2any.data.tile import TileReader
from any2any.errors import UsageError
from any2any.raster.radiometry import to_model_values
from any2any.simulate import simulate_scene
from any2any.simulate.scene import EXTRA_MODALITIES
from any2any.spec.modality import DEFAULT_MODALITIES, RGB

from .trees import Built

SMALL = {
    "pixel_size_spread": 0.0,
    "size_px": 64,
    "held_out_size_px": 64,
    "validation_scenes": 1,
    "test_scenes": 2,
}


def test_seeds_sizes_and_splits(tmp_path: Path) -> None:
    result = Built("simulator", tmp_path / "root", tmp_path / "i.gpkg", scenes=2, first_seed=7, **SMALL)
    splits = {tile.scene.removeprefix("simulated/"): tile.split for tile in result.tiles}
    assert splits == {
        "7": "train",
        "8": "train",
        str(FIRST_VALIDATION_SEED): "validation",
        str(FIRST_TEST_SEED): "test",
        str(FIRST_TEST_SEED + 1): "test",
    }
    assert all(tile.place == tile.scene and tile.footprint is None for tile in result.tiles)


def test_the_index_reads_what_the_simulator_made(tmp_path: Path) -> None:
    """Files hold float32, so nothing is lost."""
    result = Built("simulator", tmp_path / "root", tmp_path / "i.gpkg", scenes=1, first_seed=3, **SMALL)
    tile, reader = result.tile("simulated/3"), TileReader(result.index)
    scene = simulate_scene(64, 3)
    for modality in DEFAULT_MODALITIES:
        np.testing.assert_allclose(
            reader.read(tile, modality.name, 0, 0, 16, 16),
            to_model_values(scene.arrays[modality.name], modality),
            atol=1e-6,
        )


def test_scenes_that_are_there_are_kept(tmp_path: Path) -> None:
    root = tmp_path / "root"
    Built("simulator", root, tmp_path / "i.gpkg", scenes=1, **SMALL)
    kept, again = root / "64-000001" / "rgb.tif", root / "64-900000" / "pan.tif"
    before = kept.stat().st_mtime_ns
    bytes_before = again.read_bytes()
    again.unlink()  # as if a run had been killed there
    result = Built("simulator", root, tmp_path / "i.gpkg", scenes=2, **SMALL)
    assert kept.stat().st_mtime_ns == before
    assert again.read_bytes() == bytes_before
    assert result.tally.scenes == 5


def test_extra_sensors_are_declared_and_indexed(tmp_path: Path) -> None:
    result = Built("simulator", tmp_path / "root", tmp_path / "i.gpkg", scenes=1, extra_sensors=True, **SMALL)
    assert result.index.modalities == DEFAULT_MODALITIES + EXTRA_MODALITIES
    reader, tile = TileReader(result.index), result.tiles[0]
    assert set(tile.files) == {m.name for m in result.index.modalities}
    for modality in EXTRA_MODALITIES:
        values = reader.read(tile, modality.name, 0, 0, 16, 16)
        assert values.shape == (modality.channels, 16 * modality.downsampling, 16 * modality.downsampling)
        assert -1 < values.mean() < 1


def test_training_scenes_come_in_other_pixel_sizes_and_held_out_ones_do_not(tmp_path: Path) -> None:
    """The index and the files tell the size; scenes of 10 m that are there already are not taken for them."""
    root, small = tmp_path / "root", SMALL | {"pixel_size_spread": 0.4}
    Built("simulator", root, tmp_path / "plain.gpkg", scenes=4, **SMALL)
    result = Built("simulator", root, tmp_path / "i.gpkg", scenes=4, **small)
    sizes = {}
    for tile in result.tiles:
        for modality in DEFAULT_MODALITIES:
            ratio = tile.files[modality.name].pixel_size_m / modality.pixel_size_m
            assert ratio == pytest.approx(sizes.setdefault(tile.scene, ratio))
    for seed in (1, 2, 3, 4):
        assert sizes.pop(f"simulated/{seed}") == pytest.approx(pixel_size_m(seed, 0.4) / 10)
    assert set(sizes.values()) == {1.0}
    values = TileReader(result.index).read(result.tile("simulated/1"), "rgb", 0, 0, 16, 16)
    scene = simulate_scene(64, 1, pixel_size_m=pixel_size_m(1, 0.4))
    np.testing.assert_allclose(values, to_model_values(scene.arrays["rgb"], RGB), atol=1e-6)


def test_pixel_sizes_are_spread_evenly_in_their_logarithm() -> None:
    sizes = np.array([pixel_size_m(seed, 0.4) for seed in range(1, 1001)])
    assert 7.1 <= sizes.min() < 7.2
    assert 13.9 < sizes.max() <= 14.0
    assert abs(np.log(sizes / 10).mean()) < 0.025  # deviation log(1.4) / sqrt(3 * 1000) = 0.006
    assert {pixel_size_m(seed, 0.0) for seed in range(9)} == {10.0}


@pytest.mark.parametrize("spread", [-0.1, 1.1, float("nan")])
def test_a_spread_that_cannot_be_simulated_is_refused(tmp_path: Path, spread: float) -> None:
    with pytest.raises(UsageError, match=f"a spread of pixel sizes of {spread} cannot be simulated"):
        Built("simulator", tmp_path / "root", tmp_path / "i.gpkg", pixel_size_spread=spread)


def test_training_seeds_stay_away_from_the_held_out_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="899999 to 900000 overlap those of validation and test"):
        Built("simulator", tmp_path / "root", tmp_path / "i.gpkg", scenes=2, first_seed=899_999)
    assert not (tmp_path / "root").exists()

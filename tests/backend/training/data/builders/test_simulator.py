from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from any2any.errors import UsageError
from any2any.modality import DEFAULT_MODALITIES
from any2any.raster.radiometry import to_model_values
from any2any.simulate import simulate_scene
from any2any.simulate.sensors import EXTRA_MODALITIES
from any2any.training.data.builders.simulator import FIRST_TEST_SEED, FIRST_VALIDATION_SEED
from any2any.training.data.tile import TileReader

from .trees import Built

SMALL = {"size_px": 64, "held_out_size_px": 64, "validation_scenes": 1, "test_scenes": 2}


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


def test_training_seeds_stay_away_from_the_held_out_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="899999 to 900000 reach those of validation and test"):
        Built("simulator", tmp_path / "root", tmp_path / "i.gpkg", scenes=2, first_seed=899_999)
    assert not (tmp_path / "root").exists()

from __future__ import annotations

from pathlib import Path

import numpy as np

from any2any.modality import DEFAULT_MODALITIES
from any2any.training.config import DataConfig
from any2any.training.data.load import load_scenes
from any2any.training.data.simulated import TEST_SEEDS, VALIDATION_SEEDS, simulated_scenes


def test_a_scene_has_all_modalities_and_is_the_same_from_the_cache(tmp_path: Path) -> None:
    [first] = simulated_scenes([3], 64, "train", tmp_path / "cache")
    assert set(first.arrays) == {m.name for m in DEFAULT_MODALITIES}
    assert first.size_latent_px == (16, 16)
    assert all(np.abs(array).max() <= 1 for array in first.arrays.values())
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".npz"]
    [again] = simulated_scenes([3], 64, "test", tmp_path / "cache")
    assert (again.name, again.split) == (first.name, "test")
    for name, array in first.arrays.items():
        np.testing.assert_array_equal(again.arrays[name], array)


def test_no_seed_serves_two_splits() -> None:
    assert not set(VALIDATION_SEEDS) & set(TEST_SEEDS)
    assert min(VALIDATION_SEEDS) > 100_000


def test_training_takes_as_many_scenes_as_the_recipe_says(tmp_path: Path) -> None:
    config = DataConfig(simulated_scenes=2, simulated_size_px=64)
    scenes = load_scenes(config, "train", None, tmp_path)
    assert [scene.name for scene in scenes] == ["simulated/1", "simulated/2"]
    assert load_scenes(DataConfig(), "train", None, tmp_path) == []

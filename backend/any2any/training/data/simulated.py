"""Simulated scenes for training, kept on disk after the first time so that every run and stage sees the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from any2any.raster.radiometry import to_model_values
from any2any.simulate import simulate_scene
from any2any.training.data.scene import MODALITIES, PairedScene, Split, pair_scene

SIMULATED = "simulated"

VALIDATION_SEEDS = range(900_000, 900_006)
TEST_SEEDS = range(950_000, 950_012)
"""Seeds that no training run uses; ``any2any simulate`` takes any."""

HELD_OUT_SIZE_PX = 512
"""Size of held-out scenes: many small landscapes say more than a few large ones."""


def simulated_scenes(seeds: Iterable[int], size_px: int, split: Split, cache: Path) -> list[PairedScene]:
    """Simulate, or read from ``cache``, one scene a seed with all five modalities."""
    return [_scene(seed, size_px, split, cache) for seed in seeds]


def _scene(seed: int, size_px: int, split: Split, cache: Path) -> PairedScene:
    path = cache / f"{size_px}-{seed:06d}.npz"
    if path.is_file():
        with np.load(path) as stored:
            return PairedScene(f"{SIMULATED}/{seed}", SIMULATED, split, dict(stored))
    scene = simulate_scene(size_px, seed)
    values = {name: to_model_values(array, MODALITIES[name]) for name, array in scene.arrays.items()}
    paired = pair_scene(f"{SIMULATED}/{seed}", SIMULATED, split, values)
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part.npz")
    np.savez(unfinished, **paired.arrays)  # type: ignore[arg-type]  # numpy's stub takes no **arrays
    unfinished.replace(path)
    return paired

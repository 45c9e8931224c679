from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from any2any.models.config import PRESETS
from any2any.training.data.scene import PairedScene
from any2any.training.data.simulated import simulated_scenes
from any2any.training.vae import train_vae

from .runs import PRESET, TWO_BLOCKS, Run, small_recipe


@pytest.fixture(scope="session")
def two_blocks() -> Iterator[str]:
    """A preset small enough to train in a moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PRESETS, TWO_BLOCKS, PRESET)
        yield TWO_BLOCKS


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[PairedScene]:
    """One simulated scene, and the same one in another place's name as if it were real."""
    [simulated] = simulated_scenes([1], 288, "train", tmp_path_factory.mktemp("scenes"))
    real = replace(simulated, name="elsewhere/1", source="elsewhere")
    return [simulated, real]


@pytest.fixture(scope="session")
def stage_one(two_blocks: str, scenes: list[PairedScene], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All five VAEs, trained for a few steps."""
    run = Run(small_recipe(), scenes, tmp_path_factory.mktemp("run"))
    for modality in run.recipe.vae:
        train_vae(run.recipe, modality, scenes, run.folder)
    return run

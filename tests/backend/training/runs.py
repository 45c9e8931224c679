"""The small recipe that the training tests run from end to end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from any2any.modality import DEFAULT_MODALITIES
from any2any.models.config import AdapterConfig, DitConfig, Preset
from any2any.training.config import (
    DataConfig,
    OptimiserConfig,
    Recipe,
    TranslatorTrainingConfig,
    VaeTrainingConfig,
)
from any2any.training.data.scene import PairedScene

TWO_BLOCKS = "two_blocks"
PRESET = Preset(DitConfig(2, 24, 2), AdapterConfig(8, 1), (4, 4, 8, 8))


def small_optimiser(steps: int = 4, **changes: Any) -> OptimiserConfig:
    return OptimiserConfig(steps, **{"batch": 4, "learning_rate": 1e-3, "warmup_steps": 1, **changes})


def small_recipe() -> Recipe:
    """Needs the preset ``two_blocks``."""
    vae = {
        m.name: VaeTrainingConfig(
            small_optimiser(), crop_latent_px=8, init_from=None if m.name == "rgb" else "rgb"
        )
        for m in DEFAULT_MODALITIES
    }
    translator = TranslatorTrainingConfig(small_optimiser(6), variants=2)
    return Recipe("small", "Small", "1", "CC0-1.0", TWO_BLOCKS, 5, DataConfig(), vae, translator)


@dataclass(frozen=True)
class Run:
    """A run's folder and what it was trained on."""

    recipe: Recipe
    scenes: list[PairedScene]
    folder: Path

"""All scenes of a recipe and a split, real and simulated."""

from __future__ import annotations

import logging
from pathlib import Path

from any2any.training.config import DataConfig
from any2any.training.data.imagery import read_imagery
from any2any.training.data.scene import PairedScene, Split
from any2any.training.data.simulated import HELD_OUT_SIZE_PX, TEST_SEEDS, VALIDATION_SEEDS, simulated_scenes

logger = logging.getLogger(__name__)


def load_scenes(config: DataConfig, split: Split, imagery: Path | None, cache: Path) -> list[PairedScene]:
    """Read the real scenes under ``imagery``, if given, and simulate the rest (kept in ``cache``)."""
    if split == "train":
        seeds, size_px = range(1, config.simulated_scenes + 1), config.simulated_size_px
    else:
        seeds, size_px = VALIDATION_SEEDS if split == "validation" else TEST_SEEDS, HELD_OUT_SIZE_PX
    scenes = simulated_scenes(seeds, size_px, split, cache)
    if imagery is not None:
        scenes += read_imagery(imagery, [split])
    logger.info("%d scenes in the %s split", len(scenes), split)
    return scenes

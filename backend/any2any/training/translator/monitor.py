"""What stage II shows while it trains: PSNR of one-step translations of held-out tiles, and pictures of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from torch import nn

from any2any.data.index.reader import TileIndex
from any2any.spec.modality import Direction
from any2any.training.config import Recipe
from any2any.training.latents.encode import NO_GUIDANCE, Guidance, Vaes
from any2any.training.pictures import Cell, write_grid
from any2any.training.translator.held_out import HeldOut


class TranslatorMonitor:
    """Translates the same held-out windows, with the same noise, every time.

    Directions that the validation split does not hold are left out. UsageError from the constructor where the recipe
    asks for validation or pictures and the split holds none.
    """

    def __init__(
        self,
        index: TileIndex,
        vaes: Vaes,
        directions: Sequence[Direction],
        recipe: Recipe,
        pictures: Path,
        guidance: Guidance = NO_GUIDANCE,
    ) -> None:
        self._modalities = {m.name: m for m in index.modalities}
        self._pictures = pictures
        monitor = recipe.translator.monitor
        looks = monitor.validate_every_steps or monitor.sample_every_steps
        self._held_out = HeldOut(index, vaes, directions if looks else (), recipe.seed, guidance)

    def validate(self, module: nn.Module) -> float:
        """Return PSNR in dB over the physical range, averaged over windows and all directions."""
        return float(np.mean(list(self._held_out.psnr_db(module).values())))

    def sample(self, module: nn.Module, step: int) -> None:
        """Write a picture with a row a direction: source, translation, truth."""
        firsts = {pair.direction: pair for pair in reversed(self._held_out.pairs)}
        rows: list[list[Cell]] = []
        for direction in self._held_out.directions:
            pair = firsts[direction]
            source, target = self._modalities[direction.source], self._modalities[direction.target]
            translated = self._held_out.translate(module, pair)
            rows.append([(pair.source, source), (translated, target), (pair.target, target)])
        write_grid(self._pictures / f"step-{step:07d}.png", rows)

"""What stage I shows while it trains: PSNR on held-out crops, and pictures of them with their reconstructions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import torch
from torch import Tensor, nn

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.spec.modality import Modality
from any2any.training.config import Recipe, VaeTrainingConfig
from any2any.training.loop.monitor import Hooks
from any2any.training.pictures import write_grid
from any2any.training.vae.crops import CropBatches
from any2any.training.vae.loss import VaeTraining

VALIDATION_CROPS = 32
PICTURES = 6


class VaeMonitor:
    """Measures a module with a ``vae`` on crops of the validation split that are the same every time.

    Pictures fall back on training crops where the index has no validation split; validation that the recipe asks
    for does not: UsageError from the constructor.
    """

    def __init__(
        self, index: TileIndex, spec: Modality, config: VaeTrainingConfig, recipe: Recipe, pictures: Path
    ) -> None:
        held_out = index.count("validation", [spec.name]) > 0 or config.monitor.validate_every_steps > 0
        split: Split = "validation" if held_out else "train"
        self._asked = config.monitor
        self._spec = spec
        self._batch = config.optimiser.batch
        self._crops = CropBatches(index, split, spec, config, recipe.data, recipe.seed)
        self._pictures = pictures

    def added_to(self, hooks: Hooks) -> Hooks:
        """Return the hooks with what the recipe asks for and the caller does not do itself."""
        return replace(
            hooks,
            validate=hooks.validate or (self.validate if self._asked.validate_every_steps else None),
            sample=hooks.sample or (self.sample if self._asked.sample_every_steps else None),
        )

    def validate(self, module: nn.Module) -> float:
        """Return PSNR in dB of reconstructions from the posterior's mean; model values span 2."""
        squared, count = 0.0, 0
        for x, y in self._reconstructed(module, self._images):
            squared += float((y - x).double().square().sum())
            count += x.numel()
        return 10.0 * math.log10(4.0 * count / max(squared, 1e-12))

    def sample(self, module: nn.Module, step: int) -> None:
        """Write a picture with a row per crop: input, reconstruction."""
        pairs = list(self._reconstructed(module, self._images[:PICTURES]))
        x, y = (torch.cat(side).numpy() for side in zip(*pairs, strict=True))
        rows = [[(a, self._spec), (b, self._spec)] for a, b in zip(x, y, strict=True)]
        write_grid(self._pictures / f"step-{step:07d}.png", rows)

    @cached_property
    def _images(self) -> Tensor:
        """(32, C, H, W), kept: reading them again would cost as much as a training step."""
        return self._crops.plain(0, range(VALIDATION_CROPS))["image"]

    @torch.no_grad()
    def _reconstructed(self, module: nn.Module, images: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        assert isinstance(module, VaeTraining)
        vae = module.vae
        device = next(module.parameters()).device
        for x in images.split(self._batch):
            yield x, vae.decode(vae.encode(x.to(device)).mean).clamp(-1.0, 1.0).float().cpu()

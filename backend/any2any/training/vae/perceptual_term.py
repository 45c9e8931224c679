"""The perceptual term that a recipe asks for, and never another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from any2any.errors import UsageError
from any2any.metrics.lpips.lpips import SMALLEST_PX, read_lpips
from any2any.metrics.lpips.weights import find_lpips
from any2any.spec.modality import Modality
from any2any.training.config import VaeTrainingConfig
from any2any.training.vae.perceptual_gradient import GradientDistance


@dataclass(frozen=True)
class Term:
    """A frozen distance with its weight gamma; no module, so that no checkpoint and no average carries its weights."""

    name: str
    weight: float
    sha256: dict[str, str]
    """Of the files that it was read from, by name."""
    network: nn.Module

    def __call__(self, reconstruction: Tensor, x: Tensor) -> Tensor:
        """Both (B, C, H, W) model values -> mean distance over the batch, float32 scalar."""
        distances: Tensor = self.network.to(x.device)(reconstruction, x)
        return distances.mean()

    def __deepcopy__(self, memo: Any) -> Term:
        return self


def build_term(config: VaeTrainingConfig, modality: Modality) -> Term | None:
    """Build what ``config.perceptual`` names; None for "none".

    UsageError where "lpips" lacks its files, its three bands, or pixels enough.
    """
    asked = config.perceptual
    if asked.term == "none":
        return None
    if asked.term == "gradient":
        return Term(asked.term, asked.weight, {}, GradientDistance())
    crop_px = config.crop_latent_px * modality.downsampling
    if modality.channels != 3:
        raise UsageError(
            f"the perceptual term 'lpips' compares colour images of 3 bands, {modality.name} has "
            f"{modality.channels}: use 'gradient', or 'none' with weight 0"
        )
    if crop_px < SMALLEST_PX:
        raise UsageError(
            f"the perceptual term 'lpips' needs crops of {SMALLEST_PX} pixels, crop_latent_px "
            f"{config.crop_latent_px} gives {crop_px}: raise it, or use 'gradient'"
        )
    files = find_lpips()
    return Term(asked.term, asked.weight, dict(files.sha256), read_lpips(files.vgg, files.heads))

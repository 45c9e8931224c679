"""The loss of stage I: L_rec + gamma * L_lpips + beta * L_KL (paper section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch.nn.functional as F
from torch import Tensor, nn

from any2any.errors import UsageError
from any2any.metrics.lpips.lpips import SMALLEST_PX, read_lpips
from any2any.metrics.lpips.weights import find_lpips
from any2any.models.vae import Posterior, Vae
from any2any.spec.modality import Modality
from any2any.training.config import VaeTrainingConfig

SCALES = 3
SMALLEST_SIDE_PX = 4
"""Scales with fewer rows or columns are omitted."""


class GradientDistance(nn.Module):
    """L1 distance between the differences of neighbouring pixels at full, half and quarter resolution."""

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """a, b: (B, C, H, W) model values -> (B,) float32, mean over bands, pixels, axes and scales."""
        difference = a.float() - b.float()  # differences are linear: those of a - b are a's minus b's
        distances = []
        for _ in range(SCALES):
            down, right = difference.diff(dim=-2), difference.diff(dim=-1)
            distances.append(0.5 * (_mean_size(down) + _mean_size(right)))
            difference = F.avg_pool2d(difference, 2)
            if min(difference.shape[-2:]) < SMALLEST_SIDE_PX:
                break
        return sum(distances[1:], distances[0]) / len(distances)


def _mean_size(x: Tensor) -> Tensor:
    return x.abs().mean(dim=(1, 2, 3))


@dataclass(frozen=True)
class Term:
    """A frozen distance with its weight gamma. Not a module, so that checkpoints and averages omit its weights."""

    name: str
    weight: float
    sha256: dict[str, str]
    """Digests of the files that it was read from, by name."""
    network: nn.Module

    def __call__(self, reconstruction: Tensor, x: Tensor) -> Tensor:
        """Both (B, C, H, W) model values -> mean distance over the batch, float32 scalar."""
        distances: Tensor = self.network.to(x.device)(reconstruction, x)
        return distances.mean()

    def __deepcopy__(self, memo: Any) -> Term:
        return self


def build_term(config: VaeTrainingConfig, modality: Modality) -> Term | None:
    """Build what ``config.perceptual`` names; None for "none".

    UsageError if "lpips" lacks its files, three bands, or enough pixels.
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


class VaeTraining(nn.Module):
    """The module of stage I: the VAE, with the loss as its forward pass."""

    def __init__(self, vae: Vae, config: VaeTrainingConfig, term: Term | None = None) -> None:
        super().__init__()
        self.vae = vae
        self._config = config
        self._term = term

    def forward(self, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """``image``: (B, C, H, W) model values, ``noise``: (B, 4, h, w) -> L_rec + gamma * L_lpips + beta * L_KL."""
        config, x = self._config, batch["image"]
        coded = self.vae.encode(x)
        posterior = Posterior(coded.mean.float(), coded.log_variance.float())  # bfloat16 would round the KL
        y = self.vae.decode(posterior.sample(batch["noise"])).float()
        squared = F.mse_loss(y, x)
        terms = {
            "reconstruction": F.l1_loss(y, x) if config.reconstruction == "l1" else squared,
            "kl": posterior.kl(),
            "mse": squared.detach(),
        }
        total = terms["reconstruction"] + config.kl_weight * terms["kl"]
        if self._term is not None:
            terms["perceptual"] = self._term(y, x)
            total = total + self._term.weight * terms["perceptual"]
        return terms | {"total": total}

"""What the engine asks of a model: latents in, latents out, and how far each pixel sees."""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor

from any2any.manifest import Manifest


class LatentModel(Protocol):
    """A translator between modalities; ``any2any.models.translator.Translator`` is one."""

    @property
    def manifest(self) -> Manifest:
        """What the model says about itself."""

    @property
    def device(self) -> torch.device:
        """Where tensors go and come from."""

    def encode(self, modality: str, x: Tensor) -> Tensor:
        """x: (B, C, H, W) model values in [-1, 1], float32 -> (B, 4, H/f, W/f), unit variance."""

    def translate_latents(
        self, z_source: Tensor, noise: Tensor, source: str, target: str, steps: int
    ) -> Tensor:
        """z_source, noise: (B, 4, 64, 64) -> clean target latent after the adapter, same shape."""

    def decode(self, modality: str, z: Tensor) -> Tensor:
        """z: (B, 4, h, w) -> (B, C, h*f, w*f) model values."""

    def encoder_halo_latent_px(self, modality: str) -> int:
        """Cells beyond its own on each side that a latent cell depends on."""

    def decoder_halo_latent_px(self, modality: str) -> int:
        """Cells beyond its own on each side that a decoded pixel depends on."""

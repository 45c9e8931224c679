"""What the engine asks of a model: latents in, latents out, and how far each pixel sees."""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor

from any2any.spec.manifest import Manifest


class LatentModel(Protocol):
    """A translator between modalities; ``any2any.models.translator.Translator`` is one."""

    @property
    def manifest(self) -> Manifest:
        """What the model says about itself."""

    @property
    def device(self) -> torch.device:
        """Where tensors go and come from."""

    @property
    def source_channels(self) -> int:
        """Channels of what ``encode_source`` gives."""

    def encode_source(self, x: Tensor, source: str, target: str) -> Tensor:
        """x: (B, C, H, W) model values in [-1, 1], float32 -> (B, source_channels, H/f, W/f)."""

    def translate_latents(
        self, z_source: Tensor, noise: Tensor, source: str, target: str, steps: int
    ) -> Tensor:
        """z_source (B, source_channels, 64, 64), noise (B, 4, 64, 64) -> clean target latent (B, 4, 64, 64)."""

    def render(self, z: Tensor, z_source: Tensor, x: Tensor, source: str, target: str) -> Tensor:
        """Decode to model values: z (B, 4, h, w), z_source and x of the same cells -> (B, C, h*f, w*f)."""

    def source_halo_latent_px(self, source: str, target: str) -> int:
        """Cells beyond its own on each side that a cell of ``encode_source`` depends on."""

    def decoder_halo_latent_px(self, source: str, target: str) -> int:
        """Cells beyond its own on each side that a pixel of ``render`` depends on."""

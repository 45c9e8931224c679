"""The first guess of a translation: a linear regression from the source's bands to the target's, pixel by pixel.

Where bands are shared the regression is hard to beat, and where they are not it says little; a network that corrects it
starts from the better of both. What the target's VAE cannot carry is taken from the guess as well (``with_detail``), so
a translation without any correction is the regression itself. The idea of correcting a regression's mean with
diffusion is that of CorrDiff (Mardani et al. 2023); the paper has no first guess.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.modality import Direction, Modality

HALO_LATENT_PX = 1
"""Cells around a block that its guess depends on: bilinear interpolation reaches one source pixel further."""


class FirstGuess(nn.Module):
    """An affine map of bands and a change of pixel size; untrained it is zero everywhere."""

    weight: Tensor
    """(target bands, source bands), model values to model values."""
    bias: Tensor
    """(target bands,)."""

    def __init__(self, source: Modality, target: Modality) -> None:
        super().__init__()
        self.register_buffer("weight", torch.zeros(target.channels, source.channels))
        self.register_buffer("bias", torch.zeros(target.channels))
        self.source_px, self.target_px = source.downsampling, target.downsampling  # a cell's side

    def set(self, weight: Tensor, bias: Tensor) -> None:
        """Take over a regression's coefficients."""
        self.weight.copy_(weight)
        self.bias.copy_(bias)

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, C, h * f, w * f) model values -> (B, C', h * f', w * f') in [-1, 1]."""
        with torch.autocast(x.device.type, enabled=False):
            coarsest = min(self.source_px, self.target_px)
            x = to_pixels_per_cell(x.float(), self.source_px, coarsest)
            y = F.conv2d(x, self.weight[:, :, None, None], self.bias)
            return to_pixels_per_cell(y, coarsest, self.target_px).clamp(-1.0, 1.0)


def first_guesses(modalities: Sequence[Modality]) -> dict[str, FirstGuess]:
    """One for every direction between the modalities, by the direction's text."""
    return {str(Direction(s.name, t.name)): FirstGuess(s, t) for s, t in permutations(modalities, 2)}


def to_pixels_per_cell(x: Tensor, before: int, after: int) -> Tensor:
    """Bring (B, C, h * before, w * before) to (B, C, h * after, w * after): means of pixels, or bilinear."""
    if after < before:
        return F.avg_pool2d(x, before // after)
    if after > before:
        return F.interpolate(x, scale_factor=after / before, mode="bilinear", align_corners=False)
    return x


def with_detail(decode: Callable[[Tensor], Tensor], z: Tensor, z_guess: Tensor, guess: Tensor) -> Tensor:
    """Decode a translation and add what coding takes from its first guess: D(z) + guess - D(z_guess).

    z, z_guess: (B, 4, h, w); guess: (B, C, h * f, w * f) -> (B, C, h * f, w * f) model values.
    """
    decoded, coded_guess = decode(torch.cat([z, z_guess])).chunk(2)
    return decoded + (guess - coded_guess)

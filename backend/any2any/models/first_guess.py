"""The first guess of a translation: a quadratic regression on local statistics of the source's bands.

Each pixel of the target is guessed from the source's pixel, the means around it and how rough it is there: means see
through speckle and tell what lies around, products tell a dark wood from dark water. Its coefficients are found in
closed form. Where bands are shared this is hard to beat, and where they are not it says little; a network that corrects
it starts from the better of both. Between optical modalities, what the target's VAE cannot carry is taken from the
guess as well (``FirstGuess.decode_with``), so a translation without any correction is the regression itself. The idea
of correcting a regression's mean with diffusion is that of CorrDiff (Mardani et al. 2023); the paper has no first
guess.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import permutations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.spec.modality import Direction, Modality

MEANS_PX = (3, 7, 15)
"""Sides of the squares over which the source is averaged, in pixels of the target."""

DEVIATION_PX = 7
"""Side of the square over which its standard deviation is taken."""

STATISTICS = 2 + len(MEANS_PX)
"""Features of a band: its value, means and deviation."""


class FirstGuess(nn.Module):
    """A second-order polynomial of local statistics and a change of pixel size; untrained it is zero everywhere."""

    weight: Tensor
    """(target bands, features)."""
    products: Tensor
    """(target bands, features * (features + 1) / 2): of each feature with itself and those after it."""
    bias: Tensor
    """(target bands,)."""

    def __init__(self, source: Modality, target: Modality) -> None:
        super().__init__()
        features = source.channels * STATISTICS
        self.register_buffer("weight", torch.zeros(target.channels, features))
        self.register_buffer("products", torch.zeros(target.channels, features * (features + 1) // 2))
        self.register_buffer("bias", torch.zeros(target.channels))
        self.source_px, self.target_px = source.downsampling, target.downsampling  # a cell's side
        self.has_detail = "backscatter_db" not in (source.quantity, target.quantity)
        """Whether its pixels say more than their code: a radar's speckle does not (``docs/performance.md``)."""

    @property
    def halo_latent_px(self) -> int:
        """Cells around a block that its guess depends on; bilinear interpolation reaches into one more."""
        reach_px = max(*MEANS_PX, DEVIATION_PX) // 2
        return math.ceil(reach_px / self.target_px) + 1

    def set(self, weight: Tensor, products: Tensor, bias: Tensor) -> None:
        """Take over a regression's coefficients."""
        self.weight.copy_(weight)
        self.products.copy_(products)
        self.bias.copy_(bias)

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, C, h * f, w * f) model values -> (B, C', h * f', w * f') in [-1, 1]."""
        with torch.autocast(x.device.type, enabled=False):
            features = self.features(x.float())
            bands = [self._band(number, features) for number in range(len(self.bias))]
            return torch.cat(bands, dim=1).clamp(-1.0, 1.0)

    def decode_with(
        self, decode: Callable[[Tensor], Tensor], z: Tensor, z_guess: Tensor, x: Tensor
    ) -> Tensor:
        """Decode a translation, and add what coding takes from this guess: D(z) + guess - D(z_guess).

        z, z_guess: (B, 4, h, w); x: (B, C, h * f, w * f) source -> (B, C', h * f', w * f') model values.
        """
        if not self.has_detail:
            return decode(z)
        # One decoding after the other: both at once would take twice the memory.
        detail = self(x).to(z.device) - decode(z_guess)
        return decode(z) + detail

    def features(self, x: Tensor) -> Tensor:
        """x: (B, C, h * f, w * f) model values -> (B, F, h * f', w * f'): local statistics at the target's pixels.

        Of a coarser source they are those of its enlargement: differences of means sharpen it.
        """
        return local_statistics(to_pixels_per_cell(x, self.source_px, self.target_px))

    def _band(self, number: int, features: Tensor) -> Tensor:
        """One target band (B, 1, H, W): sum over i of f_i (w_i + sum over j >= i of q_ij f_j), and the bias."""
        count = features.shape[1]
        rows, columns = torch.triu_indices(count, count, device=features.device)
        square = features.new_zeros(count, count)
        square[rows, columns] = self.products[number]
        slopes = F.conv2d(features, square[:, :, None, None], self.weight[number])
        return (features * slopes).sum(dim=1, keepdim=True) + self.bias[number]


def local_statistics(x: Tensor) -> Tensor:
    """(B, C, H, W) -> (B, C * STATISTICS, H, W): values, means and deviations; squares end at the image's edge."""
    around = _mean(x, DEVIATION_PX)
    deviation = (_mean(x.square(), DEVIATION_PX) - around.square()).clamp_min(1e-6).sqrt()
    return torch.cat([x, *(_mean(x, side) for side in MEANS_PX), deviation], dim=1)


def with_products(features: Tensor) -> Tensor:
    """(B, F, H, W) -> (B, F + F (F + 1) / 2, H, W): what ``weight`` and, after it, ``products`` are coefficients of."""
    rows, columns = torch.triu_indices(features.shape[1], features.shape[1])
    return torch.cat([features, features[:, rows] * features[:, columns]], dim=1)


def _mean(x: Tensor, side: int) -> Tensor:
    """Means over squares, columns first and then rows: 2 side operations a pixel, not side squared."""
    half = side // 2
    columns = F.avg_pool2d(x, (side, 1), stride=1, padding=(half, 0), count_include_pad=False)
    return F.avg_pool2d(columns, (1, side), stride=1, padding=(0, half), count_include_pad=False)


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

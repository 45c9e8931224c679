"""The perceptual term that needs no downloaded weights: image gradients compared at several scales. Our own."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

SCALES = 3
SMALLEST_PX = 4
"""A scale with fewer rows or columns is left out."""


class GradientDistance(nn.Module):
    """L1 distance between the differences of neighbouring pixels at full, half and quarter resolution."""

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """a, b: (B, C, H, W) model values -> (B,) float32, mean over bands, pixels, axes and scales."""
        difference = a.float() - b.float()  # taking differences is linear: those of a - b are a's minus b's
        distances = []
        for _ in range(SCALES):
            down, right = difference.diff(dim=-2), difference.diff(dim=-1)
            distances.append(0.5 * (_mean_size(down) + _mean_size(right)))
            difference = F.avg_pool2d(difference, 2)
            if min(difference.shape[-2:]) < SMALLEST_PX:
                break
        return sum(distances[1:], distances[0]) / len(distances)


def _mean_size(x: Tensor) -> Tensor:
    return x.abs().mean(dim=(1, 2, 3))

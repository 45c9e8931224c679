"""Regression U-Net (Ronneberger et al. 2015, arXiv 1505.04597) under an L1 loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.training.baselines.pairwise import PixelPairwise, Training
from any2any.training.loop.step import Batch

LEVELS = 5

WIDTH = 10
"""Of the first level, doubled at each: 0.76 million weights; a fourteenth of the bundled model's is 0.70 million."""


class DoubleConv(nn.Sequential):
    """Two 3x3 convolutions with ReLU; padded, so that the size stays."""

    def __init__(self, width_in: int, width: int) -> None:
        layers: list[nn.Module] = []
        for inputs in (width_in, width):
            layers += [nn.Conv2d(inputs, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)]
            layers.append(nn.ReLU())
        super().__init__(*layers)


class UNet(nn.Module):
    """Contracting and expanding path with skips (figure 1 of the paper), padded, with batch normalisation."""

    def __init__(self, channels_in: int, channels_out: int, width: int = WIDTH) -> None:
        super().__init__()
        widths = [width * 2**level for level in range(LEVELS)]
        self.down = nn.ModuleList(
            [DoubleConv(a, b) for a, b in zip([channels_in, *widths[:-1]], widths, strict=True)]
        )
        pairs = list(pairwise(widths))
        self.up = nn.ModuleList([nn.ConvTranspose2d(below, here, 2, stride=2) for here, below in pairs])
        self.merge = nn.ModuleList([DoubleConv(2 * here, here) for here, _ in pairs])
        self.out = nn.Conv2d(width, channels_out, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W), H and W multiples of 16 -> (B, C', H, W)."""
        skips: list[Tensor] = []
        for level, convs in enumerate(self.down):
            x = convs(F.max_pool2d(x, 2) if level else x)
            skips.append(x)
        for level in reversed(range(LEVELS - 1)):
            x = self.merge[level](torch.cat([skips[level], self.up[level](x)], dim=1))
        return self.out(x)


class RegressionUNet(PixelPairwise):
    """A U-Net that predicts the target's pixels."""

    training_settings = Training(learning_rate=1e-2)

    def __init__(self, channels_in: int, channels_out: int, width: int = WIDTH) -> None:
        super().__init__(UNet(channels_in, channels_out, width))

    def parts(self) -> Mapping[str, nn.Module]:
        """Return the network."""
        return {"network": self.network}

    def losses(self, batch: Batch) -> Iterator[tuple[str, Tensor]]:
        """Yield the mean absolute difference."""
        yield "network", F.l1_loss(self.network(batch["source"]).float(), batch["target"])

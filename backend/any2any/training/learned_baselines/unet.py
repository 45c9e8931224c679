"""U-Nets: of pixels under an L1 loss (Ronneberger et al. 2015), and of latents with the time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.training.learned_baselines.pairwise import PixelPairwise, Training
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


GROUPS = 4
LEVEL_FACTORS = (1, 2, 4)


class TimeBlock(nn.Module):
    """Two normalised 3x3 convolutions, the time added between them, plus skip."""

    def __init__(self, width_in: int, width: int, time_width: int) -> None:
        super().__init__()
        self.norm1 = nn.GroupNorm(GROUPS, width_in)
        self.conv1 = nn.Conv2d(width_in, width, 3, padding=1)
        self.time = nn.Linear(time_width, width)
        self.norm2 = nn.GroupNorm(GROUPS, width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        self.shortcut = nn.Conv2d(width_in, width, 1) if width_in != width else nn.Identity()

    def forward(self, x: Tensor, time: Tensor) -> Tensor:
        """x: (B, width_in, h, w), time: (B, time_width) -> (B, width, h, w)."""
        h = self.conv1(F.silu(self.norm1(x))) + self.time(time)[:, :, None, None]
        return self.shortcut(x) + self.conv2(F.silu(self.norm2(h)))


class LatentUNet(nn.Module):
    """One block a level down, one in the middle, one a level up; starts by predicting zero."""

    def __init__(self, channels: int, width: int) -> None:
        """``width`` is the first level's, a multiple of 4."""
        super().__init__()
        self.width = width
        time_width = 4 * width
        widths = [width * factor for factor in LEVEL_FACTORS]
        pairs = list(pairwise(widths))
        self.time = nn.Sequential(
            nn.Linear(width, time_width), nn.SiLU(), nn.Linear(time_width, time_width), nn.SiLU()
        )
        self.conv_in = nn.Conv2d(channels, width, 3, padding=1)
        self.down = nn.ModuleList(
            [TimeBlock(a, b, time_width) for a, b in zip([width, *widths[:-1]], widths, strict=True)]
        )
        self.shrink = nn.ModuleList([nn.Conv2d(w, w, 3, stride=2, padding=1) for w in widths[:-1]])
        self.middle = TimeBlock(widths[-1], widths[-1], time_width)
        self.up = nn.ModuleList([TimeBlock(here + below, here, time_width) for here, below in pairs])
        self.norm_out = nn.GroupNorm(GROUPS, width)
        self.conv_out = nn.Conv2d(width, channels, 3, padding=1)
        nn.init.zeros_(self.conv_out.weight)
        nn.init.zeros_(self.conv_out.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor, times: Tensor) -> Tensor:
        """x: (B, C, h, w), h and w multiples of 4, times: (B,) -> (B, C, h, w)."""
        time = self.time(_waves(times, self.width))
        x = self.conv_in(x)
        skips: list[Tensor] = []
        for level, block in enumerate(self.down):
            x = block(self.shrink[level - 1](x) if level else x, time)
            skips.append(x)
        x = self.middle(x, time)
        for level in reversed(range(len(self.up))):
            grown = F.interpolate(x, scale_factor=2.0, mode="nearest")
            x = self.up[level](torch.cat([skips[level], grown], dim=1), time)
        return self.conv_out(F.silu(self.norm_out(x)))


def _waves(times: Tensor, width: int) -> Tensor:
    """Sines and cosines of the time at geometric frequencies: (B,) -> (B, width)."""
    half = width // 2
    frequencies = torch.exp(torch.arange(half, device=times.device) * (-math.log(10_000.0) / half))
    angles = times.float()[:, None] * frequencies
    return torch.cat([angles.sin(), angles.cos()], dim=1)

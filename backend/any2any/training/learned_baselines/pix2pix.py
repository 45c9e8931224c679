"""pix2pix (Isola et al. 2017, arXiv 1611.07004): a U-Net generator with dropout against a 70 x 70 PatchGAN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.training.learned_baselines.pairwise import PixelPairwise, Training
from any2any.training.loop.step import Batch

L1_WEIGHT = 100.0
"""lambda of the paper's section 3."""

GENERATOR_WIDTHS = (1, 2, 4, 8, 8, 8)
"""Widths of the encoder's levels in multiples of the first one's (the paper's 64, 128, 256, 512, 512, 512, and two more
that halve its 256 pixels to one; crops have 128 here)."""

DROPOUT_LEVELS = 3
"""The decoder's innermost levels with dropout of one half."""

WIDTH = 10
"""Of the generator's first level: 0.71 million weights; a fourteenth of the bundled model's is 0.70 million."""

DISCRIMINATOR_WIDTH = 16

PATCH_GAN = ((4, 2), (4, 2), (4, 2), (4, 1), (4, 1))
"""Kernel and stride of the discriminator's convolutions (the paper's section 6.1.2: C64-C128-C256-C512, then 1)."""


class Generator(nn.Module):
    """Strided convolutions down, transposed ones up, skips between levels of equal size (section 6.1.1)."""

    def __init__(self, channels_in: int, channels_out: int, width: int = WIDTH) -> None:
        super().__init__()
        widths = [width * factor for factor in GENERATOR_WIDTHS]
        last = len(widths) - 1
        self.down = nn.ModuleList(
            [
                _down(a, b, norm=0 < level < last, activate=level > 0)
                for level, (a, b) in enumerate(zip([channels_in, *widths[:-1]], widths, strict=True))
            ]
        )
        self.up = nn.ModuleList(
            [
                _up(
                    widths[level] * (1 if level == last else 2),
                    widths[level - 1] if level else channels_out,
                    last - DROPOUT_LEVELS < level,
                    norm=level > 0,
                )
                for level in range(len(widths))
            ]
        )

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W), H and W multiples of 64 -> (B, C', H, W) in [-1, 1]."""
        skips: list[Tensor] = []
        for layer in self.down:
            x = layer(x)
            skips.append(x)
        for level in reversed(range(len(skips))):
            x = self.up[level](x if level == len(skips) - 1 else torch.cat([x, skips[level]], dim=1))
        return torch.tanh(x)


def _down(width_in: int, width: int, norm: bool, activate: bool) -> nn.Sequential:
    return nn.Sequential(
        nn.LeakyReLU(0.2) if activate else nn.Identity(),
        nn.Conv2d(width_in, width, 4, stride=2, padding=1),
        nn.BatchNorm2d(width) if norm else nn.Identity(),
    )


def _up(width_in: int, width: int, dropout: bool, norm: bool) -> nn.Sequential:
    return nn.Sequential(
        nn.ReLU(),
        nn.ConvTranspose2d(width_in, width, 4, stride=2, padding=1),
        nn.BatchNorm2d(width) if norm else nn.Identity(),
        nn.Dropout(0.5) if dropout else nn.Identity(),
    )


class PatchDiscriminator(nn.Sequential):
    """Judges overlapping patches of 70 x 70 pixels: (B, C, H, W) -> (B, 1, h, w) logits."""

    def __init__(self, channels: int, width: int = DISCRIMINATOR_WIDTH) -> None:
        widths = [channels, width, 2 * width, 4 * width, 8 * width, 1]
        last = len(PATCH_GAN) - 1
        layers: list[nn.Module] = []
        for i, (kernel, stride) in enumerate(PATCH_GAN):
            layers.append(nn.Conv2d(widths[i], widths[i + 1], kernel, stride, padding=1))
            if 0 < i < last:
                layers.append(nn.BatchNorm2d(widths[i + 1]))
            if i < last:
                layers.append(nn.LeakyReLU(0.2))
        super().__init__(*layers)


def receptive_field_px(layers: Sequence[tuple[int, int]]) -> int:
    """Rows of the image that one output depends on, of convolutions (kernel, stride) from first to last."""
    field = 1
    for kernel, stride in reversed(layers):
        field = (field - 1) * stride + kernel
    return field


class Pix2Pix(PixelPairwise):
    """Generator and discriminator, trained in turn; the generator alone translates.

    Dropout is on in training only: the paper leaves it on for variety, which costs PSNR.
    """

    training_settings = Training(learning_rate=3e-3, betas=(0.5, 0.999), weight_decay=0.0, gradient_clip=1e3)

    def __init__(self, channels_in: int, channels_out: int, width: int = WIDTH) -> None:
        super().__init__(Generator(channels_in, channels_out, width))
        self.discriminator = PatchDiscriminator(channels_in + channels_out)

    def parts(self) -> Mapping[str, nn.Module]:
        """Return both networks."""
        return {"discriminator": self.discriminator, "generator": self.network}

    def losses(self, batch: Batch) -> Iterator[tuple[str, Tensor]]:
        """Yield the discriminator's loss, halved as in section 3.3, then the generator's: GAN + 100 L1."""
        source, target = batch["source"], batch["target"]
        translated = self.network(source).float()
        fake = self._judge(source, translated.detach())
        yield "discriminator", 0.5 * (_against(fake, 0.0) + _against(self._judge(source, target), 1.0))
        self.discriminator.requires_grad_(False)
        loss = _against(self._judge(source, translated), 1.0) + L1_WEIGHT * F.l1_loss(translated, target)
        self.discriminator.requires_grad_(True)
        yield "generator", loss

    def _judge(self, source: Tensor, image: Tensor) -> Tensor:
        return self.discriminator(torch.cat([source, image], dim=1)).float()


def _against(logits: Tensor, truth: float) -> Tensor:
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, truth))

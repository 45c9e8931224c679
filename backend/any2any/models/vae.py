"""The KL-VAE of one modality: image window to the shared 4-channel latent and back.

Parameter names are those of diffusers' ``AutoencoderKL``, so weights go both ways. By default there is neither
a norm nor attention: each output then depends on a bounded neighbourhood only, and coding a large raster in
tiles with a halo equals coding it as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.spec.networks import VaeConfig


@dataclass(frozen=True)
class Posterior:
    """The diagonal Gaussian that the encoder gives: mean and log-variance, each (B, 4, h, w)."""

    mean: Tensor
    log_variance: Tensor

    def sample(self, noise: Tensor | None = None) -> Tensor:
        """Draw one latent, (B, 4, h, w); ``noise``: standard normal of that shape, else torch's own."""
        if noise is None:
            noise = torch.randn_like(self.mean)
        return self.mean + torch.exp(0.5 * self.log_variance) * noise

    def kl(self) -> Tensor:
        """Kullback-Leibler divergence from the unit Gaussian in nats, mean over batch and elements, scalar."""
        return 0.5 * (self.mean.square() + self.log_variance.exp() - 1.0 - self.log_variance).mean()


def _norm(config: VaeConfig, width: int) -> nn.Module:
    if config.norm == "none":
        return nn.Identity()
    return nn.GroupNorm(config.norm_groups, width, eps=1e-6)


def _last_silu(x: Tensor) -> Tensor:
    """SiLU, in place where no gradient is needed, because features of images are large."""
    return F.silu(x, inplace=not torch.is_grad_enabled())


class ResnetBlock(nn.Module):
    """Two 3x3 convolutions on the skip branch; starts as the identity (or the 1x1 shortcut)."""

    def __init__(self, config: VaeConfig, width_in: int, width: int) -> None:
        super().__init__()
        self.norm1 = _norm(config, width_in)
        self.conv1 = nn.Conv2d(width_in, width, 3, padding=1)
        self.norm2 = _norm(config, width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        self.conv_shortcut = nn.Conv2d(width_in, width, 1) if width_in != width else None
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        """(B, width_in, H, W) -> (B, width, H, W)."""
        h = self.conv1(F.silu(self.norm1(x)))
        h = self.conv2(_last_silu(self.norm2(h)))
        h += x if self.conv_shortcut is None else self.conv_shortcut(x)
        return h


class Attention(nn.Module):
    """Single-head self-attention over all pixels: only for imported weights."""

    def __init__(self, config: VaeConfig, width: int) -> None:
        super().__init__()
        self.group_norm = nn.GroupNorm(config.norm_groups, width, eps=1e-6)
        self.to_q = nn.Linear(width, width)
        self.to_k = nn.Linear(width, width)
        self.to_v = nn.Linear(width, width)
        self.to_out = nn.ModuleList([nn.Linear(width, width)])

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, C, H, W)."""
        tokens = self.group_norm(x).flatten(2).transpose(1, 2)  # (B, H * W, C)
        q, k, v = (project(tokens).unsqueeze(1) for project in (self.to_q, self.to_k, self.to_v))
        mixed = F.scaled_dot_product_attention(q, k, v).squeeze(1)
        return x + self.to_out[0](mixed).transpose(1, 2).reshape(x.shape)


class MidBlock(nn.Module):
    """Two residual blocks at the latent's resolution, with attention between them where the config asks."""

    def __init__(self, config: VaeConfig, width: int) -> None:
        super().__init__()
        self.resnets = nn.ModuleList([ResnetBlock(config, width, width) for _ in range(2)])
        self.attentions = nn.ModuleList([Attention(config, width)] if config.mid_attention else [])

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) -> (B, C, h, w)."""
        x = self.resnets[0](x)
        for attention in self.attentions:
            x = attention(x)
        return self.resnets[1](x)


class Downsample(nn.Module):
    """Halve the size with a strided convolution, padded at the bottom and right only, as in the original LDM."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, C, H/2, W/2)."""
        return self.conv(F.pad(x, (0, 1, 0, 1)))


class Upsample(nn.Module):
    """Double the size by repetition, then convolve."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) -> (B, C, 2h, 2w)."""
        return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))


class DownBlock(nn.Module):
    """One encoder level."""

    def __init__(self, config: VaeConfig, width_in: int, width: int, last: bool) -> None:
        super().__init__()
        widths_in = [width_in] + [width] * (config.resnets_per_level - 1)
        self.resnets = nn.ModuleList([ResnetBlock(config, w, width) for w in widths_in])
        self.downsamplers = nn.ModuleList([] if last else [Downsample(width)])

    def forward(self, x: Tensor) -> Tensor:
        """(B, width_in, H, W) -> (B, width, H/2, W/2), or the same size at the last level."""
        for layer in (*self.resnets, *self.downsamplers):
            x = layer(x)
        return x


class UpBlock(nn.Module):
    """One decoder level."""

    def __init__(self, config: VaeConfig, width_in: int, width: int, last: bool) -> None:
        super().__init__()
        widths_in = [width_in] + [width] * config.resnets_per_level
        self.resnets = nn.ModuleList([ResnetBlock(config, w, width) for w in widths_in])
        self.upsamplers = nn.ModuleList([] if last else [Upsample(width)])

    def forward(self, x: Tensor) -> Tensor:
        """(B, width_in, h, w) -> (B, width, 2h, 2w), or the same size at the last level."""
        for layer in (*self.resnets, *self.upsamplers):
            x = layer(x)
        return x


class Encoder(nn.Module):
    """Image to the moments of its latent."""

    def __init__(self, config: VaeConfig) -> None:
        super().__init__()
        widths = config.widths
        pairs = list(zip((widths[0], *widths[:-1]), widths, strict=True))
        self.conv_in = nn.Conv2d(config.channels, widths[0], 3, padding=1)
        self.down_blocks = nn.ModuleList(
            [DownBlock(config, a, b, last=i == len(pairs) - 1) for i, (a, b) in enumerate(pairs)]
        )
        self.mid_block = MidBlock(config, widths[-1])
        self.conv_norm_out = _norm(config, widths[-1])
        self.conv_out = nn.Conv2d(widths[-1], 2 * config.latent_channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, 8, h, w)."""
        x = self.conv_in(x)
        for block in self.down_blocks:
            x = block(x)
        x = self.mid_block(x)
        return self.conv_out(_last_silu(self.conv_norm_out(x)))


class Decoder(nn.Module):
    """Latent to image."""

    def __init__(self, config: VaeConfig) -> None:
        super().__init__()
        widths = config.widths[::-1]
        pairs = list(zip((widths[0], *widths[:-1]), widths, strict=True))
        self.conv_in = nn.Conv2d(config.latent_channels, widths[0], 3, padding=1)
        self.mid_block = MidBlock(config, widths[0])
        self.up_blocks = nn.ModuleList(
            [UpBlock(config, a, b, last=i == len(pairs) - 1) for i, (a, b) in enumerate(pairs)]
        )
        self.conv_norm_out = _norm(config, widths[-1])
        self.conv_out = nn.Conv2d(widths[-1], config.channels, 3, padding=1)

    def forward(self, z: Tensor) -> Tensor:
        """(B, 4, h, w) -> (B, C, H, W)."""
        x = self.mid_block(self.conv_in(z))
        for block in self.up_blocks:
            x = block(x)
        return self.conv_out(_last_silu(self.conv_norm_out(x)))


class Vae(nn.Module):
    """The variational autoencoder of one modality (paper section 3, stage I)."""

    def __init__(self, config: VaeConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.quant_conv = nn.Conv2d(2 * config.latent_channels, 2 * config.latent_channels, 1)
        self.post_quant_conv = nn.Conv2d(config.latent_channels, config.latent_channels, 1)

    def encode(self, x: Tensor) -> Posterior:
        """x: (B, C, H, W) in [-1, 1], H and W multiples of f -> posterior over (B, 4, H/f, W/f)."""
        mean, log_variance = self.quant_conv(self.encoder(x)).chunk(2, dim=1)
        return Posterior(mean, log_variance.clamp(-30.0, 20.0))

    def decode(self, z: Tensor) -> Tensor:
        """z: (B, 4, h, w), not standardised -> (B, C, h * f, w * f) in about [-1, 1]."""
        return self.decoder(self.post_quant_conv(z))

"""Context: tokens that describe a patch of ground, from an image of any modality; not in the paper.

A stem for each modality converts its pixels to tokens of 80 m, a trunk shared by all modalities combines neighbouring
tokens, and a head for each modality returns the channels of a token. Stage 0 distils it from a pretrained
Earth-observation encoder (``training/context``). It is convolutional and normalises each token separately (ConvNeXt,
Liu et al. 2022). So a token depends only on its surroundings up to ``halo_latent_px``, not on a window.

Some sources have context at every pixel as well. A token describes 80 m of ground as a whole; radar shows the border of
a field or a road inside them. A U-Net sees the pixels and the tokens and learns to estimate optical bands
(``training/context/fine.py``). The first guess of a target with these bands is the mean of its regression and this
estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.models.reach import TOKEN_LATENT_PX, context_halo_latent_px, fine_halo_latent_px
from any2any.spec.modality import Modality
from any2any.spec.networks import ContextConfig, FineContextConfig


class ChannelNorm(nn.Module):
    """LayerNorm over the channels of each position."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.shift = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) -> (B, C, h, w)."""
        mean = x.mean(dim=1, keepdim=True)
        centred = x - mean
        variance = centred.square().mean(dim=1, keepdim=True)
        return centred * (variance + 1e-6).rsqrt() * self.scale[:, None, None] + self.shift[:, None, None]


class ContextBlock(nn.Module):
    """Depthwise convolution, norm, two pointwise layers, plus skip."""

    def __init__(self, config: ContextConfig) -> None:
        super().__init__()
        width, pad = config.width, config.kernel // 2
        self.around = nn.Conv2d(width, width, config.kernel, padding=pad, groups=width)
        self.norm = ChannelNorm(width)
        self.widen = nn.Conv2d(width, 4 * width, 1)
        self.narrow = nn.Conv2d(4 * width, width, 1)
        self.gain = nn.Parameter(torch.full((width,), 0.1))

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) -> (B, C, h, w)."""
        h = self.narrow(F.gelu(self.widen(self.norm(self.around(x)))))
        return x + self.gain[:, None, None] * h


class ContextEncoder(nn.Module):
    """Stems, shared trunk and heads of all modalities."""

    def __init__(self, config: ContextConfig, modalities: Sequence[Modality]) -> None:
        super().__init__()
        self.config = config
        self.stems = nn.ModuleDict({m.name: _stem(m, config) for m in modalities})
        self.blocks = nn.ModuleList([ContextBlock(config) for _ in range(config.depth)])
        self.norm = ChannelNorm(config.width)
        self.heads = nn.ModuleDict({m.name: nn.Conv2d(config.width, config.channels, 1) for m in modalities})
        self.fine = nn.ModuleDict(
            {
                m.name: FineContext(config.fine, m, config.channels)
                for m in modalities
                if config.fine_of(m.name)
            }
            if config.fine
            else {}
        )
        self._token_px = {m.name: TOKEN_LATENT_PX * m.downsampling for m in modalities}

    def forward(self, modality: str, x: Tensor) -> Tensor:
        """x: (B, C, h * f, w * f) model values -> (B, channels, ceil(h / 2), ceil(w / 2)), about unit variance.

        Tokens are counted from the first cell: blocks of a raster begin at multiples of ``TOKEN_LATENT_PX``.
        """
        side = self._token_px[modality]
        below, right = -x.shape[-2] % side, -x.shape[-1] % side
        tokens = self.stems[modality](F.pad(x, (0, right, 0, below), mode="replicate"))
        for block in self.blocks:
            tokens = block(tokens)
        return self.heads[modality](self.norm(tokens))

    @property
    def halo_latent_px(self) -> int:
        """Cells around a token that it depends on, a whole number of tokens."""
        return context_halo_latent_px(self.config)


class FineBlock(nn.Module):
    """Norm, a 3x3 convolution to twice the width, and back, plus skip."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = ChannelNorm(width)
        self.around = nn.Conv2d(width, 2 * width, 3, padding=1)
        self.narrow = nn.Conv2d(2 * width, width, 1)
        for start in self.narrow.parameters():  # a new block changes nothing
            nn.init.zeros_(start)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) -> (B, C, h, w)."""
        h: Tensor = self.narrow(F.silu(self.around(self.norm(x))))
        return x + h


class FineContext(nn.Module):
    """A U-Net from pixels to tokens and back; the tokens are added at its coarsest level."""

    def __init__(self, config: FineContextConfig, source: Modality, token_channels: int) -> None:
        super().__init__()
        self.config, widths = config, config.widths
        self._token_px = TOKEN_LATENT_PX * source.downsampling
        if 1 << (len(widths) - 1) != self._token_px:
            raise ValueError(
                f"fine context has {len(widths)} levels: a token of {source.name} has {self._token_px} pixels to a "
                f"side and needs {self._token_px.bit_length()}"
            )
        self.stem = nn.Conv2d(source.channels, widths[0], 5, padding=2)
        self.before = nn.ModuleList(map(_blocks, widths[:-1], config.blocks))
        self.down = nn.ModuleList(nn.Conv2d(a, b, 4, stride=2, padding=1) for a, b in pairwise(widths))
        self.tokens = nn.Conv2d(token_channels, widths[-1], 1)
        self.coarsest = _blocks(widths[-1], config.blocks[-1])
        self.up = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in pairwise(widths))
        self.after = nn.ModuleList(map(_blocks, widths[:-1], config.blocks))
        self.head = nn.Conv2d(widths[0], config.channels, 3, padding=1)

    @property
    def halo_latent_px(self) -> int:
        """Cells around a block that its result depends on, if all tokens are known."""
        return fine_halo_latent_px(self.config)

    def forward(self, x: Tensor, tokens: Tensor) -> Tensor:
        """x: (B, C, h * f, w * f) model values and their tokens (B, K, ceil(h / 2), ceil(w / 2)) -> (B, channels,
        h * f, w * f)."""
        rows, columns = x.shape[-2:]
        below, right = -rows % self._token_px, -columns % self._token_px
        h = self.stem(F.pad(x, (0, right, 0, below), mode="replicate"))
        skips: list[Tensor] = []
        for blocks, down in zip(self.before, self.down, strict=True):
            skips.append(blocks(h))
            h = down(skips[-1])
        h = self.coarsest(h + self.tokens(tokens))
        levels = list(zip(skips, self.up, self.after, strict=True))
        for skip, up, blocks in reversed(levels):
            h = blocks(skip + F.interpolate(up(h), scale_factor=2.0, mode="nearest"))
        out: Tensor = self.head(h)[..., :rows, :columns]
        return out


def _blocks(width: int, depth: int) -> nn.Sequential:
    return nn.Sequential(*(FineBlock(width) for _ in range(depth)))


class LatentContext:
    """A source's context at the resolution of the latents, as the DiT and the adapters see it."""

    def __init__(self, encoder: ContextEncoder, channels: int) -> None:
        """``channels``: number of channels of each token that are passed on, the most informative first."""
        self.encoder = encoder
        self.channels = channels

    def tokens(self, modality: str, x: Tensor) -> Tensor:
        """x: (B, C, h * f, w * f) model values -> all tokens (B, K, ceil(h / 2), ceil(w / 2)) in float32."""
        x = x.to(next(self.encoder.parameters()).device)
        with torch.autocast(x.device.type, enabled=False):
            tokens: Tensor = self.encoder(modality, x.float())
        return tokens

    def bands(self, modality: str, x: Tensor, tokens: Tensor) -> Tensor | None:
        """Estimated bands (B, bands, h * f, w * f) at every pixel of ``x``, float32; None if the source has none."""
        if modality not in self.encoder.fine:
            return None
        x = x.to(tokens.device)
        with torch.autocast(x.device.type, enabled=False):
            estimated: Tensor = self.encoder.fine[modality](x.float(), tokens)
        return estimated

    def at_cells(self, tokens: Tensor, height: int, width: int) -> Tensor:
        """Tokens -> (B, channels, height, width) latent cells."""
        return at_pixels(tokens[:, : self.channels], 1, height, width)

    @property
    def halo_latent_px(self) -> int:
        """Cells around a block that its context depends on; bilinear interpolation reaches into one more token."""
        return self.encoder.halo_latent_px + TOKEN_LATENT_PX


def _stem(modality: Modality, config: ContextConfig) -> nn.Sequential:
    """Convolutions that halve an image until a pixel of it is a token; the coarsest levels are the widest."""
    levels = (TOKEN_LATENT_PX * modality.downsampling).bit_length() - 1
    widths = [max(config.width >> (levels - level), config.width // 8) for level in range(levels + 1)]
    layers: list[nn.Module] = [nn.Conv2d(modality.channels, widths[0], 3, padding=1), nn.SiLU()]
    for before, after in pairwise(widths):
        layers += [nn.Conv2d(before, after, 4, stride=2, padding=1), nn.SiLU()]
        layers += [nn.Conv2d(after, after, 3, padding=1), nn.SiLU()]
    return nn.Sequential(*layers[:-1])


def at_pixels(tokens: Tensor, downsampling: int, height: int, width: int) -> Tensor:
    """(B, C, th, tw) tokens -> (B, C, height, width) pixels of a modality, bilinear and cropped."""
    scale = float(TOKEN_LATENT_PX * downsampling)
    fine = F.interpolate(tokens, scale_factor=scale, mode="bilinear", align_corners=False)
    return fine[..., :height, :width]

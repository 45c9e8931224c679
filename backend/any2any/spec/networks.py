"""Parameters of the networks as frozen dataclasses, and the named sizes; read without torch.

The paper gives S, B and L for the DiT. It leaves VAE widths and the adapter's width and depth open;
those below are our choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Norm = Literal["none", "group"]

Storage = Literal["float16", "int8"]
"""How weights are stored: in half precision, or in eight bits with a scale for each output channel."""


@dataclass(frozen=True)
class VaeConfig:
    """One modality's KL-VAE, in the vocabulary of diffusers' ``AutoencoderKL``."""

    channels: int
    """Bands in and out."""
    widths: tuple[int, ...]
    """Feature width per level, from full resolution to the latent's; each level after the first halves the size."""
    resnets_per_level: int = 1
    """Residual blocks per encoder level; the decoder has one more, as in ``AutoencoderKL``."""
    latent_channels: int = 4
    norm: Norm = "none"
    """"none" makes tiled coding exact; "group" is for imported weights."""
    norm_groups: int = 32
    mid_attention: bool = False
    """Attention in the middle block, for imported weights only: it ties every pixel to the whole window."""

    @property
    def downsampling(self) -> int:
        """Pixels per latent cell along each axis."""
        return 1 << (len(self.widths) - 1)


@dataclass(frozen=True)
class DitConfig:
    """The shared diffusion transformer (paper section 3; Peebles and Xie 2023)."""

    depth: int
    width: int
    heads: int
    patch: int = 4
    latent_channels: int = 4
    latent_px: int = 64
    """Rows and columns of latent cells in one window."""
    mlp_ratio: float = 4.0
    first_guess: bool = False
    """Whether the model predicts a correction to the latent of a regression, which it also receives as input."""
    cycle_spinning: bool = False
    """Whether the first and the last prediction are means over shifts of the patches (``models/cycle_spinning.py``)."""
    anchored: bool = False
    """Whether corrections leave the coarse part of the first guess as it is (``diffusion/sampler.py``)."""
    context_channels: int = 0
    """Channels of the source's context, given to the model beside the latents; 0: none, as in the paper."""

    @property
    def source_channels(self) -> int:
        """Conditioning channels: the source's latent, the first guess's if there is one, and context."""
        return self.latent_channels * (2 if self.first_guess else 1) + self.context_channels

    def __post_init__(self) -> None:
        if self.heads < 1 or self.width % self.heads:
            raise ValueError(f"width {self.width} is not a multiple of heads {self.heads}")
        if self.anchored and not self.first_guess:
            raise ValueError("anchored needs a first guess to hold the predictions to: set first_guess too")
        if self.patch < 1 or self.latent_px % self.patch:
            raise ValueError(f"latent_px {self.latent_px} is not a multiple of patch {self.patch}")


@dataclass(frozen=True)
class AdapterConfig:
    """The residual refiner of one target modality."""

    width: int
    depth: int
    latent_channels: int = 4
    groups: int = 8
    squeeze: int = 4
    """Reduction of the squeeze-and-excitation bottleneck."""
    source_channels: int = 0
    """Conditioning channels that the adapter sees beside the prediction; 0 is the paper's adapter."""

    @property
    def edge_px(self) -> int:
        """Cells of reflection around a window; 0 in the paper's adapter.

        Zero padding tells convolutions where a window ends, and they change the outermost cells. At the edge of a
        raster, where no other window is blended in, that was a bright frame.
        """
        return 2 if self.source_channels else 0


@dataclass(frozen=True)
class ContextConfig:
    """The context encoder, our addition (``models/context.py``)."""

    channels: int = 64
    """Channels of each token."""
    width: int = 160
    depth: int = 6
    kernel: int = 5
    """Side of the depthwise convolutions, in tokens."""

    def __post_init__(self) -> None:
        if self.kernel % 2 == 0:
            raise ValueError(f"kernel {self.kernel} must be odd")


@dataclass(frozen=True)
class NetworkSize:
    """A translator's size: the DiT and the adapters."""

    dit: DitConfig
    adapter: AdapterConfig
    vae_widths: tuple[int, ...]
    """Widths of the coarsest VAE levels; a modality with f = 2**k uses the last k + 1."""


SIZES: dict[str, NetworkSize] = {
    "tiny": NetworkSize(DitConfig(6, 192, 3), AdapterConfig(32, 2), (12, 24, 48, 80)),
    "s": NetworkSize(DitConfig(12, 384, 6), AdapterConfig(128, 4, groups=32), (64, 128, 256, 512)),
    "b": NetworkSize(DitConfig(12, 768, 12), AdapterConfig(128, 4, groups=32), (64, 128, 256, 512)),
    "l": NetworkSize(DitConfig(24, 1024, 16), AdapterConfig(128, 4, groups=32), (64, 128, 256, 512)),
}


def size_of(dit: DitConfig, adapter: AdapterConfig) -> str | None:
    """Return the name of the networks' size, with or without our additions to the paper; None if it has no name.

    Adapters of another width count as an addition.
    """
    plain = (
        replace(dit, first_guess=False, cycle_spinning=False, anchored=False, context_channels=0),
        replace(adapter, source_channels=0, width=0),
    )
    sizes = {name: (size.dit, replace(size.adapter, width=0)) for name, size in SIZES.items()}
    return next((name for name, size in sizes.items() if size == plain), None)


def vae_config(size: str, channels: int, downsampling: int) -> VaeConfig:
    """Return the VAE config of one modality at a named size.

    ``downsampling`` is 1, 2, 4 or 8. The levels next to the latent are the same for every modality, so one
    modality's trained VAE can start another's.
    """
    levels = downsampling.bit_length()
    widths = SIZES[size].vae_widths
    if levels > len(widths):
        raise ValueError(
            f"size {size!r} has no VAE for downsampling {downsampling}; at most {1 << (len(widths) - 1)}"
        )
    return VaeConfig(channels=channels, widths=widths[-levels:])

"""Parameters of the networks as frozen dataclasses, and the named sizes; read without torch.

The paper gives S, B and L for the DiT, but neither VAE widths nor the adapter's width and depth; those below are our
choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

from any2any.spec.modality import LATENT_CHANNELS, Direction, Modality

Norm = Literal["none", "group"]

Storage = Literal["float16", "int8"]
"""How weights are stored: in half precision, or in eight bits with a scale for each output channel."""

WIDEST = 65_536
"""Largest number of channels that a config may ask for."""
DEEPEST = 1000
"""Largest number of blocks in a row."""
FINEST_LEVELS = 8
"""Most levels of a VAE: a latent cell of 128 x 128 pixels."""


def require_numbers(low: int, high: int, **values: int | Iterable[int]) -> None:
    """ValueError unless all are from ``low`` to ``high``: a config from elsewhere decides what is allocated."""
    for name, value in values.items():
        for number in (value,) if isinstance(value, int) else value:
            if not low <= number <= high:
                raise ValueError(f"{name} {number!s:.30} must be from {low} to {high}")


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

    def __post_init__(self) -> None:
        if not 1 <= len(self.widths) <= FINEST_LEVELS:
            raise ValueError(f"widths has {len(self.widths)} levels: give 1 to {FINEST_LEVELS}")
        require_numbers(
            1, WIDEST, widths=self.widths, channels=self.channels, latent_channels=self.latent_channels
        )
        require_numbers(1, DEEPEST, resnets_per_level=self.resnets_per_level)
        require_numbers(1, WIDEST, norm_groups=self.norm_groups)
        if self.norm not in ("none", "group"):
            raise ValueError(f"norm {self.norm!r} is unknown: 'none' or 'group'")
        grouped = self.widths if self.norm == "group" else self.widths[-1:] if self.mid_attention else ()
        if any(width % self.norm_groups for width in grouped):
            raise ValueError(f"widths {self.widths} are not multiples of norm_groups {self.norm_groups}")

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
    cycle_spinning: bool = False
    """Whether the first and the last prediction are means over shifts of the patches (``models/cycle_spinning.py``)."""
    source_channels: int = LATENT_CHANNELS
    """Conditioning channels beside the noisy latent: the source's latent alone, as in the paper, or with what
    ``GuessConfig`` adds."""
    sigma_data: float | None = None
    """Expected deviation of the predicted latent or correction, whose output is then scaled by the noise level
    (``models/correction.py``); None: the output is the prediction, as in the paper."""

    def __post_init__(self) -> None:
        require_numbers(1, DEEPEST, depth=self.depth, latent_px=self.latent_px)
        require_numbers(1, WIDEST, width=self.width, latent_channels=self.latent_channels)
        require_numbers(1, WIDEST, source_channels=self.source_channels)
        if not 0.0 < self.mlp_ratio <= 64.0:
            raise ValueError(f"mlp_ratio {self.mlp_ratio} must be above 0, and at most 64")
        if self.heads < 1 or self.width % self.heads:
            raise ValueError(f"width {self.width} is not a multiple of heads {self.heads}")
        if self.width % 4:
            raise ValueError(f"width {self.width} is not a multiple of 4, as the position code needs")
        if self.sigma_data is not None and not 0.0 < self.sigma_data <= 100.0:
            raise ValueError(f"sigma_data {self.sigma_data} must be above 0, and at most 100")
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
    """Conditioning channels that the adapter gets beside the prediction; 0: the paper's adapter."""

    def __post_init__(self) -> None:
        require_numbers(1, WIDEST, width=self.width, latent_channels=self.latent_channels)
        require_numbers(1, WIDEST, groups=self.groups, squeeze=self.squeeze)
        require_numbers(0, DEEPEST, depth=self.depth)
        require_numbers(0, WIDEST, source_channels=self.source_channels)
        if self.width % self.groups or self.width < self.squeeze:
            raise ValueError(
                f"width {self.width} must be a multiple of groups {self.groups}, and at least squeeze {self.squeeze}"
            )

    @property
    def edge_px(self) -> int:
        """Cells of reflection around a window; 0 in the paper's adapter.

        Zero padding shows convolutions where a window ends, so they changed the outermost cells. At the edge of a
        raster, where no other window is blended in, this made a bright frame.
        """
        return 2 if self.source_channels else 0


_SAME_BAND = {"nir_narrow": "nir"}
"""Bands that are estimated as another one, whose wavelengths include theirs."""


@dataclass(frozen=True)
class FineContextConfig:
    """Context at every pixel of some sources, our addition (``models/context.py``)."""

    sources: tuple[str, ...]
    """Modalities that have it; all of one downsampling."""
    widths: tuple[int, ...] = (24, 48, 80, 96)
    """Feature width per level, from pixels to tokens; each level after the first halves the size."""
    blocks: tuple[int, ...] = (1, 1, 2, 2)
    """Residual blocks per level, on the way down and, but for the tokens' level, once more on the way up."""
    bands: tuple[str, ...] = ("red", "green", "blue", "nir", "swir1", "swir2")
    """Bands that are estimated at each pixel."""

    @property
    def channels(self) -> int:
        """Numbers at each pixel."""
        return len(self.bands)

    def numbers_of(self, target: Modality) -> tuple[int, ...]:
        """Return the channel of each band of a target; none if one of its bands is not estimated."""
        names = [_SAME_BAND.get(band.name, band.name) for band in target.bands]
        known = all(name in self.bands for name in names)
        return tuple(self.bands.index(name) for name in names) if known else ()

    def __post_init__(self) -> None:
        require_numbers(1, WIDEST, bands=len(self.bands))
        if not 2 <= len(self.widths) <= FINEST_LEVELS or len(self.blocks) != len(self.widths):
            raise ValueError(
                f"widths {self.widths} and blocks {self.blocks} must have one number for each of 2 to "
                f"{FINEST_LEVELS} levels"
            )
        require_numbers(1, WIDEST, widths=self.widths)
        require_numbers(1, DEEPEST, blocks=self.blocks)


@dataclass(frozen=True)
class ContextConfig:
    """The context encoder, our addition (``models/context.py``)."""

    channels: int = 64
    """Channels of each token."""
    width: int = 160
    depth: int = 6
    kernel: int = 5
    """Side of the depthwise convolutions, in tokens."""
    fine: FineContextConfig | None = None
    """Context at every pixel of some sources."""

    def fine_of(self, source: str) -> FineContextConfig | None:
        """Return the config of a source's context at every pixel; None if it has none."""
        return self.fine if self.fine and source in self.fine.sources else None

    def __post_init__(self) -> None:
        require_numbers(1, WIDEST, channels=self.channels)
        require_numbers(8, WIDEST, width=self.width)  # the stems begin with an eighth of it
        require_numbers(1, DEEPEST, depth=self.depth, kernel=self.kernel)
        if self.kernel % 2 == 0:
            raise ValueError(f"kernel {self.kernel} must be odd")


@dataclass(frozen=True)
class GuessConfig:
    """Inputs of a model beside the source's latent, our addition: a first guess, and perhaps context."""

    anchored: bool = False
    """Whether corrections keep the coarse part of the first guess unchanged (``diffusion/sampler.py``)."""
    context: ContextConfig | None = None
    """The context encoder, if the model has one."""
    context_channels: int = 0
    """Numbers of each context token that the DiT and the adapters see; first guesses see all."""
    gains: dict[str, float] = field(default_factory=dict)
    """By direction, like "sar->rgb": the share of the networks' corrections that is applied; 1 if not listed.

    Networks that learned to correct a weaker guess take structure away from a better one."""

    def __post_init__(self) -> None:
        require_numbers(0, WIDEST, context_channels=self.context_channels)
        for direction, gain in self.gains.items():
            if not 0.0 <= gain <= 1.0:
                raise ValueError(f"gain {gain} of {direction!s:.50} must be from 0 to 1")

    def trained(self, directions: Iterable[Direction]) -> GuessConfig:
        """Return the config after a training on this guess: in its directions, corrections count in full."""
        learned = set(map(str, directions))
        return replace(self, gains={d: gain for d, gain in self.gains.items() if d not in learned})


def source_channels(guess: GuessConfig | None) -> int:
    """Count conditioning channels: the source's latent, and with a first guess its latent and context."""
    return LATENT_CHANNELS if guess is None else 2 * LATENT_CHANNELS + guess.context_channels


def context_channels(guess: GuessConfig | None) -> int:
    """Count the numbers of each context token that the DiT sees; 0 without a first guess."""
    return 0 if guess is None else guess.context_channels


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
    """Return the named size of the networks, ignoring our additions to the paper; None if no size matches.

    Adapters of another width count as an addition.
    """
    plain = replace(dit, cycle_spinning=False, source_channels=LATENT_CHANNELS)
    ignored = {"source_channels": 0, "width": 0}
    rest = asdict(adapter) | ignored
    fitting = (n for n, size in SIZES.items() if (size.dit, asdict(size.adapter) | ignored) == (plain, rest))
    return next(fitting, None)


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

"""Receptive fields of the networks in latent cells: the exact halos of blocks. Pure arithmetic; no torch."""

from __future__ import annotations

import math
from typing import Any, NamedTuple, TypeVar

from any2any.spec.modality import Modality
from any2any.spec.networks import ContextConfig, FineContextConfig, VaeConfig

Array = TypeVar("Array", bound=Any)
"""A ``numpy.ndarray`` or a ``torch.Tensor``."""

UNBOUNDED_HALO_LATENT_PX = 16
"""Halo of an imported VAE whose norm or attention ties every pixel to the whole window: its blocks then differ a little
from the whole, by 7.5 % of the standard deviation in a measurement with GroupNorm."""

TOKEN_LATENT_PX = 2
"""Latent cells along each side of a context token: 80 m at the default pixel sizes."""

MEANS_PX = (3, 7, 15)
"""Sides of the squares over which a first guess averages the source, in pixels of the target."""

DEVIATION_PX = 7
"""Side of the square over which its standard deviation is taken."""


FINE_MEAN_PX = 15
"""Side of the square over which a first guess averages context at every pixel, in pixels of the source."""


def has_finite_halo(config: VaeConfig) -> bool:
    """Whether coding in blocks can be exact: no norm and no attention."""
    return config.norm == "none" and not config.mid_attention


def encoder_halo_latent_px(config: VaeConfig) -> int:
    """Latent cells around a block whose pixels can change the block's latent: 10 at f4 with one block a level.

    Walks from the latent to the image: every 3x3 convolution reaches one pixel further, every strided one
    reaches from output o to inputs 2o .. 2o + 2, so further to the right than to the left. The reach counts from
    a cell's first pixel, and the cell's own f - 1 others are not halo.
    """
    if not has_finite_halo(config):
        return UNBOUNDED_HALO_LATENT_PX
    reach_px = 1 + 4  # conv_out and the middle block's four convolutions
    for level in range(len(config.widths) - 1, -1, -1):
        reach_px += 2 * config.resnets_per_level
        if level > 0:
            reach_px = 2 * reach_px + 2
    reach_px += 1  # conv_in
    return math.ceil((reach_px - (config.downsampling - 1)) / config.downsampling)


def decoder_halo_latent_px(config: VaeConfig) -> int:
    """Latent cells around a block that can change the block's pixels: 13 at f4 with one block a level.

    Walks from the image to the latent: repetition maps a reach of r pixels to ceil(r / 2) cells.
    """
    if not has_finite_halo(config):
        return UNBOUNDED_HALO_LATENT_PX
    reach_px = 1  # conv_out
    for level in range(len(config.widths)):
        reach_px += 2 * (config.resnets_per_level + 1)
        if level < len(config.widths) - 1:
            reach_px = math.ceil((reach_px + 1) / 2)  # + 1 for the upsampler's convolution
    return reach_px + 4 + 1  # the middle block and conv_in


def context_halo_latent_px(config: ContextConfig) -> int:
    """Cells around a token that it depends on, a whole number of tokens; the stem reaches less than three cells."""
    return TOKEN_LATENT_PX * (config.depth * (config.kernel // 2) + 3)


def fine_halo_latent_px(config: FineContextConfig) -> int:
    """Cells around a block whose pixels can change its context at every pixel and its means: 18 by default.

    Walks on from the tokens to the pixels: a strided convolution brings a reach of r to 2 r + 2.
    """
    reach_px = _fine_reach_tokens(config)
    for blocks in reversed(config.blocks[:-1]):
        reach_px = 2 * reach_px + 2 + blocks
    reach_px += 2  # the first convolution
    return TOKEN_LATENT_PX * math.ceil(reach_px / (1 << (len(config.blocks) - 1)))


def _fine_reach_tokens(config: FineContextConfig) -> int:
    """Tokens around a pixel that can change its context or its mean: 5 by default.

    Repetition maps r pixels to ceil(r / 2).
    """
    reach = 1 + FINE_MEAN_PX // 2 + 1  # bilinear interpolation to the target's pixels; the last convolution
    for blocks in config.blocks[:-1]:
        reach = math.ceil((reach + blocks) / 2)
    return reach + config.blocks[-1]


def guess_halo_latent_px(source: Modality, target: Modality, context: ContextConfig | None) -> int:
    """Cells around a block that its first guess depends on; bilinear interpolation reaches into one more."""
    near = near_halo_latent_px(source, target, context)
    if context is None:
        return near
    fine = _estimating(source, target, context)
    tokens = _fine_reach_tokens(fine) if fine else 1
    return max(near, context_halo_latent_px(context) + TOKEN_LATENT_PX * tokens)


def near_halo_latent_px(source: Modality, target: Modality, context: ContextConfig | None) -> int:
    """Cells around a block that its first guess depends on where all tokens of the context are known."""
    local = math.ceil(max(*MEANS_PX, DEVIATION_PX) // 2 / target.downsampling) + 1
    if context is None:
        return local
    fine = _estimating(source, target, context)
    return max(local, TOKEN_LATENT_PX, fine_halo_latent_px(fine) if fine else 0)


def _estimating(source: Modality, target: Modality, context: ContextConfig) -> FineContextConfig | None:
    """The fine context that estimates the target, if the source has it."""
    fine = context.fine_of(source.name)
    return fine if fine and fine.numbers_of(target) else None


def has_detail(source: Modality, target: Modality) -> bool:
    """Whether a first guess has detail that its latent lacks; speckle does not count (``docs/performance.md``)."""
    return "backscatter_db" not in (source.quantity, target.quantity)


class Cells(NamedTuple):
    """Rows and columns of latent cells, counted from the first cell of a block."""

    rows: slice
    columns: slice

    @classmethod
    def of(cls, height: int, width: int) -> Cells:
        """All cells of a block."""
        return cls(slice(0, height), slice(0, width))

    def grown(self, halo: int, block: Cells) -> Cells:
        """With up to ``halo`` cells more on each side, inside the block; begins at whole tokens."""
        return Cells(*(_grown(own, halo, whole) for own, whole in zip(self, block, strict=True)))

    def within(self, outer: Cells) -> Cells:
        """The same cells, counted from the first one of ``outer``."""
        return Cells(*(slice(a.start - b.start, a.stop - b.start) for a, b in zip(self, outer, strict=True)))

    def times(self, factor: int) -> Cells:
        """The pixels of these cells, ``factor`` to a side."""
        return Cells(*(slice(own.start * factor, own.stop * factor) for own in self))

    def cut(self, values: Array) -> Array:
        """These rows and columns of (B, C, H, W)."""
        part: Array = values[..., self.rows, self.columns]
        return part

    def tokens(self) -> Cells:
        """The tokens that lie on these cells, which begin at whole tokens."""
        return Cells(*(slice(own.start // TOKEN_LATENT_PX, -(-own.stop // TOKEN_LATENT_PX)) for own in self))


def _grown(own: slice, halo: int, whole: slice) -> slice:
    start = max(own.start - halo, whole.start)
    return slice(start - start % TOKEN_LATENT_PX, min(own.stop + halo, whole.stop))

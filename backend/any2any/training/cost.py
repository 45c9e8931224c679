"""Count the operations of a recipe on our networks, on the meta device, without computing them.

A multiplication and an addition count as two operations. Training counts three forward passes per sample and step: the
forward pass, and the gradients of activations and weights.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch.utils.flop_counter import FlopCounterMode

from any2any.metrics.lpips.lpips import Lpips
from any2any.models.adapter import Adapter
from any2any.models.dit import Dit
from any2any.models.vae import Vae
from any2any.spec.modality import DEFAULT_MODALITIES, LATENT_CHANNELS, WINDOW_LATENT_PX, Modality
from any2any.spec.networks import AdapterConfig, DitConfig, vae_config
from any2any.training.config import Recipe, VaeTrainingConfig

TRAINING_FORWARDS = 3

TRANSLATOR_STAGE = "translator"


@dataclass(frozen=True)
class Cost:
    """One stage of a recipe."""

    forward_flop: float
    """Operations of one sample's forward pass, loss included."""
    steps: int
    batch: int

    @property
    def training_flop(self) -> float:
        """Operations of the whole stage."""
        return TRAINING_FORWARDS * self.forward_flop * self.steps * self.batch

    def hours(self, flop_per_s: float) -> float:
        """Hours at the total sustained rate of all devices."""
        return self.training_flop / flop_per_s / 3600.0


def recipe_costs(recipe: Recipe, modalities: tuple[Modality, ...] = DEFAULT_MODALITIES) -> dict[str, Cost]:
    """Return the cost of each stage: ``vae-<modality>`` for those of ``modalities``, and ``translator``.

    Encoding the latents is not included: one forward pass of an encoder for each tile, modality and variant.
    """
    specs = {m.name: m for m in modalities}
    costs = {}
    for name, config in recipe.vae.items():
        if name in specs:
            flop = vae_flop(recipe.size, specs[name], config)
            costs[f"vae-{name}"] = Cost(flop, config.optimiser.steps, config.optimiser.batch)
    optimiser = recipe.translator.optimiser
    flop = dit_flop(recipe.dit) + (adapter_flop(recipe.adapter) if recipe.translator.adapter else 0)
    return costs | {TRANSLATOR_STAGE: Cost(flop, optimiser.steps, optimiser.batch)}


def vae_flop(size: str, modality: Modality, config: VaeTrainingConfig) -> int:
    """Operations of one crop in encoder, decoder and the perceptual network, if there is one."""
    side = config.crop_latent_px * modality.downsampling
    with torch.device("meta"):
        vae = Vae(vae_config(size, modality.channels, modality.downsampling))
        x = torch.empty(1, modality.channels, side, side)
        flop = _count(lambda: vae.decode(vae.encode(x).mean))
        if config.perceptual.term == "lpips":
            # Frozen: two images forward and one backward cost three forward passes.
            lpips = Lpips()
            colour = torch.empty(1, 3, side, side)
            flop += _count(lambda: lpips(colour, colour)) // 2
    return flop


def dit_flop(config: DitConfig) -> int:
    """Operations of the DiT for one window: 256 tokens in the sizes of the paper."""
    with torch.device("meta"):
        dit = Dit(config, len(DEFAULT_MODALITIES))
        one = torch.zeros(1, dtype=torch.int64)
        z, z_source = _window(LATENT_CHANNELS), _window(config.source_channels)
        return _count(lambda: dit(z, z_source, dit.modulate(one, one, one)))


def adapter_flop(config: AdapterConfig) -> int:
    """Operations of one target adapter for one window."""
    source = DEFAULT_MODALITIES[0].name
    with torch.device("meta"):
        adapter = Adapter(config, (source,))
        z, z_source = _window(LATENT_CHANNELS), _window(config.source_channels)
        return _count(lambda: adapter(z, z_source, source))


def _window(channels: int) -> torch.Tensor:
    return torch.empty(1, channels, WINDOW_LATENT_PX, WINDOW_LATENT_PX)


def _count(forward: Callable[[], torch.Tensor]) -> int:
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        forward()
    return counter.get_total_flops()

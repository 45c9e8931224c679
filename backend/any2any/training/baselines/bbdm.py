"""BBDM (Li et al. 2023, arXiv 2205.07680) in the latent space of a model's frozen VAEs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from any2any.spec.modality import LATENT_CHANNELS, Direction
from any2any.training.baselines import bridge
from any2any.training.baselines.latent_unet import LatentUNet
from any2any.training.baselines.pairwise import Image, Pairwise, Training
from any2any.training.loop.step import Batch

WIDTH = 28
"""Width of the first level: 0.71 million weights; a fourteenth of the bundled model's is 0.70 million."""

SEED = 0
"""Seed of the sampling noise, which is the same for every window, as for the model in the reports."""


class LatentCoder(Protocol):
    """Frozen VAEs with standardised latents, such as a ``Translator``."""

    def encode(self, modality: str, x: Tensor) -> Tensor:
        """(B, C, H, W) model values -> (B, 4, H/f, W/f)."""

    def decode(self, modality: str, z: Tensor) -> Tensor:
        """(B, 4, h, w) -> (B, C, h * f, w * f) model values."""


class Bbdm(Pairwise):
    """A network that predicts x_t - x_0 of the bridge from the source's latent to the target's."""

    training_settings = Training(learning_rate=3e-3)

    def __init__(self, coder: LatentCoder, direction: Direction, width: int = WIDTH, steps: int = 1) -> None:
        """``steps`` are those of ``translate``; the coder is not part of the module and is not trained."""
        super().__init__()
        self.network = LatentUNet(LATENT_CHANNELS, width)
        self.direction = direction
        self.steps = steps
        self._coder = [coder]  # in a list, so that torch does not register it

    @property
    def generator(self) -> nn.Module:
        """Return the network."""
        return self.network

    def parts(self) -> Mapping[str, nn.Module]:
        """Return the network."""
        return {"network": self.network}

    def losses(self, batch: Batch) -> Iterator[tuple[str, Tensor]]:
        """Yield || m_t (y - x_0) + sqrt(delta_t) noise - network(x_t, t) ||^2 (algorithm 1)."""
        x0, y = batch["target"], batch["source"]
        times = torch.randint(1, bridge.TIMES + 1, (len(x0),))
        x = bridge.diffuse(x0, y, torch.randn_like(x0), times)
        yield "network", (self.network(x, times).float() - (x - x0)).square().mean()

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Translate a whole window with this module's number of steps; see ``Sampled`` for another one."""
        return Sampled(self, self.steps).translate(source, target_px)

    @torch.no_grad()
    def sample(self, source: Image, steps: int) -> Image:
        """Source (bands, 64 f, 64 f) -> target (bands, 64 f', 64 f'), model values."""
        [coder] = self._coder
        y = coder.encode(self.direction.source, torch.from_numpy(np.ascontiguousarray(source))[None])
        generator = torch.Generator().manual_seed(SEED)
        z = bridge.sample(self._predict, y, steps, generator)
        image: Image = coder.decode(self.direction.target, z)[0].contiguous().numpy()
        return image

    def _predict(self, x: Tensor, t: int) -> Tensor:
        return self.network(x, torch.full((len(x),), t))


@dataclass(frozen=True)
class Sampled:
    """A trained BBDM with a fixed number of sampling steps."""

    model: Bbdm
    steps: int

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Source (bands, 64 f, 64 f) -> target (bands, \\*target_px), model values."""
        return self.model.sample(source, self.steps)

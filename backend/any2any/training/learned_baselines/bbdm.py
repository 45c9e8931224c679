"""The Brownian bridge between two latents (Li et al. 2023, BBDM, arXiv 2205.07680): schedule, forward and reverse.

Time runs from 0, the target x_0, to T, the source y; at both ends the variance is zero. Pure arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from any2any.spec.modality import LATENT_CHANNELS, Direction
from any2any.training.learned_baselines.pairwise import Image, Pairwise, Training
from any2any.training.learned_baselines.unet import LatentUNet
from any2any.training.loop.step import Batch

TIMES = 1000
"""T."""

SCALE = 1.0
"""s: the largest variance, half way, is s / 2."""

Predict = Callable[[Tensor, int], Tensor]
"""x_t (B, C, h, w) and t -> an estimate of x_t - x_0."""


def source_share(t: float) -> float:
    """Return m_t = t / T (equation 4)."""
    return t / TIMES


def variance(t: float) -> float:
    """Return delta_t = 2 s (m_t - m_t^2) (equation 5)."""
    m = source_share(t)
    return 2.0 * SCALE * (m - m * m)


def diffuse(x0: Tensor, y: Tensor, noise: Tensor, times: Tensor) -> Tensor:
    """Return x_t = (1 - m_t) x_0 + m_t y + sqrt(delta_t) noise (equation 3); times: (B,) in 0 .. T."""
    m = (times.to(x0.dtype) / TIMES).view(-1, 1, 1, 1)
    return (1.0 - m) * x0 + m * y + (2.0 * SCALE * (m - m * m)).sqrt() * noise


def posterior_variance(t: int, s: int) -> float:
    """Variance of x_s given x_t, x_0 and y, s < t (equation 13, for any earlier time s).

    At t = T the state is y and carries no information: the limit is that of x_s given only x_0 and y.
    """
    if t == TIMES:
        return variance(s)
    ratio = (1.0 - source_share(t)) / (1.0 - source_share(s))
    added = variance(t) - variance(s) * ratio * ratio  # delta_{t|s}
    return added * variance(s) / variance(t)


def step_back(x: Tensor, x0: Tensor, y: Tensor, noise: Tensor, t: int, s: int) -> Tensor:
    """Draw x_s from the posterior given x_t, an estimate of x_0, and y (equations 11 to 14 in one form).

    The mean is the bridge's at s, plus what x_t has of noise, shrunk so that both parts make up the variance.
    """
    m_t, m_s = source_share(t), source_share(s)
    own = posterior_variance(t, s)
    kept = math.sqrt(max(variance(s) - own, 0.0) / variance(t)) if variance(t) > 0.0 else 0.0
    mean = (1.0 - m_s) * x0 + m_s * y + kept * (x - (1.0 - m_t) * x0 - m_t * y)
    return mean + math.sqrt(own) * noise


def sampling_times(steps: int) -> list[int]:
    """Return T = t_0 > ... > t_steps = 0, evenly spaced."""
    if not 1 <= steps <= TIMES:
        raise ValueError(f"{steps} sampling steps: give 1 to {TIMES}")
    return [round(TIMES * (steps - i) / steps) for i in range(steps + 1)]


def sample(predict: Predict, y: Tensor, steps: int, generator: torch.Generator) -> Tensor:
    """Walk from the source y (B, C, h, w) to an estimate of x_0 (algorithm 2)."""
    x = y
    for t, s in pairwise(sampling_times(steps)):
        x0 = x - predict(x, t)
        noise = torch.randn(y.shape, generator=generator)
        x = step_back(x, x0, y, noise, t, s)
    return x


WIDTH = 28
"""Width of the first level: 0.71 million weights; a fourteenth of the bundled model's is 0.70 million."""

SEED = 0
"""Seed of the sampling noise, which is the same for every window, as for the model in the reports."""


class LatentCoder(Protocol):
    """Frozen VAEs with standardised latents, such as a ``Translator``."""

    def to_latent(self, modality: str, x: Tensor) -> Tensor:
        """(B, C, H, W) model values -> (B, 4, H/f, W/f)."""

    def from_latent(self, modality: str, z: Tensor) -> Tensor:
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
        times = torch.randint(1, TIMES + 1, (len(x0),))
        x = diffuse(x0, y, torch.randn_like(x0), times)
        yield "network", (self.network(x, times).float() - (x - x0)).square().mean()

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Translate a whole window with this module's number of steps; see ``Sampled`` for another one."""
        return Sampled(self, self.steps).translate(source, target_px)

    @torch.no_grad()
    def sample(self, source: Image, steps: int) -> Image:
        """Source (bands, 64 f, 64 f) -> target (bands, 64 f', 64 f'), model values."""
        [coder] = self._coder
        y = coder.to_latent(self.direction.source, torch.from_numpy(np.ascontiguousarray(source))[None])
        generator = torch.Generator().manual_seed(SEED)
        z = sample(self._predict, y, steps, generator)
        image: Image = coder.from_latent(self.direction.target, z)[0].contiguous().numpy()
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

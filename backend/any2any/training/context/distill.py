"""Train the context encoder to predict the teacher's tokens from images of user quality."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from any2any.models.context import ContextEncoder
from any2any.spec.modality import Modality
from any2any.training.context.pool import Pool

WHITENING = 0.5
"""Components are scaled by their variance to minus half this power, because weak ones also distinguish radar
targets."""


@dataclass(frozen=True)
class Projection:
    """Principal components of the teacher's tokens of one modality, the strongest first."""

    mean: Tensor
    """(channels of the teacher,)."""
    basis: Tensor
    """(components, channels of the teacher), scaled."""

    def __call__(self, tokens: Tensor) -> Tensor:
        """(B, channels of the teacher, h, w) -> (B, components, h, w)."""
        centred = tokens.float() - self.mean[:, None, None]
        return torch.einsum("kc,bchw->bkhw", self.basis, centred)


def fit_projection(tokens: Tensor, components: int) -> Projection:
    """Find the components of tokens (N, C, h, w); the strongest one gets unit variance."""
    flat = tokens.float().permute(0, 2, 3, 1).flatten(0, 2)
    mean = flat.mean(dim=0)
    values, vectors = torch.linalg.eigh(torch.cov((flat - mean).T))
    values, vectors = values.flip(0)[:components], vectors.flip(1)[:, :components]
    gain = values[0].rsqrt() * (values[0] / values.clamp_min(1e-9)) ** (WHITENING / 2)
    return Projection(mean, gain[:, None] * vectors.T)


def augmented(x: Tensor, modality: Modality, generator: torch.Generator) -> Tensor:
    """Degrade images as sensors and users do; x: (B, C, H, W) model values, float32.

    Radar gets speckle and a level shift, reflectance gets gain and haze, and some of both get few grey levels.
    """

    def uniform(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(len(x), 1, 1, 1, generator=generator)

    spread = 2.0 / (modality.bands[0].high - modality.bands[0].low)
    if modality.quantity == "backscatter_db":
        deviation_db = uniform(0.0, 2.0) * (uniform(0.0, 1.0) < 0.7)
        noise_db = deviation_db * torch.randn(x.shape, generator=generator) + uniform(-1.0, 1.0)
        x = x + spread * noise_db
    else:
        x = (x + 1.0) * uniform(0.9, 1.1) - 1.0 + spread * uniform(-0.01, 0.01)
    coarse = torch.round(x * 48.0) / 48.0
    return torch.where(uniform(0.0, 1.0) < 0.2, coarse, x).clamp(-1.0, 1.0)


class Distillation:
    """Trains an encoder on pools, one modality per step."""

    def __init__(
        self,
        encoder: ContextEncoder,
        modalities: Mapping[str, Modality],
        pools: Mapping[str, Pool],
        projections: Mapping[str, Projection],
        shares: Mapping[str, float],
        learning_rate: float,
        seed: int,
    ) -> None:
        self.encoder = encoder
        self._modalities = modalities
        self._pools = pools
        self._targets = {name: projections[name](pool.tokens).half() for name, pool in pools.items()}
        self._names = list(shares)
        self._shares = torch.tensor([shares[name] for name in self._names])
        self._rate = learning_rate
        self._optimiser = torch.optim.AdamW(encoder.parameters(), lr=learning_rate, weight_decay=0.02)
        self._generator = torch.Generator().manual_seed(seed)

    def run(self, steps: int, batch: int, on_step: Callable[[int, str, float], None]) -> None:
        """Train; the rate rises in the first percent of the steps and falls to zero as a cosine."""
        for step in range(steps):
            done = step / steps
            rate = self._rate * min(1.0, 100.0 * done + 0.01) * 0.5 * (1.0 + math.cos(math.pi * done))
            for group in self._optimiser.param_groups:
                group["lr"] = rate
            name = self._names[int(torch.multinomial(self._shares, 1, generator=self._generator))]
            on_step(step, name, self.step(name, batch))

    def step(self, name: str, batch: int) -> float:
        """Train on a batch of one modality; returns the mean squared error."""
        pool = self._pools[name]
        chosen = torch.randint(len(pool.x), (batch,), generator=self._generator)
        x = augmented(pool.x[chosen].float(), self._modalities[name], self._generator)
        with torch.autocast("cpu", torch.bfloat16):
            tokens = self.encoder(name, x)
        loss = (tokens.float() - self._targets[name][chosen].float()).square().mean()
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
        self._optimiser.step()
        return float(loss.detach())


@torch.inference_mode()
def explained(encoder: ContextEncoder, name: str, pool: Pool, projection: Projection) -> float:
    """Share of the variance of a pool's projected tokens that the encoder explains on clean images."""
    wanted = projection(pool.tokens)
    given = torch.cat([encoder(name, x.float()) for x in pool.x.split(32)])
    residual = (given - wanted).square().sum()
    return float(1.0 - residual / (wanted - wanted.mean(dim=(0, 2, 3), keepdim=True)).square().sum())

"""The diffusion transformer shared by all directions: predicts the clean target latent (paper section 3).

AdaLN-zero conditioning after Peebles and Xie (2023). The condition is the same for every window of a job, so the
modulations can be computed once a step (``Dit.modulate``) and used for any number of windows.
"""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.diffusion.sampler import low_pass
from any2any.spec.networks import DitConfig

TIME_FREQUENCIES = 256


@dataclass(frozen=True)
class Modulation:
    """Shift, scale and gate of one AdaLN site, each (B or 1, 1, D)."""

    shift: Tensor
    scale: Tensor
    gate: Tensor

    def apply(self, x: Tensor) -> Tensor:
        """x: (B, N, D), normalised -> shifted and scaled."""
        return x * (1.0 + self.scale) + self.shift


@dataclass(frozen=True)
class Modulations:
    """All modulations of one forward pass."""

    blocks: tuple[tuple[Modulation, Modulation], ...]
    """Per block, those of its attention and of its MLP."""
    final: Modulation
    """Of the output layer; its gate is not used."""


class AdaLn(nn.Module):
    """Condition to ``sites`` modulations."""

    def __init__(self, width: int, sites: int) -> None:
        super().__init__()
        self.linear = nn.Linear(width, 3 * sites * width)
        self.sites = sites

    def forward(self, c: Tensor) -> tuple[Modulation, ...]:
        """c: (B, D) -> modulations of shape (B, 1, D)."""
        parts = self.linear(F.silu(c)).unsqueeze(1).chunk(3 * self.sites, dim=-1)
        return tuple(Modulation(*parts[3 * i : 3 * i + 3]) for i in range(self.sites))


class Block(nn.Module):
    """Pre-norm transformer block; both branches are gated, so it starts as the identity."""

    def __init__(self, config: DitConfig) -> None:
        super().__init__()
        width, hidden = config.width, int(config.width * config.mlp_ratio)
        self.heads = config.heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.mlp = nn.Sequential(
            nn.Linear(width, hidden), nn.GELU(approximate="tanh"), nn.Linear(hidden, width)
        )
        self.ada_ln = AdaLn(width, sites=2)

    def forward(self, x: Tensor, attention: Modulation, mlp: Modulation) -> Tensor:
        """(B, N, D) -> (B, N, D)."""
        x = x + attention.gate * self._attend(attention.apply(_layer_norm(x)))
        return x + mlp.gate * self.mlp(mlp.apply(_layer_norm(x)))

    def _attend(self, x: Tensor) -> Tensor:
        b, n, d = x.shape
        q, k, v = (
            self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        )  # (B, heads, N, D/heads)
        return self.proj(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, d))


class Dit(nn.Module):
    """Noisy target latent and source latent to the clean target latent."""

    position: Tensor

    def __init__(self, config: DitConfig, modality_count: int) -> None:
        super().__init__()
        self.config = config
        patch_values = config.latent_channels * config.patch**2
        values_in = (config.latent_channels + config.source_channels) * config.patch**2
        self.embed_patches = nn.Linear(values_in, config.width)
        self.embed_time = nn.Sequential(
            nn.Linear(TIME_FREQUENCIES, config.width), nn.SiLU(), nn.Linear(config.width, config.width)
        )
        self.embed_source = nn.Embedding(modality_count, config.width)
        self.embed_target = nn.Embedding(modality_count, config.width)
        self.condition_mlp = nn.Sequential(
            nn.Linear(config.width, config.width), nn.SiLU(), nn.Linear(config.width, config.width)
        )
        self.blocks = nn.ModuleList([Block(config) for _ in range(config.depth)])
        self.final_ada_ln = AdaLn(config.width, sites=1)
        self.final = nn.Linear(config.width, patch_values)
        self.reset_position()
        self._initialise()

    def reset_position(self) -> None:
        """Compute the position code, which is not stored with the weights (a model built on meta needs it again)."""
        grid = self.config.latent_px // self.config.patch
        self.register_buffer("position", sincos_position(self.config.width, grid), persistent=False)

    def _initialise(self) -> None:
        """All initialisation in one place: Xavier for linear layers, zero for modulations and the output."""
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
            elif isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
        for layer in (*(m.linear for m in self.modules() if isinstance(m, AdaLn)), self.final):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def modulate(self, time: Tensor, source: Tensor, target: Tensor) -> Modulations:
        """Compute the modulations of one step.

        time: (B,) in 0 .. 999; source, target: (B,) int64 indices of modalities. B may be 1 for a whole job.
        """
        summed = (
            self.embed_time(time_frequencies(time)) + self.embed_source(source) + self.embed_target(target)
        )
        c = self.condition_mlp(summed)  # (B, D)
        blocks = tuple(block.ada_ln(c) for block in self.blocks)  # type: ignore[operator]
        return Modulations(blocks, self.final_ada_ln(c)[0])

    def forward(self, z_t: Tensor, z_source: Tensor, modulations: Modulations) -> Tensor:
        """Predict the clean target latent, or a correction of its first guess: (B, 4, 64, 64).

        z_t: (B, 4, 64, 64); z_source: (B, source_channels, 64, 64), the source's latent, the first guess's and context.
        """
        p = self.config.patch
        x = (
            self.embed_patches(patchify(torch.cat([z_t, z_source], dim=1), p)) + self.position
        )  # (B, N, D), N = (64 / p)**2
        for block, (attention, mlp) in zip(self.blocks, modulations.blocks, strict=True):
            x = block(x, attention, mlp)
        return unpatchify(self.final(modulations.final.apply(_layer_norm(x))), p, z_t.shape)


def _in_float32(device_type: str) -> AbstractContextManager[object]:
    """Without autocast, which a device that only counts operations does not have."""
    if not torch.amp.is_autocast_available(device_type):
        return nullcontext()
    return torch.autocast(device_type, enabled=False)


def without_coarse(correction: Tensor) -> Tensor:
    """Return a correction (B, 4, h, w) less its coarse part, in float32 arithmetic."""
    rows, columns = (torch.from_numpy(low_pass(n)).to(correction.device) for n in correction.shape[-2:])
    with _in_float32(correction.device.type):
        return correction - (rows @ correction.float() @ columns.T).to(correction.dtype)


def _layer_norm(x: Tensor) -> Tensor:
    return F.layer_norm(x, x.shape[-1:], eps=1e-6)


def patchify(x: Tensor, p: int) -> Tensor:
    """(B, C, H, W) -> (B, H/p * W/p, C * p * p), row by row."""
    b, c, h, w = x.shape
    return (
        x.view(b, c, h // p, p, w // p, p)
        .permute(0, 2, 4, 1, 3, 5)
        .reshape(b, (h // p) * (w // p), c * p * p)
    )


def unpatchify(tokens: Tensor, p: int, shape: torch.Size) -> Tensor:
    """Undo ``patchify``: (B, N, C * p * p) -> ``shape`` (B, C, H, W)."""
    b, c, h, w = shape
    return tokens.view(b, h // p, w // p, c, p, p).permute(0, 3, 1, 4, 2, 5).reshape(b, c, h, w)


def time_frequencies(time: Tensor) -> Tensor:
    """(B,) times in 0 .. 999 -> (B, 256) cosines and sines at geometrically spaced frequencies."""
    half = TIME_FREQUENCIES // 2
    scale = torch.exp(
        torch.arange(half, device=time.device, dtype=torch.float32) * (-math.log(10_000.0) / half)
    )
    angles = time.float()[:, None] * scale[None]
    return torch.cat([angles.cos(), angles.sin()], dim=-1)


def sincos_position(width: int, grid: int) -> Tensor:
    """Fixed two-dimensional sine-cosine position code, (1, grid * grid, width); half the width per axis."""
    quarter = width // 4
    scale = torch.exp(torch.arange(quarter, dtype=torch.float32) * (-math.log(10_000.0) / quarter))
    angles = torch.arange(grid, dtype=torch.float32)[:, None] * scale[None]  # (grid, D / 4)
    axis = torch.cat([angles.sin(), angles.cos()], dim=-1)  # (grid, D / 2)
    rows = axis[:, None, :].expand(grid, grid, -1)
    columns = axis[None, :, :].expand(grid, grid, -1)
    return torch.cat([rows, columns], dim=-1).reshape(1, grid * grid, 4 * quarter)

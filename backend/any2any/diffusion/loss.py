"""The stage II loss (paper section 3): x0 prediction and the target adapter's calibration, and our structure term."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from any2any.diffusion.schedule import signal_power

SHIFT_CELLS = 4
"""Side of the blocks in which latents of misregistered pairs are compared: 160 m at 10 m a pixel."""
FINE_CELLS = 9
"""Side of the running mean that separates fine structure from the rest."""
_SMALLEST_VARIANCE = 0.01
"""Of fine structure, so that a flat window does not turn its noise into structure."""


@dataclass(frozen=True)
class TranslatorLoss:
    """The terms, each a scalar mean over the batch."""

    clean: Tensor
    """|| z_hat - z_target ||^2."""
    calibration: Tensor
    """|| z_hat + A_target(stopgrad(z_hat)) - z_target ||^2."""
    structure: Tensor
    """1 - correlation of fine structure, summed over the prediction and its refinement; ours. 0 if it has no weight."""

    def total(self, calibration_weight: float, structure_weight: float) -> Tensor:
        """L_z0 + lambda * L_calib + our structure term times its weight."""
        return self.clean + calibration_weight * self.calibration + structure_weight * self.structure


def translator_loss(
    z_hat: Tensor, residual: Tensor, z_target: Tensor, registered: Tensor, with_structure: bool = False
) -> TranslatorLoss:
    """Compare the prediction and its refinement with the target, all (B, 4, h, w).

    ``residual`` is the target adapter's output for the detached prediction: the adapter learns the backbone's residual,
    and does not change the backbone through its own input. ``registered``: (B,) bool; of the other samples, only
    structure coarser than ``SHIFT_CELLS`` counts.
    """
    return TranslatorLoss(
        squared_error(z_hat, z_target, registered),
        squared_error(z_hat + residual, z_target, registered),
        _structure(z_hat, residual, z_target, registered) if with_structure else z_hat.new_zeros(()),
    )


def _structure(z_hat: Tensor, residual: Tensor, z_target: Tensor, registered: Tensor) -> Tensor:
    refined = z_hat.detach() + residual
    return structure_loss(z_hat, z_target, registered) + structure_loss(refined, z_target, registered)


def squared_error(z: Tensor, z_target: Tensor, registered: Tensor) -> Tensor:
    """Mean squared error; samples (B, 4, h, w) that are not ``registered``, (B,), are compared by block means."""
    difference = z - z_target
    blocks = F.avg_pool2d(difference, SHIFT_CELLS, ceil_mode=True, count_include_pad=False)
    coarse = F.interpolate(blocks, scale_factor=SHIFT_CELLS)[..., : z.shape[-2], : z.shape[-1]]
    return torch.where(registered.view(-1, 1, 1, 1), difference, coarse).square().mean()


def structure_loss(z: Tensor, z_target: Tensor, registered: Tensor) -> Tensor:
    """1 - correlation of structure finer than ``FINE_CELLS``: a mean over samples, 0 for those not registered.

    The squared error is dominated by levels; correlation counts the structure of a dark or flat window as much as that
    of a bright one.
    """
    fine, truth = (
        x - F.avg_pool2d(x, FINE_CELLS, 1, FINE_CELLS // 2, count_include_pad=False) for x in (z, z_target)
    )
    axes = (1, 2, 3)
    powers = (fine.square().mean(axes) + _SMALLEST_VARIANCE) * (
        truth.square().mean(axes) + _SMALLEST_VARIANCE
    )
    correlation = (fine * truth).mean(axes) / powers.sqrt()  # (B,)
    return ((1.0 - correlation) * registered).mean()


def power_at(times: Tensor) -> Tensor:
    """times: (B,) int64 -> power of the signal (B, 1, 1, 1) float32, falling from 1 to 0."""
    return torch.tensor(signal_power(), device=times.device)[times].view(-1, 1, 1, 1)


def add_noise(z: Tensor, noise: Tensor, times: Tensor) -> Tensor:
    """z, noise: (B, 4, h, w); times: (B,) int64 -> noisy latents (B, 4, h, w)."""
    power = power_at(times).to(z.dtype)
    return power.sqrt() * z + (1.0 - power).sqrt() * noise

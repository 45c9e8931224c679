"""The stage II loss (paper section 3): x0 prediction and the target adapter's calibration."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from any2any.diffusion.schedule import signal_power


@dataclass(frozen=True)
class TranslatorLoss:
    """The two terms, each a scalar mean over batch and elements."""

    clean: Tensor
    """|| z_hat - z_target ||^2."""
    calibration: Tensor
    """|| z_hat + A_target(stopgrad(z_hat)) - z_target ||^2."""

    def total(self, calibration_weight: float) -> Tensor:
        """L_z0 + lambda * L_calib."""
        return self.clean + calibration_weight * self.calibration


def translator_loss(z_hat: Tensor, residual: Tensor, z_target: Tensor) -> TranslatorLoss:
    """Compare the prediction and its refinement with the target, all (B, 4, h, w).

    ``residual`` is the target adapter's output for the detached prediction: the adapter learns the backbone's residual,
    and does not change the backbone through its own input.
    """
    return TranslatorLoss(F.mse_loss(z_hat, z_target), F.mse_loss(z_hat + residual, z_target))


def add_noise(z: Tensor, noise: Tensor, times: Tensor) -> Tensor:
    """z, noise: (B, 4, h, w); times: (B,) int64 -> noisy latents (B, 4, h, w)."""
    power = torch.tensor(signal_power(), dtype=z.dtype, device=z.device)[times].view(-1, 1, 1, 1)
    return power.sqrt() * z + (1.0 - power).sqrt() * noise

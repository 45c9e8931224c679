"""The loss of stage I: L_rec + gamma * L_lpips + beta * L_KL (paper section 3)."""

from __future__ import annotations

from collections.abc import Mapping

import torch.nn.functional as F
from torch import Tensor, nn

from any2any.models.vae import Posterior, Vae
from any2any.training.config import VaeTrainingConfig
from any2any.training.vae.perceptual_term import Term


class VaeTraining(nn.Module):
    """What stage I trains: the VAE, with the loss as its forward pass."""

    def __init__(self, vae: Vae, config: VaeTrainingConfig, term: Term | None = None) -> None:
        super().__init__()
        self.vae = vae
        self._config = config
        self._term = term

    def forward(self, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """``image``: (B, C, H, W) model values, ``noise``: (B, 4, h, w) -> L_rec + gamma * L_lpips + beta * L_KL."""
        config, x = self._config, batch["image"]
        coded = self.vae.encode(x)
        posterior = Posterior(coded.mean.float(), coded.log_variance.float())  # bfloat16 would round the KL
        y = self.vae.decode(posterior.sample(batch["noise"])).float()
        squared = F.mse_loss(y, x)
        terms = {
            "reconstruction": F.l1_loss(y, x) if config.reconstruction == "l1" else squared,
            "kl": posterior.kl(),
            "mse": squared.detach(),
        }
        total = terms["reconstruction"] + config.kl_weight * terms["kl"]
        if self._term is not None:
            terms["perceptual"] = self._term(y, x)
            total = total + self._term.weight * terms["perceptual"]
        return terms | {"total": total}

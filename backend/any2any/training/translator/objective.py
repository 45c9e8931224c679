"""The module of stage II: the DiT and the adapters, with the loss as forward pass (paper section 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

import torch
from torch import Tensor, nn

from any2any.diffusion.loss import add_noise, power_at, squared_error, translator_loss
from any2any.models.backbone import Backbone
from any2any.spec.networks import AdapterConfig, DitConfig, GuessConfig


class TranslatorCore(Backbone):
    """The networks of stage II, named as in the model folder's translator file; the forward pass is the loss."""

    def __init__(
        self,
        dit: DitConfig,
        adapter: AdapterConfig,
        names: Sequence[str],
        calibration_weight: float = 1.0,
        trains_adapters: bool = True,
        guess: GuessConfig | None = None,
        structure_weight: float = 0.0,
    ) -> None:
        """``names`` are the modalities in the order of the model."""
        super().__init__(dit, adapter, names, guess)
        self.adapters.requires_grad_(trains_adapters)
        self.configs, self.guess = (dit, adapter), guess
        self.calibration_weight, self.structure_weight = calibration_weight, structure_weight
        self.trains_adapters = trains_adapters

    def forward(self, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return the loss as ``total``, and its terms ``clean``, ``calibration`` and ``structure``.

        z_target, noise: (B, 4, 64, 64) float32; z_source: the same, or (B, 8, 64, 64) with a first guess; times,
        source_index, target_index: (B,) int64; registered: (B,) bool.
        """
        z_target, target, registered = batch["z_target"], batch["target_index"], batch["registered"]
        z_t = add_noise(z_target, batch["noise"], batch["times"])
        modulations = self.dit.modulate(batch["times"], batch["source_index"], target)
        z_hat = self.predict(z_t, batch["z_source"], modulations, power_at(batch["times"])).float()
        if not self.trains_adapters:
            clean = squared_error(z_hat, z_target, registered)
            return {"total": clean, "clean": clean.detach()}
        residual = self.outputs.fine(refinements(self.adapters, self.names, z_hat.detach(), batch))
        loss = translator_loss(z_hat, residual, z_target, registered, self.structure_weight > 0)
        return {
            "total": loss.total(self.calibration_weight, self.structure_weight),
            "clean": loss.clean.detach(),
            "calibration": loss.calibration.detach(),
            "structure": loss.structure.detach(),
        }


def refinements(
    adapters: nn.ModuleDict, names: Sequence[str], z_hat: Tensor, batch: Mapping[str, Tensor]
) -> Tensor:
    """z_hat: (B, 4, h, w), detached -> the correction of each sample's own target adapter, same shape.

    Every adapter runs in every step, even on zero samples, because all processes gather sharded ones at once.
    """
    residual = torch.zeros_like(z_hat)
    for (i, source), (j, target) in permutations(enumerate(names), 2):
        is_mine = (batch["source_index"] == i) & (batch["target_index"] == j)
        [mine] = torch.nonzero(is_mine, as_tuple=True)
        added = adapters[target](z_hat[mine], batch["z_source"][mine], source)
        residual = residual.index_put((mine,), added.float())
    return residual

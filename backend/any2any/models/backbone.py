"""The DiT and the adapters: what stage II trains and what a translation samples (paper section 3)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from any2any.diffusion.sampler import sample, sampling_times
from any2any.diffusion.schedule import signal_power
from any2any.models.adapter import Adapter
from any2any.models.correction import meaning_of_outputs
from any2any.models.cycle_spinning import spin
from any2any.models.dit import Dit, Modulations, without_coarse
from any2any.spec.modality import Direction
from any2any.spec.networks import AdapterConfig, DitConfig, GuessConfig


class Backbone(nn.Module):
    """One DiT for all directions, and an adapter for each target modality."""

    def __init__(
        self,
        dit: DitConfig,
        adapter: AdapterConfig,
        names: Sequence[str],
        guess: GuessConfig | None = None,
    ) -> None:
        """``names`` are the modalities in the order of the model."""
        super().__init__()
        self.names = tuple(names)
        self.dit = Dit(dit, len(names))
        self.outputs = meaning_of_outputs(dit, guess, without_coarse)
        self.adapters = nn.ModuleDict({name: Adapter(adapter, names) for name in names})

    def sample(self, z_source: Tensor, noise: Tensor, direction: Direction, steps: int) -> Tensor:
        """Sample and refine latents of one direction.

        z_source: (B, source_channels, 64, 64), the conditioning; noise: (B, 4, 64, 64) -> clean latent (B, 4, 64, 64).
        """
        times, power = sampling_times(steps), signal_power()
        modulations = {t: self._modulate(t, direction, z_source.device) for t in times}
        # The first prediction settles the levels, the last one is the result; those between gain next to nothing.
        spun = {times[0], times[-1]} if self.dit.config.cycle_spinning else set()

        def predict(z_t: Tensor, t: int) -> Tensor:
            if t not in spun:
                return self.predict(z_t, z_source, modulations[t], power[t])
            return spin(lambda z, source: self.predict(z, source, modulations[t], power[t]), z_t, z_source)

        return self._refine(sample(predict, noise, steps), z_source, direction)

    def predict(
        self, z_t: Tensor, z_source: Tensor, modulations: Modulations, power: float | Tensor
    ) -> Tensor:
        """Predict the clean target latent (B, 4, 64, 64) from a noisy one and the conditioning.

        power: of the signal in z_t, a number or (B, 1, 1, 1).
        """
        return self.outputs.clean(self.dit(z_t, z_source, modulations), z_t, z_source, power)

    def predict_once(self, z_source: Tensor, noise: Tensor, direction: Direction) -> Tensor:
        """Like ``sample`` in one step, without cycle spinning: a quarter of the time."""
        (time,) = sampling_times(1)
        modulations = self._modulate(time, direction, z_source.device)
        clean = self.predict(noise, z_source, modulations, signal_power()[time])
        return self._refine(clean, z_source, direction)

    def _modulate(self, time: int, direction: Direction, device: torch.device) -> Modulations:
        ends = (self.names.index(name) for name in (direction.source, direction.target))
        return self.dit.modulate(*(torch.tensor([number], device=device) for number in (time, *ends)))

    def _refine(self, clean: Tensor, z_source: Tensor, direction: Direction) -> Tensor:
        change = self.adapters[direction.target](clean, z_source, direction.source)
        return self.outputs.refined(clean, change, z_source, direction)

"""Held-out windows that validate stage II, always the same with the same noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from any2any.data.draw import Corrupt, TileDraw, read_crop
from any2any.data.index.reader import TileIndex
from any2any.data.tile import TileReader
from any2any.metrics import psnr_db, unit_range
from any2any.models.conditioning import with_detail
from any2any.models.correction import guess_latent
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction
from any2any.training.latents.encode import (
    NO_GUIDANCE,
    Guidance,
    Vaes,
    decode_standardised,
    guided_source,
)
from any2any.training.loop.processes import normal, sample_rng

HELD_OUT_PAIRS = 56
"""Number over all directions: four for each of the paper's 14."""


@dataclass(frozen=True)
class HeldOutPair:
    """One window of the validation split in two modalities."""

    direction: Direction
    source: NDArray[np.float32]
    """Model values (C, 64 * f, 64 * f)."""
    target: NDArray[np.float32]
    z_source: Tensor
    """(1, source_channels, 64, 64) on the CPU: the source's latent, the first guess's and context."""
    noise: Tensor


class HeldOut:
    """Windows of the validation split for each of its directions.

    UsageError from the constructor if it has none of ``directions``.
    """

    def __init__(
        self,
        index: TileIndex,
        vaes: Vaes,
        directions: Sequence[Direction],
        seed: int,
        guidance: Guidance = NO_GUIDANCE,
    ) -> None:
        held = index.directions("validation")
        # If the split has no direction, the first draw raises.
        self.directions = [d for d in directions if d in held] or list(directions[:1])
        self._draws = [
            TileDraw(index, "validation", (d.source, d.target), WINDOW_LATENT_PX, {}) for d in self.directions
        ]
        self._reader = TileReader(index)
        self._vaes = vaes
        self._guidance = guidance
        self._seed = seed

    def psnr_db(self, module: nn.Module) -> dict[Direction, float]:
        """Return PSNR over the physical range of one-step translations, averaged over windows, by direction."""
        scores: dict[Direction, list[float]] = {direction: [] for direction in self.directions}
        for pair in self.pairs:
            truth = unit_range(pair.target)
            scores[pair.direction].append(psnr_db(unit_range(self.translate(module, pair)), truth))
        return {direction: float(np.mean(values)) for direction, values in scores.items()}

    @cached_property
    def pairs(self) -> list[HeldOutPair]:
        """Cached: reading and encoding them again would take longer than translating them."""
        tally = Corrupt()
        each = -(-HELD_OUT_PAIRS // len(self.directions))
        return [self._pair(number, i, tally) for number in range(len(self.directions)) for i in range(each)]

    def _pair(self, number: int, i: int, tally: Corrupt) -> HeldOutPair:
        direction = self.directions[number]
        rng = sample_rng(self._seed, number, i)
        ends = (direction.source, direction.target)
        _, crop = read_crop(self._draws[number], self._reader, rng, ends, tally)
        source = crop[direction.source]
        z = guided_source(self._vaes, self._guidance, direction, source)
        noise = normal(rng, (1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX))
        z_source = torch.from_numpy(z.astype(np.float32))[None]
        return HeldOutPair(direction, crop[direction.source], crop[direction.target], z_source, noise)

    @torch.no_grad()
    def translate(self, module: nn.Module, pair: HeldOutPair) -> NDArray[np.float32]:
        """Translate a pair's source in one step: model values (C, 64 * f, 64 * f) of the target."""
        device = next(module.parameters()).device
        predict = cast(Callable[[Tensor, Tensor, Direction], Tensor], module.predict_once)
        z = predict(pair.z_source.to(device), pair.noise.to(device), pair.direction)
        decode = partial(decode_standardised, *self._vaes[pair.direction.target])
        guess = self._guidance.guesses.get(pair.direction)
        if guess is None or not guess.has_detail:
            decoded = decode(z)
        else:
            z_guess = guess_latent(pair.z_source).to(device)
            guessed = guess.cpu()(torch.from_numpy(pair.source)[None]).to(device)
            decoded = with_detail(decode, z, z_guess, guessed)
        values: NDArray[np.float32] = decoded[0].float().cpu().numpy()
        return values

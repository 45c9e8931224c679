"""Draw pairs of latents for stage II: directions and sources by weight, tiles by area, places evenly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from any2any.diffusion.schedule import LAST_TIME, TRAIN_TIMES
from any2any.errors import UsageError
from any2any.spec.modality import (
    DEFAULT_MODALITIES,
    LATENT_CHANNELS,
    SEEN_DIRECTIONS,
    WINDOW_LATENT_PX,
    Direction,
)
from any2any.spec.networks import GuessConfig, context_channels
from any2any.training.config import DataConfig, TranslatorTrainingConfig
from any2any.training.latents.cache import LatentCache, LatentGroup
from any2any.training.latents.cache_file import Entry
from any2any.training.latents.encode import LARGEST_INVALID_SHARE
from any2any.training.latents.plan import context_name
from any2any.training.loop.processes import normal, sample_rng


def choose_directions(
    config: TranslatorTrainingConfig, held: Collection[Direction], modalities: Sequence[str]
) -> tuple[Direction, ...]:
    """Return the directions between ``modalities`` to train, out of those in the data.

    Those of the recipe, or by default the paper's graph and every direction of modalities that are not in the paper.
    UsageError if the data lack a wanted direction, or if none is left.
    """
    order = {name: i for i, name in enumerate(modalities)}
    usable = {d for d in held if d.source in order and d.target in order}
    names = ", ".join(_sorted(usable, order)) or "none"
    if config.directions is not None:
        wanted = [Direction.parse(text) for text in config.directions]
        if missing := [str(d) for d in wanted if d not in usable]:
            raise UsageError(
                f"the recipe asks for {', '.join(missing)}, which no training tile of the index and no pair of the "
                f"recipe's VAEs holds: take it out, or add tiles and VAEs; at hand are {names}"
            )
        return tuple(wanted)
    chosen = tuple(d for d in SEEN_DIRECTIONS if d in usable)
    known = {m.name for m in DEFAULT_MODALITIES}
    other = [d for d in usable if not {d.source, d.target} <= known]
    chosen += tuple(sorted(other, key=lambda d: (order[d.source], order[d.target])))
    if not chosen:
        raise UsageError(
            f"no training tile holds both ends of a direction of the paper's graph (at hand: {names}): "
            "index tiles of several modalities, or name directions in the recipe"
        )
    return chosen


def _sorted(directions: Collection[Direction], order: Mapping[str, int]) -> list[str]:
    return [str(d) for d in sorted(directions, key=lambda d: (order[d.source], order[d.target]))]


@dataclass(frozen=True)
class Pair:
    """A window of a piece in two modalities."""

    direction: Direction
    entry: Entry
    row: int
    """First latent row of the window in the piece."""
    column: int
    registered: bool
    """False in datasets whose modalities lie a pixel or more apart."""


def _shares(weights: Sequence[float]) -> NDArray[np.float64]:
    values = np.asarray(weights, np.float64)
    return values / values.sum()


class DirectionDraw:
    """Draws windows from pieces with both ends of one direction."""

    def __init__(self, cache: LatentCache, direction: Direction, data: DataConfig) -> None:
        source_weights = data.source_weights
        by_source: dict[str, list[LatentGroup]] = defaultdict(list)
        for group in cache.groups:
            holds_both = {direction.source, direction.target} <= set(group.modalities)
            if holds_both and source_weights.get(group.source, 1.0) > 0.0:
                by_source[group.source].append(group)
        if not by_source:
            raise UsageError(
                f"no tile of a source with a weight above 0 holds {direction} in a window of valid pixels: "
                "leave the direction out, or give such a source a weight"
            )
        self._cache = cache
        self._direction = direction
        self._shares = _shares([source_weights.get(source, 1.0) for source in by_source])
        self._groups = list(by_source.values())
        self._registered = [source not in data.misregistered for source in by_source]

    def draw(self, rng: np.random.Generator) -> Pair:
        """Draw a source by weight, then pieces by area and places, until a window has data."""
        number = rng.choice(len(self._groups), p=self._shares)
        groups = self._groups[number]
        while True:  # every piece has at least one window with data
            entry = self._cache.entry_at(_area(groups, rng))
            row, column = (
                int(rng.integers(size - WINDOW_LATENT_PX + 1))
                for size in (entry.piece.rows, entry.piece.columns)
            )
            if self._cache.invalid_share(entry, row, column) <= LARGEST_INVALID_SHARE:
                return Pair(self._direction, entry, row, column, self._registered[number])


def _area(groups: Sequence[LatentGroup], rng: np.random.Generator) -> int:
    """A cumulated area, evenly over all groups."""
    place = int(rng.integers(sum(group.stop - group.first for group in groups)))
    for group in groups:
        if place < group.stop - group.first:
            return group.first + place
        place -= group.stop - group.first
    raise AssertionError("the place lies beyond the groups' area")


class PairBatches:
    """The batches of stage II; each sample is a pure function of seed, step and its number in the batch."""

    def __init__(
        self,
        cache: LatentCache,
        directions: Sequence[Direction],
        config: TranslatorTrainingConfig,
        data: DataConfig,
        modalities: Sequence[str],
        seed: int,
        guess: GuessConfig | None,
    ) -> None:
        weights = [config.direction_weights.get(str(d), 1.0) for d in directions]
        if not any(weights):
            raise UsageError("every direction has weight 0: give one that is trained a weight above 0")
        self._cache = cache
        self._shares = _shares(weights)
        self._draws = [
            DirectionDraw(cache, d, data) if weight else None
            for d, weight in zip(directions, weights, strict=True)
        ]
        self._last_time_share = config.last_time_share
        self._index = {name: i for i, name in enumerate(modalities)}
        self._seed = seed
        self._guess = guess

    def pair(self, rng: np.random.Generator) -> Pair:
        """Draw a direction, then a window with both of its ends."""
        draw = self._draws[rng.choice(len(self._draws), p=self._shares)]
        assert draw is not None  # a weight of 0 is never drawn
        return draw.draw(rng)

    def __call__(self, step: int, samples: Sequence[int]) -> dict[str, Tensor]:
        """Return the samples of a step.

        z_target, noise: (B, 4, 64, 64) float32, latents of unit variance; z_source: (B, source_channels, 64, 64), the
        source's latent, the first guess's and context; times: (B,) int64 in 0 .. 999; source_index, target_index:
        (B,) int64 positions of the modalities in the model; registered: (B,) bool.
        """
        rngs = [sample_rng(self._seed, step, sample) for sample in samples]
        pairs = [self.pair(rng) for rng in rngs]
        times = [self._time(rng) for rng in rngs]
        shape = (LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX)
        return {
            "z_source": self._sources(pairs),
            "z_target": self._latents(pairs, [p.direction.target for p in pairs]),
            "noise": torch.stack([normal(rng, shape) for rng in rngs]),
            "times": torch.tensor(times),
            "source_index": torch.tensor([self._index[p.direction.source] for p in pairs]),
            "target_index": torch.tensor([self._index[p.direction.target] for p in pairs]),
            "registered": torch.tensor([p.registered for p in pairs]),
        }

    def _sources(self, pairs: Sequence[Pair]) -> Tensor:
        parts = [self._latents(pairs, [p.direction.source for p in pairs])]
        if self._guess:
            parts.append(self._latents(pairs, [str(p.direction) for p in pairs]))
        if context_channels(self._guess):
            parts.append(self._latents(pairs, [context_name(p.direction.source) for p in pairs]))
        return torch.cat(parts, dim=1)

    def _latents(self, pairs: Sequence[Pair], names: Sequence[str]) -> Tensor:
        windows = [
            self._cache.window(pair.entry, name, pair.row, pair.column)
            for pair, name in zip(pairs, names, strict=True)
        ]
        return torch.from_numpy(np.stack(windows).astype(np.float32))

    def _time(self, rng: np.random.Generator) -> int:
        """Draw a training time: uniformly, but with the configured share at the last one.

        Every job starts at the last time, and one step uses only this one; uniform times would give it a thousandth of
        the training.
        """
        if rng.random() < self._last_time_share:
            return LAST_TIME
        return int(rng.integers(TRAIN_TIMES))

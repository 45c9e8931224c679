"""Fit the first guesses of a model: least squares over training crops, or over chains for untrained directions."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from types import MappingProxyType

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from any2any.data.draw import Corrupt, TileDraw, read_crop
from any2any.data.index.reader import TileIndex
from any2any.data.tile import TileReader
from any2any.errors import UsageError
from any2any.files import whole_file
from any2any.models.context import ContextEncoder
from any2any.models.first_guess import FirstGuess
from any2any.spec.modality import Direction, Modality
from any2any.training.config import DataConfig
from any2any.training.latents.build import weights_digest
from any2any.training.loop.processes import sample_rng
from any2any.training.translator.shrinkage import Moments, Regression

logger = logging.getLogger(__name__)

FILE_NAME = "first-guess.safetensors"

CROPS = 320
"""Crops per direction: hundreds of thousands of pixels for at most a thousand unknowns per band."""

CROP_LATENT_PX = 28
"""The size of the context encoder's training crops; the smallest calibrated tiles have 30."""

STRIDE_PX = 3
"""Every third pixel each way: neighbours are nearly equal."""

_LAYOUT = 3
"""Version of the file's layout; a file of another version is rebuilt."""


def fit_first_guesses(
    run: Path,
    index: TileIndex,
    modalities: Sequence[Modality],
    directions: Collection[Direction],
    data: DataConfig,
    seed: int,
    given: Mapping[Direction, FirstGuess] = MappingProxyType({}),
    encoder: ContextEncoder | None = None,
) -> dict[Direction, FirstGuess]:
    """Return a first guess for every direction between the modalities; ``run`` remembers them.

    Those of ``given`` stay unchanged. Those of ``directions`` are fitted on training crops. All others are fitted to
    chains of two of these, so zero-shot directions never see a pair; without a chain, or tiles of its source, they are
    zero. UsageError if no tile holds one of ``directions``.
    """
    path, key = run / FILE_NAME, _key(index, directions, data, seed, given, encoder)
    guesses = {Direction(s.name, t.name): FirstGuess(s, t, encoder) for s, t in permutations(modalities, 2)}
    if not _is_of(path, key):
        fit = _Fit(index, guesses, data, seed)
        for direction, guess in given.items():
            fit.keep(direction, guess)
        for direction in sorted(directions, key=str):
            if direction not in given:
                fit.pairs(direction)
        fit.chains()
        _write(path, guesses, key)
    state = load_file(path)
    for direction, guess in guesses.items():
        guess.load_state_dict({name: state[f"{direction}.{name}"] for name in guess.state_dict()})
    return guesses


_Pair = tuple[str, NDArray[np.float32], NDArray[np.float32]]
"""Place; model values of source and target."""


class _Fit:
    """Fits guesses one after another; chains use those that exist."""

    def __init__(
        self, index: TileIndex, guesses: Mapping[Direction, FirstGuess], data: DataConfig, seed: int
    ) -> None:
        self._index = index
        self._guesses = guesses
        self._data = data
        self._seed = seed
        self._reader, self._tally = TileReader(index), Corrupt()
        self._explained: dict[Direction, float] = {}

    def keep(self, direction: Direction, guess: FirstGuess) -> None:
        """Add a guess of a finished model; its fit is unknown, so it counts as exact."""
        self._guesses[direction].load_state_dict(guess.state_dict())
        self._explained[direction] = 1.0

    def pairs(self, direction: Direction) -> None:
        """Fit a guess on training crops of source and target."""
        crops = self._crops(direction.source, direction.target)
        regression = self._regression(
            direction, ((place, crop[direction.source], crop[direction.target]) for place, crop in crops)
        )
        logger.info(
            "first guess %s explains %.0f %% of the variance at places it did not see (%s)",
            direction,
            100.0 * regression.explained,
            regression.shrinkage,
        )
        self._explained[direction] = regression.explained

    def chains(self) -> None:
        """Fit every remaining direction to a chain of two others; explained shares multiply, as if errors were
        independent."""
        known = dict(self._explained)
        for direction in self._guesses:
            chains = [
                (known[a] * known[b], a, b)
                for a in known
                for b in known
                if (a.source, b.target) == (direction.source, direction.target) and a.target == b.source
            ]
            if direction in known or not chains:
                continue
            _, first, second = max(chains, key=lambda chain: chain[0])
            chained = self._chained(self._guesses[first], self._guesses[second], direction.source)
            try:
                self._regression(direction, chained)
            except UsageError as error:  # no tile has its source
                logger.warning("%s has no first guess: %s", direction, error)

    def _chained(self, first: FirstGuess, second: FirstGuess, source: str) -> Iterator[_Pair]:
        for place, crop in self._crops(source):
            x = crop[source]
            yield place, x, second(first(torch.from_numpy(x)[None]))[0].numpy()

    def _crops(self, *names: str) -> Iterator[tuple[str, dict[str, NDArray[np.float32]]]]:
        draw = TileDraw(self._index, "train", names, CROP_LATENT_PX, self._data.source_weights)
        for sample in range(CROPS):
            rng = sample_rng(self._seed, sample, 0)
            crop, values = read_crop(draw, self._reader, rng, names, self._tally)
            yield crop.tile.place, values

    def _regression(self, direction: Direction, pairs: Iterable[_Pair]) -> Regression:
        guess = self._guesses[direction]
        moments = Moments(sum(part.shape[1] for part in guess.parts))
        for place, source, target in pairs:
            moments.add(place, _columns(guess, source, target))
        regression = moments.regression()
        guess.set(torch.from_numpy(regression.coefficients.T))
        return regression


@torch.no_grad()
def _columns(
    guess: FirstGuess, source: NDArray[np.float32], target: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Features of some pixels, then their truth: (pixels, columns)."""
    x, y = torch.from_numpy(source)[None], torch.from_numpy(target)[None]
    columns = torch.cat([guess.design(x, STRIDE_PX), y[..., ::STRIDE_PX, ::STRIDE_PX]], dim=1)
    return columns[0].flatten(1).T.double().numpy()


def _key(
    index: TileIndex,
    directions: Collection[Direction],
    data: DataConfig,
    seed: int,
    given: Mapping[Direction, FirstGuess],
    encoder: ContextEncoder | None,
) -> str:
    """Hex sha256 over everything that determines the fits."""
    stay = sorted((str(d), *(w.tolist() for w in guess.state_dict().values())) for d, guess in given.items())
    facts = (
        _LAYOUT,
        index.digest,
        sorted(map(str, directions)),
        sorted(data.source_weights.items()),
        seed,
        CROPS,
        stay,
        weights_digest(encoder) if encoder else "no context",
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _is_of(path: Path, key: str) -> bool:
    if not path.is_file():
        return False
    with safe_open(path, framework="numpy") as stored:
        return bool((stored.metadata() or {}).get("key") == key)


def _write(path: Path, guesses: Mapping[Direction, FirstGuess], key: str) -> None:
    state = {
        f"{direction}.{name}": value
        for direction, guess in guesses.items()
        for name, value in guess.state_dict().items()
    }
    with whole_file(path) as unfinished:
        save_file(state, unfinished, metadata={"key": key})

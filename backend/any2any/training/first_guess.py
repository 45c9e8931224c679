"""Fit the first guesses of a model: least squares over training crops, chained where no pair is trained on."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from types import MappingProxyType

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from any2any.modality import Direction, Modality
from any2any.models.first_guess import FirstGuess, to_pixels_per_cell
from any2any.training.config import DataConfig
from any2any.training.data.draw import Corrupt, TileDraw, read_crop
from any2any.training.data.index.reader import TileIndex
from any2any.training.data.tile import TileReader
from any2any.training.randomness import sample_rng

logger = logging.getLogger(__name__)

FILE_NAME = "first-guess.safetensors"

CROPS = 128
"""Crops that a direction is fitted on: hundreds of thousands of pixels for at most a dozen unknowns a band."""

CROP_LATENT_PX = 32
STRIDE_PX = 3
"""Every third pixel each way; odd, so that all phases of an interpolated source occur."""

_RIDGE = 1e-6
"""Relative to the mean diagonal: keeps the system solvable where bands are copies of each other."""


@dataclass(frozen=True)
class Regression:
    """An affine map of model values, and how much of the target's variance it explains."""

    weight: NDArray[np.float64]
    """(target bands, source bands)."""
    bias: NDArray[np.float64]
    """(target bands,)."""
    explained: float
    """Coefficient of determination over all target bands, 0 .. 1."""

    def then(self, other: Regression) -> Regression:
        """Return this map and after it the other; explained shares multiply, as if the errors were independent."""
        weight = other.weight @ self.weight
        return Regression(weight, other.weight @ self.bias + other.bias, self.explained * other.explained)


def fit_first_guesses(
    run: Path,
    index: TileIndex,
    modalities: Sequence[Modality],
    directions: Collection[Direction],
    data: DataConfig,
    seed: int,
    given: Mapping[Direction, FirstGuess] = MappingProxyType({}),
) -> dict[Direction, FirstGuess]:
    """Return a first guess for every direction between the modalities; ``run`` remembers them.

    Those of ``given`` stay as they are. Those of ``directions`` are fitted on training crops. All others are chains of
    two of these, so that zero-shot directions never see a pair; without a chain they are zero. UsageError if no tile
    holds one of ``directions``.
    """
    path, key = run / FILE_NAME, _key(index, directions, data, seed, given)
    guesses = {Direction(s.name, t.name): FirstGuess(s, t) for s, t in permutations(modalities, 2)}
    if not _is_of(path, key):
        fresh = [d for d in sorted(directions, key=str) if d not in given]
        known = {d: _regression(guess) for d, guess in given.items()}
        known |= {d: _fit(index, guesses[d], d, data, seed) for d in fresh}
        for direction, regression in _all_directions(known, guesses).items():
            guesses[direction].set(torch.from_numpy(regression.weight), torch.from_numpy(regression.bias))
        _write(path, guesses, key)
    state = load_file(path)
    for direction, guess in guesses.items():
        guess.set(state[f"{direction}.weight"], state[f"{direction}.bias"])
    return guesses


def _regression(guess: FirstGuess) -> Regression:
    """Of a finished model, which does not say how well it fits: chains through it count its part as exact."""
    return Regression(guess.weight.double().cpu().numpy(), guess.bias.double().cpu().numpy(), 1.0)


def _fit(
    index: TileIndex, guess: FirstGuess, direction: Direction, data: DataConfig, seed: int
) -> Regression:
    ends = (direction.source, direction.target)
    draw = TileDraw(index, "train", ends, CROP_LATENT_PX, data.source_weights)
    reader, tally = TileReader(index), Corrupt()
    moments = []
    for sample in range(CROPS):
        _, crop = read_crop(draw, reader, sample_rng(seed, sample, 0), ends, tally)
        x, y = _pixels(guess, crop[direction.source], crop[direction.target])
        both = np.concatenate([x, y], axis=1)
        moments.append(both.T @ both)
    regression = least_squares(np.sum(moments, axis=0), guess.weight.shape[1] + 1)
    logger.info("first guess %s explains %.0f %% of the variance", direction, 100.0 * regression.explained)
    return regression


def least_squares(moments: NDArray[np.float64], unknowns: int) -> Regression:
    """Solve the normal equations.

    moments: second moments of the columns [source bands, 1, target bands], of which ``unknowns`` come before the
    target's.
    """
    gram, moment = moments[:unknowns, :unknowns], moments[:unknowns, unknowns:]
    ridge = _RIDGE * np.trace(gram) / unknowns * np.eye(unknowns)
    solution = np.linalg.solve(gram + ridge, moment)  # (source bands + 1, target bands)
    squares = np.diag(moments)[unknowns:]
    residual = squares - np.einsum("ij,ij->j", solution, moment)
    total = squares - np.square(moment[-1]) / gram[-1, -1]  # the last column of the design is ones
    explained = 1.0 - np.sum(residual) / max(float(np.sum(total)), 1e-12)
    return Regression(solution[:-1].T, solution[-1], float(np.clip(explained, 0.0, 1.0)))


def _pixels(
    guess: FirstGuess, source: NDArray[np.float32], target: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the design (pixels, source bands + 1), its last column ones, and the truth (pixels, target bands)."""
    x = to_pixels_per_cell(torch.from_numpy(source)[None], guess.source_px, guess.target_px)[0].numpy()
    x, y = (
        image[:, ::STRIDE_PX, ::STRIDE_PX].reshape(len(image), -1).T.astype(np.float64)
        for image in (x, target)
    )
    return np.concatenate([x, np.ones((len(x), 1))], axis=1), y


def _all_directions(
    fitted: Mapping[Direction, Regression], wanted: Collection[Direction]
) -> dict[Direction, Regression]:
    """Add the best chain of two for every direction that is not fitted, where there is one."""
    every = dict(fitted)
    for direction in wanted:
        if direction in fitted:
            continue
        chains = [
            first.then(second)
            for a, first in fitted.items()
            for b, second in fitted.items()
            if (a.source, b.target) == (direction.source, direction.target) and a.target == b.source
        ]
        if chains:
            every[direction] = max(chains, key=lambda chain: chain.explained)
    return every


def _key(
    index: TileIndex,
    directions: Collection[Direction],
    data: DataConfig,
    seed: int,
    given: Mapping[Direction, FirstGuess],
) -> str:
    """Hex sha256 of everything that the fits depend on."""
    stay = sorted((str(d), guess.weight.tolist(), guess.bias.tolist()) for d, guess in given.items())
    facts = (
        index.digest,
        sorted(map(str, directions)),
        sorted(data.source_weights.items()),
        seed,
        CROPS,
        stay,
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
    unfinished = path.with_name(f"{path.name}.part")
    save_file(state, unfinished, metadata={"key": key})
    unfinished.replace(path)

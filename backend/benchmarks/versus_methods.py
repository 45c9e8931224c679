"""The methods of ``versus.py``, and how each is fitted or trained for one direction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from any2any.data.index.reader import TileIndex
from any2any.evaluation.baselines import HistogramMatching, LinearRegression, MeanImage
from any2any.models.translator import Translator
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction
from any2any.training.config import DataConfig
from any2any.training.learned_baselines.bbdm import Bbdm, Sampled
from any2any.training.learned_baselines.harness import Budget, Trained, train
from any2any.training.learned_baselines.pairwise import (
    LatentBatches,
    PairCrops,
    PixelBatches,
    PixelPairwise,
    crop_latent_px,
)
from any2any.training.learned_baselines.pix2pix import Pix2Pix
from any2any.training.learned_baselines.unet import RegressionUNet

Image = NDArray[np.float32]

MODEL = "any2any"

FIT_WINDOWS = 512
"""Windows for fitting a baseline without a network, drawn like the networks' training windows."""


class Method(Protocol):
    """Any object that turns a source window into a target window, both in model values."""

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """(bands, rows, columns) -> (bands, \\*target_px)."""


@dataclass(frozen=True)
class Contest:
    """Shared settings of all methods."""

    index: TileIndex
    translator: Translator
    data: DataConfig
    budget: Budget
    """Of each direction's own model."""
    folder: Path
    """Folder of checkpoints and weights."""
    steps: tuple[int, ...]
    """Sampling steps of the methods that sample."""
    latent_windows: int
    """Windows that BBDM draws its batches from."""
    seed: int


@dataclass(frozen=True)
class Contender:
    """A method, ready for scoring in one direction."""

    methods: Mapping[str, Method]
    """By the name of the column; several where the number of sampling steps differs."""
    parameters: int
    trained: Trained | None = None
    """None if the method has no training steps."""


@dataclass(frozen=True)
class _OneModel:
    """The model on one window, with noise from a fixed seed."""

    translator: Translator
    direction: Direction
    steps: int

    @torch.no_grad()
    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        shape = (1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX)
        noise = torch.randn(shape, generator=torch.Generator().manual_seed(0))
        x = torch.from_numpy(np.ascontiguousarray(source))[None]
        y: Image = self.translator.translate(x, noise, self.direction, self.steps)[0].numpy()
        return y


def _model(contest: Contest, direction: Direction) -> Contender:
    methods = {
        f"{MODEL}_{steps}_steps": _OneModel(contest.translator, direction, steps) for steps in contest.steps
    }
    return Contender(methods, sum(p.numel() for p in contest.translator.parameters()))


def _crops(contest: Contest, direction: Direction, side_latent_px: int = WINDOW_LATENT_PX) -> PairCrops:
    return PairCrops(contest.index, direction, side_latent_px, contest.data, contest.seed)


def _mean_image(contest: Contest, direction: Direction) -> Contender:
    fitted = MeanImage.fit(_crops(contest, direction).scenes(FIT_WINDOWS), direction.target)
    return Contender({"mean_image": fitted}, fitted.mean.size)


def _linear_regression(contest: Contest, direction: Direction) -> Contender:
    scenes = _crops(contest, direction).scenes(FIT_WINDOWS)
    fitted = LinearRegression.fit(scenes, direction.source, direction.target)
    return Contender({"linear_regression": fitted}, fitted.weights.size)


def _histogram_matching(contest: Contest, direction: Direction) -> Contender:
    scenes = _crops(contest, direction).scenes(FIT_WINDOWS)
    fitted = HistogramMatching.fit(scenes, direction.source, direction.target)
    return Contender({"histogram_matching": fitted}, sum(2 * m.source_values.size for m in fitted.maps))


def _pixels(
    name: str, build: Callable[[int, int], PixelPairwise]
) -> Callable[[Contest, Direction], Contender]:
    def prepare(contest: Contest, direction: Direction) -> Contender:
        source, target = (contest.index.modality(end) for end in (direction.source, direction.target))

        def batches() -> PixelBatches:
            return PixelBatches(_crops(contest, direction, crop_latent_px(target)))

        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(contest.seed)
            model = build(source.channels, target.channels)
        trained = train(model, batches, contest.budget, contest.folder, contest.seed)
        return Contender({name: model}, model.parameters_count, trained)

    return prepare


def _bbdm(contest: Contest, direction: Direction) -> Contender:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(contest.seed)
        model = Bbdm(contest.translator, direction)

    @torch.no_grad()
    def encode(modality: str, x: Tensor) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            return contest.translator.to_latent(modality, x).float()

    def batches() -> LatentBatches:
        crops = _crops(contest, direction)
        return LatentBatches(crops, direction, encode, contest.latent_windows, contest.seed)

    trained = train(model, batches, contest.budget, contest.folder, contest.seed)
    methods = {f"bbdm_{steps}_steps": Sampled(model, steps) for steps in contest.steps}
    return Contender(methods, model.parameters_count, trained)


METHODS: Mapping[str, Callable[[Contest, Direction], Contender]] = {
    "mean_image": _mean_image,
    "linear_regression": _linear_regression,
    "histogram_matching": _histogram_matching,
    "unet": _pixels("unet", RegressionUNet),
    "pix2pix": _pixels("pix2pix", Pix2Pix),
    "bbdm": _bbdm,
    MODEL: _model,
}
"""By name, in the order of the table's columns."""

"""Methods to compare: the model with a number of steps, and the baselines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from any2any.data.scene import PairedScene
from any2any.evaluation import baselines
from any2any.models.first_guess import FirstGuess
from any2any.models.translator import Translator
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction

Image = NDArray[np.float32]


class Method(Protocol):
    """Any object that translates a source window into a target window, both in model values."""

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """(bands, rows, columns) -> (bands, \\*target_px)."""


@dataclass(frozen=True)
class ModelMethod:
    """The model on one window, with a fixed number of steps and noise from a fixed seed."""

    translator: Translator
    direction: Direction
    steps: int
    seed: int = 0
    via: str | None = None
    """A modality to translate through, with intermediate pixels as if the first result had been written to a file."""

    @torch.no_grad()
    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """(bands, 64 * f, 64 * f) of the source -> the same window of the target."""
        generator = torch.Generator().manual_seed(self.seed)
        if self.via is None:
            return self._translate(source, self.direction, generator)
        between = self._translate(source, Direction(self.direction.source, self.via), generator)
        return self._translate(between.clip(-1.0, 1.0), Direction(self.via, self.direction.target), generator)

    def _translate(self, source: Image, direction: Direction, generator: torch.Generator) -> Image:
        noise = torch.randn(1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX, generator=generator)
        device = self.translator.device
        x = torch.from_numpy(source)[None].to(device)
        translated = self.translator.translate(x, noise.to(device), direction, self.steps)
        return translated[0].float().cpu().numpy()


@dataclass(frozen=True)
class FirstGuessMethod:
    """The model's first guess without its correction."""

    guess: FirstGuess

    @torch.no_grad()
    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """(bands, rows, columns) of the source -> the same window of the target."""
        guessed: Image = (
            self.guess(torch.from_numpy(source)[None].to(self.guess.bias.device))[0].cpu().numpy()
        )
        return guessed


Fit = Callable[[Sequence[PairedScene], Direction], Method]

BASELINES: Mapping[str, Fit] = {
    "mean_image": lambda scenes, d: baselines.MeanImage.fit(scenes, d.target),
    "histogram_matching": lambda scenes, d: baselines.HistogramMatching.fit(scenes, d.source, d.target),
    "linear_regression": lambda scenes, d: baselines.LinearRegression.fit(scenes, d.source, d.target),
}
"""How each is fitted on training scenes, by the name of its figures. One line adds another."""


def model_name(steps: int) -> str:
    """Name of the model's figures with this many steps."""
    return f"model_{steps}_steps"

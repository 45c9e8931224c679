"""Common base of the learned baselines: the model of one direction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from any2any.evaluation.baselines.linear import resample
from any2any.training.loop.step import Batch

Image = NDArray[np.float32]


@dataclass(frozen=True)
class Training:
    """Training settings of a method."""

    learning_rate: float
    batch: int = 8
    weight_decay: float = 0.01
    betas: tuple[float, float] = (0.9, 0.99)
    gradient_clip: float = 1.0
    """Largest norm of a part's gradients."""
    ema_decay: float = 0.999
    bf16: bool = True


class Pairwise(nn.Module, ABC):
    """The model of one direction, in model values."""

    training_settings: Training

    @abstractmethod
    def parts(self) -> Mapping[str, nn.Module]:
        """Return the modules that have an optimiser each, by name."""

    @abstractmethod
    def losses(self, batch: Batch) -> Iterator[tuple[str, Tensor]]:
        """Yield each part's name and loss; a part takes its step before the next loss is computed."""

    @abstractmethod
    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Source (bands, rows, columns) -> target (bands, \\*target_px); safe to call from several threads."""

    @property
    @abstractmethod
    def generator(self) -> nn.Module:
        """The translating modules, without those only used in training."""

    @property
    def parameters_count(self) -> int:
        """Return the number of translating weights."""
        return sum(parameter.numel() for parameter in self.generator.parameters())


class PixelPairwise(Pairwise):
    """A network from the source, resampled to the target's grid, to the target."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    @property
    def generator(self) -> nn.Module:
        """Return the network."""
        return self.network

    @torch.no_grad()
    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Source (bands, rows, columns) -> target (bands, \\*target_px), in float32 arithmetic."""
        x = torch.from_numpy(np.ascontiguousarray(resample(source, target_px)))[None]
        y: Image = self.network(x.contiguous(memory_format=torch.channels_last))[0].contiguous().numpy()
        return y

"""The common base of the learned baselines: one direction's model and its training data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor, nn

from any2any.data.augment.dihedral import DIHEDRAL, turned
from any2any.data.draw import Corrupt, TileDraw, read_crop
from any2any.data.index.reader import TileIndex
from any2any.data.scene import PairedScene
from any2any.data.tile import TileReader
from any2any.evaluation.baselines.linear import resample
from any2any.spec.modality import WINDOW_LATENT_PX, Direction, Modality
from any2any.training.config import DataConfig
from any2any.training.loop.processes import sample_rng
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


Encode = Callable[[str, Tensor], Tensor]
"""Modality's name and model values (B, C, 64 f, 64 f) -> standardised latents (B, 4, 64, 64)."""

CROP_PX = 128
"""Rows and columns of a training crop on the target's grid."""

POOL = 1 << 40
"""Pseudo step number for windows that are drawn once per run."""

_ENCODED_AT_ONCE = 8


class PairCrops:
    """Draws, reads and turns crops of both ends of a direction from the training split.

    UsageError from the constructor if no tile holds both ends and has room for a crop.
    """

    def __init__(
        self, index: TileIndex, direction: Direction, crop_latent_px: int, data: DataConfig, seed: int
    ) -> None:
        self._ends = (direction.source, direction.target)
        self._modalities = [index.modality(name) for name in self._ends]
        self._draw = TileDraw(index, "train", self._ends, crop_latent_px, data.source_weights)
        self._reader = TileReader(index)
        self._tally = Corrupt()
        self._jitter_db = data.level_jitter_db
        self._seed = seed

    def pair(self, step: int, sample: int) -> tuple[Image, Image]:
        """Return source and target, model values (C, crop * f, crop * f), turned alike."""
        rng = sample_rng(self._seed, step, sample)
        crop, values = read_crop(self._draw, self._reader, rng, self._ends, self._tally)
        variant = int(rng.integers(DIHEDRAL))
        most_db = self._jitter_db.get(crop.tile.source, 0.0)
        source, target = (
            _shifted(np.ascontiguousarray(turned(values[m.name], variant)), m, most_db, rng)
            for m in self._modalities
        )
        return source, target

    def scenes(self, count: int) -> Iterator[PairedScene]:
        """Yield ``count`` crops as scenes, for the baselines that are fitted at once."""
        specifications = {m.name: m for m in self._modalities}
        for i in range(count):
            images = zip(self._ends, self.pair(POOL, i), strict=True)
            arrays = {name: image.astype(np.float16) for name, image in images}
            yield PairedScene(f"crop {i}", "drawn", "train", arrays, specifications)


def _shifted(image: Image, modality: Modality, most_db: float, rng: Generator) -> Image:
    """Shift the level of uncalibrated radar, as the one model's training does."""
    shift_db = rng.uniform(-most_db, most_db)  # drawn for every modality, so that both ends stay in step
    if modality.quantity != "backscatter_db" or most_db == 0.0:
        return image
    per_db = np.array([2.0 / (band.high - band.low) for band in modality.bands], np.float32)
    return np.clip(image + np.float32(shift_db) * per_db[:, None, None], -1.0, 1.0)


def crop_latent_px(target: Modality) -> int:
    """Latent cells of a crop of 128 x 128 target pixels: equal work per step for every target."""
    return max(CROP_PX // target.downsampling, 1)


class PixelBatches:
    """Crops on the target's grid: ``source`` (B, C, H, W) and ``target`` (B, C', H, W), model values."""

    def __init__(self, crops: PairCrops) -> None:
        self._crops = crops

    def __call__(self, step: int, samples: Sequence[int]) -> Batch:
        """Return the samples of a step."""
        sources, targets = [], []
        for sample in samples:
            source, target = self._crops.pair(step, sample)
            sources.append(resample(source, (target.shape[1], target.shape[2])))
            targets.append(target)
        return {"source": _stack(sources), "target": _stack(targets)}


class LatentBatches:
    """Latents of whole windows: ``source`` and ``target`` (B, 4, 64, 64), unit variance, float32.

    The constructor encodes ``count`` windows once; batches draw from them. Encoding every window of a step would leave
    hardly any time for training, and the one model also trains on cached latents.
    """

    def __init__(self, crops: PairCrops, direction: Direction, encode: Encode, count: int, seed: int) -> None:
        self._seed = seed
        self._count = count
        shape = (2, count, 4, WINDOW_LATENT_PX, WINDOW_LATENT_PX)
        self._latents = torch.empty(shape, dtype=torch.float16)
        for first in range(0, count, _ENCODED_AT_ONCE):
            numbers = range(first, min(first + _ENCODED_AT_ONCE, count))
            pairs = [crops.pair(POOL, i) for i in numbers]
            for end, name in enumerate((direction.source, direction.target)):
                self._latents[end, first : numbers.stop] = encode(name, _stack([pair[end] for pair in pairs]))

    def __call__(self, step: int, samples: Sequence[int]) -> Batch:
        """Return the samples of a step."""
        drawn = [int(sample_rng(self._seed, step, sample).integers(self._count)) for sample in samples]
        source, target = self._latents[:, drawn].float()
        return {"source": source, "target": target}


def _stack(images: Sequence[Image]) -> Tensor:
    return torch.from_numpy(np.stack(images)).contiguous(memory_format=torch.channels_last)

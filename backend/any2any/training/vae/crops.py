"""Batches of stage I: turned crops of one modality, with the noise of their latents; a pure function of the step."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray

from any2any.data.augment.augmentation import Augmentation
from any2any.data.augment.dihedral import DIHEDRAL, turned
from any2any.data.augment.zoom import ZoomedReader
from any2any.data.draw import Corrupt, TileDraw, read_crop
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.data.tile import TileReader
from any2any.spec.modality import LATENT_CHANNELS, Modality
from any2any.training.config import DataConfig, VaeTrainingConfig
from any2any.training.loop.processes import normal, sample_rng
from any2any.training.loop.step import Batch

logger = logging.getLogger(__name__)


class CropBatches:
    """Draws, reads and augments crops; both methods may be called from several threads.

    UsageError from the constructor if no tile of the split has the modality and room for a crop.
    """

    def __init__(
        self,
        index: TileIndex,
        split: Split,
        modality: Modality,
        config: VaeTrainingConfig,
        data: DataConfig,
        seed: int,
    ) -> None:
        self._draw = TileDraw(index, split, [modality.name], config.crop_latent_px, data.source_weights)
        self._reader = TileReader(index)
        self._zoomed = ZoomedReader(index, config.zoom, seed)
        self._tally = Corrupt()
        self._modality = modality
        self._config = config
        self._data = data
        self._seed = seed

    def augmented(self, step: int, samples: Sequence[int]) -> Batch:
        """Return ``image``: (B, C, H, W) model values, zoomed and changed, ``noise``: (B, 4, h, w) standard normal."""
        return self._batch(step, samples, augment=True)

    def plain(self, step: int, samples: Sequence[int]) -> Batch:
        """Return the same crops as ``augmented``, with the same turns, but with the file's pixel sizes and levels."""
        return self._batch(step, samples, augment=False)

    def report(self) -> None:
        """Log how many tiles were skipped."""
        logger.info("%s: %s", self._modality.name, self._tally.report())

    def _batch(self, step: int, samples: Sequence[int], augment: bool) -> Batch:
        side = self._config.crop_latent_px
        images, noises = [], []
        for sample in samples:
            rng = sample_rng(self._seed, step, sample)
            noises.append(normal(rng, (LATENT_CHANNELS, side, side)))
            images.append(self._image(rng, augment))
        image = torch.from_numpy(np.stack(images)).contiguous(memory_format=torch.channels_last)
        return {"image": image, "noise": torch.stack(noises)}

    def _image(self, rng: Generator, augment: bool) -> NDArray[np.float32]:
        reader = self._zoomed if augment else self._reader
        crop, values = read_crop(self._draw, reader, rng, [self._modality.name], self._tally)
        image = turned(values[self._modality.name], int(rng.integers(DIHEDRAL)))
        if not augment:
            return image
        jitter_db = self._data.level_jitter_db.get(crop.tile.source, 0.0)
        augmentation = Augmentation.draw(rng, self._config.augment, jitter_db)
        return augmentation.apply(image, self._modality, 0, 0)  # each crop is its own tile

"""Train context at every pixel: a U-Net that estimates optical bands from a source, with the tokens of a finished
encoder.

The loss of levels applies where radar is calibrated. The loss of structure is a correlation and applies everywhere,
because it does not depend on a data set's stretch. For pairs that are shifted by a pixel or more, only structure
coarser than four pixels counts.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from any2any.data.draw import Corrupt, TileDraw, read_crop
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.data.tile import TileReader
from any2any.errors import UsageError
from any2any.models.context import ContextEncoder, FineContext
from any2any.spec.modality import Modality
from any2any.spec.networks import FineContextConfig
from any2any.training.config import DataConfig
from any2any.training.loop.processes import sample_rng

logger = logging.getLogger(__name__)

BANDS = FineContextConfig(()).bands
"""Estimated bands, in the order of the network's channels; a target's other bands are ignored."""

CROP_LATENT_PX = 48
"""192 pixels of 10 m: structure of 600 m needs room, and tokens see 300 m."""

FINE_PX, COARSE_PX = 15, 4
"""Structure is a pixel's difference from the mean over FINE_PX squared, and the same for means over COARSE_PX
squared."""

LEVEL_WEIGHT, STRUCTURE_WEIGHT = 4.0, 0.5

VALIDATION_CROPS = 48
_REPORT_EVERY = 50


@dataclass(frozen=True)
class FineTraining:
    """Length of the training."""

    steps: int = 3000
    batch: int = 4
    learning_rate: float = 1.2e-3
    seed: int = 1

    def __post_init__(self) -> None:
        for name in ("steps", "batch"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name} is {getattr(self, name)}: choose at least 1")


@dataclass(frozen=True)
class Batch:
    """Crops of a source with the known ones of ``BANDS``."""

    x: Tensor
    """(B, C, h, w) model values."""
    bands: Tensor
    """(B, bands, h, w) model values; zero where unknown."""
    known: Tensor
    """(B, bands) bool."""
    calibrated: Tensor
    """(B,) bool: whether the source's levels are physical."""
    registered: Tensor
    """(B,) bool: whether source and target are registered to less than a pixel."""


def train_fine(
    index: TileIndex, encoder: ContextEncoder, source: str, data: DataConfig, settings: FineTraining
) -> tuple[ContextEncoder, dict[str, float]]:
    """Return the encoder with context at every pixel of ``source``, and correlations on validation crops by band.

    An encoder that has it already is trained further; context of its other sources stays. UsageError if no training
    tile has the source and one of ``BANDS``, or its pixels do not fit the network's levels.
    """
    modality = index.modality(source)
    torch.manual_seed(settings.seed)
    before = encoder.config.fine or FineContextConfig(())
    sources = tuple(dict.fromkeys((*before.sources, source)))
    config = replace(encoder.config, fine=replace(before, sources=sources))
    try:
        extended = ContextEncoder(config, index.modalities)
    except ValueError as error:
        raise UsageError(f"{error}: choose a source whose pixels are as large as those of SAR") from error
    extended.load_state_dict(extended.state_dict() | encoder.state_dict())
    extended.requires_grad_(False).eval()
    network = cast(FineContext, extended.fine[source])
    average = _trained(network, extended, modality, Crops(index, "train", modality, data), settings)
    network.load_state_dict(average.module.state_dict())
    try:
        held_out = Crops(index, "validation", modality, data)
    except UsageError as error:
        logger.warning("nothing to validate on: %s", error)
        return extended, {}
    return extended, _correlations(extended, modality, held_out, settings)


class Crops:
    """Draws batches of a source with the optical modalities of its tiles; the same for a seed and a step."""

    def __init__(self, index: TileIndex, split: Split, source: Modality, data: DataConfig) -> None:
        """UsageError if no tile of the split has the source and one of ``BANDS``."""
        self._source, self._data = source, data
        self._reader, self._tally = TileReader(index), Corrupt()
        self._targets = [m for m in index.modalities if m != source and _numbers(m)]
        self._draws: list[tuple[Modality, TileDraw]] = []
        for target in self._targets:
            names = (source.name, target.name)
            try:
                draw = TileDraw(index, split, names, CROP_LATENT_PX, data.source_weights, data.place_repeats)
            except UsageError as error:
                logger.info("%s", error)
                continue
            self._draws.append((target, draw))
        if not self._draws:
            raise UsageError(
                f"no {split} tile of {index.path} has {source.name} and one of {', '.join(BANDS)} on "
                f"{CROP_LATENT_PX} latent cells: add such pairs"
            )

    def batch(self, seed: int, step: int, size: int, *, augment: bool) -> Batch:
        """Draw crops; with ``augment`` turned, and with other levels, contrast and speckle."""
        samples = [self._sample(sample_rng(seed, step, i), augment) for i in range(size)]
        return Batch(*(torch.stack(parts) for parts in zip(*samples, strict=True)))

    def _sample(self, rng: np.random.Generator, augment: bool) -> tuple[Tensor, ...]:
        target, draw = self._draws[int(rng.integers(len(self._draws)))]
        names = (self._source.name, target.name)
        crop, values = read_crop(draw, self._reader, rng, names, self._tally)
        x = torch.from_numpy(values[self._source.name])
        bands, known = torch.zeros(len(BANDS), *x.shape[-2:]), torch.zeros(len(BANDS), dtype=torch.bool)
        for channel, band in _numbers(target):
            part = torch.from_numpy(values[target.name][band : band + 1])[None]
            bands[channel] = F.interpolate(part, size=x.shape[-2:], mode="nearest")[0, 0]
            known[channel] = True
        calibrated = not crop.tile.files[self._source.name].radiometry.startswith("quicklook8")
        if augment:
            x = degraded(x, self._source, calibrated, rng)
            turns, flip = int(rng.integers(4)), rng.random() < 0.5
            x, bands = (_turned(part, turns, flip) for part in (x, bands))
        registered = crop.tile.source not in self._data.misregistered
        return x, bands, known, torch.tensor(calibrated), torch.tensor(registered)


def degraded(x: Tensor, source: Modality, calibrated: bool, rng: np.random.Generator) -> Tensor:
    """Change level and contrast, more where they are arbitrary, and add speckle of 4 to 60 looks to half the radar.

    x: (C, h, w) model values.
    """
    x = x + float(rng.normal(0.0, 0.04 if calibrated else 0.12))
    mean = x.mean()
    x = (x - mean) * float(1.0 + rng.normal(0.0, 0.05 if calibrated else 0.2)) + mean
    if source.quantity == "backscatter_db" and rng.random() < 0.5:
        looks = float(rng.uniform(4.0, 60.0))
        power = torch.from_numpy(rng.gamma(looks, 1.0 / looks, tuple(x.shape))).float()
        x = x + 10.0 * power.log10() * 2.0 / (source.bands[0].high - source.bands[0].low)
    return x.clamp(-1.0, 1.0)


def loss_of(estimate: Tensor, batch: Batch) -> Tensor:
    """Squared error of levels, and one minus the correlation of fine and of coarser structure."""
    known = batch.known.float()
    calibrated = known * batch.calibrated[:, None]
    levels = _weighted((estimate - batch.bands).square().mean(dim=(2, 3)), calibrated)
    fine = _weighted(1.0 - correlation(estimate, batch.bands), known * batch.registered[:, None])
    coarser = (F.avg_pool2d(part, COARSE_PX) for part in (estimate, batch.bands))
    return LEVEL_WEIGHT * levels + STRUCTURE_WEIGHT * (fine + _weighted(1.0 - correlation(*coarser), known))


def correlation(a: Tensor, b: Tensor) -> Tensor:
    """Correlation of the pixels' differences from the mean around them: (B, C, h, w) twice -> (B, C)."""
    a, b = (_centred(part - _mean(part)) for part in (a, b))
    power = a.square().mean(dim=(2, 3)) * b.square().mean(dim=(2, 3))
    return (a * b).mean(dim=(2, 3)) / (power + 1e-9).sqrt()


def _trained(
    network: FineContext, encoder: ContextEncoder, source: Modality, crops: Crops, settings: FineTraining
) -> AveragedModel:
    """Train, and return the average of the last hundred or so steps; the rate falls to zero as a cosine."""
    network.requires_grad_(True).train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=settings.learning_rate, weight_decay=0.02)
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(min(0.99, 1.0 - 1.0 / settings.steps)))
    for step in range(settings.steps):
        done = step / settings.steps
        rate = settings.learning_rate * min(1.0, (step + 1) / 40) * 0.5 * (1.0 + math.cos(math.pi * done))
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = crops.batch(settings.seed, step, settings.batch, augment=True)
        loss = loss_of(_estimate(network, encoder, source, batch.x), batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        average.update_parameters(network)
        if step % _REPORT_EVERY == 0:
            logger.info("step %d: loss %.4f", step, float(loss.detach()))
    network.requires_grad_(False).eval()
    return average


def _estimate(network: FineContext, encoder: ContextEncoder, source: Modality, x: Tensor) -> Tensor:
    with torch.no_grad():
        tokens = encoder(source.name, x)
    with torch.autocast("cpu", torch.bfloat16):
        estimate: Tensor = network(x, tokens)
    return estimate.float()


@torch.no_grad()
def _correlations(
    encoder: ContextEncoder, source: Modality, crops: Crops, settings: FineTraining
) -> dict[str, float]:
    """By band: mean correlation of fine structure over registered crops."""
    network = cast(FineContext, encoder.fine[source.name])
    found: dict[str, list[float]] = {}
    for step in range(math.ceil(VALIDATION_CROPS / settings.batch)):
        batch = crops.batch(settings.seed, step, settings.batch, augment=False)
        each = correlation(_estimate(network, encoder, source, batch.x), batch.bands)
        for channel, name in enumerate(BANDS):
            chosen = batch.known[:, channel] & batch.registered
            found.setdefault(name, []).extend(each[chosen, channel].tolist())
    return {name: sum(values) / len(values) for name, values in found.items() if values}


def _numbers(modality: Modality) -> Sequence[tuple[int, int]]:
    """Channel and band of each of ``BANDS`` that a modality has."""
    return [(BANDS.index(b.name), number) for number, b in enumerate(modality.bands) if b.name in BANDS]


def _weighted(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum().clamp_min(1e-6)


def _mean(x: Tensor) -> Tensor:
    return F.avg_pool2d(x, FINE_PX, stride=1, padding=FINE_PX // 2, count_include_pad=False)


def _centred(x: Tensor) -> Tensor:
    return x - x.mean(dim=(2, 3), keepdim=True)


def _turned(x: Tensor, turns: int, flip: bool) -> Tensor:
    x = torch.rot90(x, turns, (-2, -1))
    return x.flip(-1) if flip else x

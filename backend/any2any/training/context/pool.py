"""Training data of the context encoder: crops of one modality with the teacher's tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from any2any.data.draw import Corrupt, TileDraw, read_crop
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.data.tile import TileReader
from any2any.raster.radiometry import from_model_values
from any2any.spec.modality import Modality
from any2any.training.context.galileo import Galileo, overlapping_tokens
from any2any.training.loop.processes import sample_rng

CROP_LATENT_PX = 28
"""112 pixels of 10 m: the smallest calibrated radar tiles have 120."""

TEACHER_STRIDE_PX = 24
"""Nine of the teacher's windows cover a crop, and their means are its tokens."""

VH_BELOW_VV_DB = 7.1
"""Mean over land of the calibrated training pairs. The teacher needs both polarisations, a modality has one."""

_BATCH = 32

GROUPS = {
    "sar": ("S1",),
    "rgb": ("S2_RGB",),
    "nir": ("S2_NIR_10m",),
    "ms": ("S2_RGB", "S2_NIR_20m", "S2_SWIR"),
    "pan": ("S2_RGB",),
}
"""Teacher's inputs from a modality; a panchromatic band replaces all three colours."""

_BANDS = {
    "sar": ("VV",),
    "rgb": ("B4", "B3", "B2"),
    "nir": ("B8",),
    "ms": ("B2", "B3", "B4", "B8A", "B11", "B12"),
    "pan": ("B4",),
}


@dataclass(frozen=True)
class Pool:
    """Crops and tokens of one modality."""

    x: Tensor
    """(N, C, 28 f, 28 f) model values, float16."""
    tokens: Tensor
    """(N, teacher's channels, 14, 14) float16."""


def read_pool(
    index: TileIndex,
    split: Split,
    modality: Modality,
    teacher: Galileo,
    crops: int,
    seed: int,
    source_weights: Mapping[str, float],
) -> Pool:
    """Draw crops of a modality and encode them with the teacher."""
    draw = TileDraw(index, split, (modality.name,), CROP_LATENT_PX, source_weights)
    reader, tally = TileReader(index), Corrupt()
    images, tokens = [], []
    for start in range(0, crops, _BATCH):
        batch = []
        for sample in range(start, min(start + _BATCH, crops)):
            rng = sample_rng(seed, sample, 0)
            _, values = read_crop(draw, reader, rng, (modality.name,), tally)
            batch.append(_turned(values[modality.name], rng))
        images.append(torch.from_numpy(np.stack(batch)))
        seen = teacher_bands(modality, images[-1])
        tokens.append(overlapping_tokens(teacher, seen, GROUPS[modality.name], TEACHER_STRIDE_PX).half())
    return Pool(torch.cat(images).half(), torch.cat(tokens))


def teacher_bands(modality: Modality, x: Tensor) -> dict[str, Tensor]:
    """x: (B, C, h, w) model values -> bands in the teacher's units, (B, H, W) at 10 m."""
    by_band = from_model_values(x.float().transpose(0, 1).numpy(), modality)  # bands first
    physical = torch.from_numpy(by_band).transpose(0, 1)
    if modality.quantity == "backscatter_db":
        vv = physical[:, 0]
        return {"VV": vv, "VH": vv - VH_BELOW_VV_DB}
    physical = 10_000.0 * at_ten_metres(physical, modality.downsampling)
    bands = dict(zip(_BANDS[modality.name], physical.unbind(dim=1), strict=True))
    if modality.name == "pan":
        bands |= {"B3": bands["B4"], "B2": bands["B4"]}
    return bands


def at_ten_metres(x: Tensor, downsampling: int) -> Tensor:
    """Resample (B, C, h f, w f) to four pixels per cell by repeating or averaging."""
    if downsampling < 4:
        return F.interpolate(x, scale_factor=4 // downsampling, mode="nearest")
    return F.avg_pool2d(x, downsampling // 4)


def _turned(image: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """One of the eight symmetries of a square."""
    if rng.random() < 0.5:
        image = image[:, :, ::-1]
    return np.ascontiguousarray(np.rot90(image, int(rng.integers(4)), axes=(1, 2)))

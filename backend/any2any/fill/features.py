"""The columns of the scene's regression: what sources, translation and reference show at and around each pixel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from any2any.fill.statistics import Image, local_deviation, local_mean

Kind = Literal["source", "translation", "reference"]

RADII_PX: dict[Kind, tuple[int, ...]] = {
    "source": (1, 3, 8, 16),
    "translation": (3, 16),
    "reference": (1, 4),
}
"""Radii of the squares over which a layer is averaged: means see through speckle and show what lies around."""
DEVIATION_PX = 3
"""Radius of the square over which roughness is taken."""

REACH_PX = 2 * DEVIATION_PX + max(max(radii) for radii in RADII_PX.values())
"""Pixels around a block that its columns depend on."""


def columns(image: Image, kind: Kind) -> Image:
    """Return the columns (F, H, W) of one layer (C, H, W): values, means and roughness; NaN where it has no data."""
    parts = [image, *(local_mean(image, radius) for radius in RADII_PX[kind])]
    if kind != "translation":
        parts.append(local_deviation(image, DEVIATION_PX))
    result = np.concatenate(parts)
    result[:, ~np.isfinite(image).all(axis=0)] = np.nan
    return result


def all_columns(layers: Sequence[tuple[Image, Kind]]) -> Image:
    """Return the columns (F, H, W) of several layers."""
    return np.concatenate([columns(image, kind) for image, kind in layers])

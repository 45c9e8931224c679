"""A co-registered scene in memory, addressed in latent cells: the common ground unit of all modalities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from any2any.modality import DEFAULT_MODALITIES, Modality

Split = Literal["train", "validation", "test"]

DIHEDRAL = 8
"""Rotations by quarter turns, and their mirror images."""

MODALITIES: dict[str, Modality] = {modality.name: modality for modality in DEFAULT_MODALITIES}


@dataclass(frozen=True)
class PairedScene:
    """One place in several modalities.

    Each array has shape (bands, rows * f, columns * f) with the modality's own f and holds model values in
    [-1, 1], float16.
    """

    name: str
    source: str
    """Where it comes from: a data source's name, or "simulated"."""
    split: Split
    arrays: Mapping[str, NDArray[np.float16]]

    def __post_init__(self) -> None:
        sizes = {name: self._size_latent_px(name) for name in self.arrays}
        if len(set(sizes.values())) != 1:
            raise ValueError(f"scene {self.name}: the modalities cover different latent sizes: {sizes}")

    def _size_latent_px(self, name: str) -> tuple[int, int]:
        f = MODALITIES[name].downsampling
        _, rows, columns = self.arrays[name].shape
        if rows % f or columns % f:
            raise ValueError(f"scene {self.name}: {name} is {rows} x {columns}, no multiple of {f}")
        return rows // f, columns // f

    @property
    def size_latent_px(self) -> tuple[int, int]:
        """Rows and columns of latent cells."""
        return self._size_latent_px(next(iter(self.arrays)))

    def crop(self, name: str, row: int, column: int, size_latent_px: int) -> NDArray[np.float16]:
        """Cut one modality at a latent cell: (bands, size * f, size * f)."""
        f = MODALITIES[name].downsampling
        rows = slice(row * f, (row + size_latent_px) * f)
        columns = slice(column * f, (column + size_latent_px) * f)
        return self.arrays[name][:, rows, columns]


def turn(array: NDArray[np.float16], variant: int) -> NDArray[np.float16]:
    """Apply one of the eight dihedral variants to (..., rows, columns); 0 is the identity."""
    turned = np.rot90(array, variant % 4, axes=(-2, -1))
    return turned[..., ::-1] if variant >= DIHEDRAL // 2 else turned


def pair_scene(
    name: str, source: str, split: Split, arrays: Mapping[str, NDArray[np.float32]]
) -> PairedScene:
    """Build a scene from model values whose sizes are not yet whole latent cells: all are cut to the common part."""
    rows = min(a.shape[1] // MODALITIES[m].downsampling for m, a in arrays.items())
    columns = min(a.shape[2] // MODALITIES[m].downsampling for m, a in arrays.items())
    cut = {}
    for m, a in arrays.items():
        f = MODALITIES[m].downsampling
        cut[m] = np.ascontiguousarray(a[:, : rows * f, : columns * f].astype(np.float16))
    return PairedScene(name, source, split, cut)

"""The contents of a training pack, with tiles as grey JPEGs; needs only numpy and pillow.

Model values of [-1, 1] become 8 bits: a 255th of a modality's range is 0.12 dB or 0.001 of reflectance.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from any2any.documents import read_document
from any2any.spec.modality import Direction

PACK_NAME = "pack.json"
QUALITY = 90
"""Quality of the JPEGs: about two bits per pixel, errors of one or two 255ths."""

PART_BYTES = 15 << 20
"""Weights are split into files of at most this size, because some machines return only small files."""

Values = NDArray[np.float32]


@dataclass(frozen=True)
class PackedTile:
    """One tile: a JPEG per modality with its bands stacked vertically, and a mask where it has holes."""

    source: str
    """Its dataset."""
    validation: bool
    rows: int
    """Of latent cells."""
    columns: int
    bands: dict[str, int]
    """By modality."""
    has_holes: bool = False

    def holds(self, direction: Direction) -> bool:
        """Whether the tile has both ends."""
        return {direction.source, direction.target} <= set(self.bands)


@dataclass(frozen=True)
class Pack:
    """The table of contents."""

    tiles: tuple[PackedTile, ...]
    directions: tuple[str, ...]
    """The trained directions."""
    batch: int
    learning_rate: float
    weight_decay: float
    calibration_weight: float
    last_time_share: float
    vaes_are_fresh: bool
    """Whether the VAEs must be trained first."""
    seed: int
    direction_weights: dict[str, float] = field(default_factory=dict)
    source_weights: dict[str, float] = field(default_factory=dict)
    structure_weight: float = 0.0
    misregistered: tuple[str, ...] = ()
    """Datasets of which only coarse structure counts."""


def write_pack(folder: Path, pack: Pack) -> None:
    """Write the table of contents; a pack without one is unfinished."""
    (folder / PACK_NAME).write_text(json.dumps(asdict(pack), indent=1), encoding="utf-8")


def read_pack(folder: Path) -> Pack:
    """Read it; ValueError if it is damaged."""
    document = json.loads((folder / PACK_NAME).read_text(encoding="utf-8"))
    return read_document(Pack, document, PACK_NAME)


def write_tile(folder: Path, number: int, images: Mapping[str, Values]) -> int:
    """Write model values (C, H, W) by modality, NaN where the first one has no data; returns the bytes."""
    total = 0
    for name, values in images.items():
        levels = np.rint((np.clip(np.nan_to_num(values), -1.0, 1.0) + 1.0) * 127.5).astype(np.uint8)
        path = _image_file(folder, number, name)
        Image.fromarray(levels.reshape(-1, levels.shape[-1])).save(path, quality=QUALITY)
        total += path.stat().st_size
    return total


def write_holes(folder: Path, number: int, holes: NDArray[np.bool_]) -> None:
    """Write the latent cells (rows, columns) in which a modality has no data."""
    Image.fromarray(holes).save(_image_file(folder, number, "holes").with_suffix(".png"))


def read_tile(folder: Path, number: int, tile: PackedTile) -> dict[str, Values]:
    """Read model values (C, H, W) by modality."""
    images = {}
    for name, bands in tile.bands.items():
        with Image.open(_image_file(folder, number, name)) as image:
            levels = np.asarray(image, np.float32)
        images[name] = levels.reshape(bands, -1, levels.shape[-1]) / 127.5 - 1.0
    return images


def read_holes(folder: Path, number: int, tile: PackedTile) -> NDArray[np.bool_]:
    """Read the latent cells without data, (rows, columns)."""
    if not tile.has_holes:
        return np.zeros((tile.rows, tile.columns), np.bool_)
    with Image.open(_image_file(folder, number, "holes").with_suffix(".png")) as image:
        return np.asarray(image, np.bool_)


def _image_file(folder: Path, number: int, name: str) -> Path:
    return folder / "tiles" / f"{number:05d}-{name}.jpg"

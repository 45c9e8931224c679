"""Contents of an index: tiles, each one place in several modalities, as windows of raster files.

The index is a GeoPackage whose layer ``tiles`` has one footprint per tile and modality, so that QGIS shows a model's
training data. Further tables let a tile be drawn in proportion to its area with one lookup:

- ``any2any_index``: format version, modalities as JSON, digest of the contents;
- ``tile_groups``: tiles of one split, dataset and set of modalities, numbered consecutively;
- ``tile_cells``: each tile's latent rows and columns, and the cumulative number of latent cells.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from any2any.errors import UsageError
from any2any.spec.modality import Band, Modality

FORMAT_VERSION = 1
"""Version of the tables; other versions are refused."""

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)

Footprint = tuple[float, float, float, float]
"""West, south, east, north in degrees of EPSG:4326."""


@dataclass(frozen=True)
class TileFile:
    """One modality of a tile: a window of one or several raster files of the same ground."""

    modality: str
    path: str
    """Relative to the index file's folder where possible, with forward slashes; several are separated by ``;``."""
    bands: str
    """Which bands of each path: see ``data/bands.py``, like ``1,2,3/2;4,5,6``."""
    radiometry: str
    """How the files store the quantity: see ``data/bands.py``, like ``s2`` or ``linear(0.01,0)``."""
    x: int
    """First column of the window, in pixels of the modality's grid from the raster's upper left."""
    y: int
    """First row of the window."""
    width: int
    """Columns of the window, in pixels of the modality's grid."""
    height: int
    pixel_size_m: float
    """Pixel size of the modality's grid: the file's, times N if N x N file pixels are averaged."""


@dataclass(frozen=True)
class Tile:
    """One place in several modalities, all of the same size in latent cells."""

    scene: str
    place: str
    """Scenes of the same ground share a place; a place belongs to one split."""
    source: str
    split: Split
    licence: str
    files: Mapping[str, TileFile]
    """By the modality's name."""
    footprint: Footprint | None = None
    """None if the rasters are not georeferenced."""
    number: int = -1
    """Position in the index, set by the reader."""


@dataclass(frozen=True)
class Group:
    """All tiles of one split, dataset and set of modalities, numbered consecutively, largest first."""

    split: Split
    source: str
    modalities: tuple[str, ...]
    """Names in the order of the index."""
    first_tile: int
    tile_count: int
    first_cell: int
    """Latent cells of all earlier groups."""
    cells: int
    """Latent cells of its tiles."""

    def holds(self, modalities: Collection[str]) -> bool:
        """Whether its tiles have all these modalities."""
        return set(modalities) <= set(self.modalities)


def file_latent_px(file: TileFile, modality: Modality) -> tuple[int, int]:
    """Rows and columns of whole latent cells in a file's window."""
    return file.height // modality.downsampling, file.width // modality.downsampling


def size_latent_px(tile: Tile, modalities: Mapping[str, Modality]) -> tuple[int, int]:
    """Rows and columns of latent cells of a tile; UsageError if its modalities differ or one is unknown."""
    for name in tile.files:
        if name not in modalities:
            raise UsageError(f"scene {tile.scene}: modality {name!r} is not one of {', '.join(modalities)}")
    sizes = {name: file_latent_px(file, modalities[name]) for name, file in tile.files.items()}
    if len(set(sizes.values())) != 1:
        found = ", ".join(f"{name} {rows} x {columns}" for name, (rows, columns) in sizes.items())
        raise UsageError(
            f"scene {tile.scene}: the modalities cover different numbers of latent cells ({found or 'none'}): "
            "cut all windows to the same ground"
        )
    return next(iter(sizes.values()))


def modalities_to_json(modalities: Sequence[Modality]) -> str:
    """Serialise specifications."""
    return json.dumps([asdict(modality) for modality in modalities])


def modalities_from_json(text: str) -> tuple[Modality, ...]:
    """Parse specifications; ValueError, KeyError or TypeError if the text is invalid."""
    return tuple(
        Modality(**entry | {"bands": tuple(Band(**band) for band in entry["bands"])})
        for entry in json.loads(text)
    )

"""Tiny data sets in the folders that builders read, and what comes out of them."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.errors import NotGeoreferencedWarning

from any2any.data.builders import build_index
from any2any.data.builders.files import Tally
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile, size_latent_px
from any2any.data.tile import TileReader
from any2any.raster.radiometry import from_model_values

LEFT, TOP = 500_000.0, 5_000_000.0


def constant(values: Sequence[float], size: int | tuple[int, int], dtype: str) -> np.ndarray:
    """Bands that are the same everywhere: (bands, size, size)."""
    rows, columns = (size, size) if isinstance(size, int) else size
    return np.broadcast_to(np.array(values, dtype)[:, None, None], (len(values), rows, columns)).copy()


def write_raster(
    path: Path,
    values: np.ndarray,
    pixel_m: float | None = None,
    *,
    crs: str = "EPSG:32633",
    left: float = LEFT,
    **profile: Any,
) -> Path:
    """Write a raster; with a pixel size it has a place on earth, its upper left corner always the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if pixel_m is not None:
        profile |= {"crs": crs, "transform": rasterio.Affine(pixel_m, 0, left, 0, -pixel_m, TOP)}
    count, height, width = values.shape
    profile = {"driver": "PNG" if path.suffix == ".png" else "GTiff", **profile}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(
            path, "w", count=count, height=height, width=width, dtype=values.dtype, **profile
        ) as dataset:
            dataset.write(values)
    return path


class Built:
    """An index that was built in a test."""

    def __init__(self, kind: str, root: Path, out: Path, **options: Any) -> None:
        self.tally: Tally = build_index(kind, root, out, **options)
        self.index = TileIndex(out)
        self.tiles: list[Tile] = sorted(self.index.tiles(), key=lambda tile: tile.scene)
        self._reader = TileReader(self.index)

    @property
    def names(self) -> list[str]:
        return [tile.scene for tile in self.tiles]

    def tile(self, name: str) -> Tile:
        [tile] = [tile for tile in self.tiles if tile.scene == name]
        return tile

    def size(self, tile: Tile) -> tuple[int, int]:
        return size_latent_px(tile, {m.name: m for m in self.index.modalities})

    def physical(self, tile: Tile, modality: str) -> list[float]:
        """The quantity of each band of a constant scene."""
        rows, columns = self.size(tile)
        values = self._reader.read(tile, modality, 0, 0, rows, columns)
        quantity = from_model_values(values, self.index.modality(modality))
        assert (np.ptp(quantity, axis=(1, 2)) < 1e-5).all()
        return [float(value) for value in quantity[:, 0, 0]]


class Imagery:
    """A folder with an ``index.csv`` that grows file by file."""

    HEADER = ("split", "source", "scene", "modality", "path", "gsd_m", "bands")

    def __init__(self, root: Path) -> None:
        self.root = root
        self.rows: list[tuple[object, ...]] = []
        root.mkdir()
        self.write_index()

    def add(
        self,
        split: str,
        source: str,
        scene: str,
        modality: str,
        values: np.ndarray,
        gsd_m: float = 10,
        bands: str = "VV VH",
    ) -> Imagery:
        path = Path(split, source, scene, f"{modality}.tif")
        write_raster(self.root / path, values, gsd_m)
        self.rows.append((split, source, scene, modality, path, gsd_m, bands))
        self.write_index()
        return self

    def write_index(self) -> None:
        with (self.root / "index.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows([self.HEADER, *self.rows])

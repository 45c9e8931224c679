"""A place with fields, as five modalities would see it, and an index of such places that grows tile by tile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.spec.modality import DEFAULT_MODALITIES

SIZE_PX = 128

BANDS = {"rgb": 3, "nir": 1, "ms": 6, "sar": 1}
RADIOMETRY = {"rgb": "s2", "nir": "s2", "ms": "s2", "sar": "db100"}


def fields(seed: int, size_px: int, fineness: int = 1) -> np.ndarray:
    """Overlapping rectangles of random size and value in 0 to 1: (size * fineness, size * fineness), float32."""
    rng = np.random.default_rng(seed)
    size = size_px * fineness
    image = np.full((size, size), 0.5, np.float32)
    for _ in range(max(size_px * size_px // 80, 200)):
        height, width = rng.integers(3 * fineness, 24 * fineness, 2)
        top, left = rng.integers(-12 * fineness, size, 2)
        image[max(top, 0) : top + height, max(left, 0) : left + width] = rng.random()
    return image


def halved(image: np.ndarray) -> np.ndarray:
    rows, columns = image.shape
    return image.reshape(rows // 2, 2, columns // 2, 2).mean(axis=(1, 3))


def place_images(seed: int) -> dict[str, np.ndarray]:
    """File values of one place: reflectance of 0.03 to 0.25 times 10,000, backscatter of -20 to -5 dB times 100."""
    image = fields(seed, SIZE_PX)
    noise = np.random.default_rng(seed).normal(0, 1, image.shape)
    reflectance = (300 + 2200 * image).astype(np.uint16)
    coarse = (300 + 2200 * halved(image)).astype(np.uint16)
    return {
        "rgb": np.stack([reflectance] * 3),
        "nir": reflectance[None] + np.uint16(20),
        "ms": np.stack([coarse] * 6),
        "sar": (-2000 + 1500 * (1 - image) + 100 * noise).astype(np.int16)[None],
    }


@dataclass
class Places:
    """An index in the making: each place has a scene, four files and ground of its own."""

    root: Path
    tiles: list[Tile] = field(default_factory=list)

    def add(
        self,
        split: Split = "train",
        images: Mapping[str, np.ndarray] | None = None,
        radiometry: Mapping[str, str] | None = None,
        nodata: float | None = None,
        **changes: Any,
    ) -> Tile:
        """Write the files of a new place, with some images or anything about the tile changed."""
        number = len(self.tiles)
        written = {**place_images(number), **(images or {})}
        files = {
            name: self._write(
                f"{number}-{name}.tif", name, values, {**RADIOMETRY, **(radiometry or {})}, nodata
            )
            for name, values in written.items()
        }
        west = number * 0.1
        ground = (west, 0.0, west + 0.01, 0.01)
        tile = Tile(f"scene {number}", f"place {number}", "fields", split, "CC0", files, ground)
        self.tiles.append(replace(tile, **changes))
        return self.tiles[-1]

    def _write(
        self, path: str, name: str, values: np.ndarray, radiometry: Mapping[str, str], nodata: float | None
    ) -> TileFile:
        count, height, width = values.shape
        profile = {"count": count, "height": height, "width": width, "dtype": values.dtype, "nodata": nodata}
        with rasterio.open(
            self.root / path, "w", driver="GTiff", transform=rasterio.Affine.scale(1, 2), **profile
        ) as dataset:
            dataset.write(values)
        bands = ",".join(str(i + 1) for i in range(count))
        return TileFile(name, path, bands, radiometry[name], 0, 0, width, height, 10.0 * SIZE_PX / width)

    def index(self) -> TileIndex:
        path = self.root / "index.gpkg"
        write_index(path, self.tiles, DEFAULT_MODALITIES)
        return TileIndex(path)

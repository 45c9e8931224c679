"""Tiles, indexes and rasters for the tests of the training data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.spec.modality import DEFAULT_MODALITIES, Modality

SPECS = {modality.name: modality for modality in DEFAULT_MODALITIES}
BANDS = {"rgb": "1,2,3", "ms": "1,2,3,4,5,6", "sar": "1", "nir": "1", "pan": "1"}


def make_file(
    modality: str,
    path: str | Path,
    cells: tuple[int, int],
    *,
    origin_px: tuple[int, int] = (0, 0),
    bands: str | None = None,
    radiometry: str | None = None,
) -> TileFile:
    """A window of latent cells; a cell is 40 m of ground in every modality."""
    f = SPECS[modality].downsampling
    default = "db" if modality == "sar" else "reflectance"
    rows, columns = cells
    return TileFile(
        modality=modality,
        path=str(path),
        bands=bands or BANDS[modality],
        radiometry=radiometry or default,
        x=origin_px[1],
        y=origin_px[0],
        width=columns * f,
        height=rows * f,
        pixel_size_m=40 / f,
    )


def make_tile(
    scene: str = "s",
    cells: tuple[int, int] = (4, 4),
    modalities: Sequence[str] = ("rgb", "sar"),
    *,
    source: str = "a",
    split: Split = "train",
    footprint: tuple[float, float, float, float] | None = None,
    files: Sequence[TileFile] | None = None,
) -> Tile:
    files = files or [make_file(name, f"{scene}/{name}.tif", cells) for name in modalities]
    return Tile(scene, scene, source, split, "CC0-1.0", {f.modality: f for f in files}, footprint)


def make_index(
    folder: Path, tiles: Iterable[Tile], modalities: Sequence[Modality] = DEFAULT_MODALITIES
) -> TileIndex:
    path = folder / "index.gpkg"
    write_index(path, tiles, modalities)
    return TileIndex(path)


def write_raster(path: Path, values: NDArray[Any], **profile: Any) -> Path:
    """Write (C, H, W) as a GeoTIFF of 10 m pixels."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count, height, width = values.shape
    shape = {"count": count, "height": height, "width": width, "dtype": values.dtype}
    place = rasterio.Affine(10, 0, 500_000, 0, -10, 5_000_000)
    with rasterio.open(path, "w", driver="GTiff", transform=place, **shape, **profile) as dataset:
        dataset.write(values)
    return path


def ramp(count: int, height: int, width: int) -> NDArray[np.float32]:
    """Reflectances between 0 and 0.3 that are different in every pixel of the raster."""
    size = count * height * width
    return (np.arange(size, dtype=np.float32) * (0.3 / size)).reshape(count, height, width)

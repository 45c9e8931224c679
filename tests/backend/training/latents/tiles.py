"""Small indexes of noise, and VAEs with only random weights, so that every pixel matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
import torch

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.models.vae import Vae
from any2any.spec.manifest import VaeEntry
from any2any.spec.modality import DEFAULT_MODALITIES, Direction
from any2any.spec.networks import VaeConfig

SPECS = {m.name: m for m in DEFAULT_MODALITIES}
SAR_MS = Direction("sar", "ms")
MEAN, STD = (1.0, 2.0, 3.0, 4.0), (0.5, 1.0, 2.0, 4.0)
Vaes = dict[str, tuple[Vae, VaeEntry]]


@dataclass(frozen=True)
class Noise:
    """A tile of noise."""

    source: str
    rows: int
    columns: int
    modalities: tuple[str, ...] = ("sar", "ms")
    hole: tuple[slice, slice] | None = None
    """Nodata in the first modality: rows and columns of latent cells."""
    split: Split = "train"
    corrupt: bool = False


def make_index(folder: Path, tiles: Sequence[Noise]) -> TileIndex:
    path = folder / "index.gpkg"
    write_index(path, _tiles(folder, tiles), DEFAULT_MODALITIES)
    return TileIndex(path)


def _tiles(folder: Path, tiles: Sequence[Noise]) -> Iterator[Tile]:
    for number, noise in enumerate(tiles):
        files = {name: _write(folder, number, noise, name) for name in noise.modalities}
        name = f"{noise.source}/{number}"
        yield Tile(name, name, noise.source, noise.split, "CC0-1.0", files)


def _write(folder: Path, number: int, noise: Noise, name: str) -> TileFile:
    spec = SPECS[name]
    f = spec.downsampling
    rng = np.random.default_rng([number, f])
    shape = (spec.channels, noise.rows * f, noise.columns * f)
    low, high = spec.bands[0].low, spec.bands[0].high
    values = rng.uniform(low + 0.3 * (high - low), low + 0.7 * (high - low), shape).astype(np.float32)
    if noise.hole is not None and name == noise.modalities[0]:
        rows, columns = (slice(s.start * f, s.stop * f) for s in noise.hole)
        values[:, rows, columns] = np.nan
    path = folder / f"{number}-{name}.tif"
    profile = {
        "driver": "GTiff",
        "count": shape[0],
        "height": shape[1],
        "width": shape[2],
        "dtype": "float32",
    }
    with rasterio.open(path, "w", **profile, transform=rasterio.Affine(10, 0, 0, 0, -10, 0)) as dataset:
        dataset.write(values)
    if noise.corrupt:
        path.write_bytes(b"no raster")
    radiometry = "db" if spec.quantity == "backscatter_db" else "reflectance"
    bands = ",".join(str(band + 1) for band in range(spec.channels))
    return TileFile(name, path.name, bands, radiometry, 0, 0, shape[2], shape[1], spec.pixel_size_m)


def make_vaes() -> Vaes:
    torch.manual_seed(0)
    vaes = {}
    for name, config in {"sar": VaeConfig(1, (4, 4, 4)), "ms": VaeConfig(6, (4, 4))}.items():
        vae = Vae(config)
        for parameter in vae.parameters():
            torch.nn.init.normal_(parameter, std=0.2)
        vaes[name] = (vae.eval().requires_grad_(False), VaeEntry(config, MEAN, STD))
    return vaes

"""A small index of two real-looking sources and simulated scenes, on which everything can be scored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.spec.modality import RGB, SAR

CELLS = (64, 80)
"""Size of the tiles: one whole window and more, so that the engine has a seam."""


def _write(path: Path, seed: int, cells: tuple[int, int]) -> None:
    """Blocks of ground with speckle: the radar is brighter where the colours are."""
    rng = np.random.default_rng(seed)
    rows, columns = (4 * size for size in cells)
    ground = np.kron(rng.uniform(0, 1, (rows // 16, columns // 16)), np.ones((16, 16)))
    sar = -20 + 10 * ground + 10 * np.log10(rng.gamma(4, 0.25, ground.shape))
    rgb = np.stack([0.05 + factor * ground for factor in (0.1, 0.15, 0.05)]) + rng.normal(
        0, 0.005, (3, *ground.shape)
    )
    values = np.concatenate([sar[None], np.clip(rgb, 0, None)]).astype(np.float32)
    profile = {"crs": "EPSG:32633", "transform": rasterio.Affine(10, 0, 5e5, 0, -10, 5e6), "dtype": "float32"}
    with rasterio.open(
        path, "w", driver="GTiff", count=4, height=rows, width=columns, nodata=-9999, **profile
    ) as out:
        out.write(values)


def _tile(folder: Path, scene: str, split: Split, cells: tuple[int, int] = CELLS) -> Tile:
    path = folder / f"{scene.replace('/', '-')}.tif"
    _write(path, sum(map(ord, scene)), cells)
    rows, columns = (4 * size for size in cells)
    files = {
        name: TileFile(name, str(path), bands, unit, 0, 0, columns, rows, 10.0)
        for name, bands, unit in (("sar", "1", "db"), ("rgb", "2,3,4", "reflectance"))
    }
    return Tile(scene, scene, scene.split("/")[0], split, "CC0-1.0", files)


def _tiles(folder: Path) -> Iterator[Tile]:
    for scene in ("a/1", "a/2", "simulated/1"):
        yield _tile(folder, scene, "train")
    yield _tile(folder, "a/3", "train", (20, 30))  # smaller than a window
    for scene in ("a/4", "a/5", "a/6", "simulated/2", "only-tests/1"):
        yield _tile(folder, scene, "test")
    yield _tile(folder, "small/1", "test", (40, 80))


@pytest.fixture(scope="session")
def radar_index(tmp_path_factory: pytest.TempPathFactory) -> TileIndex:
    """Radar and colour. Tests: three places of "a", one simulated, one of a source without training tiles, and one
    too small for a window. Read only."""
    folder = tmp_path_factory.mktemp("radar-index")
    write_index(folder / "radar.gpkg", _tiles(folder), (RGB, SAR))
    return TileIndex(folder / "radar.gpkg")

"""The small recipe and the small index that the training tests run from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.simulate import simulate_scene
from any2any.simulate.write import write_scene
from any2any.spec.modality import DEFAULT_MODALITIES
from any2any.spec.networks import AdapterConfig, DitConfig, NetworkSize
from any2any.training.config import (
    DataConfig,
    OptimiserConfig,
    Recipe,
    TranslatorTrainingConfig,
    VaeTrainingConfig,
)

TWO_BLOCKS = "two_blocks"
SMALL = NetworkSize(DitConfig(2, 24, 2), AdapterConfig(8, 1), (4, 4, 8, 8))

SCENE_PX = 288
"""Size at the reference pixel size: 72 latent cells, so that a window of 64 has several places in it."""


def small_optimiser(steps: int = 4, **changes: Any) -> OptimiserConfig:
    """A few steps in float32: networks of few channels are slower in bfloat16 on a CPU."""
    usual: dict[str, Any] = {"batch": 4, "learning_rate": 1e-3, "warmup_steps": 1, "bf16": False}
    return OptimiserConfig(steps, **usual | changes)


def small_recipe() -> Recipe:
    """Needs the size ``two_blocks``."""
    vae = {
        m.name: VaeTrainingConfig(
            small_optimiser(), crop_latent_px=8, init_from=None if m.name == "rgb" else "rgb"
        )
        for m in DEFAULT_MODALITIES
    }
    translator = TranslatorTrainingConfig(small_optimiser(6), variants=2)
    return Recipe("small", "Small", "1", "CC0-1.0", TWO_BLOCKS, 5, DataConfig(), vae, translator)


def write_small_index(folder: Path) -> Path:
    """Simulate two landscapes under ``folder`` and write ``folder/index.gpkg`` over them.

    The first is there twice for training, the second time in another place's name as if it were real; the
    second landscape is the validation split and, again in another name, the test split.
    """
    for seed in (1, 2):
        write_scene(simulate_scene(SCENE_PX, seed), folder / f"scene-{seed}")
    path = folder / "index.gpkg"
    write_index(path, _small_tiles(folder), DEFAULT_MODALITIES)
    return path


def _small_tiles(folder: Path) -> Iterator[Tile]:
    rows: tuple[tuple[int, str, Split], ...] = (
        (1, "simulated", "train"),
        (1, "elsewhere", "train"),
        (2, "simulated", "validation"),
        (2, "elsewhere", "test"),
    )
    for seed, source, split in rows:
        name = f"{source}/{seed}"
        files = {m.name: _file(folder / f"scene-{seed}", m.name) for m in DEFAULT_MODALITIES}
        yield Tile(name, name, source, split, "CC0-1.0", files, footprint=None)


def _file(scene: Path, modality: str) -> TileFile:
    [spec] = [m for m in DEFAULT_MODALITIES if m.name == modality]
    size = SCENE_PX * spec.downsampling // 4  # 4 pixels a latent cell at the reference pixel size
    return TileFile(
        modality=modality,
        path=str(scene / f"{modality}.tif"),
        bands=",".join(str(band + 1) for band in range(spec.channels)),
        radiometry="reflectance" if spec.quantity == "reflectance" else "db",
        x=0,
        y=0,
        width=size,
        height=size,
        pixel_size_m=spec.pixel_size_m,
    )


def moved_tiles(index: TileIndex, split: Split) -> Iterator[Tile]:
    """The tiles of a split for an index in another folder: their paths are absolute."""
    for tile in index.tiles(split):
        files = {n: replace(file, path=str(index.resolve(file)[0])) for n, file in tile.files.items()}
        yield replace(tile, files=files)


@dataclass(frozen=True)
class Run:
    """A run's folder and its training data."""

    recipe: Recipe
    index: TileIndex
    folder: Path

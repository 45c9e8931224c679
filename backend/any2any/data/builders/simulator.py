"""Index simulated scenes, which are written under ROOT; a second run writes only missing ones.

Training uses consecutive seeds from the first one up. Each seed also draws its pixel size, so that a model does not
learn one size of fields in pixels. Validation and test use much higher seeds, which no training run reaches. Each
scene is its own place and has no footprint, because the landscapes do not exist.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from any2any.data.bands import plain_bands
from any2any.data.builders.files import Layer, Part, SceneFiles, View
from any2any.data.builders.options import Options
from any2any.data.index.schema import Split
from any2any.errors import UsageError
from any2any.simulate.scene import EXTRA_MODALITIES, simulate_scene
from any2any.simulate.write import write_scene
from any2any.spec.modality import DEFAULT_MODALITIES, RGB, Modality

logger = logging.getLogger(__name__)

SIMULATED = "simulated"
"""Name of the dataset."""

FIRST_VALIDATION_SEED, FIRST_TEST_SEED = 900_000, 950_000
LICENCE = "CC0-1.0 (simulated)"

_RADIOMETRY = {"reflectance": "reflectance", "backscatter_db": "db", "temperature_k": "linear(1.0,0.0)"}


@dataclass(frozen=True)
class _Wanted:
    """A scene of a split."""

    split: Split
    seed: int
    size_px: int
    pixel_size_m: float = RGB.pixel_size_m

    @property
    def folder(self) -> str:
        """Folder name; differs for every option that changes the scene, except for 10 m, the original size."""
        usual = self.pixel_size_m == RGB.pixel_size_m
        return f"{self.size_px}-{self.seed:06d}" + ("" if usual else f"-{self.pixel_size_m:.1f}m")


def simulator_modalities(options: Options) -> tuple[Modality, ...]:
    """Return the modalities of the scenes."""
    return DEFAULT_MODALITIES + (EXTRA_MODALITIES if options.extra_sensors else ())


def simulator_scenes(root: Path, options: Options) -> Iterator[SceneFiles]:
    """Yield the scenes of all splits, each written before it is yielded; UsageError if seeds would overlap."""
    last = options.first_seed + options.scenes - 1
    if options.scenes and last >= FIRST_VALIDATION_SEED:
        raise UsageError(
            f"training seeds {options.first_seed} to {last} overlap those of validation and test: end below "
            f"{FIRST_VALIDATION_SEED}"
        )
    modalities = simulator_modalities(options)
    for scene in tqdm(_wanted(options), desc="simulating", mininterval=1.0, disable=None):
        folder = root / scene.folder
        _ensure_scene(folder, scene, modalities)
        name = f"{SIMULATED}/{scene.seed}"
        view = View("", tuple(_layer(folder, modality) for modality in modalities))
        yield SceneFiles(name, name, SIMULATED, scene.split, LICENCE, (view,), on_earth=False)


def _wanted(options: Options) -> list[_Wanted]:
    train = range(options.first_seed, options.first_seed + options.scenes)
    validation = range(FIRST_VALIDATION_SEED, FIRST_VALIDATION_SEED + options.validation_scenes)
    test = range(FIRST_TEST_SEED, FIRST_TEST_SEED + options.test_scenes)
    spread, small_px = options.pixel_size_spread, options.held_out_size_px
    return [
        *(_Wanted("train", seed, options.size_px, pixel_size_m(seed, spread)) for seed in train),
        *(_Wanted("validation", seed, small_px) for seed in validation),
        *(_Wanted("test", seed, small_px) for seed in test),
    ]


def pixel_size_m(seed: int, spread: float) -> float:
    """Draw the pixel size of a scene's reference grid, log-uniformly, to a tenth of a metre."""
    around = np.random.default_rng([seed, 1]).uniform(-1.0, 1.0)
    return round(float(RGB.pixel_size_m * (1.0 + spread) ** around), 1)


def _ensure_scene(folder: Path, scene: _Wanted, modalities: tuple[Modality, ...]) -> None:
    if all(_path(folder, modality).is_file() for modality in modalities):
        return
    extra = len(modalities) > len(DEFAULT_MODALITIES)
    simulated = simulate_scene(
        scene.size_px, scene.seed, extra_sensors=extra, pixel_size_m=scene.pixel_size_m
    )
    write_scene(simulated, folder, overwrite=True)


def _path(folder: Path, modality: Modality) -> Path:
    return folder / f"{modality.name}.tif"


def _layer(folder: Path, modality: Modality) -> Layer:
    numbers = plain_bands(range(1, modality.channels + 1))
    return Layer(
        modality.name, (Part(_path(folder, modality), numbers.terms),), _RADIOMETRY[modality.quantity]
    )

"""Simulated scenes, written under ROOT and kept: a second run makes only what is missing.

Training takes as many seeds as it is told, from the first one up. Validation and test have seeds of their own far
above, so that no training run meets them. Each scene is a place of its own, and none is on earth: the landscapes do
not exist, so the index gives them no footprint.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from any2any.errors import UsageError
from any2any.modality import DEFAULT_MODALITIES, Modality
from any2any.simulate.scene import simulate_scene
from any2any.simulate.sensors import EXTRA_MODALITIES
from any2any.simulate.write import write_scene
from any2any.training.data.bands import plain_bands
from any2any.training.data.builders.files import Layer, Part, SceneFiles, View
from any2any.training.data.builders.options import Options
from any2any.training.data.index.schema import Split

logger = logging.getLogger(__name__)

SIMULATED = "simulated"
"""Name of the source."""

FIRST_VALIDATION_SEED, FIRST_TEST_SEED = 900_000, 950_000
LICENCE = "CC0-1.0 (simulated)"

_RADIOMETRY = {"reflectance": "reflectance", "backscatter_db": "db", "temperature_k": "linear(1.0,0.0)"}


def simulator_modalities(options: Options) -> tuple[Modality, ...]:
    """Return what the scenes hold."""
    return DEFAULT_MODALITIES + (EXTRA_MODALITIES if options.extra_sensors else ())


def simulator_scenes(root: Path, options: Options) -> Iterator[SceneFiles]:
    """Yield the scenes of all splits, each written before it is yielded; UsageError if seeds would overlap."""
    last = options.first_seed + options.scenes - 1
    if options.scenes and last >= FIRST_VALIDATION_SEED:
        raise UsageError(
            f"training seeds {options.first_seed} to {last} reach those of validation and test: end below "
            f"{FIRST_VALIDATION_SEED}"
        )
    wanted: list[tuple[Split, int, int]] = []
    for split, first, count, size_px in (
        ("train", options.first_seed, options.scenes, options.size_px),
        ("validation", FIRST_VALIDATION_SEED, options.validation_scenes, options.held_out_size_px),
        ("test", FIRST_TEST_SEED, options.test_scenes, options.held_out_size_px),
    ):
        wanted += [(split, seed, size_px) for seed in range(first, first + count)]  # type: ignore[misc]
    modalities = simulator_modalities(options)
    for split, seed, size_px in tqdm(wanted, desc="simulating", mininterval=1.0, disable=None):
        folder = root / f"{size_px}-{seed:06d}"
        _ensure_scene(folder, seed, size_px, modalities)
        name = f"{SIMULATED}/{seed}"
        view = View("", tuple(_layer(folder, modality) for modality in modalities))
        yield SceneFiles(name, name, SIMULATED, split, LICENCE, (view,), on_earth=False)


def _ensure_scene(folder: Path, seed: int, size_px: int, modalities: tuple[Modality, ...]) -> None:
    if all(_path(folder, modality).is_file() for modality in modalities):
        return
    extra = len(modalities) > len(DEFAULT_MODALITIES)
    write_scene(simulate_scene(size_px, seed, extra_sensors=extra), folder, overwrite=True)


def _path(folder: Path, modality: Modality) -> Path:
    return folder / f"{modality.name}.tif"


def _layer(folder: Path, modality: Modality) -> Layer:
    numbers = plain_bands(range(1, modality.channels + 1))
    return Layer(
        modality.name, (Part(_path(folder, modality), numbers.terms),), _RADIOMETRY[modality.quantity]
    )

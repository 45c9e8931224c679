"""The ceiling of unseen directions: a copy of the model, fine-tuned on simulated scenes of these directions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from any2any.data.builders.simulator import SIMULATED
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import SPLITS, Tile
from any2any.data.index.writer import write_index
from any2any.errors import UsageError
from any2any.spec.manifest import Manifest
from any2any.spec.modality import RGB, Direction
from any2any.spec.model_folder import CONFIG_NAME
from any2any.spec.networks import SIZES, size_of
from any2any.training.config import MonitorConfig, Recipe
from any2any.training.export import MODEL_FOLDER
from any2any.training.recipe_file import read_recipe
from any2any.training.translator.train import train_translator
from benchmarks.results import Results
from benchmarks.stage_one import give_vaes

RECIPE = Path(__file__).parents[1] / "recipes" / "tiny.yaml"
"""Data and batch of the ceiling's training."""
CEILING_RATE = 3e-4
WARMUP_SHARE = 0.1


def simulated_index(index: TileIndex, path: Path, manifest: Manifest) -> TileIndex:
    """Write an index of the simulated tiles with all of the model's modalities; UsageError without any."""
    names = {modality.name for modality in manifest.modalities}
    tiles = [tile for tile in _absolute(index) if names <= set(tile.files)]
    if missing := [split for split in SPLITS if split not in {tile.split for tile in tiles}]:
        raise UsageError(
            f"{index.path} has no simulated {missing[0]} tile with all of {', '.join(sorted(names))}: "
            "add some with any2any data index simulator"
        )
    write_index(path, tiles, index.modalities)
    return TileIndex(path)


def _absolute(index: TileIndex) -> Iterator[Tile]:
    for tile in index.tiles(source=SIMULATED):
        files = {
            name: replace(file, path=";".join(str(path.absolute()) for path in index.resolve(file)))
            for name, file in tile.files.items()
        }
        yield replace(tile, files=files)


def train_ceiling(
    options: argparse.Namespace, manifest: Manifest, directions: Sequence[Direction], index: TileIndex
) -> Path:
    """Return the folder of a copy of the model, fine-tuned on ``directions`` only, VAEs frozen."""
    run = options.out / "ceiling"
    model = run / MODEL_FOLDER
    recipe = ceiling_recipe(manifest, options.model, directions, options.ceiling_steps, options.batch)
    Results(
        run,
        {
            "model": manifest.digest,
            "index": index.digest,
            "steps": options.ceiling_steps,
            "batch": options.batch,
        },
    )
    if not (model / CONFIG_NAME).is_file():
        give_vaes(options.model, run, manifest.modalities, recipe.size)
        train_translator(recipe, index, run, options.device)
    return model


def ceiling_recipe(
    manifest: Manifest, model: Path, directions: Sequence[Direction], steps: int, batch: int | None = None
) -> Recipe:
    """Return the recipe of the ceiling; UsageError if the model's networks match no named size."""
    recipe = read_recipe(RECIPE)
    size = size_of(manifest.dit, manifest.adapter)
    if size is None:
        raise UsageError(
            f"the model {manifest.name} has networks of no named size ({', '.join(SIZES)}): leave out --ceiling-steps"
        )
    optimiser = replace(
        recipe.translator.optimiser,
        steps=steps,
        batch=batch or recipe.translator.optimiser.batch,
        learning_rate=CEILING_RATE,
        warmup_steps=int(WARMUP_SHARE * steps),
    )
    translator = replace(
        recipe.translator,
        optimiser=optimiser,
        directions=[str(d) for d in directions],
        direction_weights={},
        init_from=str(model),
        first_guess=manifest.guess is not None,
        context=recipe.translator.context if manifest.guess and manifest.guess.context else None,
        adapter_width=manifest.adapter.width,
        cycle_spinning=manifest.dit.cycle_spinning,
        anchored=manifest.guess is not None and manifest.guess.anchored,
        adapter_sees_source=manifest.adapter.source_channels > 0,
        monitor=MonitorConfig(),
    )
    return replace(
        recipe,
        name=f"{manifest.name}-ceiling",
        title=f"{manifest.title}, trained on unseen directions",
        size=size,
        vae={m.name: recipe.vae.get(m.name, recipe.vae[RGB.name]) for m in manifest.modalities},
        translator=translator,
    )

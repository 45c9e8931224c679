"""Train the ablation's settings with the product's own ``train_translator``, all in one run folder in turn.

Everything that does not depend on the setting stays in that folder and is made once: the VAEs, the latent cache and
other caches of training. The latent cache depends on the recipe's directions, so every recipe lists the whole graph of
the paper, and untrained directions have weight 0.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.files import move_folder
from any2any.spec.modality import SEEN_DIRECTIONS, Direction
from any2any.training.config import MonitorConfig, Recipe
from any2any.training.export import MODEL_FOLDER
from any2any.training.loop.monitor import FILE_NAME as METRICS_NAME
from any2any.training.recipe_file import read_recipe
from any2any.training.translator.train import recipe_modalities, train_translator
from benchmarks.results import write_text
from benchmarks.stage_one import give_vaes, vaes_digest

RECIPES = Path(__file__).parents[1] / "recipes"

ALL = 7
"""The setting that trains every direction: its recipe has the VAEs of all modalities."""
INCREMENTAL, FIRST = 4, 2
"""The setting with two parts, and the setting whose recipe is its first part."""

CACHE_SEED = 1
"""Seed of the shared latents: encoding them per seed would take longer than many budgets."""

WARMUP_SHARE = 0.1
"""Largest share of warm-up steps: the recipes' warm-up is for thousands of steps."""

PACE_STEPS = 40
"""Steps of a discarded run that measures the pace; its last quarter counts."""

_PART_NAME = "part.txt"
"""File beside a checkpoint that names its part."""

logger = logging.getLogger(__name__)


def split_budget(steps: int) -> tuple[int, int]:
    """Return the steps of setting 4's two parts, which are those of any other setting together."""
    if steps < 2:
        raise UsageError(f"{steps} step cannot be split into setting 4's two parts: give 2 or more")
    return steps // 2, steps - steps // 2


class Settings:
    """The ablation's settings on one index with one set of VAEs."""

    def __init__(
        self,
        index: TileIndex,
        out: Path,
        vaes: Path,
        batch: int | None,
        size: str | None,
        variants: int | None,
        device: str,
    ) -> None:
        """None means the recipes' value; UsageError if the index or the folder of VAEs lacks a modality."""
        self._index, self._out, self._device = index, out, device
        self._run = out / "run"
        whole = read_recipe(RECIPES / f"ablation-{ALL}.yaml")
        self.size = size or whole.size
        self.batch = batch or whole.translator.optimiser.batch
        self.variants = variants or whole.translator.variants
        self._vaes = whole.vae
        self.vaes_digest = vaes_digest(vaes, self._vaes)
        give_vaes(vaes, self._run, recipe_modalities(whole, index), self.size)

    def check(self, numbers: Collection[int]) -> None:
        """UsageError if the training tiles lack a direction of one of the settings."""
        held = self._index.directions("train")
        for number in numbers:
            if lost := [str(d) for d in directions_of(number) if d not in held]:
                raise UsageError(
                    f"setting {number} trains {', '.join(lost)}, which no training tile of {self._index.path} holds: "
                    "leave the setting out with --settings, or add tiles"
                )

    def recipe(self, number: int, seed: int, steps: int) -> Recipe:
        """Return the recipe of a setting: its own directions and adapter; the rest is shared."""
        recipe = read_recipe(RECIPES / f"ablation-{number}.yaml")
        optimiser = recipe.translator.optimiser
        warmup = min(optimiser.warmup_steps, int(WARMUP_SHARE * steps))
        trained = directions_of(number)
        translator = replace(
            recipe.translator,
            optimiser=replace(optimiser, steps=steps, batch=self.batch, warmup_steps=warmup),
            variants=self.variants,
            directions=None,
            direction_weights={str(d): float(d in trained) for d in SEEN_DIRECTIONS},
            init_from=None,
            monitor=MonitorConfig(report_every_steps=10),
        )
        data = replace(recipe.data, cache_seed=CACHE_SEED)
        return replace(recipe, size=self.size, seed=seed, data=data, vae=self._vaes, translator=translator)

    def trained(self, number: int, seed: int, steps: int) -> Path:
        """Return the model folder of a setting; train it if missing."""
        name = f"setting-{number}-seed-{seed}"
        if number != INCREMENTAL:
            return self._train(name, self.recipe(number, seed, steps))
        first, second = split_budget(steps)
        start = self._train(f"{name}-first", self.recipe(FIRST, seed, first))
        recipe = self.recipe(number, seed, second)
        both = replace(recipe, translator=replace(recipe.translator, init_from=str(start)))
        return self._train(name, both)

    def pace(self) -> float:
        """Steps per second of the setting that trains everything, measured now."""
        recipe = self.recipe(ALL, 1, PACE_STEPS)
        folder = self._train("pace", recipe).parent
        lines = (folder / METRICS_NAME).read_text(encoding="utf-8").splitlines()
        before, after = (json.loads(line) for line in lines[-2:])
        elapsed = [row["step"] / row["steps_per_second"] for row in (before, after)]
        return float((after["step"] - before["step"]) / (elapsed[1] - elapsed[0]))

    def _train(self, name: str, recipe: Recipe) -> Path:
        """Train ``recipe`` in the shared run folder, then move the result to its own folder."""
        done = self._out / "models" / name
        model = done / MODEL_FOLDER
        if model.is_dir():
            return model
        checkpoints = self._run / "translator"
        self._claim(checkpoints, name)
        logger.info("%s: %d steps", name, recipe.translator.optimiser.steps)
        train_translator(recipe, self._index, self._run, self._device)
        done.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(checkpoints / METRICS_NAME, done / METRICS_NAME)
        move_folder(self._run / MODEL_FOLDER, model)
        shutil.rmtree(checkpoints)
        return model

    def _claim(self, checkpoints: Path, name: str) -> None:
        """Keep the checkpoints of this part only: another part would resume from them."""
        note = checkpoints / _PART_NAME
        if checkpoints.is_dir() and not (note.is_file() and note.read_text(encoding="utf-8").strip() == name):
            shutil.rmtree(checkpoints)
        write_text(note, name)


def directions_of(number: int) -> tuple[Direction, ...]:
    """Return the directions that a setting trains."""
    named = read_recipe(RECIPES / f"ablation-{number}.yaml").translator.directions
    return SEEN_DIRECTIONS if named is None else tuple(map(Direction.parse, named))


def budget_of(settings: Settings, steps: int | None, seconds: float | None) -> int:
    """Return the steps of every setting: those given, or what setting 7 takes in the seconds."""
    if steps is None:
        assert seconds is not None  # one of the two is required
        steps = int(seconds * settings.pace())
    if steps < 1:
        raise UsageError(f"the budget is {steps} steps: give 1 or more, or more seconds")
    return steps

"""Stage II: train the DiT and the adapters on latents of frozen VAEs, then write the model folder (paper section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.models.context import LatentContext
from any2any.models.translator import Translator
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction, Modality
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import context_channels
from any2any.training.config import Recipe, TranslatorTrainingConfig
from any2any.training.context.train import read_encoder
from any2any.training.export import MODEL_FOLDER, export_model
from any2any.training.latents.build import Workers, build_latents
from any2any.training.latents.cache import LatentCache
from any2any.training.latents.encode import NO_GUIDANCE, Guidance, Vaes
from any2any.training.latents.plan import LatentSettings
from any2any.training.loop.loop import Loop
from any2any.training.loop.monitor import Hooks
from any2any.training.loop.processes import accelerator_for
from any2any.training.pictures import Cell, write_grid
from any2any.training.recipe_file import write_recipe
from any2any.training.translator.first_guess import fit_first_guesses
from any2any.training.translator.held_out import HeldOut
from any2any.training.translator.objective import TranslatorCore
from any2any.training.translator.pairs import PairBatches, choose_directions
from any2any.training.translator.warm_start import kept_first_guesses, start_from
from any2any.training.vae.train import copy_vae, measure_imported, read_vae


class TranslatorMonitor:
    """Translates fixed held-out windows with fixed noise.

    Directions missing in the validation split are omitted. UsageError from the constructor if the recipe asks for
    validation or pictures and the split has none.
    """

    def __init__(
        self,
        index: TileIndex,
        vaes: Vaes,
        directions: Sequence[Direction],
        recipe: Recipe,
        pictures: Path,
        guidance: Guidance = NO_GUIDANCE,
    ) -> None:
        self._modalities = {m.name: m for m in index.modalities}
        self._pictures = pictures
        monitor = recipe.translator.monitor
        looks = monitor.validate_every_steps or monitor.sample_every_steps
        self._held_out = HeldOut(index, vaes, directions if looks else (), recipe.seed, guidance)

    def validate(self, module: nn.Module) -> float:
        """Return PSNR in dB over the physical range, averaged over windows and all directions."""
        return float(np.mean(list(self._held_out.psnr_db(module).values())))

    def sample(self, module: nn.Module, step: int) -> None:
        """Write a picture with one row per direction: source, translation, truth."""
        firsts = {pair.direction: pair for pair in reversed(self._held_out.pairs)}
        rows: list[list[Cell]] = []
        for direction in self._held_out.directions:
            pair = firsts[direction]
            source, target = self._modalities[direction.source], self._modalities[direction.target]
            translated = self._held_out.translate(module, pair)
            rows.append([(pair.source, source), (translated, target), (pair.target, target)])
        write_grid(self._pictures / f"step-{step:07d}.png", rows)


def train_translator(
    recipe: Recipe,
    index: TileIndex,
    run: Path,
    device: str = "auto",
    hooks: Hooks = Hooks(),  # noqa: B008 - frozen
) -> Manifest:
    """Train stage II on top of the VAEs in ``run`` and write the model folder ``run/model``.

    Resumes from the latents in ``run/latents`` and the checkpoint in ``run/translator``. ``hooks.validate`` and
    ``hooks.sample`` replace the stage's own: PSNR of one-step translations of the validation split, and pictures of
    them. UsageError if the recipe asks for something that the index, the run or this machine lacks; Any2AnyError if
    training fails; CancelledError if a hook cancels.
    """
    config = recipe.translator
    modalities = recipe_modalities(recipe, index)
    names = [m.name for m in modalities]
    directions = choose_directions(config, index.directions("train"), names)
    accelerator = accelerator_for(device)
    start = Translator.load(Path(config.init_from)) if config.init_from else None
    with accelerator.main_process_first():
        for m in modalities:
            if start:
                copy_vae(start, m.name, run)
            measure_imported(recipe, m.name, index, run, str(accelerator.device))
    vaes = {m.name: read_vae(run, m, recipe.size, str(accelerator.device)) for m in modalities}
    core = _new_core(recipe, names)
    before = start_from(core, start, vaes) if start else ()
    folder = run / "translator"
    with accelerator.main_process_first():
        guidance = _guidance(recipe, index, run, modalities, directions, start)
    monitor = TranslatorMonitor(index, vaes, directions, recipe, folder / "samples", guidance)
    hooks = _monitored(hooks, monitor, config)
    loop = Loop(core, config.optimiser, folder, device, hooks, config.monitor)
    if accelerator.is_main_process:
        write_recipe(folder / "recipe.yaml", recipe)
    workers = Workers(
        accelerator.process_index,
        accelerator.num_processes,
        config.monitor.loader_threads,
        hooks.is_cancelled,
    )
    settings = _latent_settings(recipe, directions)
    cache = build_latents(run / "latents", index, vaes, settings, workers, guidance)
    directions = _held(directions, cache, config)
    batches = PairBatches(cache, directions, config, recipe.data, names, recipe.seed, recipe.guess)
    loop.run(batches, "translator")
    state = loop.average
    if accelerator.is_main_process:
        core.load_state_dict(state)
        drawn = (d for d in directions if config.direction_weights.get(str(d), 1.0) > 0.0)
        trained = tuple(dict.fromkeys((*before, *drawn)))
        export_model(
            recipe,
            core,
            modalities,
            vaes,
            trained,
            run,
            cache.report,
            loop.step,
            loop.seconds,
            guidance,
        )
    accelerator.wait_for_everyone()
    return read_manifest(run / MODEL_FOLDER)


def _monitored(hooks: Hooks, monitor: TranslatorMonitor, config: TranslatorTrainingConfig) -> Hooks:
    """Add the monitor's hooks that the recipe asks for, unless the caller has its own."""
    return replace(
        hooks,
        validate=hooks.validate or (monitor.validate if config.monitor.validate_every_steps else None),
        sample=hooks.sample or (monitor.sample if config.monitor.sample_every_steps else None),
    )


def recipe_modalities(recipe: Recipe, index: TileIndex) -> tuple[Modality, ...]:
    """Return the modalities of the model: those with a VAE in the recipe, in the order of the index.

    UsageError if the index lacks one.
    """
    known = [m.name for m in index.modalities]
    if missing := [name for name in recipe.vae if name not in known]:
        raise UsageError(
            f"recipe {recipe.name} has a VAE for {', '.join(missing)}, which {index.path} does not know; "
            f"it has {', '.join(known)}: take it out of the recipe, or index such tiles"
        )
    return tuple(m for m in index.modalities if m.name in recipe.vae)


def _new_core(recipe: Recipe, names: Sequence[str]) -> TranslatorCore:
    """Build the networks with weights that depend only on the recipe's seed."""
    config = recipe.translator
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        return TranslatorCore(
            recipe.dit,
            recipe.adapter,
            names,
            config.calibration_weight,
            config.adapter,
            recipe.guess,
            config.structure_weight,
        )


def _guidance(
    recipe: Recipe,
    index: TileIndex,
    run: Path,
    modalities: Sequence[Modality],
    directions: Sequence[Direction],
    start: Translator | None,
) -> Guidance:
    """Fit the first guesses, but for those of the model that the run starts from, if it has the same encoder."""
    config = recipe.translator
    encoder = read_encoder(Path(config.context), modalities) if config.context else None
    if not config.first_guess:
        return Guidance()
    if encoder and config.context_channels > encoder.config.channels:
        raise UsageError(
            f"context_channels is {config.context_channels}, but {config.context} has tokens of "
            f"{encoder.config.channels} numbers: choose at most that"
        )
    given = kept_first_guesses(start, [m.name for m in modalities], encoder) if start else {}
    guesses = fit_first_guesses(run, index, modalities, directions, recipe.data, recipe.seed, given, encoder)
    return Guidance(guesses, LatentContext(encoder, config.context_channels) if encoder else None)


def _latent_settings(recipe: Recipe, directions: Sequence[Direction]) -> LatentSettings:
    cache_seed = recipe.data.cache_seed
    return LatentSettings(
        "train",
        frozenset(directions),
        recipe.seed if cache_seed is None else cache_seed,
        recipe.translator.variants,
        recipe.data.level_jitter_db,
        recipe.data.augment,
        first_guess=recipe.guess is not None,
        context_channels=context_channels(recipe.guess),
    )


def _held(
    directions: tuple[Direction, ...], cache: LatentCache, config: TranslatorTrainingConfig
) -> tuple[Direction, ...]:
    """Omit directions whose tiles are all smaller than a window; UsageError if the recipe names one of them."""
    lost = [d for d in directions if not cache.holds(d)]
    if lost and config.directions is not None:
        raise UsageError(
            f"the recipe asks for {', '.join(map(str, lost))}, but no tile that holds both has a window of "
            "64 x 64 latent cells with data: add larger tiles"
        )
    return tuple(d for d in directions if d not in lost)

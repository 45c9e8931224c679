"""Write a finished run as a model folder, with its training data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from safetensors import safe_open

from any2any.models.translator import Translator, save_model
from any2any.spec.manifest import Manifest, vae_file
from any2any.spec.modality import SEEN_DIRECTIONS, Direction, Modality
from any2any.training.config import Recipe
from any2any.training.latents.encode import NO_GUIDANCE, Guidance, Vaes
from any2any.training.translator.objective import TranslatorCore

MODEL_FOLDER = "model"


def export_model(
    recipe: Recipe,
    core: TranslatorCore,
    modalities: Sequence[Modality],
    vaes: Vaes,
    directions: Sequence[Direction],
    run: Path,
    data: Mapping[str, Any],
    steps: int,
    seconds: float,
    guidance: Guidance = NO_GUIDANCE,
) -> Manifest:
    """Write ``run/model`` as the recipe stores it: the VAEs, the DiT and the adapters of ``core``, and their manifest.

    ``directions`` are those that the weights were trained on, ``data`` is the latent cache's report, ``steps`` and
    ``seconds`` are those of stage II.
    """
    encoder = guidance.context.encoder if guidance.context else None
    manifest = Manifest(
        name=recipe.name,
        title=recipe.title,
        version=recipe.version,
        licence=recipe.licence,
        modalities=tuple(modalities),
        vaes={name: entry for name, (_, entry) in vaes.items()},
        dit=recipe.dit,
        adapter=recipe.adapter,
        seen_directions=_in_order(directions),
        guess=replace(recipe.guess, context=encoder.config if encoder else None) if recipe.guess else None,
        reflectance=recipe.data.reflectance,
        training=training_record(recipe, run, list(vaes), data, steps, seconds),
    )
    translator = Translator(manifest)
    translator.dit.load_state_dict(core.dit.state_dict())
    translator.adapters.load_state_dict(core.adapters.state_dict())
    if translator.context and encoder:
        translator.context.load_state_dict(encoder.state_dict())
    for direction, guess in guidance.guesses.items():
        translator.first_guesses[str(direction)].load_state_dict(guess.state_dict())
    for name, (vae, _) in vaes.items():
        translator.vaes[name].load_state_dict(vae.state_dict())
    return save_model(run / MODEL_FOLDER, translator, recipe.storage)


def _in_order(directions: Sequence[Direction]) -> tuple[Direction, ...]:
    """Sort directions: the paper's graph in its order, then the others."""
    known = tuple(d for d in SEEN_DIRECTIONS if d in directions)
    return known + tuple(d for d in directions if d not in known)


def training_record(
    recipe: Recipe, run: Path, names: Sequence[str], data: Mapping[str, Any], steps: int, seconds: float
) -> dict[str, Any]:
    """Return the training record for the manifest and the card: data, settings and time."""
    stored = {name: _vae_metadata(run / vae_file(name)) for name in names}
    return {
        **data,
        "translator_steps": steps,
        "translator_batch": recipe.translator.optimiser.batch,
        "translator_seconds": round(seconds),
        "vae_steps": {name: int(metadata["steps"]) for name, metadata in stored.items()},
        "vae_batch": {name: recipe.vae[name].optimiser.batch for name in names},
        "vae_seconds": {name: round(float(metadata["seconds"])) for name, metadata in stored.items()},
        "perceptual_terms": {name: _perceptual(metadata) for name, metadata in stored.items()},
        "recipe": asdict(recipe),
    }


def _vae_metadata(path: Path) -> dict[str, str]:
    with safe_open(path, framework="numpy") as stored:
        metadata: dict[str, str] = stored.metadata()
    return metadata


def _perceptual(metadata: Mapping[str, str]) -> str:
    """The perceptual term that stage I used, from the weights file: "lpips x 1"."""
    terms = json.loads(metadata["terms"])
    if terms["perceptual"] == "none":
        return "none"
    return f"{terms['perceptual']} x {terms['perceptual_weight']:g}"

"""Start stage II from a trained model: the paper's incremental training."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor

from any2any.errors import UsageError
from any2any.models.context import ContextEncoder, LatentContext
from any2any.models.correction import output_ratio
from any2any.models.first_guess import FirstGuess
from any2any.models.translator import Translator
from any2any.spec.modality import Direction
from any2any.spec.networks import context_channels
from any2any.training.latents.build import weights_digest
from any2any.training.latents.encode import Guidance, Vaes
from any2any.training.translator.objective import TranslatorCore

logger = logging.getLogger(__name__)

_PATCHES = "embed_patches.weight"


@torch.no_grad()
def start_from(core: TranslatorCore, model: Translator, vaes: Vaes) -> tuple[Direction, ...]:
    """Copy a model's DiT and adapters into ``core``, modalities matched by name.

    Returns the directions that the model was trained on, between modalities of ``core``. Other modalities keep their
    initial embeddings and adapters; with frozen adapters all keep them, which is the identity. UsageError if the
    networks differ in size.
    """
    manifest = model.manifest
    ours, adapter = core.configs
    # Options that turn predictions into a result do not change the weights; context is an additional input.
    added = 0 if context_channels(manifest.guess) else context_channels(core.guess)
    theirs = replace(
        manifest.dit,
        cycle_spinning=ours.cycle_spinning,
        sigma_data=ours.sigma_data,
        source_channels=manifest.dit.source_channels + added,
    )
    if ours != theirs:
        raise UsageError(
            f"init_from {manifest.name} has a transformer {theirs}, the recipe's size has {ours}: "
            "choose a model of the same size"
        )
    same_adapters = adapter == manifest.adapter
    if core.trains_adapters and not same_adapters:
        logger.warning(
            "the adapters of %s have other inputs or sizes: those of the run start fresh", manifest.name
        )
    known = [m.name for m in manifest.modalities]
    shared = [name for name in core.names if name in known]
    if not shared:
        raise UsageError(
            f"init_from {manifest.name} translates {', '.join(known)}, none of which the recipe has: "
            "choose another model"
        )
    state = {key: value for key, value in model.dit.state_dict().items() if not _by_modality(key)}
    state[_PATCHES] = _widened(state[_PATCHES], core.dit.embed_patches.weight.shape[1])
    ratio = output_ratio(manifest.dit, ours)
    state |= {key: ratio * state[key] for key in ("final.weight", "final.bias")}
    core.dit.load_state_dict(state, strict=False)
    for name in shared:
        here, there = core.names.index(name), known.index(name)
        core.dit.embed_source.weight[here] = model.dit.embed_source.weight[there]
        core.dit.embed_target.weight[here] = model.dit.embed_target.weight[there]
        if core.trains_adapters and same_adapters:
            adapter_state = core.adapters[name].state_dict()
            known_state = model.adapters[name].state_dict()
            core.adapters[name].load_state_dict({k: known_state.get(k, v) for k, v in adapter_state.items()})
        if vaes[name][1] != manifest.vaes[name]:
            logger.warning(
                "the VAE of %s is not that of %s: its latents differ, so little of what was learned holds for it",
                name,
                manifest.name,
            )
    return tuple(d for d in manifest.seen_directions if d.source in shared and d.target in shared)


def kept_first_guesses(
    model: Translator, names: Collection[str], encoder: ContextEncoder | None
) -> dict[Direction, FirstGuess]:
    """Return a model's first guesses between these modalities; none if they use another context encoder."""
    if _digest(model.context) != _digest(encoder):
        return {}
    guesses = first_guesses_of(model)
    return {d: guess for d, guess in guesses.items() if d.source in names and d.target in names}


def guidance_of(model: Translator) -> Guidance:
    """Return a model's inputs beside the source's latent."""
    channels = context_channels(model.manifest.guess)
    return Guidance(
        first_guesses_of(model), LatentContext(model.context, channels) if model.context else None
    )


def first_guesses_of(model: Translator) -> dict[Direction, FirstGuess]:
    """Return a model's first guesses by direction; none if it has none."""
    return {Direction.parse(text): cast(FirstGuess, guess) for text, guess in model.first_guesses.items()}


def _digest(encoder: ContextEncoder | None) -> str | None:
    return weights_digest(encoder.float()) if encoder else None


def _widened(weight: Tensor, columns: int) -> Tensor:
    """Extend a layer (out, in) with further inputs at the end, which have no effect at first."""
    return F.pad(weight, (0, columns - weight.shape[1]))


def _by_modality(key: str) -> bool:
    return key.startswith(("embed_source.", "embed_target."))

"""Train a new modality on top of a model, and write the extended model."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from any2any.errors import UsageError
from any2any.models.context import LatentContext
from any2any.models.translator import Translator
from any2any.models.vae import Vae
from any2any.spec.manifest import Manifest, vae_file
from any2any.spec.modality import Direction
from any2any.spec.networks import context_channels
from any2any.spec.version import version
from any2any.training.config import DataConfig, TranslatorTrainingConfig
from any2any.training.finetune.plan import claim_run_folder, place_model
from any2any.training.latents.build import Workers, build_latents
from any2any.training.latents.cache import LatentCache
from any2any.training.latents.encode import Guidance, Vaes
from any2any.training.latents.plan import LatentSettings
from any2any.training.loop.loop import Loop
from any2any.training.loop.monitor import Hooks
from any2any.training.loop.processes import accelerator_for
from any2any.training.new_modality.objective import extended_core, extended_encoder
from any2any.training.new_modality.plan import ModalityPlan, check_nothing_lost, rehearsal_weights
from any2any.training.translator.first_guess import fit_first_guesses
from any2any.training.translator.held_out import HeldOut
from any2any.training.translator.objective import TranslatorCore
from any2any.training.translator.pairs import PairBatches
from any2any.training.translator.warm_start import first_guesses_of
from any2any.training.vae.train import read_vae, train_vae

logger = logging.getLogger(__name__)


def add_modality(plan: ModalityPlan, device: str = "auto", hooks: Hooks = Hooks()) -> Manifest:  # noqa: B008 - frozen
    """Train the new modality's VAE, embeddings and adapter, and write the model folder ``plan.output``.

    Resumes from the checkpoints of the same task in ``plan.run``. Any2AnyError if a known direction lost more than 0.1
    dB, which only a trained backbone can cause; CancelledError if a hook cancels.
    """
    claim_run_folder(plan.run, plan.identity)
    _train_vae(plan, device, hooks)
    return _Extension(plan, device, hooks).run()


def _train_vae(plan: ModalityPlan, device: str, hooks: Hooks) -> None:
    donor = vae_file(plan.spec.like)
    shutil.copyfile(plan.base / donor, plan.run / donor)
    train_vae(plan.recipe, plan.modality.name, plan.index, plan.run, device, hooks)


class _Extension:
    """Stage II of one new modality."""

    def __init__(self, plan: ModalityPlan, device: str, hooks: Hooks) -> None:
        self._plan = plan
        self._device_name = device
        self._hooks = hooks
        self._device = accelerator_for(device).device
        self._base = Translator.load(plan.base, self._device)
        self._vaes = self._all_vaes()
        self._guidance = self._all_guidance()
        self._config = _config(plan)

    def run(self) -> Manifest:
        """Encode, train, check for losses, and write."""
        begin, plan = time.monotonic(), self._plan
        cache = self._latents()
        new = self._held(plan.new, cache)
        known = self._held(plan.known, cache)
        core = self._core()
        guard = HeldOut(plan.index, self._vaes, known, plan.spec.seed, self._guidance) if known else None
        before = guard.psnr_db(core.to(self._device).eval()) if guard else {}
        folder, config = plan.run / "translator", self._config
        names = list(core.names)
        guess = plan.manifest.guess
        batches = PairBatches(cache, [*new, *known], config, DataConfig(), names, plan.spec.seed, guess)
        loop = Loop(core, config.optimiser, folder, self._device_name, self._hooks, config.monitor)
        loop.run(batches, f"adapter {plan.modality.name}")
        core.load_state_dict(loop.average)
        after = guard.psnr_db(core.to(self._device).eval()) if guard else {}
        check_nothing_lost(_by_text(before), _by_text(after))
        record = {
            "psnr_db_before": _by_text(before),
            "psnr_db_after": _by_text(after),
            "seconds": round(time.monotonic() - begin),
            **cache.report,
        }
        return self._write(core, new, record)

    def _all_vaes(self) -> Vaes:
        plan = self._plan
        known = {
            m.name: (cast(Vae, self._base.vaes[m.name]), plan.manifest.vaes[m.name])
            for m in plan.manifest.modalities
        }
        new = read_vae(plan.run, plan.modality, plan.size, str(self._device))
        return {**known, plan.modality.name: new}

    def _all_guidance(self) -> Guidance:
        """The model's own guesses and context, and new guesses, fitted on the new pairs or chained through the
        model's."""
        plan, config = self._plan, self._plan.manifest.guess
        if config is None:
            return Guidance()
        own = first_guesses_of(self._base)
        modalities = (*plan.manifest.modalities, plan.modality)
        context = self._base.context
        encoder = extended_encoder(context, modalities, plan.spec.like) if context else None
        guesses = fit_first_guesses(
            plan.run, plan.index, modalities, plan.new, plan.recipe.data, plan.spec.seed, own, encoder
        )
        return Guidance(guesses, LatentContext(encoder, config.context_channels) if encoder else None)

    def _latents(self) -> LatentCache:
        plan = self._plan
        directions = frozenset((*plan.new, *plan.known))
        settings = LatentSettings(
            "train",
            directions,
            plan.spec.seed,
            plan.spec.translator.variants,
            first_guess=plan.manifest.guess is not None,
            context_channels=context_channels(plan.manifest.guess),
        )
        workers = Workers(is_cancelled=self._hooks.is_cancelled)
        return build_latents(plan.run / "latents", plan.index, self._vaes, settings, workers, self._guidance)

    def _held(self, directions: Sequence[Direction], cache: LatentCache) -> list[Direction]:
        """Omit directions whose tiles are all smaller than a window; UsageError if no new one is left."""
        held = [d for d in directions if cache.holds(d)]
        if directions and not held:
            raise UsageError(
                f"no tile with {', '.join(map(str, directions))} has a window of 64 x 64 latent cells with data: "
                "index larger tiles"
            )
        if len(held) < len(directions):
            logger.warning(
                "left out is %s: its tiles are too small",
                ", ".join(str(d) for d in directions if d not in held),
            )
        return held

    def _core(self) -> TranslatorCore:
        plan, spec = self._plan, self._plan.spec
        rate = spec.backbone_rate if plan.known else None
        weight = self._config.calibration_weight
        return extended_core(self._base, plan.modality.name, spec.like, weight, rate)

    def _write(self, core: TranslatorCore, new: Sequence[Direction], record: Mapping[str, Any]) -> Manifest:
        """Assemble the extended model. The base model's figures stay valid only if its weights were not trained."""
        plan, base = self._plan, self._plan.manifest
        name = plan.modality.name
        manifest = replace(
            base,
            name=plan.output.name,
            title=plan.recipe.title,
            modalities=(*base.modalities, plan.modality),
            vaes={**base.vaes, name: self._vaes[name][1]},
            seen_directions=(*base.seen_directions, *new),
            training={
                "base_model": f"{base.name} {base.version}",
                "base_training": base.training,
                "release": version(),
                **plan.identity,
                **record,
            },
            metrics={} if plan.known else base.metrics,
        )
        model = Translator(manifest)
        model.dit.load_state_dict(core.dit.state_dict())
        model.adapters.load_state_dict(core.adapters.state_dict())
        if model.context and self._guidance.context:
            model.context.load_state_dict(self._guidance.context.encoder.state_dict())
        for direction, guess in self._guidance.guesses.items():
            model.first_guesses[str(direction)].load_state_dict(guess.state_dict())
        for vae_name, (vae, _) in self._vaes.items():
            model.vaes[vae_name].load_state_dict(vae.state_dict())
        return place_model(model, plan.run, plan.output)


def _config(plan: ModalityPlan) -> TranslatorTrainingConfig:
    """Share of the samples that rehearse known directions, if the backbone is trained."""
    config = plan.spec.translator
    new, known = [str(d) for d in plan.new], [str(d) for d in plan.known]
    share = plan.spec.rehearsal_share if known else 0.0
    return replace(
        config,
        directions=new + known,
        direction_weights=rehearsal_weights(known, new, share, config.direction_weights),
    )


def _by_text(scores: Mapping[Direction, float]) -> dict[str, float]:
    return {str(direction): round(value, 4) for direction, value in scores.items()}

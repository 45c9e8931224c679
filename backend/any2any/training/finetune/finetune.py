"""Fine-tune a copy of a model (stage II, its VAEs frozen), as "Fine-tune a model" does in QGIS.

Any model folder works; its manifest defines the networks. Importing this module imports no torch; running a job does,
after the cheap checks.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

from any2any.data.index.schema import Split
from any2any.errors import Message, UsageError
from any2any.requests.progress import IsCancelled, OnProgress, Progress
from any2any.requests.training import FinetuneRequest, FinetuneResult
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction
from any2any.spec.networks import context_channels
from any2any.training.config import DataConfig, MonitorConfig, OptimiserConfig, TranslatorTrainingConfig
from any2any.training.finetune.plan import (
    FinetunePlan,
    Identity,
    check_requirements,
    claim_run_folder,
    make_finetune_plan,
    publish,
)
from any2any.training.loop.monitor import Hooks

if TYPE_CHECKING:
    from any2any.models.vae import Vae
    from any2any.training.latents.cache import LatentCache
    from any2any.training.latents.encode import Guidance
    from any2any.training.translator.objective import TranslatorCore
    from any2any.training.translator.pairs import PairBatches

logger = logging.getLogger(__name__)

WARMUP_SHARE = 0.1
"""Share of the steps, at most 100 of them."""

VARIANTS = 4
"""Dihedral variants of each training tile."""

MEASURED_PAIRS = 32
"""Pairs of windows over which the loss is measured before and after."""

MEASURING_STEP = 2**31
"""Step number for drawing these pairs, which no training reaches."""

CHECKPOINT_EVERY_S = 60.0
LOG_EVERY_S = 10.0

FIRST_SHARE, TRAINING_SHARE = 0.1, 0.85
"""Shares of the progress bar: encoding tiles, and training."""


def finetune(request: FinetuneRequest, on_progress: OnProgress, is_cancelled: IsCancelled) -> FinetuneResult:
    """Check a request, train, and write the new model folder.

    The same request resumes a cancelled or killed training. UsageError if the request is invalid or this Python lacks
    a package; CancelledError, with a checkpoint kept, if it was stopped.
    """
    begin = time.monotonic()
    on_progress(Progress(0.0, "checking the tiles"))
    check_requirements()
    plan = make_finetune_plan(request)
    listed = ", ".join(map(str, plan.directions))
    logger.info("%s", Message("training-directions", "directions: {directions}", directions=listed))
    claim_run_folder(plan.run, asdict(plan.identity))
    manifest, loss = _Finetuning(plan, request.device, on_progress, is_cancelled).run()
    on_progress(Progress(1.0, "finished", 0.0))
    return FinetuneResult(
        output=plan.output,
        name=manifest.name,
        model_digest=manifest.digest,
        base_digest=plan.manifest.digest,
        directions=plan.identity.directions,
        steps=plan.identity.steps,
        loss_split=loss.split,
        loss_before=loss.before,
        loss_after=loss.after,
        seconds=time.monotonic() - begin,
    )


@dataclass(frozen=True)
class _Loss:
    """Mean squared error of one-step translations in latent space."""

    split: Split
    before: float
    after: float


class _Finetuning:
    """One fine-tuning, from the loaded base model to the new model's folder."""

    def __init__(
        self, plan: FinetunePlan, device: str, on_progress: OnProgress, is_cancelled: IsCancelled
    ) -> None:
        from any2any.models.translator import Translator
        from any2any.training.loop.processes import accelerator_for

        self._plan = plan
        self._device_name = device
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._config = _config(plan.identity)
        self._names = [modality.name for modality in plan.manifest.modalities]
        on_progress(Progress(0.0, "loading the model"))
        self._device = accelerator_for(device).device
        self._model = Translator.load(plan.base, self._device)

    def run(self) -> tuple[Manifest, _Loss]:
        """Encode, train and write."""
        from any2any.training.loop.loop import Loop

        plan = self._plan
        self._on_progress(Progress(0.01, "encoding tiles"))
        cache = self._latents("train", plan.directions, VARIANTS)
        directions = [d for d in plan.directions if cache.holds(d)]
        if len(directions) < len(plan.directions):
            lost = ", ".join(str(d) for d in plan.directions if d not in directions)
            said = "leaving out {directions}: none of its tiles has a window of valid pixels"
            logger.warning("%s", Message("training-left-out", said, directions=lost))
        batches = self._batches(cache, directions)
        split, held_out = self._held_out(batches)
        core = self._core()
        before = self._measure(core, held_out)
        logger.info("loss on %s tiles before: %.4f", split, before)
        hooks = Hooks(on_step=_Reporter(self._on_progress), is_cancelled=self._is_cancelled)
        folder = plan.run / "translator"
        loop = Loop(core, self._config.optimiser, folder, self._device_name, hooks, self._config.monitor)
        loop.run(batches, "fine-tuning")
        core.load_state_dict(loop.average)
        loss = _Loss(split, before, self._measure(core, held_out))
        logger.info("loss on %s tiles after: %.4f", split, loss.after)
        self._on_progress(Progress(0.97, "writing the model"))
        self._model.dit.load_state_dict(core.dit.state_dict())
        self._model.adapters.load_state_dict(core.adapters.state_dict())
        return publish(self._model, plan, directions, cache.report, loop.seconds, asdict(loss)), loss

    def _latents(self, split: Split, directions: Sequence[Direction], variants: int) -> LatentCache:
        from any2any.training.latents.build import Workers, build_latents
        from any2any.training.latents.plan import LatentSettings

        plan = self._plan
        vaes = {name: (self._vae(name), plan.manifest.vaes[name]) for name in self._names}
        guess = plan.manifest.guess
        settings = LatentSettings(
            split,
            frozenset(directions),
            plan.identity.seed,
            variants,
            first_guess=guess is not None,
            context_channels=context_channels(guess),
        )
        workers = Workers(is_cancelled=self._is_cancelled)
        return build_latents(plan.run / "latents", plan.index, vaes, settings, workers, self._guidance())

    def _guidance(self) -> Guidance:
        from any2any.training.translator.warm_start import guidance_of

        return guidance_of(self._model)

    def _vae(self, name: str) -> Vae:
        vae = self._model.vaes[name]
        return cast("Vae", vae)

    def _batches(self, cache: LatentCache, directions: Sequence[Direction]) -> PairBatches:
        from any2any.training.translator.pairs import PairBatches

        plan = self._plan
        seed, guess = plan.identity.seed, plan.manifest.guess
        return PairBatches(cache, directions, self._config, DataConfig(), self._names, seed, guess)

    def _held_out(self, trained: PairBatches) -> tuple[Split, PairBatches]:
        """Return pairs of the validation split, or of the training split if it has no usable ones."""
        held = self._plan.index.directions("validation")
        directions = [d for d in self._plan.directions if d in held]
        try:
            if directions:
                cache = self._latents("validation", directions, 1)
                return "validation", self._batches(cache, [d for d in directions if cache.holds(d)])
        except UsageError as error:  # its tiles are too small, or empty
            logger.warning("%s", error.args[0])  # with its code
        said = "the index has no validation tiles for this: the loss is measured on training tiles"
        logger.warning("%s", Message("training-no-validation", said))
        return "train", trained

    def _core(self) -> TranslatorCore:
        """Return the module to train, with the base model's weights."""
        from any2any.training.translator.objective import TranslatorCore

        manifest = self._plan.manifest
        weight = self._config.calibration_weight
        core = TranslatorCore(manifest.dit, manifest.adapter, self._names, weight, guess=manifest.guess)
        core.dit.load_state_dict(self._model.dit.state_dict())
        core.adapters.load_state_dict(self._model.adapters.state_dict())
        return core.to(self._device)

    def _measure(self, core: TranslatorCore, pairs: PairBatches) -> float:
        """Mean squared error of one-step translations of fixed windows, with fixed noise."""
        import torch

        from any2any.diffusion.schedule import LAST_TIME

        core.to(self._device).eval()
        total, size = 0.0, self._plan.identity.batch
        for first in range(0, MEASURED_PAIRS, size):
            samples = range(first, min(first + size, MEASURED_PAIRS))
            batch = {name: tensor.to(self._device) for name, tensor in pairs(MEASURING_STEP, samples).items()}
            batch["times"] = torch.full_like(batch["times"], LAST_TIME)
            with torch.no_grad():
                # The calibration term is the error of the refined translation, which users get.
                total += float(core(batch)["calibration"]) * len(samples)
        return total / MEASURED_PAIRS


def _config(identity: Identity) -> TranslatorTrainingConfig:
    return TranslatorTrainingConfig(
        optimiser=OptimiserConfig(
            steps=identity.steps,
            batch=identity.batch,
            learning_rate=identity.learning_rate,
            warmup_steps=min(100, round(WARMUP_SHARE * identity.steps)),
        ),
        directions=list(identity.directions),
        variants=VARIANTS,
        monitor=MonitorConfig(checkpoint_every_s=CHECKPOINT_EVERY_S, report_every_steps=10),
    )


class _Reporter:
    """Converts the loop's progress to the job's, and logs it from time to time."""

    def __init__(self, on_progress: OnProgress) -> None:
        self._on_progress = on_progress
        self._logged_s = -LOG_EVERY_S

    def __call__(self, step: int, steps: int, values: Mapping[str, float]) -> None:
        left_s = values["seconds_left"]
        fraction = FIRST_SHARE + TRAINING_SHARE * step / steps
        self._on_progress(Progress(fraction, "training", left_s if math.isfinite(left_s) else None))
        now_s = time.monotonic()
        if now_s - self._logged_s >= LOG_EVERY_S or step == steps:
            self._logged_s = now_s
            loss = values.get("total", math.nan)
            said = "step {step} of {steps}, loss {loss:.4f}, {left} left"
            left = _duration(left_s)
            logger.info("%s", Message("training-step", said, step=step, steps=steps, loss=loss, left=left))


def _duration(seconds: float) -> str:
    if not math.isfinite(seconds):
        return "some time"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s"

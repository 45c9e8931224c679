"""Run a job from request to result: the one path of the command line and the worker.

Importing this module imports neither torch nor rasterio; running a job does, after the cheap checks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.errors import CancelledError, Message, UsageError
from any2any.requests.progress import IsCancelled, OnProgress, Progress
from any2any.requests.translate import DIRECT, TranslateRequest, TranslateResult
from any2any.runtime.allocator import keep_freed_memory
from any2any.runtime.choice import TORCH
from any2any.runtime.device import limit_gpu_memory, resolve_device
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import read_manifest
from any2any.translate.shard import Shard, ShardResult

if TYPE_CHECKING:
    from any2any.translate.networks import LatentModel
    from any2any.translate.plan import Plan

logger = logging.getLogger(__name__)

ShareOut = Callable[[TranslateRequest, "Plan", OnProgress], None]
"""Lets other processes compute pieces of a direct translation before this one does the rest."""


class ModelCache:
    """Keeps the last job's model loaded, so that the next job with it starts at once."""

    def __init__(self) -> None:
        self._key: tuple[Path, int, str, bool, str] | None = None
        self._model: LatentModel | None = None

    def load(
        self,
        folder: Path,
        device: str,
        gpu_memory_gb: float | None = None,
        compiled: bool = False,
        runtime: str = TORCH,
    ) -> LatentModel:
        """Return the model of a folder on a device ("auto" picks the fastest there is).

        ``runtime`` is that of the plan. The GPU memory limit applies to this process until the next call; freed memory
        is kept. ManifestError if the folder is damaged, UsageError if the device is not available, Any2AnyError if
        compiling fails.
        """
        folder = folder.resolve()
        # The manifest is written last, so its time changes when a model is trained or copied again.
        changed = (folder / "config.json").stat().st_mtime_ns
        key = (folder, changed, resolve_device(device, runtime), compiled, runtime)
        limit_gpu_memory(key[2], gpu_memory_gb)
        keep_freed_memory()
        if self._model is None or key != self._key:
            self._model = self._key = None  # free the old model's memory first
            said = "loading the model in {folder} on {device}"
            logger.info(Message("loading-model", said, folder=folder, device=key[2]))
            if runtime == TORCH:
                self._model = _torch_model(folder, key[2], compiled)
            else:
                self._model = _onnx_model(folder, key[2])
            self._key = key
        return self._model


def _torch_model(folder: Path, device: str, compiled: bool) -> LatentModel:
    from any2any.models.torch_model import TorchModel  # imports torch, which takes seconds
    from any2any.models.translator import Translator

    translator = Translator.load(folder, device)
    if compiled:
        from any2any.models.compiling import compile_dit  # imports PyTorch's compiler, which takes a second

        compile_dit(translator)
    return TorchModel(translator)


def _onnx_model(folder: Path, device: str) -> LatentModel:
    from any2any.models.onnx.onnx_model import OnnxModel

    return OnnxModel.load(folder, device)


def run_request(
    request: TranslateRequest,
    on_progress: OnProgress,
    is_cancelled: IsCancelled,
    models: ModelCache,
    share_out: ShareOut = lambda request, plan, on_progress: None,
    plan: Plan | None = None,
) -> TranslateResult:
    """Check a request, load its model and translate.

    Cheap checks come first, so that a wrong request fails in well under a second. Raises UsageError,
    CancelledError or another Any2AnyError; an existing output changes only if the job succeeds. If the same request
    was killed right after its output was written, that output is the result. ``plan`` is the plan of the translation,
    or of its first half, if already made.
    """
    from any2any.hub import bundled_model
    from any2any.translate import route
    from any2any.translate.finished import finished_before
    from any2any.translate.make_plan import check_request, confirm_plan

    folder = bundled_model() if request.model is None else request.model
    on_progress(Progress(0.0, "checking the input"))
    manifest = read_manifest(folder)
    request = replace(request, model=folder)
    via = route.choose_route(request, manifest)
    before = finished_before(request, manifest)
    if before is not None:
        return before

    def run_direct(job: TranslateRequest, known: Plan | None, note: OnProgress) -> TranslateResult:
        return _run_direct(job, known, manifest, note, is_cancelled, models, share_out)

    if via is None:
        return run_direct(request, plan, on_progress)
    said = "translating {source} to {target} through {via}"
    logger.info(Message("route", said, source=request.source, target=request.target, via=via))
    first = route.first_half(request, via)
    route.check_between(first)
    check_request(request, manifest)  # report a wrong output before the first half runs
    first_plan = confirm_plan(plan, first, manifest)
    done = None
    if not route.is_finished(first, first_plan):
        done = run_direct(first, first_plan, lambda p: on_progress(route.share_of(0, p)))
    second = route.second_half(request, first, first_plan)
    result = run_direct(second, None, lambda p: on_progress(route.share_of(1, p)))
    first.output.unlink(missing_ok=True)
    return route.joined(request, via, done, result)


def _run_direct(
    request: TranslateRequest,
    plan: Plan | None,
    manifest: Manifest,
    on_progress: OnProgress,
    is_cancelled: IsCancelled,
    models: ModelCache,
    share_out: ShareOut,
) -> TranslateResult:
    from any2any.translate.journal import refuse_if_held
    from any2any.translate.make_plan import confirm_plan

    refuse_if_held(request.output)
    plan = confirm_plan(plan, request, manifest)
    share_out(request, plan, on_progress)
    model = _load(request, plan, manifest, on_progress, is_cancelled, models)

    from any2any.translate.engine import translate

    return translate(request, model, on_progress, is_cancelled, plan)


def _load(
    request: TranslateRequest,
    plan: Plan,
    manifest: Manifest,
    on_progress: OnProgress,
    is_cancelled: IsCancelled,
    models: ModelCache,
) -> LatentModel:
    """Log what will be done, and load the model."""
    from any2any.raster.product import BROUGHT_TO_SURFACE
    from any2any.translate.tags import bands_of

    assert request.model is not None
    name, _, reason = plan.radiometry.partition(": ")
    is_brought, reason = reason.endswith(BROUGHT_TO_SURFACE), reason.removesuffix(BROUGHT_TO_SURFACE)
    said = Message("units", "radiometry {radiometry}: {reason}", radiometry=name, reason=reason)
    logger.info(said.knowing(plan.radiometry.values if isinstance(plan.radiometry, Message) else {}))
    if is_brought:
        text = "the reflectance is that at the top of the atmosphere: it is brought to the surface"
        logger.info(Message("level-brought", text))
    logger.info("bands: %s", bands_of(plan, manifest))
    if plan.domain is not None and plan.domain.score <= 1:  # else it is among the warnings
        logger.info("%s", plan.domain.sentence)
    for warning in plan.warnings:  # now, because the job may take an hour
        logger.warning("%s", warning)
    if is_cancelled():
        raise CancelledError(Message("cancelled", "the job was cancelled before it started"))
    on_progress(Progress(0.0, "loading the model"))
    return models.load(request.model, request.device, request.gpu_memory_gb, request.compiled, plan.runtime)


def run_shard(
    request: TranslateRequest,
    shard: Shard,
    on_progress: OnProgress,
    is_cancelled: IsCancelled,
    models: ModelCache,
    plan: Plan | None = None,
) -> ShardResult:
    """Compute one shard of a request; ``any2any.translate.merge`` writes the file when all are done.

    Errors as for ``run_request``; UsageError also if the translation is routed through another modality.
    """
    from any2any.hub import bundled_model
    from any2any.translate import route
    from any2any.translate.journal import refuse_if_held
    from any2any.translate.make_plan import confirm_plan

    folder = bundled_model() if request.model is None else request.model
    on_progress(Progress(0.0, "checking the input"))
    manifest = read_manifest(folder)
    request = replace(request, model=folder)
    via = route.choose_route(request, manifest)
    if via is not None:
        raise UsageError(
            f"{request.source} to {request.target} is routed through {via}, which makes two jobs, and a shard "
            f"is part of one: translate to {via} in shards, merge, then to {request.target}; or give --via {DIRECT}"
        )
    plan = confirm_plan(plan, request, manifest)
    refuse_if_held(request.output, shard)
    model = _load(request, plan, manifest, on_progress, is_cancelled, models)

    from any2any.translate.engine import translate_shard

    return translate_shard(request, model, shard, on_progress, is_cancelled, plan)

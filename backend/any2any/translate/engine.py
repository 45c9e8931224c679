"""Translate a raster of any size: streaming, seamless, resumable, in bounded memory."""

from __future__ import annotations

import time

import rasterio

from any2any.raster.opening import CACHE_BYTES
from any2any.requests.progress import IsCancelled, OnProgress, ProgressMeter
from any2any.requests.translate import TranslateRequest, TranslateResult
from any2any.runtime.memory import failures_explained
from any2any.spec.domain import DomainDistance, farther
from any2any.translate.journal import Journal, missing_pieces
from any2any.translate.latent_distance import note_latent_distance
from any2any.translate.make_plan import confirm_plan
from any2any.translate.merge import output_specs, write_result
from any2any.translate.networks import LatentModel, Networks
from any2any.translate.plan import Plan
from any2any.translate.shard import Shard, ShardResult
from any2any.translate.source_rows import unwritten_pieces
from any2any.translate.stream import Stream


def translate(
    request: TranslateRequest,
    model: LatentModel,
    on_progress: OnProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
    plan: Plan | None = None,
) -> TranslateResult:
    """Translate a raster into a cloud-optimised GeoTIFF of the target modality.

    An unfinished job of the same plan is resumed and gives the same bytes. UsageError if the request is wrong,
    Any2AnyError if the job fails, CancelledError if it is stopped. All three leave an existing output untouched; the
    last two keep the finished rows for the next run. ``plan`` is the result of ``make_plan``, if already made.
    """
    begin = time.monotonic()
    plan = confirm_plan(plan, request, model.manifest)
    with Journal.open(plan, request, device=model.device) as journal:
        meter = ProgressMeter(on_progress)
        latent = note_latent_distance(journal, request.input, model)
        stream = _compute(request.input, model, journal, meter, is_cancelled)
        meter.writing()
        specs = output_specs(journal, model.manifest)
        write_result(journal, specs)
        journal.finish(request.uncertainty)
    meter.finished()
    spec, domain = specs[0], farther(plan.domain, latent)
    return TranslateResult(
        output=request.output,
        width=spec.grid.width,
        height=spec.grid.height,
        bands=spec.band_names,
        model=plan.model,
        model_digest=plan.model_digest,
        source=plan.source,
        target=plan.target,
        seen=plan.seen,
        steps=plan.steps,
        seed=plan.seed,
        radiometry=plan.radiometry,
        warnings=plan.warnings + _warnings_of(latent) + stream.warnings,
        seconds=time.monotonic() - begin,
        windows=stream.windows,
        windows_skipped=stream.windows_skipped,
        samples=plan.samples,
        uncertainty=request.uncertainty,
        domain=domain.sentence if domain else None,
        device=model.device,
    )


def translate_shard(
    request: TranslateRequest,
    model: LatentModel,
    shard: Shard,
    on_progress: OnProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
    plan: Plan | None = None,
) -> ShardResult:
    """Compute a share of a raster's pieces; ``merge`` writes the file when all shards are done.

    Shards may run at the same time, on several machines that share the folder; finished pieces are not computed
    again. Errors as for ``translate``.
    """
    begin = time.monotonic()
    plan = confirm_plan(plan, request, model.manifest)
    with Journal.open(plan, request, shard, model.device) as journal:
        meter = ProgressMeter(on_progress)
        computed = len(journal.unfinished())
        latent = note_latent_distance(journal, request.input, model)
        stream = _compute(request.input, model, journal, meter, is_cancelled)
        missing = len(missing_pieces(journal.folder, plan))
    meter.finished()
    return ShardResult(
        output=request.output,
        shard=str(shard),
        pieces=len(plan.pieces),
        first_piece=journal.mine.start + 1,
        last_piece=journal.mine.stop,
        computed=computed,
        missing=missing,
        windows=stream.windows,
        warnings=plan.warnings + _warnings_of(latent) + stream.warnings,
        seconds=time.monotonic() - begin,
    )


def _warnings_of(latent: DomainDistance | None) -> tuple[str, ...]:
    return (latent.sentence,) if latent is not None and latent.score > 1 else ()


def _compute(
    path: str,
    model: LatentModel,
    journal: Journal,
    meter: ProgressMeter,
    is_cancelled: IsCancelled,
) -> Stream:
    """Compute the journal's missing pieces."""
    plan = journal.plan
    specs = output_specs(journal, model.manifest)
    networks = Networks(model, plan, meter, is_cancelled)
    unwritten = unwritten_pieces(plan, path, model.manifest.modality(plan.source), journal.unfinished())
    stream = Stream(plan, model.manifest, journal, specs, networks, meter, unwritten)
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES), failures_explained(model.device):
        stream.run(path)
    return stream

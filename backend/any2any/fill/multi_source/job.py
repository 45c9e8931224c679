"""One translation from several sources: align, translate each, combine, apply the reference, join."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.fill.multi_source.combine import FEATHER_PX, REACH_PX, Usual, combine, measure_usual, update
from any2any.fill.multi_source.layers import MultiSourceLayers
from any2any.fill.multi_source.plan import MultiSourcePlan, make_plan, work_folder
from any2any.fill.multi_source.tags import multi_source_tags
from any2any.fill.prepare import WINDOW_PX, LayerTranslator, align, layer_shift, share_of, shift_warning
from any2any.fill.statistics import Image, shown
from any2any.fill.work import JobReports, WorkFolder, open_folder
from any2any.raster.opening import CACHE_BYTES, open_quietly
from any2any.raster.radiometry import output_encoding
from any2any.raster.window import Bounds
from any2any.raster.writer import OutputSpec, write_cog, write_piece
from any2any.requests.fill import LayerShift
from any2any.requests.multi_source import MultiSourceRequest, MultiSourceResult
from any2any.requests.progress import IsCancelled, OnProgress, Progress
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import read_manifest
from any2any.translate.job import ModelCache, run_request

BLOCK_PX = 512
"""Rows of a piece; rows and columns of a block."""
SAMPLED_BLOCKS, SAMPLE_PX = 16, 256
"""Number and side of the parts of the scene on which the usual difference of the reference is measured."""
TRANSLATING, COMBINING = (0.05, 0.8), (0.8, 0.95)
"""Start and end of each step, as fractions of the progress bar."""
HALO_PX = REACH_PX + FEATHER_PX
"""The result of a block depends on pixels up to this distance around it."""


def run_multi_source(
    request: MultiSourceRequest,
    on_progress: OnProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
    models: ModelCache | None = None,
) -> MultiSourceResult:
    """Check a request and translate; one source without a reference is a plain translation.

    UsageError if the request is wrong, CancelledError if the user stopped it, or another Any2AnyError. The same command
    continues from the finished steps. An existing output stays unchanged unless the job succeeds.
    """
    from any2any.hub import bundled_model

    models = models or ModelCache()
    if len(request.sources) == 1 and request.reference is None:
        return _single(request, on_progress, is_cancelled, models)
    begin = time.monotonic()
    folder = bundled_model() if request.model is None else request.model
    manifest = read_manifest(folder)
    request = replace(request, model=folder)
    on_progress(Progress(0.0, "checking the input"))
    plan = make_plan(request, manifest)
    path = work_folder(request.output)
    with (
        rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES),
        open_folder(
            path, plan.digest, asdict(plan), request.output, request.overwrite, "translation"
        ) as work,
    ):
        result = _Job(request, plan, manifest, work, on_progress, is_cancelled, models).run()
    return replace(result, seconds=time.monotonic() - begin)


def _single(
    request: MultiSourceRequest, on_progress: OnProgress, is_cancelled: IsCancelled, models: ModelCache
) -> MultiSourceResult:
    source = request.sources[0]
    job = TranslateRequest(
        input=source.path,
        output=request.output,
        source=source.modality,
        target=request.target,
        model=request.model,
        preset=request.preset,
        steps=request.steps,
        seed=request.seed,
        device=request.device,
        precision=request.precision,
        overwrite=request.overwrite,
    )
    done = run_request(job, on_progress, is_cancelled, models)
    return MultiSourceResult(
        output=done.output,
        width=done.width,
        height=done.height,
        bands=done.bands,
        model=done.model,
        sources=(source.modality,),
        target=done.target,
        weights=((1.0,) * len(done.bands),),
        shifts=(),
        changed_percent=None,
        warnings=done.warnings,
        seconds=done.seconds,
    )


class _Job:
    """The steps of one translation."""

    def __init__(
        self,
        request: MultiSourceRequest,
        plan: MultiSourcePlan,
        manifest: Manifest,
        folder: WorkFolder,
        on_progress: OnProgress,
        is_cancelled: IsCancelled,
        models: ModelCache,
    ) -> None:
        self._request, self._plan, self._manifest, self._folder = request, plan, manifest, folder
        self._target = manifest.modality(plan.target)
        self._reports = JobReports(
            on_progress,
            is_cancelled,
            "the translation was cancelled; the same command continues from its finished rows",
            (),
        )
        self._translator = LayerTranslator(
            folder.path, manifest, request.model, plan.target, plan.steps, plan.seed, request.device, models,
            is_cancelled, request.precision,
        )  # fmt: skip
        for warning in plan.warnings:
            self._reports.warn(warning)

    def run(self) -> MultiSourceResult:
        """Do all unfinished steps, and move the result to its final path."""
        paths = self._layers()
        with ExitStack() as stack:
            layers = MultiSourceLayers(stack, paths, self._plan, output_encoding(self._target).scale)
            shifts = self._shifts(layers)
            usual = self._usual(layers)
            changed = self._combine(layers, usual)
        self._finish()
        grid, plan = self._plan.grid, self._plan
        return MultiSourceResult(
            output=self._request.output,
            width=grid.width,
            height=grid.height,
            bands=tuple(band.name for band in self._target.bands),
            model=plan.model,
            sources=tuple(source.modality for source in plan.sources),
            target=plan.target,
            weights=plan.weights,
            shifts=shifts,
            changed_percent=changed if plan.reference else None,
            warnings=tuple(self._reports.warnings),
            seconds=0.0,
        )

    def _layers(self) -> list[Path]:
        """Translate every source over the result's extent, and align the reference; return their files."""
        plan, found = self._plan, []
        for number, (source, grid) in enumerate(zip(plan.sources, plan.source_grids, strict=True)):
            self._reports.report(TRANSLATING, number / len(plan.sources), "aligning the sources")
            aligned = self._folder.path / f"layer_{number}.tif"
            align(source, grid, aligned)
            report = share_of(self._reports.on_progress, TRANSLATING, number, len(plan.sources))
            found.append(self._translator.translate(number, source, aligned, report))
        if plan.reference is not None:
            found.append(self._folder.path / f"layer_{len(plan.sources)}.tif")
            align(plan.reference, plan.grid, found[-1])
        return found

    def _shifts(self, layers: MultiSourceLayers) -> tuple[LayerShift, ...]:
        """Measure the shifts of the layers against the first one, in the middle of the scene."""
        first, *others = layers.read(_middle(self._plan.grid.bounds, WINDOW_PX))
        plan = self._plan
        names = [layer.path for layer in [*plan.sources[1:], *([plan.reference] if plan.reference else [])]]
        # A translation keeps the geometry of its source. All translations show the target modality.
        radar = any(
            self._manifest.modality(source.modality).quantity == "backscatter_db" for source in plan.sources
        )
        measured = [layer_shift(name, image, first, radar) for name, image in zip(names, others, strict=True)]
        shifts = tuple(shift for shift in measured if shift is not None)
        for shift in shifts:
            warning = shift_warning(shift, Path(plan.sources[0].path).name)
            if warning:
                self._reports.warn(warning)
        return shifts

    def _usual(self, layers: MultiSourceLayers) -> Usual | None:
        if self._plan.reference is None:
            return None
        usual = measure_usual(self._sampled(layers))
        if usual is None:
            self._reports.warn(
                "sources and reference have no pixel in common: the levels are those of the translation"
            )
        return usual

    def _sampled(self, layers: MultiSourceLayers) -> Iterator[tuple[Image, Image]]:
        blocks = list(self._plan.grid.bounds.blocks(SAMPLE_PX, SAMPLE_PX))
        for block in blocks[:: -(-len(blocks) // SAMPLED_BLOCKS)]:
            *translated, reference = layers.read(block)
            yield combine(translated, self._source_weights), reference

    @property
    def _source_weights(self) -> NDArray[np.float64]:
        return np.array(self._plan.weights[: len(self._plan.sources)])

    def _combine(self, layers: MultiSourceLayers, usual: Usual | None) -> float:
        """Write all missing pieces; return the share of changed pixels in percent."""
        bounds, spec = self._plan.grid.bounds, self._spec()
        pieces = list(bounds.blocks(BLOCK_PX, bounds.width))
        changed = 0
        for index, rows in enumerate(pieces):
            self._reports.report(COMBINING, index / len(pieces), "combining")
            path, state = self._piece(index), self._folder.path / f"state_{index:06d}.tif"
            if not path.exists():
                values, where = self._rows(layers, usual, rows)
                write_piece(state, where[None].astype(np.float32), _state_spec(spec))
                write_piece(path, spec.encoding.encode(values, shown(values)), spec)
            with open_quietly(state) as dataset:
                changed += int(dataset.read(1).sum())
        return 100 * changed / (bounds.height * bounds.width)

    def _rows(
        self, layers: MultiSourceLayers, usual: Usual | None, rows: Bounds
    ) -> tuple[Image, NDArray[np.bool_]]:
        values = np.full((self._target.channels, rows.height, rows.width), np.nan, np.float32)
        changed = np.zeros(values.shape[1:], bool)
        for block in rows.blocks(BLOCK_PX, BLOCK_PX):
            inside = block.within(rows)
            values[:, *inside], changed[inside] = self._block(layers, usual, block)
        return values, changed

    def _block(
        self, layers: MultiSourceLayers, usual: Usual | None, block: Bounds
    ) -> tuple[Image, NDArray[np.bool_]]:
        around = block.grown(HALO_PX).clipped(self._plan.grid.bounds)
        inside = block.within(around)
        images, count = layers.read(around), len(self._plan.sources)
        combined = combine(images[:count], self._source_weights)
        if self._plan.reference is None:
            return combined[:, *inside], np.zeros((block.height, block.width), bool)
        reference = images[count]
        if usual is None:
            image = np.where(np.isfinite(combined), combined, reference)
            return image[:, *inside], np.zeros((block.height, block.width), bool)
        weights = np.stack([self._source_weights.sum(axis=0), np.array(self._plan.weights[count])])
        updated = update(combined, reference, weights, usual)
        return updated.image[:, *inside], updated.changed[inside]

    def _piece(self, index: int) -> Path:
        return self._folder.path / f"rows_{index:06d}.tif"

    def _spec(self) -> OutputSpec:
        names = tuple(band.name for band in self._target.bands)
        return OutputSpec(
            self._plan.grid,
            output_encoding(self._target),
            names,
            multi_source_tags(self._plan, self._target, self._folder.started),
        )

    def _finish(self) -> None:
        self._reports.report((0.95, 0.95), 1.0, "writing")
        rows = enumerate(self._plan.grid.bounds.blocks(BLOCK_PX, self._plan.grid.width))
        result = self._folder.path / "result.tif"
        write_cog(result, [(self._piece(index), bounds.row_start) for index, bounds in rows], self._spec())
        self._folder.finish({result: self._request.output})
        self._reports.on_progress(Progress(1.0, "finished", 0.0))


def _state_spec(spec: OutputSpec) -> OutputSpec:
    return replace(spec, encoding=replace(spec.encoding, dtype="float32", nodata=float("nan")))


def _middle(bounds: Bounds, side: int) -> Bounds:
    rows, columns = min(side, bounds.height), min(side, bounds.width)
    row, column = (bounds.height - rows) // 2, (bounds.width - columns) // 2
    return Bounds(row, row + rows, column, column + columns)

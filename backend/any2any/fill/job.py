"""One fill from request to raster: align, translate, calibrate, compose, join. A killed job keeps finished steps."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.errors import Message, UsageError
from any2any.fill.candidate_weights import Weights, first_only, weigh
from any2any.fill.fit import Fit, draw
from any2any.fill.holes import HoledRaster, HoleMap, count_holes, open_holed
from any2any.fill.layers import LayerPlan
from any2any.fill.output import (
    BLOCK_PX,
    FILLED,
    UNFILLED,
    Filled,
    compose,
    piece_paths,
    write_piece,
    write_result,
    write_state,
)
from any2any.fill.plan import FillPlan, make_plan, work_folder
from any2any.fill.prepare import WINDOW_PX, LayerTranslator, align, layer_shift, share_of, shift_warning
from any2any.fill.scene import LayerFile, SceneReader, open_scene
from any2any.fill.tags import fill_tags
from any2any.fill.work import JobReports, WorkFolder, open_folder
from any2any.raster.opening import CACHE_BYTES, open_quietly
from any2any.raster.radiometry import output_encoding
from any2any.raster.window import Bounds
from any2any.requests.fill import FillRequest, FillResult, LayerShift
from any2any.requests.progress import OnProgress, Progress
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import read_manifest
from any2any.translate.job import ModelCache

logger = logging.getLogger(__name__)

IsCancelled = Callable[[], bool]

TRANSLATING, FITTING, FILLING = (0.05, 0.6), (0.6, 0.7), (0.7, 0.95)
"""Start and end of each step, as fractions of the progress bar."""


def run_fill(
    request: FillRequest,
    on_progress: OnProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
    models: ModelCache | None = None,
) -> FillResult:
    """Check a request and fill the raster's holes.

    UsageError if the request is wrong, CancelledError if the user stopped it, or another Any2AnyError. The same command
    continues from the finished steps. An existing output stays unchanged unless the job succeeds.
    """
    from any2any.hub import bundled_model

    begin = time.monotonic()
    folder = bundled_model() if request.model is None else request.model
    manifest = read_manifest(folder)
    request = replace(request, model=folder)
    on_progress(Progress(0.0, "checking the input"))
    plan = make_plan(request, manifest)
    for warning in plan.warnings:
        logger.warning("%s", warning)
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES), _opened(plan, request) as work:
        job = _Job(request, plan, manifest, work, on_progress, is_cancelled, models or ModelCache())
        result = job.run()
    return replace(result, seconds=time.monotonic() - begin)


def _opened(plan: FillPlan, request: FillRequest) -> WorkFolder:
    path = work_folder(request.output)
    return open_folder(path, plan.digest, asdict(plan), request.output, request.overwrite, "fill")


class _Job:
    """The steps of one fill."""

    def __init__(
        self,
        request: FillRequest,
        plan: FillPlan,
        manifest: Manifest,
        folder: WorkFolder,
        on_progress: OnProgress,
        is_cancelled: IsCancelled,
        models: ModelCache,
    ) -> None:
        self._request, self._plan, self._manifest, self._folder = request, plan, manifest, folder
        self._reports = JobReports(
            on_progress,
            is_cancelled,
            Message(
                "fill-cancelled", "the fill was cancelled; the same command continues from its finished rows"
            ),
            plan.warnings,
        )
        self._translator = LayerTranslator(
            folder.path, manifest, request.model, plan.target, plan.steps, plan.seed, request.device, models,
            is_cancelled,
        )  # fmt: skip

    def run(self) -> FillResult:
        """Do all unfinished steps, and move the results to their final paths."""
        grid = self._plan.grid.bounds
        with open_holed(self._request, self._plan) as raster:
            holes = count_holes(raster, grid)
            self._warn_of_extremes(holes)
            layers = self._layers(holes) if holes.holes.any() else []
            with open_scene(raster, self._plan, layers) as scene:
                shifts = self._shifts(scene, holes)
                fit = self._fit(scene, holes)
                self._check_bands(fit, layers, holes)
                weights = self._weights(scene, fit, holes)
                filled, unfilled = self._compose(raster, scene, fit, weights)
        if unfilled:
            self._reports.warn(
                Message(
                    "fill-unshown",
                    "no source has data for {count} pixels of the holes: they stay unchanged (2 in the map)",
                    count=unfilled,
                )
            )
        self._finish()
        return FillResult(
            output=self._request.output,
            synthetic=self._request.synthetic_path,
            width=grid.width,
            height=grid.height,
            target=self._plan.target,
            filled=filled,
            unfilled=unfilled,
            clear=fit.clear,
            shifts=shifts,
            warnings=tuple(self._reports.warnings),
            seconds=0.0,
        )

    def _warn_of_extremes(self, holes: HoleMap) -> None:
        if not holes.holes.any():
            self._reports.warn(
                Message("fill-no-hole", "the mask has no hole within the raster: the output is a copy")
            )
        elif not holes.clear.any():
            self._reports.warn(
                Message(
                    "fill-all-holes",
                    "the mask covers every pixel: nothing is left to calibrate on, so the output is a translation",
                )
            )

    def _layers(self, holes: HoleMap) -> list[LayerFile]:
        """Warp every source and the reference to the raster's pixels, and translate the sources."""
        found: list[LayerFile] = []
        near = holes.near
        for number, source in enumerate(self._plan.sources):
            self._reports.report(TRANSLATING, number / len(self._plan.sources), "aligning the sources")
            found += self._source(number, source, near)
        if self._plan.reference is not None:
            path = self._folder.path / f"layer_{len(self._plan.sources)}.tif"
            align(self._plan.reference, self._plan.grid, path, near)
            bands = range(len(self._plan.bands))
            whole = len(self._plan.reference.bands) == len(bands)
            of = tuple(bands) if whole else self._plan.target_bands
            found.append(LayerFile(path, "reference", len(self._plan.sources), 1.0, of))
        return found

    def _source(self, number: int, source: LayerPlan, near: NDArray[np.bool_]) -> list[LayerFile]:
        target = self._manifest.modality(self._plan.target)
        own = self._manifest.modality(source.modality)
        path = self._folder.path / f"layer_{number}.tif"
        align(source, self._plan.grid, path, near)
        layers = [LayerFile(path, "source", number, 1.0)]
        if source.modality == target.name:
            return layers  # it shows the same bands, so there is nothing to translate
        fine = path
        if own.downsampling != target.downsampling:
            fine = self._folder.path / f"layer_{number + 100}.tif"
            scale = own.downsampling, target.downsampling
            align(source, self._plan.grid.scaled(*scale), fine, near, scale)
        report = share_of(self._reports.on_progress, TRANSLATING, number, len(self._plan.sources))
        translated = self._translator.translate(number, source, fine, report)
        scale_of = output_encoding(target).scale
        return [*layers, LayerFile(translated, "translation", number, scale_of, self._plan.target_bands)]

    def _shifts(self, scene: SceneReader, holes: HoleMap) -> tuple[LayerShift, ...]:
        """Measure the shifts of sources and reference against the clear part of the raster."""
        bounds = holes.clearest(WINDOW_PX, self._plan.grid.bounds)
        measured = []
        for layer, image in scene.images(bounds):
            if layer.kind != "translation":
                plan = self._plan.reference if layer.kind == "reference" else self._plan.sources[layer.group]
                assert plan is not None
                radar = self._manifest.modality(plan.modality).quantity == "backscatter_db"
                measured.append(layer_shift(plan.path, image, scene.clear_image(bounds), radar))
        shifts = tuple(shift for shift in measured if shift is not None)
        for shift in shifts:
            warning = shift_warning(shift, Path(self._plan.path).name)
            if warning:
                self._reports.warn(warning)
        return shifts

    def _fit(self, scene: SceneReader, holes: HoleMap) -> Fit:
        if not holes.holes.any() or not holes.clear.any():
            return Fit(None)
        blocks = holes.bounds_near(self._plan.grid.bounds)
        near = int(holes.clear[holes.near].sum())
        return Fit(
            draw(
                scene,
                self._plan,
                blocks,
                near,
                lambda n: self._reports.report(FITTING, n / len(blocks), "calibrating"),
            )
        )

    def _weights(self, scene: SceneReader, fit: Fit, holes: HoleMap) -> Weights:
        if not fit.clear:
            return first_only(len(self._plan.bands))
        blocks = holes.bounds_near(self._plan.grid.bounds)
        return weigh(
            scene, self._plan, fit, blocks, lambda: self._reports.report(FITTING, 1.0, "calibrating")
        )

    def _check_bands(self, fit: Fit, layers: list[LayerFile], holes: HoleMap) -> None:
        given = {band for layer in layers for band in layer.bands}
        if not holes.holes.any() or fit.mean is not None or len(given) == len(self._plan.bands):
            return
        missing = ", ".join(name for band, name in enumerate(self._plan.band_names) if band not in given)
        raise UsageError(
            Message(
                "fill-no-sample",
                "no pixel near the holes is clear, so bands that the translation lacks cannot be filled ({bands}): "
                "give a mask that leaves clear pixels, or a raster with the bands of the target only",
                bands=missing,
            )
        )

    def _compose(
        self, raster: HoledRaster, scene: SceneReader, fit: Fit, weights: Weights
    ) -> tuple[int, int]:
        """Write all missing pieces; return the numbers of filled and unfilled pixels."""
        grid, filled, unfilled = self._plan.grid.bounds, 0, 0
        pieces = list(grid.blocks(BLOCK_PX, grid.width))
        for index, rows in enumerate(pieces):
            self._reports.report(FILLING, index / len(pieces), "filling")
            values, state = piece_paths(self._folder.path, index)
            if not values.exists():
                write_piece(self._folder.path, index, self._piece(raster, scene, fit, weights, rows))
            with open_quietly(state) as dataset:
                counts = np.bincount(dataset.read(1).ravel(), minlength=3)
            filled, unfilled = filled + int(counts[FILLED]), unfilled + int(counts[UNFILLED])
        return filled, unfilled

    def _piece(
        self, raster: HoledRaster, scene: SceneReader, fit: Fit, weights: Weights, rows: Bounds
    ) -> Filled:
        values, holes, _ = raster.read(rows)
        state = np.zeros(holes.shape, np.uint8)
        for block in rows.blocks(BLOCK_PX, BLOCK_PX):
            inside = block.within(rows)
            if holes[inside].any():
                part = compose(scene, self._plan, fit, weights, block)
                values[:, *inside], state[inside] = part.values, part.state
        return Filled(values, state)

    def _finish(self) -> None:
        self._reports.report((0.95, 0.95), 1.0, "writing")
        tags = fill_tags(self._plan, self._request.synthetic_path, self._folder.started)
        result = write_result(self._folder.path, self._plan, tags)
        note = {
            "TIFFTAG_IMAGEDESCRIPTION": "Which pixels are synthetic: 0 measured, 1 filled by Any2Any, 2 hole left"
        }
        state = write_state(self._folder.path, self._plan, {**tags, **note})
        self._folder.finish({state: self._request.synthetic_path, result: self._request.output})
        self._reports.on_progress(Progress(1.0, "finished", 0.0))

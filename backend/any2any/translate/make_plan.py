"""Check a request against the model and the input, and make its plan, before weights are loaded. Imports no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.errors import Message, UsageError
from any2any.raster.description import choose_bands, describe
from any2any.raster.domain import Features, distance_from, level_and_texture
from any2any.raster.grid import PixelGrid
from any2any.raster.opening import CACHE_BYTES, no_valid_pixel
from any2any.raster.product import BROUGHT_TO_SURFACE, knows, level_of, to_surface
from any2any.raster.radiometry import to_model_values
from any2any.raster.radiometry_detect import resolve
from any2any.raster.radiometry_sample import Detection, RasterSample
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds
from any2any.requests.translate import (
    BFLOAT16,
    LEVEL_CHOICES,
    LEVELS,
    PRECISIONS,
    RUNTIMES,
    TranslateRequest,
)
from any2any.runtime.choice import choose_precision, choose_runtime
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction, Level, Modality
from any2any.spec.version import version
from any2any.translate.identity import identity_of
from any2any.translate.output import check_output, check_uncertainty
from any2any.translate.plan import PIECE_LATENT_PX, Plan
from any2any.translate.plan_warnings import empty_warnings, place_warnings, window_warnings
from any2any.translate.source import open_source
from any2any.translate.uncertainty import check_samples, sampling_warnings


def make_plan(request: TranslateRequest, manifest: Manifest) -> Plan:
    """Check a request against the model and the input, and decide everything that the result depends on.

    Takes milliseconds on a local file. UsageError (exit code 2) if the request is wrong, Any2AnyError if the input
    cannot be read.
    """
    manifest.direction(request.source, request.target)
    source, target = manifest.modality(request.source), manifest.modality(request.target)
    _check_numbers(request)
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES), open_source(request.input, source) as dataset:
        info = describe(dataset, request.input)
        check_output(request, info.files)
        bands, band_warnings = choose_bands(info, source, request.bands)
        wanted = _wanted_px(request.window, info.grid, _source_px(source, target))
        border = RasterReader(dataset, request.input, bands).border_values()
        reader = RasterReader(dataset, request.input, bands, border.empty)
        sample = reader.sample(wanted)
        known = None if request.route_source else manifest.domain.get(source.name)
        patches = list(reader.patches(wanted)) if known else []
    if sample is None:
        raise no_valid_pixel(request.input)
    detection = _at_level(request, manifest, source, resolve(request.radiometry, source, sample), sample.tags)
    features = filter(None, (_features(detection, source, *patch) for patch in patches))
    domain = distance_from(known, features, info.pixel_size_m, source) if known else None
    warnings = (
        *band_warnings,
        *detection.warnings,
        *empty_warnings(border),
        *window_warnings(request.window, wanted, info.grid),
        *place_warnings(info, source),
        *sampling_warnings(request.samples, request.step_count, request.route_source),
        *((domain.sentence,) if domain and domain.score > 1 else ()),
    )
    runtime = _runtime(request, manifest)
    passed = manifest.keeps_quality(BFLOAT16, target.name)
    plan = Plan(
        release=version(),
        input=identity_of(request.input, info.files),
        model=manifest.name,
        model_digest=manifest.digest,
        source=source.name,
        target=target.name,
        source_downsampling=source.downsampling,
        target_downsampling=target.downsampling,
        seen=manifest.is_seen(Direction(request.route_source or source.name, target.name)),
        steps=request.step_count,
        seed=request.seed,
        bands=bands,
        encoding=detection.encoding,
        radiometry=detection.sentence,
        fill=_fill(detection, source, sample),
        grid=info.grid,
        wanted_px=wanted,
        batch=request.batch,
        piece_latent_px=PIECE_LATENT_PX,
        warnings=warnings,
        route_source=request.route_source,
        route_plan=request.route_plan,
        samples=request.samples,
        deviation=request.uncertainty is not None,
        precision=choose_precision(request.precision, runtime, request.device, passed),
        compiled=request.compiled,
        runtime=runtime,
        output_level=_output_level(request, manifest, target),
        empty=border.empty,
        domain=domain,
    )
    check_uncertainty(request, info.files, plan.digest)
    return plan


def confirm_plan(plan: Plan | None, request: TranslateRequest, manifest: Manifest) -> Plan:
    """Return the known plan of this request if it is still valid, else a new one.

    It is valid while the model and the input are unchanged. Errors as for ``make_plan``.
    """
    if (
        plan is None
        or plan.model_digest != manifest.digest
        or plan.input != identity_of(request.input, _files(request, manifest))
    ):
        return make_plan(request, manifest)
    check_request(request, manifest, plan.digest)
    return plan


def _files(request: TranslateRequest, manifest: Manifest) -> tuple[str, ...]:
    with open_source(request.input, manifest.modality(request.source)) as dataset:
        return describe(dataset, request.input).files


def check_request(request: TranslateRequest, manifest: Manifest, digest: str = "") -> None:
    """Check everything that needs no pixels; errors as for ``make_plan``.

    ``digest``: of the job's plan, whose own second output may exist.
    """
    manifest.direction(request.source, request.target)
    _check_numbers(request)
    files = _files(request, manifest)
    check_output(request, files)
    check_uncertainty(request, files, digest)


def _check_numbers(request: TranslateRequest) -> None:
    if not 1 <= request.step_count <= 1000:
        raise UsageError(f"{request.step_count} sampling steps requested: give 1 to 1000")
    if not 0 <= request.seed < 2**64:
        raise UsageError(f"seed {request.seed} is out of range: give 0 to 2**64 - 1")
    if request.batch < 1:
        raise UsageError(f"a batch of {request.batch} windows is empty: give 1 or more")
    if request.precision not in PRECISIONS:
        raise UsageError(f"unknown precision {request.precision!r}: use {', '.join(PRECISIONS)}")
    if request.runtime not in RUNTIMES:
        raise UsageError(f"unknown runtime {request.runtime!r}: use {', '.join(RUNTIMES)}")
    if request.level not in LEVEL_CHOICES or request.output_level not in LEVELS:
        raise UsageError(
            f"level is {request.level!r} and output_level {request.output_level!r}: use {' or '.join(LEVELS)}"
        )
    check_samples(request.samples, request.seed, request.uncertainty is not None)


def _runtime(request: TranslateRequest, manifest: Manifest) -> str:
    torch_only = "compiled DiT" if request.compiled else ""
    torch_only = request.precision if request.precision == BFLOAT16 else torch_only
    return choose_runtime(request.runtime, request.device, manifest.has_graphs, torch_only)


def _at_level(
    request: TranslateRequest,
    manifest: Manifest,
    source: Modality,
    detection: Detection,
    tags: Mapping[str, str],
) -> Detection:
    """Convert reflectance at the top of the atmosphere to that of the surface if the model was trained on the
    latter."""
    bands = [band.name for band in source.bands]
    level = request.level
    if level == "auto":
        level = level_of(Path(request.input).name, detection.encoding.name, tags)
    if level == "surface" or source.quantity != "reflectance" or manifest.reflectance != "surface":
        return detection
    if not knows(bands) or detection.encoding.transfer != "linear":
        if request.level == "auto":
            return detection
        raise UsageError(
            Message(
                "haze-unknown",
                "level is 'toa', but no haze is known for the bands {bands}: give surface reflectance",
                bands=", ".join(bands),
            )
        )
    reason = detection.reason.then(BROUGHT_TO_SURFACE)
    return replace(detection, encoding=to_surface(detection.encoding, bands), reason=reason)


def _output_level(request: TranslateRequest, manifest: Manifest, target: Modality) -> Level:
    """UsageError if the requested level is impossible: only reflectance has a level."""
    if request.output_level == "surface" or target.quantity != "reflectance":
        return "surface"
    bands = [band.name for band in target.bands]
    if manifest.reflectance != "surface" or not knows(bands):
        raise UsageError(
            Message(
                "level-unknown",
                "output_level is 'toa', but the model {model} does not say that its {title} is surface "
                "reflectance: leave the option out",
                model=manifest.name,
                title=target.title,
            )
        )
    return "toa"


def _source_px(source: Modality, target: Modality) -> int:
    """Side of a target pixel in source pixels; 1 where targets are as fine or finer."""
    return max(1, source.downsampling // target.downsampling)


def _wanted_px(window: tuple[int, int, int, int] | None, grid: PixelGrid, side_px: int) -> Bounds:
    """Pixels of the window, grown outwards to whole squares of ``side_px`` inside the raster."""
    if window is None:
        return grid.bounds
    x, y, width, height = window
    if width < 1 or height < 1:
        raise UsageError(
            Message(
                "area-empty",
                "the window {x} {y} {width} {height} is empty: width and height are at least 1",
                x=x,
                y=y,
                width=width,
                height=height,
            )
        )
    inside = Bounds(y, y + height, x, x + width).clipped(grid.bounds)
    if inside.is_empty:
        raise UsageError(
            Message(
                "area-outside",
                "the window {x} {y} {width} {height} lies outside the raster of {columns} x {rows} pixels",
                x=x,
                y=y,
                width=width,
                height=height,
                columns=grid.width,
                rows=grid.height,
            )
        )
    return inside.cells(side_px).times(side_px).clipped(grid.bounds)


def _fill(detection: Detection, modality: Modality, sample: RasterSample) -> tuple[float, ...]:
    values = to_model_values(detection.encoding.to_physical(sample.values), modality)
    return tuple(float(median) for median in np.median(values, axis=1))


def _features(
    detection: Detection, modality: Modality, values: NDArray[np.generic], valid: NDArray[np.bool_]
) -> Features | None:
    """Measure a patch of file values as the training tiles were measured."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # of pixels that are left out
        model_values = to_model_values(detection.encoding.to_physical(values), modality)
    return level_and_texture(np.where(valid, model_values, np.float32(np.nan)))

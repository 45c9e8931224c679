"""The plan of a translation from several sources, which is checked before any weights are loaded."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import rasterio

from any2any.errors import Message, UsageError
from any2any.fill.layers import LayerPlan, plan_layer, plan_source
from any2any.fill.multi_source.combine import weigh
from any2any.raster.description import choose_bands, describe
from any2any.raster.grid import PixelGrid
from any2any.raster.opening import CACHE_BYTES
from any2any.requests.multi_source import UNFINISHED_SUFFIX, MultiSourceRequest
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Modality
from any2any.spec.version import version
from any2any.translate.output import check_output
from any2any.translate.source import open_source


@dataclass(frozen=True)
class MultiSourcePlan:
    """Everything that determines the pixels of the result; equal plans give equal bytes."""

    release: str
    sources: tuple[LayerPlan, ...]
    reference: LayerPlan | None
    grid: PixelGrid
    """The pixel grid of the result."""
    source_grids: tuple[PixelGrid, ...]
    """For each source: the grid of the same extent in pixels of its modality."""
    target: str
    weights: tuple[tuple[float, ...], ...]
    """For each source, then the reference: one weight for each band."""
    model: str
    model_digest: str
    steps: int
    seed: int
    precision: str
    warnings: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Hex sha256 over everything in the plan."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def make_plan(request: MultiSourceRequest, manifest: Manifest) -> MultiSourcePlan:
    """Check a request against the model and the rasters, and decide everything that determines the result.

    UsageError if the request is invalid; Any2AnyError if a raster is unreadable.
    """
    target = manifest.modality(request.target)
    _check(request, manifest)
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES):
        first = request.sources[0]
        with open_source(first.path, manifest.modality(first.modality)) as dataset:
            info = describe(dataset, first.path)
        _check_output(request, info.files)
        own = manifest.modality(first.modality).downsampling
        grid = info.grid.scaled(target.downsampling, own)
        planned = [
            plan_source(source, manifest, info.grid, f"the first source {first.path}")
            for source in request.sources
        ]
        reference = _reference(request, target, info.grid) if request.reference else None
    layers = [layer for layer, _ in planned]
    weights, warning = weigh(manifest, [s.modality for s in layers], target.name, reference is not None)
    warnings = [text for _, found in [*planned, *([reference] if reference else [])] for text in found]
    return MultiSourcePlan(
        release=version(),
        sources=tuple(layers),
        reference=reference[0] if reference else None,
        grid=grid,
        source_grids=tuple(
            info.grid.scaled(manifest.modality(layer.modality).downsampling, own) for layer in layers
        ),
        target=target.name,
        weights=tuple(tuple(float(w) for w in row) for row in weights),
        model=manifest.name,
        model_digest=manifest.digest,
        steps=request.step_count,
        seed=request.seed,
        precision=request.precision,
        warnings=tuple(dict.fromkeys([*warnings, *([warning] if warning else [])])),
    )


def _check(request: MultiSourceRequest, manifest: Manifest) -> None:
    if not 1 <= request.step_count <= 1000:
        raise UsageError(f"{request.step_count} sampling steps are not allowed: give 1 to 1000")
    if not 0 <= request.seed < 2**64:
        raise UsageError(f"seed {request.seed} is out of range: give 0 to 2**64 - 1")
    for source in request.sources:
        manifest.modality(source.modality)
        if source.modality == request.target:
            raise UsageError(
                f"the source {source.path} already shows the target {request.target}: give an image of another date as "
                "the reference, or fill its holes with 'any2any fill'"
            )


def _check_output(request: MultiSourceRequest, files: tuple[str, ...]) -> None:
    others = [*files, *(source.path for source in request.sources)]
    others += [request.reference] if request.reference else []
    first = request.sources[0].path
    check_output(TranslateRequest(first, request.output, "", "", overwrite=request.overwrite), others)


def _reference(
    request: MultiSourceRequest, target: Modality, grid: PixelGrid
) -> tuple[LayerPlan, tuple[str, ...]]:
    assert request.reference is not None
    with open_source(request.reference, target) as dataset:
        info = describe(dataset, request.reference)
    if len(info.data_bands) < target.channels:
        raise UsageError(
            Message(
                "reference-bands",
                "the reference {path} has {count} band(s), but {title} needs {need}: give an image of the target "
                "modality",
                path=request.reference,
                count=len(info.data_bands),
                title=target.title,
                need=target.channels,
            )
        )
    bands, warnings = choose_bands(info, target, None)
    beside = f"the first source {request.sources[0].path}"
    return plan_layer(request.reference, target, info, bands, warnings, grid, "auto", beside=beside)


def work_folder(output: Path) -> Path:
    """Return the folder of an output's unfinished translation."""
    return output.with_name(output.name + UNFINISHED_SUFFIX)

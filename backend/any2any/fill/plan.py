"""The plan of a fill, which is checked before any weights are loaded. Imports no torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import rasterio

from any2any.errors import Message, UsageError
from any2any.fill.layers import BandUnits, LayerPlan, plan_layer, plan_source
from any2any.raster.bands import band_roles, bands_by_role
from any2any.raster.description import RasterInfo, choose_bands, describe
from any2any.raster.grid import PixelGrid
from any2any.raster.opening import CACHE_BYTES, no_valid_pixel, open_raster
from any2any.raster.product import product_names
from any2any.raster.radiometry_detect import resolve
from any2any.raster.reader import RasterReader
from any2any.raster.safe import product_folder
from any2any.requests.fill import NODATA_MASK, UNFINISHED_SUFFIX, FillRequest
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Modality
from any2any.spec.version import version
from any2any.stac.assets import is_item, read_item
from any2any.translate.identity import InputIdentity, identity_of
from any2any.translate.output import PLAN_TAG, check_output, read_tags
from any2any.translate.source import open_source


@dataclass(frozen=True)
class FillPlan:
    """Everything that determines the pixels of the result; equal plans give equal bytes."""

    release: str
    input: InputIdentity
    path: str
    bands: tuple[int, ...]
    """Numbers of the input's bands, from 1, without alpha bands. All are filled."""
    band_names: tuple[str, ...]
    dtype: str
    nodata: tuple[float | None, ...]
    units: BandUnits
    radiometry: str
    empty: tuple[float, ...]
    grid: PixelGrid
    target: str
    target_bands: tuple[int, ...]
    """For each band of the target modality: its index in ``bands``."""
    mask: str
    mask_identity: InputIdentity | None
    mask_values: tuple[int, ...] | None
    mask_band: int
    sources: tuple[LayerPlan, ...]
    reference: LayerPlan | None
    model: str
    model_digest: str
    steps: int
    seed: int
    warnings: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Hex sha256 over everything in the plan."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def make_plan(request: FillRequest, manifest: Manifest) -> FillPlan:
    """Check a request against the model and the rasters, and decide everything that determines the result.

    UsageError if the request is invalid; Any2AnyError if a raster is unreadable.
    """
    _check_numbers(request, manifest)
    _refuse_catalogue(request)
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES), open_raster(request.input) as dataset:
        info = describe(dataset, request.input)
        _check_outputs(request, info.files)
        target = _target(request, info, manifest)
        chosen = _target_bands(info, target)
        _refuse_mixed(dataset.dtypes, info.data_bands, request.input)
        reader = RasterReader(dataset, request.input, info.data_bands)
        empty = reader.border_values().empty if request.mask != NODATA_MASK else ()
        sample = RasterReader(dataset, request.input, chosen, empty).sample()
        nodata = tuple(dataset.nodatavals[band - 1] for band in info.data_bands)
    if sample is None:
        raise no_valid_pixel(request.input)
    detection = resolve(request.radiometry, target, sample)
    known = tuple(info.data_bands.index(band) for band in chosen)
    layers = [plan_source(source, manifest, info.grid) for source in request.sources]
    reference = _reference(request, target, info) if request.reference else None
    warnings = [*detection.warnings]
    for _, found in layers:
        warnings += found
    plan = FillPlan(
        release=version(),
        input=identity_of(request.input, info.files),
        path=request.input,
        bands=info.data_bands,
        band_names=tuple(info.band_names[band - 1] or f"band {band}" for band in info.data_bands),
        dtype=info.dtype,
        nodata=nodata,
        units=BandUnits.of(detection.encoding, known, len(info.data_bands)),
        radiometry=detection.sentence,
        empty=empty,
        grid=info.grid,
        target=target.name,
        target_bands=known,
        mask=request.mask,
        mask_identity=None if request.mask == NODATA_MASK else identity_of(request.mask, ()),
        mask_values=request.mask_values,
        mask_band=request.mask_band,
        sources=tuple(layer for layer, _ in layers),
        reference=reference[0] if reference else None,
        model=manifest.name,
        model_digest=manifest.digest,
        steps=request.step_count,
        seed=request.seed,
        warnings=tuple(dict.fromkeys([*warnings, *(reference[1] if reference else ())])),
    )
    _check_map_is_free(request, plan.digest)
    return plan


def _check_numbers(request: FillRequest, manifest: Manifest) -> None:
    if not request.sources and request.reference is None:
        raise UsageError(
            Message(
                "fill-no-source",
                "no image shows the ground under the holes: give a source or a reference",
            )
        )
    if not 1 <= request.step_count <= 1000:
        raise UsageError(f"{request.step_count} sampling steps are not allowed: give 1 to 1000")
    if not 0 <= request.seed < 2**64:
        raise UsageError(f"seed {request.seed} is out of range: give 0 to 2**64 - 1")
    for source in request.sources:
        manifest.modality(source.modality)


def _refuse_catalogue(request: FillRequest) -> None:
    """Refuse a STAC item or a product as the raster to fill, and an item as the mask: its outline is not of clouds."""
    if is_item(request.input) or product_folder(request.input):
        raise UsageError(
            f"{request.input} lists the files of an image, but a fill needs one raster with all bands: give a raster, "
            "or join the bands with 'gdalbuildvrt -separate scene.vrt red.tif green.tif blue.tif'"
        )
    if is_item(request.mask) and _holds_assets(request.mask):
        raise UsageError(
            f"the mask {request.mask} is a STAC item: give the raster of one asset, such as scl.tif with the classes "
            "3,8,9,10"
        )


def _holds_assets(path: str) -> bool:
    try:
        return bool(read_item(path.partition("#")[0]))
    except UsageError:  # polygons, or an unreadable file, which the mask's reader reports
        return False


def _check_outputs(request: FillRequest, files: Iterable[str]) -> None:
    others = [request.input, *files, *(source.path for source in request.sources)]
    others += [path for path in (request.reference, request.mask) if path and path != NODATA_MASK]
    for path, overwrite in ((request.output, request.overwrite), (request.synthetic_path, True)):
        check_output(TranslateRequest(request.input, path, "", "", overwrite=overwrite), others)
    if request.output.absolute() == request.synthetic_path.absolute():
        raise UsageError(
            Message(
                "two-names",
                "the output and the map of synthetic pixels are both {path}: choose two names",
                path=request.output,
            )
        )


def _check_map_is_free(request: FillRequest, digest: str) -> None:
    """Refuse an existing map, unless this plan made it: the job was then killed after moving the first of its files."""
    if read_tags(request.synthetic_path).get(PLAN_TAG) != digest:
        check_output(
            TranslateRequest(request.input, request.synthetic_path, "", "", overwrite=request.overwrite), ()
        )


def _refuse_mixed(dtypes: Sequence[str], bands: Sequence[int], path: str) -> None:
    kinds = sorted({dtypes[band - 1] for band in bands})
    if len(kinds) > 1:
        raise UsageError(
            Message(
                "fill-types",
                "{path} has bands of several data types ({kinds}): convert them to one with gdal_translate -ot",
                path=path,
                kinds=", ".join(kinds),
            )
        )
    if kinds[0].startswith("complex"):
        raise UsageError(
            Message(
                "fill-complex",
                "{path} contains complex values, which cannot be filled: convert it to power first",
                path=path,
            )
        )


def _target(request: FillRequest, info: RasterInfo, manifest: Manifest) -> Modality:
    """Return the modality of the input.

    It is the requested one, else one that the names of the bands fit (RGB first, then the one with the most bands),
    else RGB for 3 or 4 bands.
    """
    if request.target is not None:
        return manifest.modality(request.target)
    optical = [m for m in manifest.modalities if m.quantity == "reflectance"]
    roles = band_roles(info.band_names, product_names(info.path, info.files)).roles
    taken = {source.modality for source in request.sources}
    found = [
        m
        for m in optical
        if m.name not in taken and (bands_by_role(roles, m) or bands_by_role(info.colours, m))
    ]
    if found:
        return max(found, key=lambda m: (m.name == "rgb", m.channels))
    names = [m for m in optical if m.channels == 3 and len(info.data_bands) in (3, 4) and m.name not in taken]
    if names:
        return names[0]
    raise UsageError(
        Message(
            "fill-target",
            "the modality of {path} with {count} band(s) is unknown: give --target, one of {known}",
            path=info.path,
            count=len(info.data_bands),
            known=", ".join(m.name for m in manifest.modalities),
        )
    )


def _target_bands(info: RasterInfo, target: Modality) -> tuple[int, ...]:
    bands, _ = choose_bands(info, target, None)
    return bands


def _reference(request: FillRequest, target: Modality, info: RasterInfo) -> tuple[LayerPlan, tuple[str, ...]]:
    """Find the bands and units of the reference.

    It predicts all bands if it has as many as the input, else those of the target modality.
    """
    assert request.reference is not None
    with open_source(request.reference, target) as dataset:
        own = describe(dataset, request.reference)
        if len(own.data_bands) < target.channels:
            raise UsageError(
                Message(
                    "reference-bands",
                    "the reference {path} has {count} band(s), but {title} needs {need}: give an image of the same "
                    "kind as the raster to fill",
                    path=request.reference,
                    count=len(own.data_bands),
                    title=target.title,
                    need=target.channels,
                )
            )
    chosen, warnings = choose_bands(own, target, None)
    bands = own.data_bands if len(own.data_bands) == len(info.data_bands) else chosen
    return plan_layer(request.reference, target, own, chosen, warnings, info.grid, request.radiometry, bands)


def work_folder(output: Path) -> Path:
    """Return the folder of an output's unfinished fill."""
    return output.with_name(output.name + UNFINISHED_SUFFIX)

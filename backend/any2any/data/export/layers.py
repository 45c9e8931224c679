"""The rasters of one scene, opened once and checked: bands, radiometry, grid and CRS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rasterio.crs import CRS
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.windows import Window

from any2any.data.bands import format_linear, parse_radiometry
from any2any.data.export.common_grid import Placement
from any2any.errors import Any2AnyError, Message, UsageError
from any2any.raster.description import choose_bands, describe
from any2any.raster.opening import GDAL_ERRORS, no_valid_pixel, open_raster
from any2any.raster.radiometry_detect import resolve
from any2any.raster.radiometry_sample import Detection
from any2any.raster.reader import RasterReader
from any2any.requests.training import TrainingLayer
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Modality

MASK_SAMPLE_PX = 64
"""A tile's valid share is estimated from this many samples along each axis."""


@dataclass(frozen=True)
class OpenedLayer:
    """A raster and what was found in it."""

    modality: Modality
    path: str
    bands: tuple[int, ...]
    detection: Detection
    placement: Placement
    pixel_size_m: float
    """Pixel size of the file in metres; the model's if the file is not georeferenced."""
    crs: CRS | None
    """None if the file is not georeferenced."""
    radiometry_text: str
    """The encoding, as in an index."""
    warnings: tuple[str, ...]


def open_layers(layers: Sequence[TrainingLayer], manifest: Manifest) -> list[OpenedLayer]:
    """Open and check each raster, and all of them together; UsageError if they do not fit."""
    names = [layer.modality for layer in layers]
    if len(set(names)) < 2 or len(set(names)) < len(names):
        raise UsageError(
            Message(
                "layers-too-few",
                "the layers are {names}: give at least two, each of another modality, so that there is a "
                "pair to learn from",
                names=", ".join(names) or "none",
            )
        )
    opened = [_open_layer(layer, manifest.modality(layer.modality)) for layer in layers]
    _check_crs(opened)
    return opened


def _open_layer(layer: TrainingLayer, modality: Modality) -> OpenedLayer:
    with open_raster(layer.path) as dataset:
        info = describe(dataset, layer.path)
        bands, warnings = choose_bands(info, modality, layer.bands)
        sample = RasterReader(dataset, layer.path, bands).sample()
        if sample is None:
            raise no_valid_pixel(layer.path)
        detection = resolve(layer.radiometry, modality, sample)
        placement = _placement(dataset, layer.path, modality)
        crs = None if dataset.transform.is_identity else dataset.crs
    size_m = modality.pixel_size_m if info.pixel_size_m is None else info.pixel_size_m
    return OpenedLayer(
        modality=modality,
        path=layer.path,
        bands=bands,
        detection=detection,
        placement=placement,
        pixel_size_m=size_m,
        crs=crs,
        radiometry_text=_radiometry_text(detection, layer.path, modality),
        warnings=tuple(f"{modality.title}: {text}" for text in (*warnings, *detection.warnings)),
    )


def _radiometry_text(detection: Detection, path: str, modality: Modality) -> str:
    """Write the encoding for the index; UsageError if its level was only guessed."""
    encoding = detection.encoding
    if encoding.name == "tags":
        return format_linear(encoding.scale, encoding.offset)
    if parse_radiometry(encoding.name, modality) == encoding:
        return encoding.name
    raise UsageError(
        Message(
            "layer-not-calibrated",
            "{path} is not a calibrated {title} ({reason}), and a model learns the levels that it is "
            "shown: calibrate it to dB first",
            path=path,
            title=modality.title,
            reason=detection.reason,
        )
    )


def _placement(dataset: DatasetReader, path: str, modality: Modality) -> Placement:
    """Position of the pixels; without georeference, the origin with the model's pixel size."""
    name = f"{modality.title} ({path})"
    if dataset.transform.is_identity:
        if dataset.gcps[0]:
            raise UsageError(
                Message(
                    "warp-first",
                    "{name} is placed by ground control points: warp it first, to square pixels",
                    name=name,
                )
            )
        return Placement(
            name, modality.downsampling, 0.0, 0.0, modality.pixel_size_m, dataset.width, dataset.height
        )
    a, b, left, d, e, top = tuple(dataset.transform)[:6]
    if b or d or a <= 0 or e >= 0 or abs(a + e) * max(dataset.width, dataset.height) > 0.1 * a:
        raise UsageError(
            Message(
                "warp-first",
                "{name} has pixels of {width:.6g} by {height:.6g} with rotation {row_rotation:.6g}, "
                "{column_rotation:.6g}: warp it first, to square pixels with north up",
                name=name,
                width=a,
                height=-e,
                row_rotation=b,
                column_rotation=d,
            )
        )
    return Placement(name, modality.downsampling, left, top, a, dataset.width, dataset.height)


def _check_crs(layers: Sequence[OpenedLayer]) -> None:
    first = layers[0]
    for other in layers[1:]:
        if other.crs != first.crs:
            raise UsageError(
                Message(
                    "warp-crs",
                    "{reference} has the CRS {crs} and {name} {other_crs}: warp {title} to {crs} on the "
                    "grid of {reference_title} ({extent}, pixels of {pixel:.6g}) first",
                    reference=first.placement.name,
                    crs=_crs_name(first.crs),
                    name=other.placement.name,
                    other_crs=_crs_name(other.crs),
                    title=other.modality.title,
                    reference_title=first.modality.title,
                    extent=first.placement.extent_text,
                    pixel=first.placement.pixel,
                )
            )
        if first.crs is None and not _same_ground(first.placement, other.placement):
            raise UsageError(
                Message(
                    "fill-shapes",
                    "{path} is {width} x {height} pixels and {beside} {columns} x {rows}, and neither has "
                    "a place: georeference them, or cut them to the same ground at the model's pixel sizes",
                    path=first.placement.name,
                    width=first.placement.width,
                    height=first.placement.height,
                    beside=other.placement.name,
                    columns=other.placement.width,
                    rows=other.placement.height,
                )
            )


def _same_ground(one: Placement, other: Placement) -> bool:
    pixel = max(one.pixel, other.pixel)
    return abs(one.right - other.right) < pixel and abs(one.bottom - other.bottom) < pixel


def _crs_name(crs: CRS | None) -> str:
    if crs is None:
        return "none"
    return crs.to_string() if crs.to_epsg() is not None else (crs.to_wkt().split('"')[1] or "of its own")


def valid_share(layer: OpenedLayer, dataset: DatasetReader, window_px: tuple[int, int, int, int]) -> float:
    """Share of valid pixels in a window of file pixels, from evenly spread samples."""
    x, y, width, height = window_px
    shape = (min(height, MASK_SAMPLE_PX), min(width, MASK_SAMPLE_PX))
    try:
        values = dataset.read(
            list(layer.bands),
            window=Window(x, y, width, height),
            out_shape=(len(layer.bands), *shape),
            resampling=Resampling.nearest,
            masked=True,
        )
    except (*GDAL_ERRORS, OSError) as error:
        raise Any2AnyError(
            Message(
                "source-damaged",
                "{path} cannot be read ({reason}): the file is damaged or gone; copy or download it again",
                path=layer.path,
                reason=error,
            )
        ) from error
    valid = ~np.ma.getmaskarray(values) & np.isfinite(np.ma.getdata(values))
    # A zero is a plausible dark value of one band; a hole is zero in every band.
    return float(np.mean(valid.any(axis=0)))

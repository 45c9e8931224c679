"""The layers of a job, which are its sources and its reference: their bands and the units of their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message, UsageError
from any2any.fill.grids import TO_FILL, warped
from any2any.raster.description import RasterInfo, choose_bands, describe
from any2any.raster.grid import PixelGrid
from any2any.raster.opening import no_valid_pixel
from any2any.raster.radiometry import SMALLEST, Encoding, Transfer
from any2any.raster.radiometry_detect import resolve
from any2any.raster.radiometry_sample import RasterSample
from any2any.raster.reader import RasterReader
from any2any.raster.stack import BandPlace, BandStack
from any2any.requests.fill import NamedRaster
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Modality
from any2any.translate.identity import InputIdentity, identity_of
from any2any.translate.source import open_source


@dataclass(frozen=True)
class BandUnits:
    """How one raster stores its values: like ``Encoding``, with a scale and an offset for each band."""

    transfer: Transfer
    scale: tuple[float, ...]
    offset: tuple[float, ...]
    floor: float = 0.0

    @staticmethod
    def of(encoding: Encoding, known: Sequence[int], bands: int) -> BandUnits:
        """Extend an encoding of the bands ``known`` (from 0) to all ``bands``.

        If the encoding differs between bands, the other bands keep their file values.
        """
        scale, offset = (_per_band(value, known, bands) for value in (encoding.scale, encoding.offset))
        if isinstance(encoding.scale, tuple) or isinstance(encoding.offset, tuple):
            others = [band for band in range(bands) if band not in known]
            for band in others:
                scale[band], offset[band] = 1.0, 0.0
        return BandUnits(encoding.transfer, tuple(scale), tuple(offset), encoding.floor)

    def to_physical(self, values: NDArray[np.generic]) -> NDArray[np.float32]:
        """Convert file values (C, H, W) to physical values, float32."""
        return Encoding("", self.scale, self.offset, self.transfer, self.floor).to_physical(values)

    def to_file(self, physical: NDArray[np.floating]) -> NDArray[np.float64]:
        """Convert physical values (C, H, W) to file values, not yet rounded: the inverse of ``to_physical``."""
        scale, offset = (np.asarray(part, np.float64)[:, None, None] for part in (self.scale, self.offset))
        rest = physical.astype(np.float64) - offset
        if self.transfer == "linear":
            return np.asarray(rest / scale)
        root = 10.0 if self.transfer == "power_to_db" else 20.0
        return np.asarray(np.maximum(10.0 ** (rest / root) / scale, SMALLEST))


def _per_band(value: float | tuple[float, ...], known: Sequence[int], bands: int) -> list[float]:
    if not isinstance(value, tuple):
        return [value] * bands
    result = [1.0] * bands
    for band, number in zip(known, value, strict=True):
        result[band] = number
    return result


def cast(values: NDArray[np.float64], dtype: str, nodata: Sequence[float | None]) -> NDArray[np.generic]:
    """Round and clip file values (C, H, W) to a data type; a value equal to its band's nodata becomes the next one."""
    kind = np.dtype(dtype)
    if kind.kind == "f":
        result = values.astype(kind)
    else:
        limits = np.iinfo(dtype)
        result = np.clip(np.rint(values), limits.min, limits.max).astype(kind)
    for band, hole in zip(result, nodata, strict=True):
        if hole is not None and np.isfinite(hole):
            band[band == hole] = _next_value(hole, dtype)
    return result


def _next_value(value: float, dtype: str) -> float:
    kind = np.dtype(dtype)
    if kind.kind == "f":
        return float(np.nextafter(kind.type(value), kind.type(0 if value else 1)))
    return value - 1 if value >= np.iinfo(dtype).max else value + 1


@dataclass(frozen=True)
class LayerPlan:
    """One source or reference."""

    modality: str
    path: str
    bands: tuple[int, ...]
    units: BandUnits
    radiometry: str
    """The encoding and the reason for it, one sentence."""
    empty: tuple[float, ...]
    identity: InputIdentity
    date: str = ""
    """Date of acquisition, if the raster's tags give it."""
    parts: tuple[BandPlace, ...] = ()
    """The file of each band, if the path is a STAC item or a Sentinel-2 product."""


def plan_source(
    source: NamedRaster, manifest: Manifest, grid: PixelGrid, beside: str = TO_FILL
) -> tuple[LayerPlan, tuple[str, ...]]:
    """Find the bands and units of a source. UsageError if it does not fit its modality or the grid.

    ``beside``: name of the raster with the grid, for messages.
    """
    modality = manifest.modality(source.modality)
    with open_source(source.path, modality) as dataset:
        info = describe(dataset, source.path)
        bands, warnings = choose_bands(info, modality, None)
    return plan_layer(source.path, modality, info, bands, warnings, grid, "auto", beside=beside)


def plan_layer(
    path: str,
    modality: Modality,
    info: RasterInfo,
    bands: tuple[int, ...],
    warnings: tuple[str, ...],
    grid: PixelGrid,
    radiometry: str,
    all_bands: tuple[int, ...] | None = None,
    beside: str = TO_FILL,
) -> tuple[LayerPlan, tuple[str, ...]]:
    """Find the units and undeclared nodata of a layer from the bands of its modality.

    ``all_bands``: the bands to read, if they are more than those of the modality.
    """
    with open_source(path, modality) as dataset:
        reader = RasterReader(dataset, path, bands)
        empty = reader.border_values().empty
        sample = RasterReader(dataset, path, bands, empty).sample()
        date = _date(dataset.tags())
        parts = dataset.parts if isinstance(dataset, BandStack) else ()
    if sample is None:
        raise no_valid_pixel(path)
    with warped(path, grid, bands, beside=beside, parts=parts):
        pass  # raises if they do not overlap, or if one is not georeferenced
    encoding, sentence, doubts = _resolved(path, radiometry, modality, sample)
    read = all_bands or bands
    units = BandUnits.of(encoding, [read.index(band) for band in bands], len(read))
    identity = identity_of(path, info.files)
    plan = LayerPlan(modality.name, path, read, units, sentence, empty, identity, date, parts)
    return plan, (*warnings, *doubts)


def _resolved(
    path: str, radiometry: str, modality: Modality, sample: RasterSample
) -> tuple[Encoding, str, tuple[str, ...]]:
    try:
        detection = resolve(radiometry, modality, sample)
    except UsageError as error:
        raise UsageError(
            Message(
                "fill-not-modality",
                "{path} is not an image of {title}: {reason}",
                path=path,
                title=modality.title,
                reason=error,
            )
        ) from error
    return detection.encoding, detection.sentence, detection.warnings


def _date(tags: dict[str, str]) -> str:
    for name in ("ACQUISITION_DATE", "TIFFTAG_DATETIME", "PRODUCT_START_TIME", "DATE_ACQUIRED", "datetime"):
        if tags.get(name):
            return tags[name]
    return ""

"""Plan a raster that shows the same ground as another one: bands, units, borders and date."""

from __future__ import annotations

from dataclasses import dataclass

from any2any.errors import UsageError
from any2any.fill.grids import TO_FILL, warped
from any2any.fill.units import BandUnits
from any2any.raster.grid import PixelGrid
from any2any.raster.radiometry import Encoding
from any2any.raster.radiometry_detect import RasterSample, resolve
from any2any.raster.reader import (
    RasterInfo,
    RasterReader,
    choose_bands,
    describe,
    no_valid_pixel,
    open_raster,
)
from any2any.requests.fill import NamedRaster
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Modality
from any2any.translate.plan import InputIdentity, identity_of


@dataclass(frozen=True)
class LayerPlan:
    """One raster that shows the ground."""

    modality: str
    path: str
    bands: tuple[int, ...]
    units: BandUnits
    radiometry: str
    """The encoding and why, one sentence."""
    empty: tuple[float, ...]
    identity: InputIdentity
    date: str = ""
    """When it was taken, where its tags say so."""


def plan_source(
    source: NamedRaster, manifest: Manifest, grid: PixelGrid, beside: str = TO_FILL
) -> tuple[LayerPlan, tuple[str, ...]]:
    """Plan a source: which bands, in which units. UsageError if it is no raster of its modality, or elsewhere.

    ``beside``: what has the grid, for messages.
    """
    modality = manifest.modality(source.modality)
    with open_raster(source.path) as dataset:
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
    """Find units and borders of a layer by its modality's bands; ``all_bands``: what is read, if it is more."""
    with open_raster(path) as dataset:
        reader = RasterReader(dataset, path, bands)
        empty = reader.border_values().empty
        sample = RasterReader(dataset, path, bands, empty).sample()
        date = _date(dataset.tags())
    if sample is None:
        raise no_valid_pixel(path)
    with warped(path, grid, bands, beside=beside):
        pass  # lies elsewhere, or nothing says where
    encoding, sentence, doubts = _resolved(path, radiometry, modality, sample)
    read = all_bands or bands
    units = BandUnits.of(encoding, [read.index(band) for band in bands], len(read))
    identity = identity_of(path, info.files)
    return LayerPlan(modality.name, path, read, units, sentence, empty, identity, date), (*warnings, *doubts)


def _resolved(
    path: str, radiometry: str, modality: Modality, sample: RasterSample
) -> tuple[Encoding, str, tuple[str, ...]]:
    try:
        detection = resolve(radiometry, modality, sample)
    except UsageError as error:
        raise UsageError(f"{path} is no image of {modality.title}: {error}") from error
    return detection.encoding, detection.sentence, detection.warnings


def _date(tags: dict[str, str]) -> str:
    for name in ("ACQUISITION_DATE", "TIFFTAG_DATETIME", "PRODUCT_START_TIME", "DATE_ACQUIRED"):
        if tags.get(name):
            return tags[name]
    return ""

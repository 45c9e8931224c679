"""Read bands of several files as one raster: catalogues store one image in many files, often of different pixel
sizes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import NotGeoreferencedWarning
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from any2any.errors import UsageError
from any2any.raster.drivers import network_settings
from any2any.raster.opening import GDAL_ERRORS

DRIVERS = ("GTiff", "JP2OpenJPEG")
"""Formats that cannot refer to other files, so that opening one reads only its own address."""


@dataclass(frozen=True)
class BandPlace:
    """The file of one band, and its number there."""

    path: str
    """A path or an address."""
    name: str
    """What the band measures, in a modality's words."""
    band: int = 1
    """Its number in the file, from 1."""
    scale: float | None = None
    """Scale and offset that the catalogue gives; None keeps the file's own."""
    offset: float | None = None


@dataclass
class _Opened:
    place: BandPlace
    file: Any
    """The dataset itself."""
    read_from: Any
    """The same, or a view of it on the common grid."""

    def settings(self) -> Any:
        """A context in which GDAL may reach the file and nothing else."""
        return reaching(self.place.path)


@contextmanager
def open_stack(
    places: Sequence[BandPlace], listed: Sequence[str], tags: Mapping[str, str]
) -> Iterator[BandStack]:
    """Open the bands' files for one thread, and close them.

    The coarsest file gives the grid; finer ones are averaged to it. ``listed`` are further files that the raster
    consists of, such as the catalogue's item. UsageError if a file cannot be opened, or lies in another CRS.
    """
    with ExitStack() as stack:
        files = {path: stack.enter_context(open_part(path)) for path in dict.fromkeys(p.path for p in places)}
        grid = max(files.values(), key=lambda dataset: abs(dataset.transform.a))
        opened = [
            _Opened(place, files[place.path], _on_grid(place.path, files[place.path], grid, stack))
            for place in places
        ]
        yield BandStack(opened, grid, listed, tags)


def reaching(path: str) -> Any:
    """A context in which GDAL may reach a file and no other address."""
    options = network_settings(path)
    return rasterio.Env(**options) if options else nullcontext()


def open_part(path: str) -> Any:
    """Open a file of a catalogue's image, in a format that reaches no other file; UsageError if it cannot be opened."""
    likely_first = (
        DRIVERS[::-1] if path.lower().endswith(".jp2") else DRIVERS
    )  # GDAL logs each driver that does not fit
    reasons = []
    with reaching(path), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        for driver in likely_first:
            try:
                return rasterio.open(path, driver=driver)
            except GDAL_ERRORS as error:
                reasons.append(str(error))
    raise UsageError(
        f"{path} cannot be opened ({reasons[0]}): assets must be GeoTIFF or JPEG 2000 files that can be reached"
    )


def _on_grid(path: str, dataset: Any, grid: Any, stack: ExitStack) -> Any:
    same = (dataset.width, dataset.height) == (grid.width, grid.height)
    if same and dataset.transform.almost_equals(grid.transform) and dataset.crs == grid.crs:
        return dataset
    if dataset.crs != grid.crs:
        raise UsageError(
            f"{path} is in {dataset.crs}, another band in {grid.crs}: choose assets of one CRS, or warp them to one"
        )
    shape = {"width": grid.width, "height": grid.height, "transform": grid.transform, "crs": grid.crs}
    return stack.enter_context(WarpedVRT(dataset, resampling=Resampling.average, **shape))


@dataclass
class BandStack:
    """The bands of several datasets, with those attributes of a rasterio dataset that readers use."""

    opened: list[_Opened]
    grid: Any
    listed: Sequence[str]
    item_tags: Mapping[str, str]
    driver: str = "stack"
    subdatasets: tuple[str, ...] = ()
    gcps: tuple[list[Any], None] = field(default_factory=lambda: ([], None))
    rpcs: None = None

    def __post_init__(self) -> None:
        self.count = len(self.opened)
        self.width, self.height = self.grid.width, self.grid.height
        self.transform, self.crs = self.grid.transform, self.grid.crs
        self.descriptions = tuple(entry.place.name for entry in self.opened)
        self.files = [*self.listed, *dict.fromkeys(name for entry in self.opened for name in _files(entry))]
        self.dtypes = self._each(lambda entry, i: entry.file.dtypes[i])
        self.nodatavals = self._each(lambda entry, i: entry.read_from.nodatavals[i])
        self.mask_flag_enums = self._each(lambda entry, i: entry.read_from.mask_flag_enums[i])
        self.block_shapes = self._each(lambda entry, i: entry.file.block_shapes[i])
        self.units = self._each(lambda entry, i: entry.file.units[i])
        self.scales = self._each(lambda entry, i: _or(entry.place.scale, entry.file.scales[i]))
        self.offsets = self._each(lambda entry, i: _or(entry.place.offset, entry.file.offsets[i]))
        # An asset's colours do not help: red, green and blue may be three files with one grey band each.
        self.colorinterp = self._each(lambda entry, i: _plain(entry.file.colorinterp[i]))

    @property
    def parts(self) -> tuple[BandPlace, ...]:
        """The file of each band."""
        return tuple(entry.place for entry in self.opened)

    def _each(self, value: Any) -> tuple[Any, ...]:
        return tuple(value(entry, entry.place.band - 1) for entry in self.opened)

    def tags(self, band: int = 0, ns: str | None = None) -> dict[str, str]:
        """Tags of the catalogue's item with those of the first file, or those of one band; no other name space."""
        if ns is not None:
            return {}
        entry = self.opened[max(band - 1, 0)]
        own: dict[str, str] = entry.file.tags(entry.place.band if band else 0)
        return own if band else {**own, **self.item_tags}

    def read(self, bands: int | Sequence[int], window: Window) -> NDArray[np.generic]:
        """Read one band (h, w), or several of one data type (C, h, w)."""
        if isinstance(bands, int):
            return self._read(bands, window)
        return np.stack([self._read(band, window) for band in bands])

    def _read(self, band: int, window: Window) -> NDArray[np.generic]:
        entry = self.opened[band - 1]
        with entry.settings():
            values: NDArray[np.generic] = entry.read_from.read(entry.place.band, window=window)
        return values

    def read_masks(self, band: int, window: Window) -> NDArray[np.uint8]:
        """Read the mask of one band (h, w)."""
        entry = self.opened[band - 1]
        with entry.settings():
            mask: NDArray[np.uint8] = entry.read_from.read_masks(entry.place.band, window=window)
        return mask


def _files(entry: _Opened) -> list[str]:
    return [entry.place.path, *entry.file.files]


def _or(given: float | None, own: float) -> float:
    return own if given is None else given


def _plain(colour: ColorInterp) -> ColorInterp:
    return colour if colour == ColorInterp.palette else ColorInterp.undefined

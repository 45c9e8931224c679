"""Reading a raster of any size in rectangles, with its valid mask."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError  # what rasterio lets through of GDAL has no public name
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.errors import CRSError, NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader
from rasterio.windows import Window

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.raster.bands import band_roles, bands_by_role, sensor_roles
from any2any.raster.coverage import coverage_of
from any2any.raster.drivers import check_drivers, network_settings
from any2any.raster.grid import (
    BYTES_SOLID,
    PixelGrid,
    border_candidates,
    equals_nodata,
    has_solid_edge,
    is_fill,
    solid_share,
)
from any2any.raster.product import product_names, sentinel2_metadata
from any2any.raster.radiometry_detect import RasterSample
from any2any.raster.variables import choices, find_variable, split_variable, unread_format
from any2any.raster.window import Bounds, reflect_indices
from any2any.spec.modality import Modality

CACHE_BYTES = 64 * 2**20
"""GDAL's block cache for a job: about a row of the input's blocks, whatever the raster's height."""

METRES_PER_DEGREE = 111_320.0

SAMPLE_PATCHES, SAMPLE_PX = 6, 96
"""Detection reads this many patches of this size along each axis, at full resolution."""


_COLOUR_ROLES = {ColorInterp.red: "red", ColorInterp.green: "green", ColorInterp.blue: "blue"}


@dataclass(frozen=True)
class BorderValues:
    """Undeclared values at a raster's edges."""

    empty: tuple[float, ...] = ()
    """They mean that nothing was measured."""
    doubtful: tuple[float, ...] = ()
    """They may mean so, but occur as ordinary values too."""


@dataclass(frozen=True)
class RasterInfo:
    """What a raster says about itself."""

    path: str
    grid: PixelGrid
    pixel_sides_m: tuple[float, float] | None
    """Sides of a pixel along columns and rows in metres; None without a CRS in known units."""
    dtype: str
    band_names: tuple[str | None, ...]
    data_bands: tuple[int, ...]
    """1-based numbers of the bands that are not alpha band."""
    files: tuple[str, ...]
    """Files that the raster consists of, where the driver tells."""
    has_gcps: bool
    has_rpcs: bool = False
    has_geolocation: bool = False
    """Whether arrays say where each pixel lies, as those of swaths do."""
    colours: tuple[str | None, ...] = ()
    """Colour interpretation of each band that has one."""

    @property
    def pixel_size_m(self) -> float | None:
        """Mean side of a pixel in metres."""
        return (
            None if self.pixel_sides_m is None else math.sqrt(self.pixel_sides_m[0] * self.pixel_sides_m[1])
        )


GDAL_ERRORS = (RasterioError, CPLE_BaseError, UnicodeDecodeError)
"""What a damaged raster makes rasterio raise; GDAL's own errors, and their text that is not UTF-8, pass through it."""


def open_quietly(path: str | Path) -> DatasetReader:
    """Open a local raster for one thread, without rasterio's warning where it has no place."""
    _check_drivers_once()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        return rasterio.open(path)


@cache
def _check_drivers_once() -> None:
    with rasterio.Env() as environment:
        check_drivers(environment.drivers())


@contextmanager
def open_raster(path: str) -> Iterator[DatasetReader]:
    """Open a raster for one thread and close it; UsageError if it is none.

    The network is used only if the path is itself an address, and only for that address.
    """
    settings = network_settings(path)
    with rasterio.Env(**settings) if settings else nullcontext(), _open_or_refuse(path) as dataset:
        try:
            yield dataset
        except GDAL_ERRORS as error:
            raise UsageError(
                Message(
                    "metadata-damaged",
                    "{path} holds metadata that cannot be read ({reason:.200}): the file is damaged, copy "
                    "or download it again",
                    path=path,
                    reason=str(error),
                )
            ) from error


_ADDRESS = re.compile(
    r"(?:/vsi(?:curl|s3|gs|az|adls|oss|swift|webhdfs)(?:_streaming)?/|https?://|ftp://)[^\s'`\"]*"
)


def refuse_other_address(path: str, reason: str) -> None:
    """UsageError if a local raster could not be read because it names an address, as GDAL's reason says."""
    address = _ADDRESS.search(reason)
    if address is not None and not network_settings(path):
        name = address[0].rstrip(":")
        raise UsageError(
            Message(
                "foreign-address",
                "{path} takes pixels from the address {address:.200}, and only an address that you give "
                "yourself is fetched: download that file and name the copy in its place, or give the "
                "address as the input",
                path=path,
                address=name,
            )
        )


def is_text(path: str) -> bool:
    """Whether GDAL can be given a path: names in other encodings, and NUL, are not Unicode text."""
    try:
        return "\0" not in path and bool(path.encode())
    except UnicodeEncodeError:
        return False


def _open_or_refuse(path: str) -> DatasetReader:
    if not is_text(path):
        raise UsageError(
            Message(
                "path-not-text",
                "{path!a} holds bytes that are not UTF-8, which GDAL cannot open: rename the file or its "
                "folder",
                path=path,
            )
        )
    try:
        return open_quietly(_gdal_name(path))
    except GDAL_ERRORS as error:
        unread = unread_format(path)
        if unread:
            raise UsageError(Message("not-a-raster", "{path} {reason}", path=path, reason=unread)) from error
        said = "{path} cannot be opened as a raster ({reason}): check the path and the format"
        raise UsageError(Message("not-a-raster", said, path=path, reason=error)) from error


def no_valid_pixel(path: str) -> UsageError:
    """Return the sentence for a raster in which nothing was measured."""
    said = "{path} has no valid pixel (all are nodata, masked, NaN or infinite)"
    return UsageError(Message("no-valid-pixel", said, path=path))


def _gdal_name(path: str) -> str:
    """Return what GDAL calls a path, which may name a variable of a file."""
    parts = split_variable(path)
    if parts is None:
        return path
    file, variable = parts
    with open_quietly(file) as whole:
        return find_variable(file, variable, whole.subdatasets)


def describe(dataset: DatasetReader, path: str) -> RasterInfo:
    """Read a dataset's facts; UsageError if it has no bands of its own."""
    if dataset.count == 0:
        variables = choices(path, dataset.subdatasets)
        if variables:
            raise UsageError(
                Message(
                    "several-images",
                    "{path} holds several variables: give one of them as the input, {parts}",
                    path=path,
                    parts=variables,
                )
            )
        parts = ", ".join(dataset.subdatasets[:4]) or "none"
        raise UsageError(
            Message(
                "several-images",
                "{path} holds no band itself: give one of its subdatasets ({parts})",
                path=path,
                parts=parts,
            )
        )
    transform = None if dataset.transform.is_identity else tuple(dataset.transform)[:6]
    wkt = dataset.crs.to_wkt() if dataset.crs else None
    grid = PixelGrid(dataset.height, dataset.width, transform, wkt)
    alpha = alpha_bands(dataset, path)
    return RasterInfo(
        path=path,
        grid=grid,
        pixel_sides_m=_pixel_sides_m(dataset, grid),
        dtype=dataset.dtypes[0],
        band_names=tuple(dataset.descriptions),
        data_bands=tuple(band for band in range(1, dataset.count + 1) if band not in alpha),
        files=tuple(dataset.files),
        has_gcps=bool(dataset.gcps[0]),
        has_rpcs=dataset.rpcs is not None,
        has_geolocation=bool(dataset.tags(ns="GEOLOCATION")),
        colours=tuple(_COLOUR_ROLES.get(colour) for colour in dataset.colorinterp),
    )


def alpha_bands(dataset: DatasetReader, path: str) -> tuple[int, ...]:
    """Return the 1-based bands that say which pixels are valid.

    A fourth band of bytes is often marked so although it is near infrared: the names of products know better.
    """
    roles = sensor_roles(product_names(path, dataset.files), dataset.count) or (None,) * dataset.count
    pairs = zip(dataset.colorinterp, roles, strict=True)
    return tuple(
        band for band, (colour, role) in enumerate(pairs, 1) if colour == ColorInterp.alpha and not role
    )


def _pixel_sides_m(dataset: DatasetReader, grid: PixelGrid) -> tuple[float, float] | None:
    size = grid.pixel_size_xy
    if size is None or not dataset.crs:
        return None
    if dataset.crs.is_geographic:
        _, latitude = grid.xy(grid.height / 2, grid.width / 2)
        shrink = max(0.01, math.cos(math.radians(max(-90.0, min(90.0, latitude)))))
        return METRES_PER_DEGREE * shrink * size[0], METRES_PER_DEGREE * size[1]
    try:
        metres_per_unit = float(dataset.crs.linear_units_factor[1])
    except CRSError:  # an engineering or other CRS without a unit that PROJ knows
        return None
    return size[0] * metres_per_unit, size[1] * metres_per_unit


def _described_bands(info: RasterInfo, modality: Modality) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """Return the modality's bands by their names or else by their colours, and a warning if that was a guess."""
    named = band_roles(info.band_names, product_names(info.path, info.files))
    bands = bands_by_role(named.roles, modality)
    if bands is not None:
        if named.guess is None:
            return bands, ()
        numbers = ", ".join(map(str, bands))
        return bands, (
            Message(
                "bands-by-sensor",
                "bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands "
                "if they are another sensor's",
                bands=numbers,
                names=_names(modality),
                sensor=named.guess,
            ),
        )
    bands = bands_by_role(info.colours, modality)
    return None if bands is None else (bands, ())


def _names(modality: Modality) -> str:
    return ", ".join(band.name for band in modality.bands)


def choose_bands(
    info: RasterInfo, modality: Modality, chosen: tuple[int, ...] | None
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the 1-based bands that are the modality's, and warnings; UsageError if there are too few.

    Without a choice they are found by their names in the file, then by their colours, else the first ones are taken.
    """
    need, names = modality.channels, _names(modality)
    if chosen is None:
        have = info.data_bands
        if len(have) < need:
            said = Message(
                "too-few-bands",
                "{path} has {count} band(s), {title} needs {need} ({names}): choose another source modality or file",
                path=info.path,
                count=len(have),
                title=modality.title,
                need=need,
                names=names,
            )
            raise UsageError(said)
        described = _described_bands(info, modality)
        if described is not None:
            return described
        bands = have[:need]
        if len(have) == need:
            return bands, ()
        numbers = ", ".join(map(str, bands))
        text = "of {count} bands, {bands} are taken as {names}: choose bands if others are meant"
        return bands, (Message("first-bands", text, count=len(have), bands=numbers, names=names),)
    if len(chosen) != need:
        raise UsageError(
            Message(
                "bands-number",
                "{count} band(s) were chosen, {title} needs {need}: give {names} in order",
                count=len(chosen),
                title=modality.title,
                need=need,
                names=names,
            )
        )
    count = len(info.band_names)
    for band in chosen:
        if not 1 <= band <= count:
            raise UsageError(
                Message(
                    "band-missing",
                    "band {band} does not exist: {path} has bands 1 to {count}",
                    band=band,
                    path=info.path,
                    count=count,
                )
            )
    return chosen, ()


class RasterReader:
    """Reads rectangles of chosen bands of one open dataset, for one thread."""

    def __init__(
        self, dataset: DatasetReader, path: str, bands: tuple[int, ...], empty: tuple[float, ...] = ()
    ) -> None:
        """``empty``: undeclared values that mean nothing where all bands have them."""
        self._empty = empty
        self._dataset = dataset
        self._path = path
        self._bands = bands
        self._refuse_palette()
        self._flags = [set(dataset.mask_flag_enums[band - 1]) for band in bands]
        self._coverage = coverage_of(dataset, bands, empty)
        self._has_false_alpha = ColorInterp.alpha in dataset.colorinterp and not alpha_bands(dataset, path)

    def _refuse_palette(self) -> None:
        for band in self._bands:
            if self._dataset.colorinterp[band - 1] == ColorInterp.palette:
                said = Message(
                    "palette",
                    "band {band} of {path} holds colour indices, not measurements: expand it first with "
                    "gdal_translate -expand rgb",
                    band=band,
                    path=self._path,
                )
                raise UsageError(said)

    @property
    def bounds(self) -> Bounds:
        """All pixels of the raster."""
        return Bounds(0, self._dataset.height, 0, self._dataset.width)

    def read(self, bounds: Bounds) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
        """Read absolute pixels: values (C, h, w) as in the file, and whether each pixel is valid (h, w).

        Outside the raster its reflection is read. Complex values come as power. Any2AnyError if the file is
        damaged or gone.
        """
        rows = reflect_indices(bounds.row_start, bounds.row_stop, self._dataset.height)
        cols = reflect_indices(bounds.col_start, bounds.col_stop, self._dataset.width)
        inside = Bounds(int(rows.min()), int(rows.max()) + 1, int(cols.min()), int(cols.max()) + 1)
        values, valid = self._read_inside(inside)
        if inside != bounds:
            rows, cols = rows - inside.row_start, cols - inside.col_start
            values, valid = values[:, rows[:, None], cols], valid[rows[:, None], cols]
        return values, valid

    def read_written(self, bounds: Bounds) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
        """Read like ``read``, but only columns that were ever written; other pixels are invalid and cost nothing."""
        held = self._written_columns(bounds)
        if held == bounds:
            return self.read(bounds)
        valid = np.zeros((bounds.height, bounds.width), bool)  # pages that nobody writes to take no memory
        if held.is_empty:
            return np.zeros((len(self._bands), *valid.shape), np.float32), valid
        part, part_valid = self.read(held)
        values = np.zeros((len(part), *valid.shape), part.dtype)
        rows, cols = held.within(bounds)
        values[:, rows, cols], valid[rows, cols] = part, part_valid
        return values, valid

    def _written_columns(self, bounds: Bounds) -> Bounds:
        """Return the part of the bounds, of the same rows, outside of which no block was written."""
        if self._coverage is None:
            return bounds
        data = self._coverage.data(self._read_from(bounds))
        if data.is_empty:
            return Bounds(bounds.row_start, bounds.row_stop, bounds.col_start, bounds.col_start)
        start, stop = max(data.col_start, bounds.col_start), min(data.col_stop, bounds.col_stop)
        # Beyond the raster lies its reflection: columns as far inside as the bounds reach outside.
        left, right = -bounds.col_start, bounds.col_stop - self._dataset.width
        if left > 0 and data.col_start <= left:
            start = bounds.col_start
        if right > 0 and data.col_stop >= self._dataset.width - right:
            stop = bounds.col_stop
        return Bounds(bounds.row_start, bounds.row_stop, start, stop)

    def _read_from(self, bounds: Bounds) -> Bounds:
        """Return the rectangle of the raster that holds the bounds and what is reflected into them."""
        rows = reflect_indices(bounds.row_start, bounds.row_stop, self._dataset.height)
        cols = reflect_indices(bounds.col_start, bounds.col_stop, self._dataset.width)
        return Bounds(int(rows.min()), int(rows.max()) + 1, int(cols.min()), int(cols.max()) + 1)

    def _read_inside(self, inside: Bounds) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
        window = Window(inside.col_start, inside.row_start, inside.width, inside.height)
        try:
            values = self._read_values(window)
            masks = self._read_masks(window)
        except (*GDAL_ERRORS, OSError) as error:
            cause = error.__cause__ or error
            refuse_other_address(self._path, str(cause))
            said = Message(
                "not-readable",
                "{path} cannot be read at rows {first} to {last} ({reason}): the file is damaged, incomplete or gone; "
                "copy or download it again",
                path=self._path,
                first=inside.row_start,
                last=inside.row_stop,
                reason=cause,
            )
            raise Any2AnyError(said) from error
        if np.iscomplexobj(values):
            values = values.real.astype(np.float32) ** 2 + values.imag.astype(np.float32) ** 2  # power
        valid = self._valid_by_nodata(values)
        for mask in masks:
            valid &= mask > 0
        return values, valid

    def _read_values(self, window: Window) -> NDArray[np.generic]:
        """Read the bands (C, h, w); bands of different types one by one, into a type that holds them all."""
        if len({self._dataset.dtypes[band - 1] for band in self._bands}) == 1:
            return self._dataset.read(list(self._bands), window=window)
        return np.stack([self._dataset.read(band, window=window) for band in self._bands])

    def _read_masks(self, window: Window) -> list[NDArray[np.uint8]]:
        """Read mask and alpha bands; nodata is found in the values themselves."""
        if self._has_false_alpha:
            return []
        if MaskFlags.per_dataset in self._flags[0]:
            return [self._dataset.read_masks(self._bands[0], window=window)]
        return [
            self._dataset.read_masks(band, window=window)
            for band, flags in zip(self._bands, self._flags, strict=True)
            if not flags
        ]

    def _valid_by_nodata(self, values: NDArray[np.generic]) -> NDArray[np.bool_]:
        """Where every band is finite and no hole.

        Zero is a plausible dark value of one band, so a nodata of zero must be met in all bands; any other
        nodata value makes a hole wherever one band has it.
        """
        valid = np.isfinite(values).all(axis=0) & ~is_fill(values).any(axis=0)
        for value in self._empty:
            valid &= (values != value).any(axis=0)
        nodata = [self._dataset.nodatavals[band - 1] for band in self._bands]
        holes = np.zeros(values.shape, bool)
        for hole, band, value in zip(holes, values, nodata, strict=True):
            if value is not None and not math.isnan(value):
                hole[:] = equals_nodata(band, value)
        all_zero = all(value == 0 for value in nodata)
        return np.asarray(valid & ~(holes.all(axis=0) if all_zero else holes.any(axis=0)))

    def border_values(self) -> BorderValues:
        """Find the undeclared values, such as 0, that form a border around what was measured."""
        whole, at_edge = self.bounds, set()
        candidates = border_candidates(self._dtype)
        solid, there = dict.fromkeys(candidates, 0), dict.fromkeys(candidates, 0)
        for patch in _patches(whole):
            sides = (
                *(patch.row_start == 0, patch.row_stop == whole.row_stop),
                *(patch.col_start == 0, patch.col_stop == whole.col_stop),
            )
            if not any(sides):
                continue
            values, valid = self.read(patch)
            for value in candidates:
                fill = (values == value).all(axis=0) & valid
                if has_solid_edge(fill, *sides):
                    at_edge.add(value)
                    inside, all_of_it = solid_share(fill)
                    solid[value] += inside
                    there[value] += all_of_it
        sure = {
            value for value in at_edge if self._dtype != "uint8" or solid[value] >= BYTES_SOLID * there[value]
        }
        return BorderValues(tuple(sorted(sure)), tuple(sorted(at_edge - sure)))

    @property
    def _dtype(self) -> str:
        return str(np.result_type(*(self._dataset.dtypes[band - 1] for band in self._bands)))

    def sample(self, wanted: Bounds | None = None) -> RasterSample | None:
        """Valid values from patches all over the raster, at full resolution; None if no pixel is valid.

        Where those hold nothing, the wanted pixels are looked at before all others.
        """
        patches = [self._valid_values(patch) for patch in _patches(self.bounds)]
        values = np.concatenate(patches, axis=1)
        if not values.size and wanted is not None:
            values = np.concatenate([self._valid_values(patch) for patch in _patches(wanted)], axis=1)
        if not values.size:
            values = self._first_valid_values()
        if not values.size:
            return None
        dataset, index = self._dataset, [band - 1 for band in self._bands]
        dtype = self._dtype
        names = product_names(self._path, dataset.files)
        return RasterSample(
            values=values,
            dtype="complex" if dtype.startswith("complex") else dtype,
            name=names,
            band_names=tuple(dataset.descriptions[i] for i in index),
            metadata=sentinel2_metadata(names),
            tags=dataset.tags() | dataset.tags(self._bands[0]),
            units=tuple(dataset.units[i] for i in index),
            neighbour_step=None if wanted is None else self._neighbour_step(wanted),
            scales=tuple(dataset.scales[i] for i in index),
            offsets=tuple(dataset.offsets[i] for i in index),
        )

    def patches(self, wanted: Bounds) -> Iterator[tuple[NDArray[np.generic], NDArray[np.bool_]]]:
        """Read patches spread over the wanted pixels, as ``read`` does."""
        return (self.read(patch) for patch in _patches(wanted))

    def _neighbour_step(self, wanted: Bounds) -> float | None:
        """Median relative difference of neighbours along a row of the first band; None without positive values."""
        steps = []
        for patch in _patches(wanted):
            values, valid = self.read(patch)
            row, there = values[0].astype(np.float64), valid & (values[0] > 0)
            pairs = there[:, 1:] & there[:, :-1]
            steps.append(np.abs(np.diff(row, axis=1))[pairs] / row[:, 1:][pairs])
        every = np.concatenate(steps)
        return float(np.median(every)) if every.size else None

    def _valid_values(self, bounds: Bounds) -> NDArray[np.generic]:
        values, valid = self.read(bounds)
        return values[:, valid]

    def _first_valid_values(self) -> NDArray[np.generic]:
        """Values of the first blocks that have any valid pixel: for rasters of almost nothing but nodata."""
        values: NDArray[np.generic] = np.empty((len(self._bands), 0))
        for block in self._blocks_with_data():
            values = self._valid_values(block)
            if values.size:
                break
        return values

    def _blocks_with_data(self) -> Iterator[Bounds]:
        """Rectangles that may hold data, as far as a GeoTIFF or the sources of a VRT tell."""
        whole = self.bounds
        if self._coverage is None:
            yield from whole.blocks(256, min(whole.width, 65536))
        else:
            for part in self._coverage.blocks(whole):
                yield from part.blocks(256, min(part.width, 65536))


def _patches(bounds: Bounds) -> Iterator[Bounds]:
    def starts(first: int, size: int) -> list[int]:
        if size <= SAMPLE_PATCHES * SAMPLE_PX:
            return [first + start for start in range(0, size, SAMPLE_PX)]
        return [first + round(i * (size - SAMPLE_PX) / (SAMPLE_PATCHES - 1)) for i in range(SAMPLE_PATCHES)]

    for row in starts(bounds.row_start, bounds.height):
        for col in starts(bounds.col_start, bounds.width):
            yield Bounds(row, row + SAMPLE_PX, col, col + SAMPLE_PX).clipped(bounds)

"""Reading a raster of any size in rectangles, with its valid mask."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.io import DatasetReader
from rasterio.windows import Window

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.raster.coverage import coverage_of
from any2any.raster.description import alpha_bands
from any2any.raster.grid import (
    BYTES_SOLID,
    border_candidates,
    equals_nodata,
    has_solid_edge,
    is_fill,
    solid_share,
)
from any2any.raster.opening import GDAL_ERRORS, refuse_other_address
from any2any.raster.product import product_names, sentinel2_metadata
from any2any.raster.radiometry_sample import RasterSample
from any2any.raster.window import Bounds, reflect_indices

SAMPLE_PATCHES, SAMPLE_PX = 6, 96
"""Detection reads this many patches of this size along each axis, at full resolution."""

_ANY_NAN = np.errstate(invalid="ignore")
"""Damaged files hold signalling NaN, which numpy warns about when it converts or compares them."""


@dataclass(frozen=True)
class BorderValues:
    """Undeclared values at a raster's edges."""

    empty: tuple[float, ...] = ()
    """They count as nodata."""
    doubtful: tuple[float, ...] = ()
    """They may be nodata, but also occur as ordinary values."""


class RasterReader:
    """Reads rectangles of chosen bands of one open dataset, for one thread."""

    def __init__(
        self, dataset: DatasetReader, path: str, bands: tuple[int, ...], empty: tuple[float, ...] = ()
    ) -> None:
        """``empty``: undeclared values that count as nodata where all bands have them."""
        self._empty = empty
        self._dataset = dataset
        self._path = path
        self._bands = bands
        self._refuse_palette()
        self._flags = [set(dataset.mask_flag_enums[band - 1]) for band in bands]
        self._coverage = coverage_of(dataset, bands, empty)
        self._alpha = alpha_bands(dataset, path)

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
        valid = np.zeros((bounds.height, bounds.width), bool)  # unwritten pages take no memory
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

    @_ANY_NAN
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
        """Read mask and alpha bands; nodata is found in the values themselves.

        GDAL's own mask covers only one of them, so alpha is read as a band.
        """
        alphas = [self._dataset.read(band, window=window) for band in self._alpha]
        if MaskFlags.per_dataset in self._flags[0]:
            masked = () if MaskFlags.alpha in self._flags[0] else self._bands[:1]
        else:
            masked = tuple(band for band, flags in zip(self._bands, self._flags, strict=True) if not flags)
        return alphas + [self._dataset.read_masks(band, window=window) for band in masked]

    def _valid_by_nodata(self, values: NDArray[np.generic]) -> NDArray[np.bool_]:
        """Where every band is finite and not a hole.

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

    @_ANY_NAN
    def border_values(self) -> BorderValues:
        """Find the undeclared values, such as 0, that form a border around the data."""
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

        If those hold no data, the wanted pixels are searched first.
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

    @_ANY_NAN
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
        """Rectangles that may hold data, according to a GeoTIFF or the sources of a VRT."""
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

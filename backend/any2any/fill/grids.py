"""Warp a raster to the grid of another raster, rectangle by rectangle, with GDAL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT
from rasterio.warp import transform_bounds
from rasterio.windows import Window

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.raster.grid import PixelGrid
from any2any.raster.opening import GDAL_ERRORS, open_raster
from any2any.raster.stack import BandPlace, open_part, reaching
from any2any.raster.window import Bounds

SOMEWHERE = "EPSG:3857"
"""A CRS for two rasters of the same shape that are not both georeferenced."""
TO_FILL = "the raster to fill"
"""Name of the raster with the grid, for messages."""
COARSER = 1.5
"""Pixels are averaged if the grid's are coarser by more than this ratio; otherwise they are interpolated."""


@dataclass(frozen=True)
class _Placed:
    """A source and a destination in CRSs that the warper accepts."""

    crs: Any
    transform: Any
    grid_crs: Any
    grid_transform: Any


class WarpedBands(Protocol):
    """Rectangles of a raster on the grid of another raster."""

    def read(self, bounds: Bounds) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
        """Return values (C, h, w) and whether each pixel is valid (h, w). Any2AnyError if a file is damaged."""


class WarpedReader:
    """Reads rectangles of one raster on the grid of another raster, for one thread."""

    def __init__(self, vrt: WarpedVRT, path: str, bands: tuple[int, ...], by_alpha: bool) -> None:
        self._vrt, self._path, self._bands, self._by_alpha = vrt, path, bands, by_alpha

    def read(self, bounds: Bounds) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
        """See ``WarpedBands.read``."""
        values, masks = self.read_masked(bounds)
        return values, _valid(values, masks, self.zero)

    @property
    def zero(self) -> bool:
        """Whether 0 means that a band has no data."""
        return all(self._vrt.nodatavals[band - 1] == 0 for band in self._bands)

    def read_masked(self, bounds: Bounds) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
        """Return values and mask of each band, both (C, h, w). Any2AnyError if the file is damaged."""
        window = Window(bounds.col_start, bounds.row_start, bounds.width, bounds.height)
        try:
            values = self._vrt.read(list(self._bands), window=window)
            masks = self._vrt.read_masks(list(self._bands), window=window) > 0
        except GDAL_ERRORS as error:
            raise Any2AnyError(
                Message(
                    "source-damaged",
                    "{path} cannot be read ({reason}): the file is damaged or gone; copy or download it "
                    "again",
                    path=self._path,
                    reason=error.__cause__ or error,
                )
            ) from error
        if self._by_alpha:
            masks = masks & (self._vrt.read(self._vrt.count, window=window) > 0)
        return values, masks


class WarpedParts:
    """Reads rectangles of bands that lie in several files, for one thread."""

    def __init__(self, parts: Sequence[tuple[str, WarpedReader]]) -> None:
        """``parts``: path and reader of each band."""
        self._parts = parts

    def read(self, bounds: Bounds) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
        """See ``WarpedBands.read``."""
        values, masks = [], []
        for path, reader in self._parts:
            with reaching(path):
                image, mask = reader.read_masked(bounds)
            values.append(image)
            masks.append(mask)
        zero = all(reader.zero for _, reader in self._parts)
        joined = np.concatenate(values)
        return joined, _valid(joined, np.concatenate(masks), zero)


def _valid(values: NDArray[np.generic], masks: NDArray[np.bool_], zero: bool) -> NDArray[np.bool_]:
    """Where all bands (C, h, w) have data; if nodata is ``zero``, where at least one has: a band may be black."""
    known = masks.any(axis=0) if zero else masks.all(axis=0)
    return np.asarray(known & np.isfinite(values).all(axis=0))


@contextmanager
def warped(
    path: str,
    grid: PixelGrid,
    bands: tuple[int, ...],
    *,
    nearest: bool = False,
    empty: tuple[float, ...] = (),
    beside: str = TO_FILL,
    parts: tuple[BandPlace, ...] = (),
) -> Iterator[WarpedBands]:
    """Open a raster on the grid of another raster; UsageError if they do not overlap or are not georeferenced.

    ``nearest``: for classes; ``empty``: undeclared nodata values; ``beside``: name of the raster with the grid;
    ``parts``: the file of each band, if the path is a catalogue item or a product.
    """
    with ExitStack() as stack:
        if not parts:
            dataset = stack.enter_context(open_raster(path))
            yield stack.enter_context(_warped(dataset, path, grid, bands, nearest, empty, beside))
            return
        opened = []
        for part in (parts[band - 1] for band in bands):
            dataset = stack.enter_context(open_part(part.path))
            warp = _warped(dataset, part.path, grid, (part.band,), nearest, empty, beside)
            opened.append((part.path, stack.enter_context(warp)))
        yield WarpedParts(opened)


@contextmanager
def _warped(
    dataset: DatasetReader,
    path: str,
    grid: PixelGrid,
    bands: tuple[int, ...],
    nearest: bool,
    empty: tuple[float, ...],
    beside: str,
) -> Iterator[WarpedReader]:
    placed = _place(dataset, path, grid, beside)
    _refuse_elsewhere(dataset, path, grid, placed, beside)
    alpha = _needs_alpha(dataset, empty)
    options: dict[str, Any] = {"add_alpha": True} if alpha else {}
    if empty and dataset.nodata is None:
        options |= {"src_nodata": empty[0], "nodata": empty[0]}
    with WarpedVRT(
        dataset,
        src_crs=placed.crs,
        src_transform=placed.transform,
        crs=placed.grid_crs,
        transform=placed.grid_transform,
        width=grid.width,
        height=grid.height,
        resampling=Resampling.nearest if nearest else _resampling(dataset, grid, placed),
        tolerance=0.05,  # pixels: a larger one would shift the images against each other
        **options,
    ) as vrt:
        yield WarpedReader(vrt, path, bands, alpha)


def _needs_alpha(dataset: DatasetReader, empty: tuple[float, ...]) -> bool:
    has_alpha = ColorInterp.alpha in dataset.colorinterp
    flags = dataset.mask_flag_enums[0]
    return not has_alpha and dataset.nodata is None and not empty and MaskFlags.nodata not in flags


def _place(dataset: DatasetReader, path: str, grid: PixelGrid, beside: str) -> _Placed:
    placed_itself = dataset.crs is not None and not dataset.transform.is_identity
    if placed_itself and grid.transform is not None and grid.crs_wkt is not None:
        return _Placed(
            dataset.crs,
            dataset.transform,
            rasterio.crs.CRS.from_wkt(grid.crs_wkt),
            rasterio.Affine(*grid.transform),
        )
    if dataset.width * grid.height != dataset.height * grid.width:
        raise UsageError(
            Message(
                "fill-shapes",
                "{path} ({width} x {height} pixels) and {beside} ({columns} x {rows}) are not both "
                "georeferenced and differ in shape: give both a coordinate system",
                path=path,
                width=dataset.width,
                height=dataset.height,
                beside=beside,
                columns=grid.width,
                rows=grid.height,
            )
        )
    # As on maps, y decreases downwards; a pixel of the grid is one unit.
    scale = grid.width / dataset.width
    return _Placed(SOMEWHERE, rasterio.Affine.scale(scale, -scale), SOMEWHERE, rasterio.Affine.scale(1, -1))


def _refuse_elsewhere(
    dataset: DatasetReader, path: str, grid: PixelGrid, placed: _Placed, beside: str
) -> None:
    here = rasterio.transform.array_bounds(grid.height, grid.width, placed.grid_transform)
    there = rasterio.transform.array_bounds(dataset.height, dataset.width, placed.transform)
    try:
        there = transform_bounds(placed.crs, placed.grid_crs, *there)
    except GDAL_ERRORS as error:
        raise UsageError(
            Message(
                "fill-crs",
                "{path} cannot be converted to the raster's coordinate system ({reason})",
                path=path,
                reason=error,
            )
        ) from error
    (left, bottom, right, top), (left2, bottom2, right2, top2) = here, there
    if left2 >= right or right2 <= left or bottom2 >= top or top2 <= bottom:
        raise UsageError(
            Message(
                "fill-elsewhere",
                "{path} lies elsewhere: it does not overlap {beside}",
                path=path,
                beside=beside,
            )
        )


def _resampling(dataset: DatasetReader, grid: PixelGrid, placed: _Placed) -> Resampling:
    left, _, right, _ = transform_bounds(
        placed.crs,
        placed.grid_crs,
        *rasterio.transform.array_bounds(dataset.height, dataset.width, placed.transform),
    )
    own = abs((right - left) / dataset.width)
    wanted = abs(placed.grid_transform.a) or abs(placed.grid_transform.b)
    return Resampling.average if wanted / own > COARSER else Resampling.bilinear

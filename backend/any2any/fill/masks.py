"""Where the holes are: a raster, classes of a raster, polygons, or the raster's own nodata, on its pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import CRSError, RasterioError
from rasterio.features import rasterize
from rasterio.warp import transform_geom

from any2any.errors import UsageError
from any2any.fill.grids import warped
from any2any.fill.vector import Polygons, is_vector, read_polygons
from any2any.raster.grid import PixelGrid
from any2any.raster.reader import open_raster
from any2any.raster.window import Bounds
from any2any.requests.fill import NODATA_MASK, FillRequest

ReadHoles = Callable[[Bounds, NDArray[np.bool_]], NDArray[np.bool_]]
"""Takes pixels and whether the raster is valid there (h, w); says where its holes are (h, w)."""


@contextmanager
def open_mask(request: FillRequest, grid: PixelGrid) -> Iterator[ReadHoles]:
    """Open the mask that a request names; UsageError if it cannot be one."""
    if request.mask == NODATA_MASK:
        _refuse_values(request, "nodata")
        yield lambda bounds, valid: ~valid
    elif is_vector(request.mask):
        _refuse_values(request, "a polygon layer")
        yield _polygon_reader(read_polygons(request.mask), request.mask, grid)
    else:
        with _open_raster_mask(request, grid) as read:
            yield read


def _refuse_values(request: FillRequest, what: str) -> None:
    if request.mask_values is not None:
        raise UsageError(f"mask values are of a raster's classes, and the mask is {what}: leave them out")


@contextmanager
def _open_raster_mask(request: FillRequest, grid: PixelGrid) -> Iterator[ReadHoles]:
    with open_raster(request.mask) as dataset:
        if not 1 <= request.mask_band <= dataset.count:
            raise UsageError(
                f"band {request.mask_band} of the mask does not exist: {request.mask} has bands 1 to {dataset.count}"
            )
    with warped(request.mask, grid, (request.mask_band,), nearest=True) as reader:

        def read(bounds: Bounds, valid: NDArray[np.bool_]) -> NDArray[np.bool_]:
            values, known = reader.read(bounds)
            classes = (
                values[0] != 0 if request.mask_values is None else np.isin(values[0], request.mask_values)
            )
            return np.asarray(classes & known)

        yield read


def _polygon_reader(polygons: Polygons, path: str, grid: PixelGrid) -> ReadHoles:
    if grid.transform is None or grid.crs_wkt is None:
        raise UsageError(
            f"the raster to fill is not georeferenced, so the polygons of {path} have no place: give a raster"
        )
    try:
        shapes = [transform_geom(polygons.crs, grid.crs_wkt, geometry) for geometry in polygons.geometries]
    except (CRSError, RasterioError, ValueError) as error:
        raise UsageError(
            f"the polygons of {path} cannot be brought to the raster's coordinates ({error})"
        ) from error

    def read(bounds: Bounds, valid: NDArray[np.bool_]) -> NDArray[np.bool_]:
        transform = grid.crop(bounds).transform
        assert transform is not None
        shape = (bounds.height, bounds.width)
        # All pixels that a cloud touches are cloudy.
        burnt = rasterize(
            shapes, shape, transform=rasterio.Affine(*transform), all_touched=True, dtype="uint8"
        )
        return np.asarray(burnt > 0)

    return read

"""Check from headers that a scene's files show the same ground, and relate their pixels to latent cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from rasterio.crs import CRS
from rasterio.warp import transform_bounds

from any2any.data.index.schema import Footprint
from any2any.errors import Any2AnyError
from any2any.raster.description import RasterInfo, describe
from any2any.raster.opening import GDAL_ERRORS, open_quietly


class UnreadableError(Any2AnyError):
    """A file exists but cannot be opened as a raster."""


@lru_cache(maxsize=512)  # the modalities of a scene, and its views, share files
def probe(path: Path) -> RasterInfo:
    """Read a raster's header; FileNotFoundError if there is no file, UnreadableError if it is not a raster."""
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        with open_quietly(path) as dataset:
            return describe(dataset, str(path))
    except (*GDAL_ERRORS, OSError, Any2AnyError) as error:
        raise UnreadableError(str(error)) from error


SLACK_PX = 1.5
"""Extents may differ by this many coarser pixels: 785 pixels of 10 m and 393 of 20 m cover the same ground."""

UNUSUAL_SLACK_PX = 0.75
"""Tolerance if every file must be averaged: with common factors, many sizes nearly match."""

LARGEST_AVERAGE = 64
LARGEST_FACTOR = 4
"""Largest averaging factor of the file with the fewest cells."""


class MixedGridsError(ValueError):
    """The files of a scene cannot be brought onto one grid; the message names two of them."""


@dataclass(frozen=True)
class GridFile:
    """A file in its role for one modality."""

    raster: RasterInfo
    downsampling: int
    """Pixels of the modality per latent cell, along each axis."""

    @property
    def cells_yx(self) -> tuple[float, float]:
        """Latent cells that the file covers if none of its pixels are averaged."""
        return self.raster.grid.height / self.downsampling, self.raster.grid.width / self.downsampling


def averages(files: Sequence[GridFile]) -> tuple[int, ...]:
    """Return N for each file so that averaging its N x N pixels gives its modality's pixels.

    N follows from the sizes, because the files show the same ground: for MS from 10 m and 20 m files, two pixels of
    10 m make one. If every file must be averaged, such as 20 m beside 30 m, the smallest common factor is used.
    MixedGridsError if there is none, or if the files have different CRSs or extents.
    """
    _check_places([file.raster for file in files])
    numbers = _common_numbers(files)
    if numbers is not None:
        return numbers
    pairs = list(combinations(files, 2))
    # Three files may fail although any two fit; then name the first two.
    a, b = next((pair for pair in pairs if _common_numbers(pair) is None), pairs[0])
    raise MixedGridsError(
        f"{_named(a.raster)} and {_named(b.raster)} cannot show the same ground with pixels that are whole multiples: "
        "resample one to the other's extent"
    )


def _common_numbers(files: Sequence[GridFile]) -> tuple[int, ...] | None:
    fewest = min(file.cells_yx[1] for file in files)
    for factor in range(1, LARGEST_FACTOR + 1):
        numbers = [max(1, round(factor * file.cells_yx[1] / fewest)) for file in files]
        slack_px = SLACK_PX if factor == 1 else UNUSUAL_SLACK_PX
        if max(numbers) <= LARGEST_AVERAGE and _fit(files, numbers, slack_px):
            return tuple(numbers)
    return None


def _fit(files: Sequence[GridFile], numbers: Sequence[int], slack_px: float) -> bool:
    """Whether all files cover the first file's extent in latent cells."""
    first, n_first = files[0], numbers[0]
    for file, n in zip(files, numbers, strict=True):
        slack = slack_px / min(n * file.downsampling, n_first * first.downsampling)
        for mine, of_first in zip(file.cells_yx, first.cells_yx, strict=True):
            if abs(mine / n - of_first / n_first) > slack:
                return False
    return True


def _check_places(rasters: Sequence[RasterInfo]) -> None:
    placed = [raster for raster in rasters if raster.grid.crs_wkt is not None]
    for other in placed[1:]:
        first = placed[0]
        if _crs(other) != _crs(first):
            raise MixedGridsError(
                f"{first.path} is in {_named_crs(first)}, {other.path} in {_named_crs(other)}: reproject one to the "
                "other's grid"
            )
        slack = SLACK_PX * max(_pixel_extent(first), _pixel_extent(other))
        for mine, theirs in zip(_corners(first), _corners(other), strict=True):
            if abs(mine - theirs) > slack:
                raise MixedGridsError(
                    f"{first.path} covers {_extent(first)}, {other.path} {_extent(other)}: cut both to the same extent"
                )


def footprint_of(raster: RasterInfo, x: float, y: float, width: float, height: float) -> Footprint | None:
    """Return a rectangle of pixels in degrees; None without a CRS, or if it cannot be converted."""
    if raster.grid.crs_wkt is None:
        return None
    corners = (_xy(raster, y + j * height, x + i * width) for i in (0, 1) for j in (0, 1))
    xs, ys = zip(*corners, strict=True)
    try:
        bounds = transform_bounds(_crs(raster), "EPSG:4326", min(xs), min(ys), max(xs), max(ys))
    except GDAL_ERRORS:
        return None
    west, south, east, north = map(float, bounds)
    return (west, south, east, north) if all(map(math.isfinite, bounds)) else None


def _pixel_extent(raster: RasterInfo) -> float:
    """The longer side of a pixel, in units of the CRS."""
    return max(raster.grid.pixel_size_xy or (1.0, 1.0))


def _xy(raster: RasterInfo, row: float, column: float) -> tuple[float, float]:
    """CRS coordinates of a pixel corner; rows count from a CRS's origin where the file has no transform."""
    return (column, row) if raster.grid.transform is None else raster.grid.xy(row, column)


def _corners(raster: RasterInfo) -> tuple[float, ...]:
    return *_xy(raster, 0, 0), *_xy(raster, raster.grid.height, raster.grid.width)


def _extent(raster: RasterInfo) -> str:
    left, top, right, bottom = _corners(raster)
    return f"({left:.6g}, {top:.6g}) to ({right:.6g}, {bottom:.6g})"


def _crs(raster: RasterInfo) -> CRS:
    return CRS.from_wkt(raster.grid.crs_wkt)


def _named_crs(raster: RasterInfo) -> str:
    authority = _crs(raster).to_authority()
    return ":".join(authority) if authority else str(raster.grid.crs_wkt)[:60]


def _named(raster: RasterInfo) -> str:
    return f"{raster.path} ({raster.grid.width} x {raster.grid.height})"

"""What a builder has to know of a raster file, read from its header alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from affine import Affine
from rasterio.crs import CRS
from rasterio.errors import RasterioError
from rasterio.warp import transform_bounds

from any2any.data.index.schema import Footprint
from any2any.errors import Any2AnyError
from any2any.raster.reader import describe, open_quietly


class UnreadableError(Any2AnyError):
    """A file is there but cannot be opened as a raster."""


@dataclass(frozen=True)
class RasterFacts:
    """Size, place and bands of a raster."""

    path: Path
    width: int
    height: int
    bands: int
    dtype: str
    crs: CRS | None
    transform: Affine
    """Pixel (column, row) -> (x, y) in the CRS."""
    pixel_size_m: float | None
    """None without a CRS in known units."""

    def xy(self, column: float, row: float) -> tuple[float, float]:
        """Return where a pixel's upper left corner lies in the CRS."""
        t = self.transform
        return t.a * column + t.b * row + t.c, t.d * column + t.e * row + t.f

    @property
    def pixel_extent(self) -> float:
        """The longer side of a pixel, in units of the CRS."""
        t = self.transform
        return max(math.hypot(t.a, t.d), math.hypot(t.b, t.e))

    def footprint(self, x: float, y: float, width: float, height: float) -> Footprint | None:
        """Return a rectangle of pixels in degrees; None without a CRS, or where it cannot be turned into them."""
        if self.crs is None:
            return None
        xs, ys = zip(*(self.xy(x + i * width, y + j * height) for i in (0, 1) for j in (0, 1)), strict=True)
        try:
            bounds = transform_bounds(self.crs, "EPSG:4326", min(xs), min(ys), max(xs), max(ys))
        except RasterioError:
            return None
        west, south, east, north = map(float, bounds)
        return (west, south, east, north) if all(map(math.isfinite, bounds)) else None


@lru_cache(maxsize=512)  # the modalities of a scene, and its views, share files
def probe(path: Path) -> RasterFacts:
    """Read a raster's header; FileNotFoundError if there is no file, UnreadableError if it is no raster."""
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        with open_quietly(path) as dataset:
            info = describe(dataset, str(path))
            return RasterFacts(
                path=path,
                width=dataset.width,
                height=dataset.height,
                bands=dataset.count,
                dtype=dataset.dtypes[0],
                crs=dataset.crs,
                transform=dataset.transform,
                pixel_size_m=info.pixel_size_m,
            )
    except (RasterioError, OSError, Any2AnyError) as error:
        raise UnreadableError(str(error)) from error

"""Read masks: a raster, classes of a raster, a polygon layer, or the image's own nodata."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import CRSError
from rasterio.features import rasterize
from rasterio.warp import transform_geom

from any2any.errors import Message, UsageError
from any2any.fill.grids import warped
from any2any.raster.grid import PixelGrid
from any2any.raster.opening import GDAL_ERRORS, open_raster
from any2any.raster.window import Bounds
from any2any.requests.fill import NODATA_MASK, FillRequest

SUFFIXES = (".gpkg", ".geojson", ".json")

_ENVELOPES = (0, 32, 48, 48, 64)
"""Size in bytes of a GeoPackage geometry's envelope, by its code."""


@dataclass(frozen=True)
class Polygons:
    """Polygons as GeoJSON geometries, in one CRS."""

    geometries: tuple[dict[str, Any], ...]
    crs: str
    """A CRS in any form that rasterio accepts."""


def is_vector(path: str) -> bool:
    """Whether the suffix of a path is that of a polygon layer."""
    return Path(path).suffix.lower() in SUFFIXES


def read_polygons(path: str) -> Polygons:
    """Read the polygons of a layer; UsageError if it is unreadable or has no polygons."""
    try:
        found = _read_gpkg(path) if Path(path).suffix.lower() == ".gpkg" else _read_geojson(path)
    except (OSError, ValueError, KeyError, TypeError, struct.error, sqlite3.Error, IndexError) as error:
        raise UsageError(
            Message(
                "mask-unreadable",
                "the mask {path} cannot be read as a polygon layer ({reason}): check the file",
                path=path,
                reason=error,
            )
        ) from error
    if not found.geometries:
        raise UsageError(
            Message(
                "mask-no-polygon",
                "the mask {path} contains no polygons: give a polygon layer, or a raster",
                path=path,
            )
        )
    return found


def _read_geojson(path: str) -> Polygons:
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    features = document["features"] if document["type"] == "FeatureCollection" else [document]
    geometries = [item.get("geometry", item) for item in features]
    name = document.get("crs", {}).get("properties", {}).get("name", "OGC:CRS84")
    return Polygons(tuple(g for g in geometries if g and g["type"] in ("Polygon", "MultiPolygon")), name)


def _read_gpkg(path: str) -> Polygons:
    if not Path(path).is_file():
        raise FileNotFoundError("no such file")
    with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as base:
        layers = base.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").fetchall()
        if len(layers) != 1:
            raise ValueError(f"it has {len(layers)} layers instead of one")
        table, column, srs = layers[0]
        organization, code, definition = base.execute(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
            (srs,),
        ).fetchone()
        quoted = [name.replace('"', '""') for name in (column, table)]
        rows = base.execute('SELECT "{}" FROM "{}"'.format(*quoted)).fetchall()
    geometries = [_gpkg_geometry(blob) for (blob,) in rows if blob]
    crs = f"EPSG:{code}" if str(organization).upper() == "EPSG" else str(definition)
    return Polygons(tuple(g for g in geometries if g), crs)


def _gpkg_geometry(blob: bytes) -> dict[str, Any] | None:
    if blob[:2] != b"GP":
        raise ValueError("a geometry is damaged")
    return _Wkb(blob, 8 + _ENVELOPES[blob[3] >> 1 & 7]).geometry()


class _Wkb:
    """Reads well-known binary, starting at a position."""

    def __init__(self, data: bytes, position: int) -> None:
        self._data, self._position = data, position
        self._order = "<"

    def _take(self, form: str) -> tuple[Any, ...]:
        form = self._order + form
        values = struct.unpack_from(form, self._data, self._position)
        self._position += struct.calcsize(form)
        return values

    def geometry(self) -> dict[str, Any] | None:
        """Return a polygon or a multipolygon; None for any other kind of geometry."""
        self._order = "<" if self._data[self._position] else ">"
        self._position += 1
        code = self._take("I")[0]
        flat = code & 0xFFFF
        kind, dimensions = flat % 1000, 2 + _extra_dimensions(code, flat)
        if kind == 3:
            return {"type": "Polygon", "coordinates": self._rings(dimensions)}
        if kind == 6:
            parts = [self.geometry() for _ in range(self._take("I")[0])]
            return {"type": "MultiPolygon", "coordinates": [p["coordinates"] for p in parts if p]}
        return None

    def _rings(self, dimensions: int) -> list[list[tuple[float, float]]]:
        rings = []
        for _ in range(self._take("I")[0]):
            count = self._take("I")[0]
            numbers = self._take(f"{count * dimensions}d")
            rings.append([(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), dimensions)])
        return rings


def _extra_dimensions(code: int, flat: int) -> int:
    """Number of additional coordinates (Z, M), by the codes of ISO (1000, 2000, 3000) or of PostGIS (high bits)."""
    iso = (0, 1, 1, 2)[min(flat // 1000, 3)]
    return iso + bool(code & 0x80000000) + bool(code & 0x40000000)


ReadHoles = Callable[[Bounds, NDArray[np.bool_]], NDArray[np.bool_]]
"""Takes pixels and their validity (h, w); returns the holes (h, w)."""


@contextmanager
def open_mask(request: FillRequest, grid: PixelGrid) -> Iterator[ReadHoles]:
    """Open a request's mask; UsageError if it is not a mask."""
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
        raise UsageError(
            Message(
                "mask-values",
                "mask values are classes of a raster, but the mask is {what}: omit them",
                what=what,
            )
        )


@contextmanager
def _open_raster_mask(request: FillRequest, grid: PixelGrid) -> Iterator[ReadHoles]:
    with open_raster(request.mask) as dataset:
        if not 1 <= request.mask_band <= dataset.count:
            raise UsageError(
                Message(
                    "band-missing",
                    "band {band} of the mask does not exist: {path} has bands 1 to {count}",
                    band=request.mask_band,
                    path=request.mask,
                    count=dataset.count,
                )
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
            Message(
                "mask-no-place",
                "the raster to fill is not georeferenced, so the polygons of {path} cannot be placed on it: give a "
                "raster as the mask",
                path=path,
            )
        )
    try:
        shapes = [transform_geom(polygons.crs, grid.crs_wkt, geometry) for geometry in polygons.geometries]
    except (CRSError, *GDAL_ERRORS, ValueError) as error:
        raise UsageError(
            Message(
                "fill-crs",
                "the polygons of {path} cannot be converted to the raster's coordinate system ({reason})",
                path=path,
                reason=error,
            )
        ) from error

    def read(bounds: Bounds, valid: NDArray[np.bool_]) -> NDArray[np.bool_]:
        transform = grid.crop(bounds).transform
        assert transform is not None
        shape = (bounds.height, bounds.width)
        # A pixel is cloudy if a polygon touches it.
        burnt = rasterize(
            shapes, shape, transform=rasterio.Affine(*transform), all_touched=True, dtype="uint8"
        )
        return np.asarray(burnt > 0)

    return read

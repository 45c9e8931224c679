"""Polygons of a GeoPackage or a GeoJSON file, without OGR: its drivers are switched off (``raster/drivers.py``)."""

from __future__ import annotations

import json
import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from any2any.errors import UsageError

SUFFIXES = (".gpkg", ".geojson", ".json")

_ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes of a GeoPackage geometry's envelope, by its kind."""


@dataclass(frozen=True)
class Polygons:
    """Polygons as GeoJSON geometries, in one CRS."""

    geometries: tuple[dict[str, Any], ...]
    crs: str
    """What rasterio takes as a CRS."""


def is_vector(path: str) -> bool:
    """Whether a path looks like a polygon layer."""
    return Path(path).suffix.lower() in SUFFIXES


def read_polygons(path: str) -> Polygons:
    """Read the polygons of a layer; UsageError if it cannot be read or holds none."""
    try:
        found = _read_gpkg(path) if Path(path).suffix.lower() == ".gpkg" else _read_geojson(path)
    except (OSError, ValueError, KeyError, TypeError, struct.error, sqlite3.Error, IndexError) as error:
        raise UsageError(
            f"the mask {path} cannot be read as a polygon layer ({error}): check the file"
        ) from error
    if not found.geometries:
        raise UsageError(f"the mask {path} holds no polygon: give a polygon layer, or a raster")
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
            raise ValueError(f"it has {len(layers)} layers, one is needed")
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
    """Reads well-known binary from a position on."""

    def __init__(self, data: bytes, position: int) -> None:
        self._data, self._position = data, position
        self._order = "<"

    def _take(self, form: str) -> tuple[Any, ...]:
        form = self._order + form
        values = struct.unpack_from(form, self._data, self._position)
        self._position += struct.calcsize(form)
        return values

    def geometry(self) -> dict[str, Any] | None:
        """Return a polygon or several; None for any other kind of geometry."""
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
    """Height and measure, by the codes of ISO (1000, 2000, 3000) or of PostGIS (high bits)."""
    iso = (0, 1, 1, 2)[min(flat // 1000, 3)]
    return iso + bool(code & 0x80000000) + bool(code & 0x40000000)

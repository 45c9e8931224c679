"""The part of the GeoPackage 1.3 format that a layer of rectangles needs.

Identification, the three required tables with one feature layer, and geometry blobs (header and well-known binary).
"""

from __future__ import annotations

import sqlite3
import struct

from any2any.data.index.schema import Footprint

APPLICATION_ID = 0x47504B47
"""``GPKG`` in the SQLite header."""
USER_VERSION = 10300
"""GeoPackage 1.3.0."""
EPSG_4326 = 4326

_LITTLE_ENDIAN = 1
_POLYGON = 3
_ENVELOPE_XY = 1
_HEADER = struct.Struct("<2sBBi4d")  # magic, version, flags, CRS, envelope: west, east, south, north
_RING = struct.Struct("<BIII10d")  # byte order, type, one ring, five points, x and y of each

_REQUIRED_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
"""

_WGS_84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)

_SPATIAL_REFERENCES = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", "Cartesian coordinates without a place on earth"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "geographic coordinates without a datum"),
    ("WGS 84", EPSG_4326, "EPSG", EPSG_4326, _WGS_84, "longitude and latitude in degrees"),
)
"""The three rows that every GeoPackage has."""


def start_geopackage(connection: sqlite3.Connection) -> None:
    """Turn an empty database into a GeoPackage without layers."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    connection.executescript(_REQUIRED_TABLES)
    connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SPATIAL_REFERENCES)


def register_polygons(
    connection: sqlite3.Connection, table: str, description: str, extent: Footprint | None
) -> None:
    """Declare a table with the column ``geom`` as a layer of polygons in EPSG:4326."""
    connection.execute(
        "INSERT INTO gpkg_contents "
        "(table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id) "
        "VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?)",
        (table, table, description, *(extent or (None,) * 4), EPSG_4326),
    )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POLYGON', ?, 0, 0)", (table, EPSG_4326)
    )


def register_table(connection: sqlite3.Connection, table: str, description: str) -> None:
    """Declare a table without geometry; GDAL then hides undeclared tables."""
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) "
        "VALUES (?, 'attributes', ?, ?)",
        (table, table, description),
    )


def pack_footprint(footprint: Footprint) -> bytes:
    """Return the geometry blob of a rectangle, counter-clockwise from its lower left corner."""
    west, south, east, north = footprint
    flags = _ENVELOPE_XY << 1 | _LITTLE_ENDIAN
    header = _HEADER.pack(b"GP", 0, flags, EPSG_4326, west, east, south, north)
    ring = (west, south, east, south, east, north, west, north, west, south)
    return header + _RING.pack(_LITTLE_ENDIAN, _POLYGON, 1, 5, *ring)


def unpack_footprint(blob: bytes) -> Footprint:
    """Return the rectangle of a blob of ``pack_footprint``."""
    _, _, _, _, west, east, south, north = _HEADER.unpack_from(blob)
    return west, south, east, north

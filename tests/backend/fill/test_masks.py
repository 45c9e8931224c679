from __future__ import annotations

import json
import sqlite3
import struct
from pathlib import Path

import pytest

from any2any.errors import UsageError
from any2any.fill.masks import read_polygons

RING = [(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (0.0, 0.0)]


def wkb(ring: list[tuple[float, float]], code: int = 3, extra: int = 0, order: str = "<") -> bytes:
    numbers = [number for point in ring for number in (*point, *[7.0] * extra)]
    head = struct.pack(f"{order}BIII", int(order == "<"), code, 1, len(ring))
    return head + struct.pack(f"{order}{len(numbers)}d", *numbers)


def write_gpkg(path: Path, geometries: list[bytes], envelope: int = 0) -> None:
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
    base.execute(
        "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition)"
    )
    base.execute("INSERT INTO gpkg_geometry_columns VALUES ('clouds', 'geom', 1)")
    base.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (1, 'EPSG', 32633, '')")
    base.execute("CREATE TABLE clouds (geom BLOB)")
    head = b"GP\0" + bytes([1 | envelope << 1]) + struct.pack("<i", 1) + bytes((0, 32)[envelope])
    base.executemany("INSERT INTO clouds VALUES (?)", [(head + geometry,) for geometry in geometries])
    base.commit()
    base.close()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("envelope", [0, 1])
def test_a_geopackage_gives_its_rings_and_its_crs(tmp_path: Path, order: str, envelope: int) -> None:
    write_gpkg(tmp_path / "clouds.gpkg", [wkb(RING, order=order)], envelope)
    found = read_polygons(str(tmp_path / "clouds.gpkg"))
    assert found.crs == "EPSG:32633"
    assert found.geometries == ({"type": "Polygon", "coordinates": [RING]},)


@pytest.mark.parametrize(("code", "extra"), [(1003, 1), (3003, 2), (0x80000003, 1)])
def test_heights_and_measures_are_left_out(tmp_path: Path, code: int, extra: int) -> None:
    write_gpkg(tmp_path / "clouds.gpkg", [wkb(RING, code, extra)])
    assert read_polygons(str(tmp_path / "clouds.gpkg")).geometries[0]["coordinates"] == [RING]


def test_several_polygons_of_one_feature_are_read(tmp_path: Path) -> None:
    parts = struct.pack("<BII", 1, 6, 2) + wkb(RING) + wkb(RING)
    write_gpkg(tmp_path / "clouds.gpkg", [parts])
    found = read_polygons(str(tmp_path / "clouds.gpkg")).geometries[0]
    assert found == {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}


def test_geojson_is_in_longitude_and_latitude(tmp_path: Path) -> None:
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}}
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}}
    (tmp_path / "c.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature, point]})
    )
    found = read_polygons(str(tmp_path / "c.geojson"))
    assert found.crs == "OGC:CRS84"
    assert len(found.geometries) == 1


@pytest.mark.parametrize("content", [b"", b"no database", b'{"type": "FeatureCollection"}', b"[]"])
@pytest.mark.parametrize("name", ["c.gpkg", "c.geojson"])
def test_a_damaged_layer_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match="cannot be read as a polygon layer"):
        read_polygons(str(tmp_path / name))


def test_a_layer_without_polygons_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(UsageError, match="contains no polygons"):
        read_polygons(str(tmp_path / "c.geojson"))


def test_a_missing_layer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_polygons(str(tmp_path / "gone.gpkg"))

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.index.geopackage import pack_footprint, unpack_footprint

from .making import make_index, make_tile

PYTHON_OF_QGIS = "/usr/bin/python3"

READ_WITH_OGR = """
import sys
from osgeo import ogr
ogr.UseExceptions()
source = ogr.Open(sys.argv[1])
layer = source.GetLayer("tiles")
feature = layer.GetFeature(3)
print([source.GetLayer(i).GetName() for i in range(source.GetLayerCount())])
print(layer.GetFeatureCount(), layer.GetSpatialRef().GetAuthorityCode(None), layer.GetExtent())
print(feature["modality"], feature["path"], feature.GetGeometryRef().GetEnvelope())
"""

longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)


@given(longitudes, latitudes, longitudes, latitudes)
def test_footprint_comes_back_from_its_blob(west: float, south: float, east: float, north: float) -> None:
    assert unpack_footprint(pack_footprint((west, south, east, north))) == (west, south, east, north)


def test_blob_is_a_closed_ring_in_well_known_binary() -> None:
    """8 bytes of header and 4 doubles of envelope; then order, polygon, 1 ring, 5 points of 2 doubles."""
    blob = pack_footprint((1.0, 2.0, 3.0, 5.0))
    assert len(blob) == 8 + 32 + 13 + 80
    assert blob[:4] == b"GP\x00\x03"  # version 0; little endian with an envelope of x and y
    assert struct.unpack("<i4d", blob[4:40]) == (4326, 1.0, 3.0, 2.0, 5.0)
    assert struct.unpack("<BIII", blob[40:53]) == (1, 3, 1, 5)
    xy = struct.unpack("<10d", blob[53:])
    points = list(zip(xy[::2], xy[1::2], strict=True))
    assert points == [(1.0, 2.0), (3.0, 2.0), (3.0, 5.0), (1.0, 5.0), (1.0, 2.0)]


@pytest.fixture(scope="module")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tiles with a footprint and one without, two modalities each."""
    tiles = [
        make_tile("first", footprint=(10.0, 50.0, 10.5, 50.25)),
        make_tile("second", footprint=(-3.0, 40.0, -2.5, 40.25)),
        make_tile("nowhere"),
    ]
    return make_index(tmp_path_factory.mktemp("index"), tiles).path


def test_file_says_that_it_is_a_geopackage(index_path: Path) -> None:
    """SQLite keeps the user version at byte 60 and the application's id at 68, both big endian."""
    header = index_path.read_bytes()[:100]
    assert struct.unpack_from(">i", header, 60) == (10300,)
    assert header[68:72] == b"GPKG"


def gdal_python(arguments: list[str]) -> str:
    if shutil.which(PYTHON_OF_QGIS) is None:
        pytest.skip(f"no {PYTHON_OF_QGIS}, which would have GDAL's Python bindings")
    known = subprocess.run([PYTHON_OF_QGIS, "-c", "import osgeo_utils.samples.validate_gpkg"], check=False)
    if known.returncode:
        pytest.skip(f"{PYTHON_OF_QGIS} has no GDAL Python bindings")
    # Any2Any's allow-list of raster drivers is for its own processes: it leaves vector layers out.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GDAL_")}
    command = [PYTHON_OF_QGIS, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_ogr_opens_it_as_a_layer_of_footprints(index_path: Path) -> None:
    lines = gdal_python(["-c", READ_WITH_OGR, str(index_path)]).splitlines()
    assert lines == [
        "['tiles', 'tile_groups']",
        "6 4326 (-3.0, 10.5, 40.0, 50.25)",
        "rgb second/rgb.tif (-3.0, -2.5, 40.0, 40.25)",
    ]


def test_gdal_finds_nothing_against_the_specification(index_path: Path, tmp_path: Path) -> None:
    """Nor in an index of which no tile has a place on earth."""
    for path in (index_path, make_index(tmp_path, [make_tile()]).path):
        gdal_python(["-m", "osgeo_utils.samples.validate_gpkg", str(path)])

"""Variables of netCDF-4 and HDF5 files are given by name, and offered where there are several."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from any2any.errors import UsageError
from any2any.raster.description import describe
from any2any.raster.opening import open_raster
from any2any.raster.variables import find_variable, split_variable

WRITE = """
import sys, numpy, rasterio, rasterio.shutil
profile = dict(driver="GTiff", width=8, height=8, count=2, dtype="float32", crs="EPSG:32633")
profile["transform"] = rasterio.Affine(10, 0, 4e5, 0, -10, 55e5)
with rasterio.MemoryFile() as memory:
    with memory.open(**profile) as d:
        d.write(numpy.stack([numpy.full((8, 8), value, "float32") for value in (3, 7)]))
    rasterio.shutil.copy(memory.name, sys.argv[1], driver="netCDF", format="NC4")
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A netCDF-4 file of the variables Band1 (3) and Band2 (7), written by a GDAL with all its drivers."""
    path = tmp_path_factory.mktemp("nc") / "scene.nc"
    others = {name: value for name, value in os.environ.items() if name != "GDAL_SKIP"}
    subprocess.run([sys.executable, "-c", WRITE, path], env=others, check=True)
    return str(path)


@pytest.mark.parametrize(("name", "value"), [("Band1", 3), ("Band2", 7)])
def test_a_variable_is_read_by_its_name(path: str, name: str, value: float) -> None:
    with open_raster(f"{path}#{name}") as dataset:
        assert (dataset.read(1) == value).all()
        assert path in describe(dataset, f"{path}#{name}").files


def test_the_variables_are_offered(path: str) -> None:
    with (
        open_raster(path) as dataset,
        pytest.raises(UsageError, match=r"scene\.nc#Band1, \S*scene\.nc#Band2"),
    ):
        describe(dataset, path)
    with pytest.raises(UsageError, match=r"no variable of the name red: it has \S*scene\.nc#Band1"):
        open_raster(f"{path}#red").__enter__()


def test_names_within_groups() -> None:
    """The last part is enough where it is the only one of its name."""
    names = ['HDF5:"a.h5"://x/red', 'HDF5:"a.h5"://y/red', 'HDF5:"a.h5"://y/nir']
    assert find_variable("a.h5", "nir", names) == names[2]
    assert find_variable("a.h5", "x/red", names) == names[0]
    with pytest.raises(
        UsageError, match=r"several variables of the name red: it has a\.h5#x/red, a\.h5#y/red"
    ):
        find_variable("a.h5", "red", names)


def test_a_file_with_a_hash_in_its_name_is_a_file(tmp_path: Path) -> None:
    for name in ("a", "a#b"):
        (tmp_path / name).touch()
    assert split_variable(str(tmp_path / "a#b")) is None
    assert split_variable(str(tmp_path / "missing#b")) is None
    assert split_variable(str(tmp_path / "a#c")) == (str(tmp_path / "a"), "c")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.nc", b"CDF\x01" + bytes(99), "is a classic netCDF file, .* nccopy -k nc4"),
        ("a.nc#nir", b"CDF\x02" + bytes(99), "is a classic netCDF file"),
        ("a.grb2", b"GRIB" + bytes(99), "is a GRIB file, .* gdal_translate"),
        ("a.gpkg", b"SQLite format 3\0" + bytes(99), "is a GeoPackage"),
        ("a.zarr", "zarr.json", "is a Zarr store, .* gdal_translate 'ZARR:"),
        ("a.zarr#nir", ".zgroup", "is a Zarr store"),
    ],
)
def test_a_format_that_is_not_read_says_what_to_do(
    tmp_path: Path, name: str, content: bytes | str, words: str
) -> None:
    """Their drivers write or fetch, so they are left out; the sentence names the way to a format that is read."""
    place = tmp_path / name.partition("#")[0]
    if isinstance(content, bytes):
        place.write_bytes(content)
    else:
        place.mkdir()
        (place / content).write_text("{}")
    with pytest.raises(UsageError, match=words):
        open_raster(str(tmp_path / name)).__enter__()


@pytest.mark.parametrize("name", ["missing.nc", "missing.zarr", "text.tif"])
def test_any_other_file_is_said_to_be_no_raster(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.tif").write_text("no raster")
    with pytest.raises(UsageError, match=r"cannot be opened as a raster .*: check the path and the format"):
        open_raster(str(tmp_path / name)).__enter__()

"""Variables of an HDF5 or netCDF-4 file by name, ``file.nc#name``; formats whose variables cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from any2any.errors import Message, UsageError

_PREFIX = "HDF5:"
MOST_LISTED = 12

_UNREAD = {
    b"CDF": ("a classic netCDF file", "fetches addresses", "nccopy -k nc4 OLD.nc NEW.nc"),
    b"GRIB": ("a GRIB file", "writes beside it", "gdal_translate IN.grib OUT.tif"),
    b"SQLite format 3": (
        "a GeoPackage or another database",
        "may write to it",
        "gdal_translate IN.gpkg OUT.tif",
    ),
}
"""First bytes of such files: their format, what its driver does, and a command that makes a readable file."""
_ZARR = ("zarr.json", ".zgroup", ".zarray", ".zmetadata")
_LONGEST_BEGINNING = 16


def split_variable(path: str) -> tuple[str, str] | None:
    """Return file and variable of ``file.nc#name``; None if the path is something else, such as a file with a #."""
    file, separator, variable = path.rpartition("#")
    if not separator or not variable or Path(path).exists() or not Path(file).is_file():
        return None
    return file, variable


def find_variable(path: str, variable: str, subdatasets: Sequence[str]) -> str:
    """Return GDAL's name of a file's variable; UsageError with the known ones if it is unknown, or if there are
    several."""
    found = [
        name for name in subdatasets if variable in (_full_name(name), _full_name(name).rpartition("/")[2])
    ]
    if len(found) == 1:
        return found[0]
    known = choices(path, subdatasets) or "no variables that have names"
    problem = "several variables" if found else "no variable"
    raise UsageError(
        Message(
            "variable-missing",
            "{path} has {problem} of the name {variable}: it has {known}",
            path=path,
            problem=problem,
            variable=variable,
            known=known,
        )
    )


def choices(path: str, subdatasets: Sequence[str]) -> str:
    """Return what a user can write for a file's variables, such as ``a.nc#red, a.nc#nir``; empty if it is not HDF5."""
    names = [f"{path}#{_full_name(name)}" for name in subdatasets if name.startswith(_PREFIX)]
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def unread_format(path: str) -> str | None:
    """Return why a raster of a known format is not read, and what to do; None if it is of another format."""
    place = Path(path.partition("#")[0])
    said = "is {}, which is not read because GDAL's driver for it {}: convert it first, {}"
    if any((place / name).is_file() for name in _ZARR):
        command = "gdal_translate 'ZARR:\"IN.zarr\":/VARIABLE' OUT.tif"
        return said.format("a Zarr store", "may write into it", command)
    if not place.is_file():
        return None
    with place.open("rb") as stream:
        beginning = stream.read(_LONGEST_BEGINNING)
    return next(
        (said.format(*facts) for start, facts in _UNREAD.items() if beginning.startswith(start)), None
    )


def _full_name(subdataset: str) -> str:
    """``HDF5:"a.nc"://group/red`` is ``group/red``."""
    return subdataset.rpartition("://")[2].strip("/") if subdataset.startswith(_PREFIX) else ""

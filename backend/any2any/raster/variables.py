"""Variables of an HDF5 or netCDF-4 file by name: ``file.nc#name``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from any2any.errors import Message, UsageError

_PREFIX = "HDF5:"
MOST_LISTED = 12


def split_variable(path: str) -> tuple[str, str] | None:
    """Return file and variable of ``file.nc#name``; None if the path is something else, such as a file with a #."""
    file, separator, variable = path.rpartition("#")
    if not separator or not variable or Path(path).exists() or not Path(file).is_file():
        return None
    return file, variable


def find_variable(path: str, variable: str, subdatasets: Sequence[str]) -> str:
    """Return GDAL's name of a file's variable; UsageError with the known ones if there is no such one, or several."""
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
    """Return what can be written for a file's variables, such as ``a.nc#red, a.nc#nir``; empty if it is not HDF5."""
    names = [f"{path}#{_full_name(name)}" for name in subdatasets if name.startswith(_PREFIX)]
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def _full_name(subdataset: str) -> str:
    """``HDF5:"a.nc"://group/red`` is ``group/red``."""
    return subdataset.rpartition("://")[2].strip("/") if subdataset.startswith(_PREFIX) else ""

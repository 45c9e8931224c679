"""Open rasters safely: allowed drivers, no other address, one sentence for each fault."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import rasterio
from rasterio._err import CPLE_BaseError  # what rasterio lets through of GDAL has no public name
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader

from any2any.errors import Message, UsageError
from any2any.raster.drivers import check_drivers, network_settings
from any2any.raster.variables import find_variable, split_variable, unread_format

CACHE_BYTES = 64 * 2**20
"""GDAL's block cache for a job: about a row of the input's blocks, independent of the raster's height."""


MOST_BANDS = 4096
"""A damaged header of 900 bytes declared 64,000 bands; one block of them takes a gigabyte."""

GDAL_ERRORS = (RasterioError, CPLE_BaseError, UnicodeDecodeError)
"""Errors that rasterio raises for a damaged raster, GDAL's own and those for text that is not UTF-8 included."""


def open_quietly(path: str | Path) -> DatasetReader:
    """Open a local raster for one thread, without rasterio's warning where it has no place."""
    _check_drivers_once()
    _leave_out_undecodable_news()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        return rasterio.open(path)


@cache
def _check_drivers_once() -> None:
    with rasterio.Env() as environment:
        check_drivers(environment.drivers())


def _leave_out_undecodable_news() -> None:
    """Keep rasterio's log of GDAL's errors from printing an exception where their text is not UTF-8.

    The error itself is also raised, and reported in a sentence. Hooks that others have set since the last raster stay
    in use.
    """
    if not isinstance(sys.unraisablehook, _WithoutUndecodable):
        sys.unraisablehook = _WithoutUndecodable(sys.unraisablehook)
    if not isinstance(sys.excepthook, _WithoutUndecodable):
        sys.excepthook = _WithoutUndecodable(sys.excepthook)


@dataclass(frozen=True)
class _WithoutUndecodable:
    """A hook for uncaught exceptions; it passes on all except decoding errors of rasterio."""

    shown: Callable[..., object]

    def __call__(self, *raised: Any) -> None:
        if not (_is_unraisable(*raised) if len(raised) == 1 else _is_printed(*raised)):
            self.shown(*raised)


def _is_unraisable(unraisable: sys.UnraisableHookArgs) -> bool:
    is_rasterios = str(unraisable.object).startswith("rasterio.")
    return is_rasterios and isinstance(unraisable.exc_value, UnicodeDecodeError)


def _is_printed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> bool:
    """Cython prints the exception first, without a traceback; Python's own exceptions always have one."""
    return isinstance(error, UnicodeDecodeError) and trace is None


@contextmanager
def open_raster(path: str) -> Iterator[DatasetReader]:
    """Open a raster for one thread and close it; UsageError if the file is not a raster.

    The network is used only if the path is itself an address, and only for that address.
    """
    settings = network_settings(path)
    with rasterio.Env(**settings) if settings else nullcontext(), _open_or_refuse(path) as dataset:
        if dataset.count > MOST_BANDS:
            raise _damaged(
                path, f"it names {dataset.count:,} bands, and no sensor has more than {MOST_BANDS:,}"
            )
        try:
            yield dataset
        except GDAL_ERRORS as error:
            raise _damaged(path, str(error)) from error


def _damaged(path: str, reason: str) -> UsageError:
    return UsageError(
        Message(
            "metadata-damaged",
            "{path} holds metadata that cannot be read ({reason:.200}): the file is damaged, copy or download it again",
            path=path,
            reason=reason,
        )
    )


_ADDRESS = re.compile(
    r"(?:/vsi(?:curl|s3|gs|az|adls|oss|swift|webhdfs)(?:_streaming)?/|https?://|ftp://)[^\s'`\"]*"
)


def refuse_other_address(path: str, reason: str) -> None:
    """UsageError if a local raster could not be read because it names an address, as GDAL's reason says."""
    address = _ADDRESS.search(reason)
    if address is not None and not network_settings(path):
        name = address[0].rstrip(":")
        raise UsageError(
            Message(
                "foreign-address",
                "{path} takes pixels from the address {address:.200}, and only an address that you give "
                "yourself is fetched: download that file and name the copy in its place, or give the "
                "address as the input",
                path=path,
                address=name,
            )
        )


def is_text(path: str) -> bool:
    """Whether GDAL accepts a path: names in other encodings, and NUL, are not Unicode text."""
    try:
        return "\0" not in path and bool(path.encode())
    except UnicodeEncodeError:
        return False


def _open_or_refuse(path: str) -> DatasetReader:
    if not is_text(path):
        raise UsageError(
            Message(
                "path-not-text",
                "{path!a} holds bytes that are not UTF-8, which GDAL cannot open: rename the file or its "
                "folder",
                path=path,
            )
        )
    try:
        return open_quietly(_gdal_name(path))
    except GDAL_ERRORS as error:
        unread = unread_format(path)
        if unread:
            raise UsageError(Message("not-a-raster", "{path} {reason}", path=path, reason=unread)) from error
        said = "{path} cannot be opened as a raster ({reason}): check the path and the format"
        raise UsageError(Message("not-a-raster", said, path=path, reason=error)) from error


def no_valid_pixel(path: str) -> UsageError:
    """Return the sentence for a raster without data."""
    said = "{path} has no valid pixel (all are nodata, masked, NaN or infinite)"
    return UsageError(Message("no-valid-pixel", said, path=path))


def _gdal_name(path: str) -> str:
    """Return GDAL's name of a path, which may name a variable of a file."""
    parts = split_variable(path)
    if parts is None:
        return path
    file, variable = parts
    with open_quietly(file) as whole:
        return find_variable(file, variable, whole.subdatasets)

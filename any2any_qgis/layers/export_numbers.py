"""The numbers of a layer, request by request, in a GeoTIFF: what does not come is no data, never a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import QgsRasterBlockFeedback, QgsRasterDataProvider, QgsRectangle

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.export_request import Export
from any2any_qgis.layers.facts import read_block
from any2any_qgis.translation import tr

BLOCK_PX = 512
"""Side of what is asked for at a time."""

ROUNDS = 2
"""A band that did not come is asked for once more."""

PLAIN = ("Byte", "Int8", "UInt16", "Int16", "UInt32", "Int32", "Float32", "Float64")
"""Types of numbers that a float64 holds; pictures and complex numbers are others."""


@dataclass(frozen=True)
class _Place:
    """One request: a rectangle of the area and where it lies in the file."""

    column: int
    row: int
    width: int
    height: int
    extent: QgsRectangle


def has_numbers(provider: QgsRasterDataProvider) -> bool:
    """Whether a layer's bands are plain numbers."""
    numbers = range(1, provider.bandCount() + 1)
    return len(numbers) > 0 and all(provider.sourceDataType(n).name in PLAIN for n in numbers)


def write_numbers(export: Export, path: Path, is_service: bool, feedback: QgsRasterBlockFeedback) -> float:
    """Write the area, and return the share of it that did not come, 0 to 1; less is written if it is cancelled.

    EngineError if the file cannot be written.
    """
    try:
        return _write(export, path, is_service, feedback)
    except RuntimeError as error:  # where somebody has called gdal.UseExceptions
        raise EngineError(tr("{} cannot be written.").format(path)) from error


def _write(export: Export, path: Path, is_service: bool, feedback: QgsRasterBlockFeedback) -> float:
    provider = export.provider
    target = _Target(export, path)
    missing_px = 0
    for place in _places(export):
        values, empty, came = _read(provider, place, is_service, feedback)
        if feedback.isCanceled():
            break
        target.write(place, values, empty)
        missing_px += 0 if came else place.width * place.height
    target.close()
    return missing_px / (export.width * export.height)


def _places(export: Export) -> Iterator[_Place]:
    """Cut the area into requests; their borders are those of the file's pixels."""
    area = export.extent
    pixel_x, pixel_y = area.width() / export.width, area.height() / export.height
    for row in range(0, export.height, BLOCK_PX):
        bottom = min(row + BLOCK_PX, export.height)
        south = area.yMinimum() if bottom == export.height else area.yMaximum() - bottom * pixel_y
        for column in range(0, export.width, BLOCK_PX):
            right = min(column + BLOCK_PX, export.width)
            east = area.xMaximum() if right == export.width else area.xMinimum() + right * pixel_x
            extent = QgsRectangle(
                area.xMinimum() + column * pixel_x, south, east, area.yMaximum() - row * pixel_y
            )
            yield _Place(column, row, right - column, bottom - row, extent)


def _read(
    provider: QgsRasterDataProvider, place: _Place, is_service: bool, feedback: QgsRasterBlockFeedback
) -> tuple[np.ndarray, np.ndarray, bool]:
    """Return a place's values, float64 (C, H, W), where there are none, bool (C, H, W), and whether any band came.

    QGIS asks a coverage service anew for each band after a failure, and gives zeros, without a word, for a band that
    failed. So a band of zeros is read again: out of the answer that another band got, which QGIS keeps, it is what
    the service says, and zeros in all bands are no answer.
    """
    count = provider.bandCount()
    values = np.zeros((count, place.height, place.width))
    empty = np.ones(values.shape, bool)
    came = np.zeros(count, bool)
    for _ in range(ROUNDS):
        for band in np.flatnonzero(~came):
            if feedback.isCanceled():
                return values, empty, False
            block = provider.block(int(band) + 1, place.extent, place.width, place.height, feedback)
            if block.isValid() and not block.isEmpty():
                values[band], empty[band] = read_block(block)
                came[band] = not is_service or bool(values[band][~empty[band]].any())
        if came.all():
            break
    if is_service and not came.any():
        empty[:] = True
    return values, empty, bool(came.any())


class _Target:
    """The GeoTIFF: the layer's type of numbers, its nodata values, and a way to say no data where it has none."""

    def __init__(self, export: Export, path: Path) -> None:
        from osgeo import gdal  # only now: it would be half of the time in which QGIS starts the plugin

        self._gdal, self._path = gdal, path
        provider, area = export.provider, export.extent
        bands = range(1, provider.bandCount() + 1)
        names = [provider.sourceDataType(band).name for band in bands]
        kind = reduce(gdal.DataTypeUnion, map(gdal.GetDataTypeByName, names))
        size = (export.width, export.height)
        self._file = gdal.GetDriverByName("GTiff").Create(str(path), *size, len(bands), kind)
        if self._file is None:
            raise EngineError(tr("{} cannot be written.").format(path))
        pixel_x, pixel_y = area.width() / export.width, area.height() / export.height
        self._file.SetGeoTransform((area.xMinimum(), pixel_x, 0, area.yMaximum(), 0, -pixel_y))
        self._file.SetProjection(export.crs.toWkt())
        self._nodata = [
            provider.sourceNoDataValue(band) if provider.sourceHasNoDataValue(band) else None
            for band in bands
        ]
        if self._nodata[0] is not None:  # a GeoTIFF has one for all bands
            self._file.GetRasterBand(1).SetNoDataValue(self._nodata[0])
        self._is_float = gdal.GetDataTypeName(kind).startswith("Float")
        self._mask: Any = None

    def write(self, place: _Place, values: np.ndarray, empty: np.ndarray) -> None:
        """Write float64 (C, H, W) values; ``empty``, bool (C, H, W), becomes no data."""
        for band, (numbers, holes, nodata) in enumerate(zip(values, empty, self._nodata), 1):
            if holes.any():
                numbers = np.where(holes, self._filling(nodata), numbers)
            self._check(self._file.GetRasterBand(band).WriteArray(numbers, place.column, place.row))
        unsaid = [holes for holes, nodata in zip(empty, self._nodata) if nodata is None]
        if not self._is_float and np.any(unsaid):
            mask = np.where(np.any(unsaid, axis=0), 0, 255).astype(np.uint8)
            self._check(self._mask_band().WriteArray(mask, place.column, place.row))

    def close(self) -> None:
        """Write what is left in memory."""
        self._file.FlushCache()
        self._file = self._mask = None

    def _filling(self, nodata: float | None) -> float:
        """Return the value of a hole: the layer's own, NaN, or any that the mask covers."""
        if nodata is not None:
            return nodata
        return np.nan if self._is_float else 0.0

    def _mask_band(self) -> Any:
        """Return the mask inside the file; at first it covers nothing."""
        if self._mask is None:
            option = "GDAL_TIFF_INTERNAL_MASK"
            self._gdal.SetThreadLocalConfigOption(option, "YES")
            self._check(self._file.CreateMaskBand(self._gdal.GMF_PER_DATASET))
            self._gdal.SetThreadLocalConfigOption(option, None)
            self._mask = self._file.GetRasterBand(1).GetMaskBand()
            self._check(self._mask.Fill(255))
        return self._mask

    def _check(self, code: int | None) -> None:
        if code not in (None, self._gdal.CE_None):
            raise EngineError(tr("{} cannot be written.").format(self._path))

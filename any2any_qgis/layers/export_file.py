"""The file of an area of a layer that the worker cannot open, or that is to have other pixels."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeedback,
    QgsRasterBlockFeedback,
    QgsRasterDataProvider,
    QgsRasterFileWriter,
    QgsRasterPipe,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr

SERVICES = ("wms", "wcs", "arcgismapserver")
"""Providers that draw nothing, and say nothing, where their server does not answer."""

POLL_S = 0.05
"""Between two looks whether a download is cancelled."""

STRIP_ROWS = 512
"""Rows that are looked at at a time."""


@dataclass(frozen=True)
class Export:
    """What is to be written; made on the main thread, written on any."""

    provider: QgsRasterDataProvider
    """A copy of the layer's own."""
    extent: QgsRectangle
    width: int
    height: int
    crs: QgsCoordinateReferenceSystem
    context: QgsCoordinateTransformContext
    path: str = ""
    """A raster that GDAL opens, to be resampled or warped with its tags; empty where the provider has the pixels."""
    is_warped: bool = False
    """Whether ``path`` is placed by points: the area is warped, and its pixels outside the raster are transparent."""
    window: tuple[int, int, int, int] = (0, 0, 0, 0)
    """X, Y, width, height of the area in pixels of ``path``."""
    origin: str = ""
    """What GDAL opens to read names and tags from, which QGIS's writer leaves out; empty where there is nothing."""
    name: str = "layer"
    """What the file is to be called, without suffix: that of the layer's own file, or the layer's."""


def write_export(export: Export, path: Path, feedback: QgsFeedback | None = None) -> None:
    """Write the area as a GeoTIFF; it takes as long as a download does, and ends early if it is cancelled.

    EngineError if the layer gives no pixels.
    """
    if export.path:
        (_warp if export.is_warped else _resample)(export, path, feedback)
        return
    is_service = export.provider.name() in SERVICES
    _write_pixels(export, path, feedback)
    if feedback is not None and feedback.isCanceled():
        return
    if is_service and _is_empty(path):
        raise EngineError(
            tr("The layer has no picture of this area: its service does not answer, or covers another place.")
        )
    if export.origin:
        _copy_names(export.origin, path)


def _write_pixels(export: Export, path: Path, feedback: QgsFeedback | None) -> None:
    """Write what the provider gives, which is deleted then; a service that does not answer gives zeros."""
    pipe = QgsRasterPipe()
    if not pipe.set(export.provider):
        raise EngineError(tr("The layer cannot be exported: save it as a GeoTIFF first."))
    reading, writer = QgsRasterBlockFeedback(), QgsRasterFileWriter(str(path))
    area = (export.width, export.height, export.extent, export.crs, export.context)
    failures = QgsRasterFileWriter.WriterError
    if feedback is None or QThread.currentThread() == QCoreApplication.instance().thread():
        error = writer.writeRaster(pipe, *area, reading)
    else:
        error = _until_cancelled(lambda: writer.writeRaster(pipe, *area, reading), feedback)
        reading.cancel()
    if error not in (failures.NoError, failures.WriteCanceled):
        raise EngineError(tr("The layer cannot be exported: error {} of QGIS's writer.").format(int(error)))


def _until_cancelled(
    write: Callable[[], QgsRasterFileWriter.WriterError], feedback: QgsFeedback
) -> QgsRasterFileWriter.WriterError:
    """Write on a thread of its own and return its answer, ``WriteCanceled`` as soon as it is cancelled.

    QGIS stops a download from a WMS at once, but waits for the whole answer of a WCS.
    """
    answer: list[QgsRasterFileWriter.WriterError] = []
    thread = threading.Thread(target=lambda: answer.append(write()), name="any2any-export", daemon=True)
    thread.start()
    while thread.is_alive() and not feedback.isCanceled():
        thread.join(POLL_S)
    return answer[0] if answer else QgsRasterFileWriter.WriterError.WriteCanceled


def _is_empty(path: Path) -> bool:
    """Whether a raster has zeros only."""
    from osgeo import gdal

    raster = gdal.Open(str(path))
    rows = (
        (top, min(STRIP_ROWS, raster.RasterYSize - top)) for top in range(0, raster.RasterYSize, STRIP_ROWS)
    )
    return not any(raster.ReadAsArray(0, top, raster.RasterXSize, count).any() for top, count in rows)


def _copy_names(origin: str, path: Path) -> None:
    """Copy tags and names of bands: modality, units and level are recognised by them. Values are physical already."""
    from osgeo import gdal

    try:
        source, target = gdal.Open(origin), gdal.Open(str(path), gdal.GA_Update)
    except RuntimeError:  # where somebody has called gdal.UseExceptions
        return
    if source is None or target is None:
        return
    target.SetMetadata({**source.GetMetadata(), **target.GetMetadata()})
    for number in range(1, min(source.RasterCount, target.RasterCount) + 1):
        target.GetRasterBand(number).SetDescription(source.GetRasterBand(number).GetDescription())


def _resample(export: Export, path: Path, feedback: QgsFeedback | None) -> None:
    """Write a raster's area with another pixel size: means of pixels if it grows, cubic if it shrinks."""
    coarser = export.width * export.height < export.window[2] * export.window[3]
    _with_gdal(
        "Translate",
        export,
        path,
        feedback,
        srcWin=list(export.window),
        resampleAlg="average" if coarser else "cubic",
    )


def _warp(export: Export, path: Path, feedback: QgsFeedback | None) -> None:
    """Write the area of a raster that is placed by points where QGIS shows it: values and tags stay."""
    area = export.extent
    _with_gdal(
        "Warp",
        export,
        path,
        feedback,
        outputBounds=[area.xMinimum(), area.yMinimum(), area.xMaximum(), area.yMaximum()],
        dstSRS=export.crs.toWkt(),
        dstAlpha=True,
    )
    if feedback is None or not feedback.isCanceled():
        _copy_names(export.origin, path)


def _with_gdal(
    function: str, export: Export, path: Path, feedback: QgsFeedback | None, **options: object
) -> None:
    """Write ``export.path`` with one of GDAL's utilities; EngineError with GDAL's own sentence."""
    from osgeo import gdal  # only now: it would be half of the time in which QGIS starts the plugin

    def is_cancelled() -> bool:
        return feedback is not None and feedback.isCanceled()

    options |= {
        "width": export.width,
        "height": export.height,
        "callback": lambda *_: int(not is_cancelled()),
    }
    try:
        written = getattr(gdal, function)(str(path), export.path, **options)
        reason = gdal.GetLastErrorMsg()
    except RuntimeError as error:  # where somebody has called gdal.UseExceptions
        written, reason = None, str(error)
    if written is None and not is_cancelled():
        raise EngineError(tr("The layer cannot be resampled: {}").format(reason))

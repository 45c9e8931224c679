"""The file of an area of a layer that the worker cannot open, or that is to have other pixels."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path

from qgis.core import (
    QgsProcessingFeedback,
    QgsRasterBlockFeedback,
    QgsRasterFileWriter,
    QgsRasterPipe,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.export_request import Export
from any2any_qgis.translation import tr

SERVICES = ("wms", "wcs", "arcgismapserver")
"""Providers that draw nothing, or give zeros, and say nothing, where their server does not answer."""

POLL_S = 0.05
"""Between two looks whether a download is cancelled."""

STRIP_ROWS = 512
"""Rows of a picture that are looked at at a time."""


def write_export(export: Export, path: Path, feedback: QgsProcessingFeedback | None = None) -> None:
    """Write the area as a GeoTIFF; it takes as long as a download does, and ends early if it is cancelled.

    EngineError if the layer gives no pixels.
    """
    if export.path:
        (_warp if export.is_warped else _resample)(export, path, feedback)
        return
    is_service = export.provider.name() in SERVICES
    missing = _write_provider(export, path, is_service, feedback)
    if missing is None:
        return
    if is_service and missing == 1.0:
        raise EngineError(
            tr("The layer has no picture of this area: its service does not answer, or covers another place.")
        )
    if missing and feedback is not None:
        # A crumb is not 0 %, nor is all but a crumb 100 %.
        percent = 100 if missing == 1.0 else min(max(round(100 * missing), 1), 99)
        feedback.pushWarning(
            tr("The layer gave no picture of {} % of the area: the result has no data there.").format(percent)
        )
    if export.origin:
        _copy_names(export.origin, path)


def _write_provider(
    export: Export, path: Path, is_service: bool, feedback: QgsProcessingFeedback | None
) -> float | None:
    """Write what the provider gives, and return the share of the area that did not come; None if it is cancelled."""
    # Only now: QGIS starts the plugin without numpy.
    from any2any_qgis.layers.export_numbers import has_numbers, write_numbers

    reading = QgsRasterBlockFeedback()
    if not has_numbers(export.provider):
        return _run(lambda: _write_picture(export, path, reading), reading, feedback)
    return _run(lambda: write_numbers(export, path, is_service, reading), reading, feedback)


def _write_picture(export: Export, path: Path, reading: QgsRasterBlockFeedback) -> float:
    """Write a picture with its provider, which is deleted then, and return the share of it that is transparent."""
    pipe, failures = QgsRasterPipe(), QgsRasterFileWriter.WriterError
    if not pipe.set(export.provider):
        raise EngineError(tr("The layer cannot be exported: save it as a GeoTIFF first."))
    area = (export.width, export.height, export.extent, export.crs, export.context)
    error = QgsRasterFileWriter(str(path)).writeRaster(pipe, *area, reading)
    if error not in (failures.NoError, failures.WriteCanceled):
        raise EngineError(tr("The layer cannot be exported: error {} of QGIS's writer.").format(int(error)))
    return _transparent_share(path)


def _run(
    work: Callable[[], float], reading: QgsRasterBlockFeedback, feedback: QgsProcessingFeedback | None
) -> float | None:
    """Return what the work returns; None, at once, if it is cancelled. On a job's thread it gets one of its own.

    QGIS stops a download from a WMS at once, but waits for the whole answer of a WCS.
    """
    if feedback is None or QThread.currentThread() == QCoreApplication.instance().thread():
        return work()
    answer: Future[float] = Future()
    threading.Thread(target=_answer, args=(work, answer), name="any2any-export", daemon=True).start()
    while not answer.done() and not feedback.isCanceled():
        wait([answer], POLL_S)
    if feedback.isCanceled():
        reading.cancel()
        return None
    return answer.result()


def _answer(work: Callable[[], float], answer: Future[float]) -> None:
    """Do the work, and keep its result or its error."""
    try:
        answer.set_result(work())
    except BaseException as error:  # noqa: BLE001 - it is raised where the answer is waited for
        answer.set_exception(error)


def _transparent_share(path: Path) -> float:
    """Return the share of a picture that its last band, alpha, leaves out: there, no answer came."""
    from osgeo import gdal

    raster = gdal.Open(str(path))
    alpha = raster.GetRasterBand(raster.RasterCount)
    if alpha.GetColorInterpretation() != gdal.GCI_AlphaBand:
        return 0.0
    width, height = raster.RasterXSize, raster.RasterYSize
    strips = ((top, min(STRIP_ROWS, height - top)) for top in range(0, height, STRIP_ROWS))
    shown = sum(int((alpha.ReadAsArray(0, top, width, rows) > 0).sum()) for top, rows in strips)
    return 1 - shown / (width * height)


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


def _resample(export: Export, path: Path, feedback: QgsProcessingFeedback | None) -> None:
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


def _warp(export: Export, path: Path, feedback: QgsProcessingFeedback | None) -> None:
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
    function: str, export: Export, path: Path, feedback: QgsProcessingFeedback | None, **options: object
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

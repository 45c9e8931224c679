"""What tests with QGIS share: tiny rasters, waiting for signals, and running algorithms as Processing does."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QTimer

PATIENCE_MS = 120_000


def write_raster(path: Path, values: np.ndarray, geotransform=None, epsg: int | None = None) -> Path:
    """Write (bands, rows, columns) to a GeoTIFF."""
    bands, rows, cols = values.shape
    kind = gdal.GDT_UInt16 if values.dtype == np.uint16 else gdal.GDT_Float32
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), cols, rows, bands, kind)
    if geotransform is not None:
        dataset.SetGeoTransform(geotransform)
    if epsg is not None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        dataset.SetProjection(reference.ExportToWkt())
    for number, band in enumerate(values, 1):
        dataset.GetRasterBand(number).WriteArray(band)
    dataset.FlushCache()
    return path


def read_raster(path: str | Path) -> np.ndarray:
    """Read all bands, (bands, rows, columns)."""
    values = gdal.Open(str(path)).ReadAsArray()
    return values if values.ndim == 3 else values[np.newaxis]


def wait_for(signal, patience_ms: int = PATIENCE_MS) -> tuple:
    """Run the event loop until a signal comes and return its arguments."""
    loop, received = QEventLoop(), []

    def take(*arguments):
        received.append(arguments)
        loop.quit()

    signal.connect(take)
    if not received:
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        timer.start(patience_ms)
        loop.exec()
    assert received, f"no signal within {patience_ms} ms"
    return received[0]


def wait_until(condition, patience_ms: int = PATIENCE_MS) -> None:
    """Run the event loop until a condition holds; AssertionError if it never does."""
    deadline = time.monotonic() + patience_ms / 1000
    while not condition():
        assert time.monotonic() < deadline, "the condition never came"
        QCoreApplication.processEvents()
        time.sleep(0.01)


class Feedback(QgsProcessingFeedback):
    """Remembers what was said; ``on_progress`` may interfere in mid-job."""

    def __init__(self, on_progress=lambda: None) -> None:
        super().__init__(False)
        self.on_progress = on_progress
        self.info, self.warnings, self.errors = [], [], []
        self.progressChanged.connect(lambda percent: self.on_progress())

    def pushInfo(self, info):
        self.info.append(info)

    def pushWarning(self, warning):
        self.warnings.append(warning)

    def reportError(self, error, fatalError=False):
        self.errors.append(error)


def check(name: str, parameters: dict) -> tuple[bool, str]:
    """What the dialog finds of the parameters before it runs."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(name)
    return algorithm.checkParameterValues(parameters, QgsProcessingContext())


def run(name: str, parameters: dict, context=None, feedback=None) -> dict:
    """Check and run, as ``processing.run`` does; errors of preparing and of running are one exception."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(name)
    context = context or QgsProcessingContext()
    feedback = feedback or Feedback()
    valid, message = algorithm.checkParameterValues(parameters, context)
    assert valid, message
    results, successful = algorithm.run(parameters, context, feedback, {}, False)
    if not successful:
        raise QgsProcessingException("\n".join(feedback.errors))
    return results

"""Exports from services that do not answer, or answer slowly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from busy import allowed
from map_services import SLOW_S, MapServer, map_server
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QThread
from qgis_support import wait_until

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.export import plan_export
from any2any_qgis.layers.export_file import Export, write_export

RGB = Path(__file__).resolve().parents[3] / "resources" / "sample" / "rgb.tif"
SERVICES = ("xyz", "wms", "wcs")
CANCEL_LIMIT_S = 1.0
AREA = QgsRectangle(400_000, 5_498_000, 402_000, 5_500_000)
"""200 x 200 pixels of the sample, in its own CRS."""


@pytest.fixture
def server(qgis_app, project) -> Iterator[MapServer]:
    with map_server(RGB) as server:
        yield server


def export_of(server: MapServer, kind: str) -> Export:
    layer = QgsRasterLayer(server.sources[kind], kind, "wcs" if kind == "wcs" else "wms")
    assert layer.isValid()
    own = QgsCoordinateReferenceSystem(f"EPSG:{server.epsg}")
    to_layer = QgsCoordinateTransform(own, layer.crs(), QgsProject.instance())
    return plan_export(layer, to_layer.transformBoundingBox(AREA), 10.0)


def turn(server: MapServer, mode: str) -> None:
    urlopen(f"{server.address}/{mode}").close()


@pytest.mark.parametrize("kind", SERVICES)
def test_a_service_that_does_not_answer_is_no_picture(server, kind, tmp_path):
    """QGIS writes zeros and says nothing: they would be translated, and the job be done."""
    export = export_of(server, kind)
    turn(server, "fail")
    with pytest.raises(EngineError, match="no picture of this area: its service does not answer"):
        write_export(export, tmp_path / "area.tif")


def test_a_coverage_keeps_its_values(server, tmp_path):
    """A WCS gives the raster's own numbers, on its own pixels."""
    write_export(export_of(server, "wcs"), tmp_path / "area.tif")
    area, whole = gdal.Open(str(tmp_path / "area.tif")), gdal.Open(str(RGB))
    assert (area.RasterXSize, area.RasterYSize) == (200, 200)
    assert (area.ReadAsArray() == whole.ReadAsArray(0, 0, 200, 200)).all()


class Writing(QThread):
    """Writes an export as a job does."""

    def __init__(self, export: Export, path: Path) -> None:
        super().__init__()
        self.feedback = QgsProcessingFeedback(False)
        self._arguments = (export, path, self.feedback)

    def run(self) -> None:
        write_export(*self._arguments)


@pytest.mark.parametrize("kind", SERVICES)
def test_a_slow_download_is_cancelled_at_once(server, kind, tmp_path):
    writing = Writing(export_of(server, kind), tmp_path / "area.tif")
    turn(server, "slow")
    before = len(server.requests)
    writing.start()
    wait_until(lambda: len(server.requests) > before)
    begin = time.monotonic()
    writing.feedback.cancel()
    wait_until(writing.isFinished)
    assert time.monotonic() - begin < min(allowed(CANCEL_LIMIT_S), SLOW_S / 2)

"""Exports from services that do not answer, answer in part, or answer slowly, and from files with corrupt tiles."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import numpy as np
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
from any2any_qgis.layers import export_numbers
from any2any_qgis.layers.export import plan_export
from any2any_qgis.layers.export_file import write_export
from any2any_qgis.layers.export_request import Export

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


class Said(QgsProcessingFeedback):
    """Keeps the warnings."""

    def __init__(self) -> None:
        super().__init__(False)
        self.warnings: list[str] = []

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)


@pytest.fixture
def halves(monkeypatch) -> float:
    """Ask for 100 pixels at a time, so that the area is four requests; return the X in their middle."""
    monkeypatch.setattr(export_numbers, "BLOCK_PX", 100)
    return AREA.center().x()


def missing(percent: int) -> list[str]:
    return [f"The layer gave no picture of {percent} % of the area: the result has no data there."]


def pixels(path: Path) -> np.ndarray:
    """Of the area in the sample, float32 (3, 200, 200)."""
    return gdal.Open(str(path)).ReadAsArray(0, 0, 200, 200)


@pytest.mark.parametrize("failures", [1, 2, 3])
def test_a_failure_that_passes_leaves_no_trace(server, tmp_path, failures):
    """QGIS asks anew for each of three bands after a failure, and gives zeros for those that failed."""
    export, said = export_of(server, "wcs"), Said()
    server.failures_left = failures
    write_export(export, tmp_path / "area.tif", said)
    assert server.failures_left == 0
    assert (gdal.Open(str(tmp_path / "area.tif")).ReadAsArray() == pixels(RGB)).all()
    assert said.warnings == []


def test_a_part_of_a_coverage_that_does_not_come_is_no_data(server, halves, tmp_path):
    """The eastern 100 of 200 columns: NaN, as the numbers are float32."""
    export, said = export_of(server, "wcs"), Said()
    server.dead_east_of_x = halves
    write_export(export, tmp_path / "area.tif", said)
    written = gdal.Open(str(tmp_path / "area.tif")).ReadAsArray()
    assert (written[:, :, :100] == pixels(RGB)[:, :, :100]).all()
    assert np.isnan(written[:, :, 100:]).all()
    assert said.warnings == missing(50)


def test_whole_numbers_that_do_not_come_are_masked(qgis_app, project, halves, tmp_path):
    """No whole number is free for no data: reflectance x 10000 as uint16 has a mask inside the file."""
    path = tmp_path / "whole.tif"
    scaled = [[0, 1, 0, 10_000]] * 3
    gdal.Translate(str(path), str(RGB), outputType=gdal.GDT_UInt16, scaleParams=scaled)
    with map_server(path) as server:
        export, said = export_of(server, "wcs"), Said()
        server.dead_east_of_x = halves
        write_export(export, tmp_path / "area.tif", said)
    written = gdal.Open(str(tmp_path / "area.tif"))
    assert written.GetRasterBand(1).DataType == gdal.GDT_UInt16
    assert (written.ReadAsArray()[:, :, :100] == pixels(path)[:, :, :100]).all()
    for band in range(1, 4):
        mask = written.GetRasterBand(band).GetMaskBand().ReadAsArray()
        assert (mask[:, :100] == 255).all()
        assert (mask[:, 100:] == 0).all()
    assert said.warnings == missing(50)


def test_zeros_that_a_service_sends_stay(qgis_app, project, tmp_path):
    """A band of zeros beside others that are not is what the service says, not a failure."""
    path = tmp_path / "dark.tif"
    dataset = gdal.GetDriverByName("GTiff").CreateCopy(str(path), gdal.Open(str(RGB)))
    dataset.GetRasterBand(2).Fill(0)
    del dataset
    with map_server(path) as server:
        said = Said()
        write_export(export_of(server, "wcs"), tmp_path / "area.tif", said)
    assert (gdal.Open(str(tmp_path / "area.tif")).ReadAsArray() == pixels(path)).all()
    assert said.warnings == []


def test_tiles_that_do_not_come_are_transparent(server, tmp_path):
    """2 km at 49.6 degrees north are 1.3 tiles of 2446 m, zoom 14: those from X = 400 500 m on are missing."""
    export, said = export_of(server, "xyz"), Said()
    server.dead_east_of_x = AREA.xMinimum() + 500
    write_export(export, tmp_path / "area.tif", said)
    area = gdal.Open(str(tmp_path / "area.tif"))
    hidden = area.GetRasterBand(4).ReadAsArray() == 0
    assert 0.1 < hidden.mean() < 0.9
    assert (area.ReadAsArray()[:3, hidden] == 0).all()
    assert said.warnings == missing(round(100 * hidden.mean()))


def test_a_corrupt_tile_of_a_file_is_no_data(qgis_app, project, monkeypatch, tmp_path):
    """Four tiles of 256 x 256 pixels, the first is no deflate stream: 25 % of the area."""
    monkeypatch.setattr(export_numbers, "BLOCK_PX", 256)
    path = tmp_path / "corrupt.tif"
    options = ["TILED=YES", "COMPRESS=DEFLATE", "INTERLEAVE=PIXEL"]
    gdal.Translate(str(path), str(RGB), creationOptions=options).FlushCache()
    tiles = gdal.Open(str(path))
    offset = int(tiles.GetRasterBand(1).GetMetadataItem("BLOCK_OFFSET_0_0", "TIFF"))
    del tiles
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(bytes(64))
    layer, said = QgsRasterLayer(f"{path}|option:NUM_THREADS=1", "corrupt"), Said()
    write_export(plan_export(layer, None, 10.0), tmp_path / "area.tif", said)
    written, sound = gdal.Open(str(tmp_path / "area.tif")).ReadAsArray(), gdal.Open(str(RGB)).ReadAsArray()
    assert np.isnan(written[:, :256, :256]).all()
    assert (written[:, 256:] == sound[:, 256:]).all()
    assert (written[:, :256, 256:] == sound[:, :256, 256:]).all()
    assert said.warnings == missing(25)


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

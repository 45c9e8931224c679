"""A hole in the map view before and after: the same algorithm as the run, on a small copy of the image around it."""

from __future__ import annotations

from typing import Any

from osgeo import gdal
from qgis.core import QgsProcessingUtils, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QObject, QThread, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from any2any_qgis.gui.job import FillJob
from any2any_qgis.gui.job_threads import hand_over
from any2any_qgis.gui.map_view import PicturePair
from any2any_qgis.gui.session import keep_until
from any2any_qgis.layers.holes import HoleSearch
from any2any_qgis.layers.source import open_raster
from any2any_qgis.translation import tr

SIDE_PX = 512
"""Side of the copy: room for clear pixels to calibrate on, around a hole of cloud size."""
SHOWN_PX = 256
"""Side of what the pictures show."""


class _Cut(QThread):
    """Looks for a hole and copies the image around it; for a large raster that takes longer than drawing."""

    def __init__(self, search: HoleSearch, image: str, parent: QObject) -> None:
        super().__init__(parent)
        self._search, self._image = search, image
        self.has_hole = False
        self.layers: tuple[QgsRasterLayer, ...] = ()
        """The copy, open twice: one is drawn, one is filled. None without a hole, or if GDAL cannot read the image."""

    def run(self) -> None:
        place = self._search.nearest()
        self.has_hole = place is not None
        path = copy_around(self._image, place.x(), place.y()) if place is not None else ""
        layers = tuple(QgsRasterLayer(path, "around") for _ in range(2) if path)
        if all(layer.isValid() for layer in layers):
            self.layers = layers
        for layer in layers:
            hand_over(layer)


class FillPreview(PicturePair):
    """Fills the hole in the middle of the map view and shows it beside the image."""

    finished = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cut: _Cut | None = None
        self._job: FillJob | None = None
        self.drawn.connect(self._on_picture)

    @property
    def is_busy(self) -> bool:
        """Whether a preview is being made or drawn."""
        return self._cut is not None or self._job is not None or self.is_drawing(1)

    def show_for(self, layer: QgsRasterLayer, search: HoleSearch, parameters: dict[str, Any]) -> None:
        """Fill the surroundings of the hole that a search finds; ``parameters``: those of ``any2any:fill``."""
        if self.is_busy:
            return
        self._name, self._renderer, self._parameters = layer.name(), layer.renderer().clone(), parameters
        self.setVisible(True)
        self.clear_pictures()
        self.captions[0].setText(tr("With holes"))
        self.captions[1].setText(tr("Filled"))
        self.note.say(tr("Filling a preview"))
        self._cut = _Cut(search, layer.dataProvider().dataSourceUri(), self)
        self._cut.finished.connect(self._on_cut)
        self._cut.start()

    def outdate(self) -> None:
        """Remove an outdated preview, and cancel a running one."""
        self.stop()
        self.setVisible(False)

    def stop(self) -> None:
        """Stop what runs; nothing waits for it."""
        self.cancel_drawings()
        cut, self._cut = self._cut, None
        if cut is not None:
            cut.finished.disconnect(self._on_cut)
            cut.setParent(None)
            keep_until(cut.finished, cut)
        job, self._job = self._job, None
        if job is not None:
            job.finished.disconnect(self._on_finished)
            job.abandon()

    def _on_cut(self) -> None:
        cut, self._cut = self._cut, None
        cut.deleteLater()
        if not cut.has_hole:
            self._end(tr("The map view shows no hole of the image: move the map to one."))
            return
        if not cut.layers:
            self._end(tr("{} cannot be read.").format(self._name))
            return
        self._image, filled = cut.layers
        self._image.setRenderer(self._renderer.clone())
        self.draw(0, [self._image], self._shown())
        self._fill(filled)

    def _fill(self, image: QgsRasterLayer) -> None:
        parameters = {**self._parameters, "INPUT": image.source()}
        self._job = FillJob(parameters, "any2any_preview", self)
        self._job.give(image)
        self._job.is_preview = True
        self._job.finished.connect(self._on_finished)
        if self._job.prepare():
            self._job.start()

    def _on_finished(self, successful: bool, message: str) -> None:
        job, self._job = self._job, None
        job.deleteLater()
        filled, outline = job.opened("OUTPUT"), job.opened("OUTLINE")
        if not successful or filled is None:
            self._end(message)
            return
        filled.setRenderer(self._renderer.clone())
        self.draw(1, [layer for layer in (outline, filled) if layer is not None], self._shown())

    def _on_picture(self, column: int) -> None:
        if column:
            self._end("")

    def _end(self, problem: str) -> None:
        self.note.say(problem, warning=True)
        self.finished.emit()

    def _shown(self) -> QgsRectangle:
        """The middle of the copy."""
        extent = self._image.extent()
        share = min(1.0, SHOWN_PX / max(1, min(self._image.width(), self._image.height())))
        return extent.scaled(share)


def copy_around(path: str, x: float, y: float) -> str:
    """Copy the part of a file around a place in its CRS; return the copy, empty if GDAL cannot read the file.

    Safe on any thread.
    """
    source = open_raster(path)
    if source is None:
        return ""
    a = gdal.InvGeoTransform(source.GetGeoTransform())
    width, height = (min(SIDE_PX, size) for size in (source.RasterXSize, source.RasterYSize))
    column = round(a[0] + a[1] * x + a[2] * y - width / 2)
    row = round(a[3] + a[4] * x + a[5] * y - height / 2)
    column = min(max(column, 0), source.RasterXSize - width)
    row = min(max(row, 0), source.RasterYSize - height)
    copy = QgsProcessingUtils.generateTempFilename("around.tif")
    try:
        written = gdal.Translate(copy, source, srcWin=[column, row, width, height])
    except RuntimeError:  # where somebody has called gdal.UseExceptions
        return ""
    return copy if written is not None else ""

"""A hole in the map view before and after: the same algorithm as the run, on a small copy of the image around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import QgsProcessingUtils, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from any2any_qgis.gui.job import FillJob
from any2any_qgis.gui.preview import PICTURE_PX, draw_layers
from any2any_qgis.gui.widgets import Note
from any2any_qgis.layers.outputs import apply_outline_style
from any2any_qgis.layers.source import open_raster
from any2any_qgis.translation import tr

SIDE_PX = 512
"""Side of the copy: room for clear pixels to calibrate on, around a hole of cloud size."""
SHOWN_PX = 256
"""Side of what the pictures show."""


class FillPreview(QWidget):
    """Two pictures side by side; hidden until the first preview is asked for."""

    finished = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: FillJob | None = None
        self.pictures = (QLabel(), QLabel())
        self.note = Note()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, picture in enumerate(self.pictures):
            picture.setMinimumSize(PICTURE_PX, PICTURE_PX)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(picture, 0, column)
        grid.addWidget(self.note, 1, 0, 1, 2)
        self.setVisible(False)

    @property
    def is_busy(self) -> bool:
        """Whether a preview is being made."""
        return self._job is not None

    def say(self, text: str) -> None:
        """Show a sentence in place of a preview."""
        self.setVisible(True)
        self.note.say(text, warning=True)

    def show_for(self, layer: QgsRasterLayer, place, parameters: dict[str, Any]) -> None:
        """Fill the surroundings of a place in the layer's CRS."""
        if self._job is not None:
            return
        self._image = copy_around(layer, place.x(), place.y())
        if self._image is None:
            self.say(tr("{} cannot be read.").format(layer.name()))
            return
        self._image.setRenderer(layer.renderer().clone())
        self._job = FillJob({**parameters, "INPUT": self._image.source()}, "any2any_preview", self)
        self._job.loads_result = False
        self._job.finished.connect(self._on_finished)
        self.setVisible(True)
        self.note.say(tr("Filling a preview"))
        self.pictures[0].setPixmap(draw_layers([self._image], self._shown()))
        self.pictures[1].clear()
        if self._job.prepare():
            self._job.start()

    def outdate(self) -> None:
        """Take away what does not show the current choice; what runs is cancelled."""
        self.stop()
        self.setVisible(False)

    def stop(self) -> None:
        """Stop what runs; nothing waits for it."""
        if self._job is not None:
            job, self._job = self._job, None
            job.finished.disconnect(self._on_finished)
            job.abandon()

    def _on_finished(self, successful: bool, message: str) -> None:
        job, self._job = self._job, None
        job.deleteLater()
        if successful:
            self._show_result(job)
        self.note.say("" if successful else message, warning=True)
        self.finished.emit()

    def _show_result(self, job: FillJob) -> None:
        filled = QgsRasterLayer(str(job.output), "preview")
        filled.setRenderer(self._image.renderer().clone())
        outline = QgsVectorLayer(job.parameters["OUTLINE"], "outline", "ogr")
        apply_outline_style(outline)
        self.pictures[1].setPixmap(draw_layers([outline, filled], self._shown()))

    def _shown(self) -> QgsRectangle:
        """The middle of the copy."""
        extent = self._image.extent()
        share = min(1.0, SHOWN_PX / max(1, min(self._image.width(), self._image.height())))
        return extent.scaled(share)


def copy_around(layer: QgsRasterLayer, x: float, y: float) -> QgsRasterLayer | None:
    """Copy the part of a file around a place in its CRS to a temporary file; None if GDAL cannot read it."""
    source = open_raster(layer.dataProvider().dataSourceUri())
    if source is None:
        return None
    a = gdal.InvGeoTransform(source.GetGeoTransform())
    width, height = (min(SIDE_PX, size) for size in (source.RasterXSize, source.RasterYSize))
    column = round(a[0] + a[1] * x + a[2] * y - width / 2)
    row = round(a[3] + a[4] * x + a[5] * y - height / 2)
    column = min(max(column, 0), source.RasterXSize - width)
    row = min(max(row, 0), source.RasterYSize - height)
    path = QgsProcessingUtils.generateTempFilename("around.tif")
    if gdal.Translate(path, source, srcWin=[column, row, width, height]) is None:
        return None
    copy = QgsRasterLayer(path, Path(path).stem)
    return copy if copy.isValid() else None

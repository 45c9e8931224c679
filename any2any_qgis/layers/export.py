"""Layers that the worker cannot open: map services, databases, edits, open options, memory, control points."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.export_file import write_export
from any2any_qgis.layers.export_request import Export
from any2any_qgis.layers.source import file_path, is_placed_by_points, pixel_window, worker_path
from any2any_qgis.translation import tr

MAX_PX = 8192 * 8192
"""Largest exported area; for larger ones, a separate download is better."""

ASK_FROM_PX = 2048 * 2048
"""From this area on the panel asks before it downloads from a map service."""


def needs_export(layer: QgsRasterLayer) -> bool:
    """Whether the worker cannot open the layer's own source."""
    try:
        worker_path(layer)
    except EngineError:
        return True
    return False


def is_unbounded(layer: QgsRasterLayer) -> bool:
    """Whether a layer has no pixels of its own: a map service draws any size."""
    return layer.providerType() == "wms" or layer.width() <= 0


def export_size(
    layer: QgsRasterLayer, extent: QgsRectangle, pixel_size_m: float, resample: bool = False
) -> tuple[int, int]:
    """Return width and height in pixels of an extent in the layer's CRS.

    A map service has no pixel size: it gets the one that the model was trained on. Other layers get
    ``pixel_size_m`` only if they are to be resampled.
    """
    unit_x, unit_y = ground_units(layer, extent, pixel_size_m, resample)
    return max(1, round(extent.width() / unit_x)), max(1, round(extent.height() / unit_y))


def ground_units(
    layer: QgsRasterLayer, extent: QgsRectangle, pixel_size_m: float, resample: bool = False
) -> tuple[float, float]:
    """Return width and height of a pixel in units of the layer's CRS; arguments as for ``export_size``."""
    if resample or is_unbounded(layer):
        unit = _units_of(layer, extent, pixel_size_m)
        return unit, unit
    return layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()


def plan_export(
    layer: QgsRasterLayer, extent: QgsRectangle | None, pixel_size_m: float, resample: bool = False
) -> Export:
    """Decide what is written, on the main thread; ``extent`` is in the layer's CRS, None for all of it.

    EngineError if a map service has no extent, if they do not meet, or if the area is too large.
    """
    if extent is None and is_unbounded(layer):
        raise EngineError(
            tr("The layer {} is a map service: choose an area, such as the map view.").format(layer.name())
        )
    wanted = layer.extent() if extent is None else extent.intersect(layer.extent())
    if wanted.isEmpty():
        raise EngineError(
            tr("The extent {} does not touch the layer {}, which covers {}.").format(
                extent.toString(2), layer.name(), layer.extent().toString(2)
            )
        )
    width, height = export_size(layer, wanted, pixel_size_m, resample)
    if width * height > MAX_PX:
        raise EngineError(too_large(width, height))
    context = QgsProject.instance().transformContext()
    export = Export(
        layer.dataProvider().clone(),
        wanted,
        width,
        height,
        layer.crs(),
        context,
        origin=file_path(layer),
        name=_file_name(layer),
    )
    if is_placed_by_points(export.origin):
        return replace(export, path=export.origin, is_warped=True)
    if not resample or needs_export(layer):
        return export
    return replace(export, path=worker_path(layer), window=pixel_window(layer, wanted))


def too_large(width: int, height: int) -> str:
    """Return why an area of more than ``MAX_PX`` is not exported."""
    side = math.isqrt(MAX_PX)
    return tr("The area has {} × {} pixels: choose a smaller one, at most {} × {}.").format(
        width, height, side, side
    )


def _file_name(layer: QgsRasterLayer) -> str:
    """Return the stem of a layer's file, or its name where it has none, in characters that every system takes."""
    return re.sub(r"[^\w.-]+", "_", Path(file_path(layer)).stem or layer.name()) or "layer"


def _units_of(layer: QgsRasterLayer, extent: QgsRectangle, metres: float) -> float:
    """Return a ground distance in units of the layer's CRS, in the middle of an extent."""
    to_degrees = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    try:
        latitude = to_degrees.transform(extent.center()).y()
    except QgsCsException:
        latitude = 0.0
    shrink = max(0.01, math.cos(math.radians(latitude)))
    if layer.crs().isGeographic():
        return metres / 111_320.0 / math.sqrt(shrink)
    # Web Mercator, which map services use, stretches lengths by 1 / cos(latitude).
    return metres / shrink if layer.crs().authid() in ("EPSG:3857", "EPSG:900913") else metres


@dataclass(frozen=True)
class WorkerInput:
    """A layer that was looked at on the main thread."""

    name: str
    """The layer's."""
    path: str = ""
    """What the worker opens; empty until it is written."""
    export: Export | None = None
    """What is to be written, None for a layer that has its own file."""

    @classmethod
    def of(cls, layer: QgsRasterLayer) -> WorkerInput:
        """Look at a whole layer, on the main thread; EngineError for a map service, which has no end."""
        if not needs_export(layer):
            return cls(layer.name(), worker_path(layer))
        if is_unbounded(layer):
            raise EngineError(
                tr("The layer {} is a map service without end: export the area to a GeoTIFF first.").format(
                    layer.name()
                )
            )
        return cls(layer.name(), export=plan_export(layer, None, 0.0))

    def file(self, feedback: QgsProcessingFeedback) -> str:
        """Return what the worker opens, and write it first if need be; call it off the main thread."""
        if self.export is None:
            return self.path
        feedback.pushInfo(tr("Exporting the layer {}").format(self.name))
        path = QgsProcessingUtils.generateTempFilename(f"{self.export.name}.tif")
        write_export(self.export, Path(path), feedback)
        return path

"""Holes of a raster: find one in the map view, and outline those that were filled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from osgeo import gdal, ogr, osr
from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.facts import read_block
from any2any_qgis.layers.source import open_raster
from any2any_qgis.translation import tr

LOOK_PX = 200
"""Cells along each side of a view that are looked at for a hole."""


class HoleSearch:
    """Looks for a hole in a view: made on the main thread, run on any."""

    def __init__(
        self,
        image: QgsRasterLayer,
        mask: QgsMapLayer | None,
        band: int,
        classes: Sequence[int] | None,
        view: QgsRectangle,
    ) -> None:
        """``view`` is in the image's CRS.

        ``mask``: a raster, polygons, or None for the image's own nodata; ``classes``: values of the raster that
        are holes, None for all but 0.
        """
        layer = mask if mask is not None else image
        self._is_nodata, self._classes = mask is None, classes
        self._to_image = QgsCoordinateTransform(layer.crs(), image.crs(), QgsProject.instance())
        self._seen, self._middle = self._place_of(view, layer.extent())
        self._polygons = QgsVectorLayerFeatureSource(layer) if isinstance(layer, QgsVectorLayer) else None
        if isinstance(layer, QgsRasterLayer):
            self._band, self._provider = band if mask is not None else 1, layer.dataProvider().clone()
            self._unit = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()

    def nearest(self) -> QgsPointXY | None:
        """Return a place in a hole, nearest to the middle of the view, in the image's CRS; None without a hole."""
        if self._seen.isEmpty():
            return None
        places = self._cells() if self._polygons is None else self._inside_polygons()
        if not len(places):
            return None
        x, y = places[np.hypot(*(places - (self._middle.x(), self._middle.y())).T).argmin()]
        return self._to_image.transform(QgsPointXY(x, y))

    def _place_of(self, view: QgsRectangle, extent: QgsRectangle) -> tuple[QgsRectangle, QgsPointXY]:
        """Return the view in the layer's CRS and its middle; an empty view where they do not meet."""
        back = Qgis.TransformDirection.Reverse
        try:
            seen = self._to_image.transformBoundingBox(view, back).intersect(extent)
            return seen, self._to_image.transform(view.center(), back)
        except QgsCsException:
            return QgsRectangle(), QgsPointXY()

    def _inside_polygons(self) -> np.ndarray:
        """Return a place in each polygon, float64 (N, 2)."""
        request = QgsFeatureRequest().setFilterRect(self._seen)
        inside = [one.geometry().pointOnSurface() for one in self._polygons.getFeatures(request)]
        return np.array([point.asPoint() for point in inside if not point.isEmpty()]).reshape(-1, 2)

    def _cells(self) -> np.ndarray:
        """Return the middle of each cell that is a hole, float64 (N, 2)."""
        seen = self._seen
        columns, rows = (
            max(1, min(LOOK_PX, round(size / unit)))
            for size, unit in zip((seen.width(), seen.height()), self._unit)
        )
        values, empty = read_block(self._provider.block(self._band, seen, columns, rows))
        filled = np.isin(values, self._classes) if self._classes else values != 0
        row, column = np.nonzero(empty if self._is_nodata else filled & ~empty)
        x = seen.xMinimum() + (column + 0.5) * seen.width() / columns
        y = seen.yMaximum() - (row + 0.5) * seen.height() / rows
        return np.stack([x, y], axis=1)


def write_outline(synthetic: str, path: str) -> None:
    """Write the filled parts of a map of synthetic pixels as polygons (GeoPackage); EngineError if that fails.

    A map without a place has none: its outline lies in pixels, rows downwards.
    """
    raster = open_raster(synthetic)
    driver = ogr.GetDriverByName("GPKG")
    if raster is None or driver is None:
        raise EngineError(tr("{} cannot be read.").format(synthetic))
    filled = raster.GetRasterBand(1)
    target = driver.CreateDataSource(path)
    if target is None:
        raise EngineError(tr("{} cannot be written.").format(path))
    crs = osr.SpatialReference(raster.GetProjection()) if raster.GetProjection() else None
    layer = target.CreateLayer("outline", crs, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
    # Zeros are masked out: measured ground gets no polygon.
    code = gdal.Polygonize(filled, filled, layer, 0, ["8CONNECTED=8"])
    del layer, target
    if code != gdal.CE_None:
        raise EngineError(tr("{} cannot be written.").format(path))

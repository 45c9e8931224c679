"""Holes of a raster: find one in the map view, and outline those that were filled."""

from __future__ import annotations

from math import hypot

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
)

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.source import open_raster
from any2any_qgis.translation import tr

LOOK_PX = 200
"""Cells along each side of a view that are looked at for a hole."""


def hole_in_view(
    image: QgsRasterLayer, mask: QgsMapLayer | None, band: int, classes: list[int] | None, view: QgsRectangle
) -> QgsPointXY | None:
    """Return a place in a hole, nearest to the middle of ``view``; both in the image's CRS. None if it shows none.

    ``mask``: a raster, polygons, or None for the image's own nodata; ``classes``: values of the raster that are
    holes, None for all but 0.
    """
    if isinstance(mask, QgsVectorLayer):
        places = _polygons(mask, image, view)
    else:
        layer = mask if isinstance(mask, QgsRasterLayer) else image
        places = _cells(layer, image, band if mask else 1, classes, view, nodata=mask is None)
    centre = view.center()
    return min(places, key=lambda p: hypot(p.x() - centre.x(), p.y() - centre.y()), default=None)


def _between(layer: QgsMapLayer, image: QgsRasterLayer) -> QgsCoordinateTransform:
    return QgsCoordinateTransform(layer.crs(), image.crs(), QgsProject.instance())


def _seen(layer: QgsMapLayer, image: QgsRasterLayer, view: QgsRectangle) -> QgsRectangle:
    """The view in the layer's CRS; empty where they do not meet."""
    try:
        there = _between(layer, image).transformBoundingBox(view, Qgis.TransformDirection.Reverse)
    except QgsCsException:
        return QgsRectangle()
    return there.intersect(layer.extent())


def _polygons(layer: QgsVectorLayer, image: QgsRasterLayer, view: QgsRectangle) -> list[QgsPointXY]:
    places = []
    to_image = _between(layer, image)
    for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(_seen(layer, image, view))):
        inside = feature.geometry().pointOnSurface()
        if not inside.isEmpty():
            places.append(to_image.transform(inside.asPoint()))
    return places


def _cells(
    layer: QgsRasterLayer,
    image: QgsRasterLayer,
    band: int,
    classes: list[int] | None,
    view: QgsRectangle,
    nodata: bool,
) -> list[QgsPointXY]:
    seen = _seen(layer, image, view)
    if seen.isEmpty():
        return []
    columns, rows = (
        max(1, min(LOOK_PX, round(size / unit)))
        for size, unit in (
            (seen.width(), layer.rasterUnitsPerPixelX()),
            (seen.height(), layer.rasterUnitsPerPixelY()),
        )
    )
    block = layer.dataProvider().block(band, seen, columns, rows)
    to_image = _between(layer, image)
    places = []
    for row in range(rows):
        for column in range(columns):
            empty = block.isNoData(row, column)
            value = block.value(row, column)
            is_hole = empty if nodata else not empty and (value in classes if classes else value != 0)
            if is_hole:
                x = seen.xMinimum() + (column + 0.5) * seen.width() / columns
                y = seen.yMaximum() - (row + 0.5) * seen.height() / rows
                places.append(to_image.transform(QgsPointXY(x, y)))
    return places


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
    # Zeros are masked out: measured ground is no polygon.
    code = gdal.Polygonize(filled, filled, layer, 0, ["8CONNECTED=8"])
    del layer, target
    if code != gdal.CE_None:
        raise EngineError(tr("{} cannot be written.").format(path))

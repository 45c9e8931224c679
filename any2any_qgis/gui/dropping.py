"""What is dropped on the panel."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMimeDataUtils, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QMimeData


def dropped_raster(data: QMimeData) -> QgsRasterLayer | None:
    """Return the first raster that is dragged: a layer of the project, or one that is opened for it."""
    for uri in QgsMimeDataUtils.decodeUriList(data):
        layer = QgsProject.instance().mapLayer(getattr(uri, "layerId", ""))
        if isinstance(layer, QgsRasterLayer):
            return layer
        if uri.layerType == "raster":
            return QgsRasterLayer(uri.uri, uri.name, uri.providerKey or "gdal")
    for url in data.urls():
        if url.isLocalFile():
            return QgsRasterLayer(url.toLocalFile(), Path(url.toLocalFile()).stem)
    return None

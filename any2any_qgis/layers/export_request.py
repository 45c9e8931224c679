"""What is to be exported: an area of a layer that the worker cannot open, or that is to have other pixels."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsRasterDataProvider,
    QgsRectangle,
)


@dataclass(frozen=True)
class Export:
    """What is to be written; made on the main thread, written on any."""

    provider: QgsRasterDataProvider
    """A copy of the layer's own."""
    extent: QgsRectangle
    width: int
    height: int
    crs: QgsCoordinateReferenceSystem
    context: QgsCoordinateTransformContext
    path: str = ""
    """A raster that GDAL opens, to be resampled or warped with its tags; empty where the provider has the pixels."""
    is_warped: bool = False
    """Whether ``path`` is placed by points: the area is warped, and its pixels outside the raster are transparent."""
    window: tuple[int, int, int, int] = (0, 0, 0, 0)
    """X, Y, width, height of the area in pixels of ``path``."""
    origin: str = ""
    """What GDAL opens to read names and tags from, which QGIS's writer leaves out; empty where there is nothing."""
    name: str = "layer"
    """What the file is to be called, without suffix: that of the layer's own file, or the layer's."""

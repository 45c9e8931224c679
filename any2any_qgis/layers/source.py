"""From a QGIS layer to what the worker can open, and from an extent to pixels of that raster."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProviderRegistry, QgsRasterLayer, QgsRectangle

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.raster_file import open_raster
from any2any_qgis.translation import tr

if TYPE_CHECKING:
    from any2any_qgis.layers.facts import RasterFacts

NO_GEOTRANSFORM = (0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
EDGE_TOLERANCE_PX = 1e-3
"""An extent that ends this close to a pixel's edge is taken to end on it."""


def worker_path(layer: QgsRasterLayer) -> str:
    """Return the path, ``/vsi...`` path or subdataset name of a layer's raster.

    EngineError, with the way out, for layers that exist only within QGIS or on a map server.
    """
    provider = layer.providerType()
    if provider != "gdal":
        raise EngineError(
            tr(
                "The layer {} comes from {}, which the worker cannot read: export it to a GeoTIFF "
                "(Export > Save As...) first."
            ).format(layer.name(), provider)
        )
    if layer.dataProvider().isEditable():
        raise EngineError(
            tr("The layer {} is being edited: save the edits or export it to a GeoTIFF first.").format(
                layer.name()
            )
        )
    source = layer.source()
    parts = QgsProviderRegistry.instance().decodeUri("gdal", source)
    if parts.get("openOptions"):
        raise EngineError(
            tr("The layer {} was opened with options ({}): export it to a GeoTIFF first.").format(
                layer.name(), ", ".join(parts["openOptions"])
            )
        )
    if "/vsimem/" in source:
        raise EngineError(
            tr("The layer {} is held in the memory of QGIS: export it to a GeoTIFF first.").format(
                layer.name()
            )
        )
    # A relative path is relative to this process's folder, not to the worker's.
    return str(Path(source).resolve()) if Path(source).exists() else source


def layer_facts(layer: QgsRasterLayer) -> tuple[RasterFacts | None, str]:
    """Return the facts that QGIS knows of a layer without a file, or None and the path to read them from."""
    from any2any_qgis.layers.facts import BandFacts, RasterFacts  # numpy: only for the panel

    if layer.providerType() == "gdal":
        return None, layer.source()
    if layer.providerType() == "wms":  # WMS, WMTS and XYZ are pictures
        bands = tuple(BandFacts(colour=name) for name in ("red", "green", "blue"))
        return RasterFacts(layer.name(), bands, "uint8", tags={}), ""
    count = max(layer.bandCount(), 1)
    return RasterFacts(layer.name(), (BandFacts(),) * count, "float32"), ""


def pixel_window(layer: QgsRasterLayer, extent: QgsRectangle) -> tuple[int, int, int, int]:
    """Turn an extent in the layer's CRS into X, Y, width, height in pixels of its raster.

    All pixels that the extent touches are in; it is cut to the raster. EngineError if they do not meet.
    """
    dataset = open_raster(worker_path(layer))
    if dataset is None:
        raise EngineError(tr("The raster {} cannot be opened any more.").format(layer.source()))
    size = dataset.RasterXSize, dataset.RasterYSize
    geotransform = dataset.GetGeoTransform(can_return_null=True)
    if geotransform is None or geotransform == NO_GEOTRANSFORM:
        if (layer.width(), layer.height()) != size:
            raise EngineError(
                tr(
                    "The layer {} is placed by ground control points, so an extent has no exact pixels in it: "
                    "warp it first, or translate it whole."
                ).format(layer.name())
            )
        geotransform = _grid_of(layer.extent(), *size)
    window = _touched_pixels(extent, geotransform, *size)
    if window is None:
        raise EngineError(
            tr("The extent {} does not touch the layer {}, which covers {}.").format(
                extent.toString(2), layer.name(), layer.extent().toString(2)
            )
        )
    return window


def _grid_of(extent: QgsRectangle, width: int, height: int) -> tuple[float, ...]:
    """Geotransform of a raster that QGIS itself placed, north up."""
    return (
        extent.xMinimum(), extent.width() / width, 0.0, extent.yMaximum(), 0.0, -extent.height() / height,
    )  # fmt: skip


def _touched_pixels(
    extent: QgsRectangle, geotransform: tuple[float, ...], width: int, height: int
) -> tuple[int, int, int, int] | None:
    from osgeo import gdal

    inverse = gdal.InvGeoTransform(geotransform)
    corners = [
        gdal.ApplyGeoTransform(inverse, x, y)
        for x in (extent.xMinimum(), extent.xMaximum())
        for y in (extent.yMinimum(), extent.yMaximum())
    ]
    (left, right), (top, bottom) = (
        _touched_range([corner[axis] for corner in corners], size) for axis, size in ((0, width), (1, height))
    )
    return (left, top, right - left, bottom - top) if left < right and top < bottom else None


def _touched_range(positions_px: list[float], size_px: int) -> tuple[int, int]:
    first = math.floor(min(positions_px) + EDGE_TOLERANCE_PX)
    end = math.ceil(max(positions_px) - EDGE_TOLERANCE_PX)
    return max(first, 0), min(end, size_px)

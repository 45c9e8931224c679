"""Where a layer's pixels come from: GDAL's drivers, a layer's reference, the worker's path and window."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRectangle,
)

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr

ALLOWED_DRIVERS = (
    *("GTiff", "COG", "VRT", "MEM", "Memory"),
    *("JP2OpenJPEG", "JPEG", "PNG", "HFA", "ENVI", "EHdr", "NITF", "PCIDSK", "HDF5", "HDF5Image"),
    *("SENTINEL2", "SAFE", "RS2", "TSX", "COSAR", "DIMAP", "TIL"),
)
"""The engine's list, from ``raster/drivers.py``; other drivers write while they read, or fetch addresses."""


def open_raster(path: str, options: Sequence[str] = ()):
    """Return a GDAL dataset; None if the path is not a raster in one of the formats. Safe on any thread.

    ``options``: GDAL's open options, ``"NAME=VALUE"``.
    """
    from osgeo import gdal  # only now: it would be half of the time in which QGIS starts the plugin

    try:
        return gdal.OpenEx(
            path, gdal.OF_RASTER, allowed_drivers=list(ALLOWED_DRIVERS), open_options=list(options)
        )
    except RuntimeError:  # where somebody has called gdal.UseExceptions
        return None


FILE_PROVIDERS = ("gdal", "ogr")
"""Those whose source alone opens the layer again."""


@dataclass(frozen=True)
class LayerReference:
    """What remains of a layer after its object is deleted."""

    layer_id: str
    name: str
    source: str
    provider: str

    @classmethod
    def of(cls, layer: QgsMapLayer) -> LayerReference:
        """Refer to a layer."""
        return cls(layer.id(), layer.name(), layer.source(), layer.providerType())

    def layer(self) -> QgsMapLayer | None:
        """Return the layer if it is in the project that is open."""
        return QgsProject.instance().mapLayer(self.layer_id)

    def value(self) -> QgsMapLayer | str:
        """Return what Processing takes: the layer, or the source of a file whose layer is gone.

        EngineError if the layer is gone and was not a file.
        """
        layer = self.layer()
        if layer is not None:
            return layer
        if self.provider not in FILE_PROVIDERS:
            raise EngineError(tr("The layer {} is no longer in the project: add it again.").format(self.name))
        return self.source


def referenced(parameters: dict[str, Any]) -> dict[str, Any]:
    """Replace layers among an algorithm's parameters by references."""
    return {
        name: LayerReference.of(value) if isinstance(value, QgsMapLayer) else value
        for name, value in parameters.items()
    }


def with_layers(parameters: dict[str, Any]) -> dict[str, Any]:
    """Replace references by what Processing takes; EngineError as for ``LayerReference.value``."""
    return {
        name: value.value() if isinstance(value, LayerReference) else value
        for name, value in parameters.items()
    }


def layer_of(value: object) -> QgsMapLayer | None:
    """Return the layer that a parameter names if it is in the project that is open."""
    if isinstance(value, LayerReference):
        return value.layer()
    return value if isinstance(value, QgsMapLayer) else None


NO_GEOTRANSFORM = (0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
EDGE_TOLERANCE_PX = 1e-3
"""An extent that ends this close to a pixel's edge is taken to end on it."""


def file_path(layer: QgsRasterLayer) -> str:
    """Return what GDAL opens of a layer, without its open options; empty for a layer of another provider."""
    return layer.source().partition("|option:")[0] if layer.providerType() == "gdal" else ""


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
    if is_placed_by_points(source):
        raise EngineError(
            tr("The layer {} is placed by ground control points: export it to a GeoTIFF first.").format(
                layer.name()
            )
        )
    # A relative path is relative to this process's folder, not to the worker's.
    return str(Path(source).resolve()) if Path(source).exists() else source


def is_placed_by_points(path: str) -> bool:
    """Whether a raster has ground control points or RPCs in place of a geotransform: QGIS warps it to show it."""
    dataset = open_raster(path)
    if dataset is None or dataset.GetGeoTransform(can_return_null=True) not in (None, NO_GEOTRANSFORM):
        return False
    return dataset.GetGCPCount() > 0 or bool(dataset.GetMetadata("RPC"))


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

"""Open rasters with GDAL as the engine does: only in formats whose drivers read files and do nothing else."""

from __future__ import annotations

ALLOWED_DRIVERS = (
    *("GTiff", "COG", "VRT", "MEM", "Memory"),
    *("JP2OpenJPEG", "JPEG", "PNG", "HFA", "ENVI", "EHdr", "NITF", "PCIDSK", "HDF5", "HDF5Image"),
    *("SENTINEL2", "SAFE", "RS2", "TSX", "COSAR", "DIMAP", "TIL"),
)
"""The engine's list, in ``raster/drivers.py``: others write while they read, or fetch addresses."""


def open_raster(path: str):
    """Return a GDAL dataset; None if the path is not a raster in one of the formats. Safe on any thread."""
    from osgeo import gdal  # only now: it would be half of the time in which QGIS starts the plugin

    try:
        return gdal.OpenEx(path, gdal.OF_RASTER, allowed_drivers=list(ALLOWED_DRIVERS))
    except RuntimeError:  # where somebody has called gdal.UseExceptions
        return None

"""Writing a result: pieces of rows while it grows, then one cloud-optimised GeoTIFF made of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import rasterio.shutil
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError  # what rasterio.shutil raises has no public name
from rasterio.errors import RasterioError
from rasterio.io import MemoryFile

from any2any.errors import Any2AnyError
from any2any.raster.grid import PixelGrid
from any2any.raster.radiometry import OutputEncoding
from any2any.raster.reader import open_quietly

BLOCK_PX = 512
"""Tile size of pieces and result."""


@dataclass(frozen=True)
class OutputSpec:
    """What the result looks like, apart from its pixels."""

    grid: PixelGrid
    encoding: OutputEncoding
    band_names: tuple[str, ...]
    tags: Mapping[str, str]


def write_piece(path: Path, values: NDArray[np.generic], spec: OutputSpec) -> None:
    """Write rows (C, h, w) of file values as a GeoTIFF that appears whole or not at all.

    GDAL writes to memory and the bytes go out through the operating system's own calls, because GDAL reports
    a full disk late or never. Any2AnyError if the disk refuses them.
    """
    count, height, width = values.shape
    profile = {
        "driver": "GTiff",
        "count": count,
        "height": height,
        "width": width,
        "dtype": spec.encoding.dtype,
        "nodata": spec.encoding.nodata,
        "transform": rasterio.Affine.scale(1, 2),  # any transform: silences the warning about none
        "tiled": True,
        "blockxsize": BLOCK_PX,
        "blockysize": BLOCK_PX,
        "compress": "deflate",
        "zlevel": 1,
        "predictor": _predictor(spec),
        "sparse_ok": True,
    }
    with MemoryFile() as memory:
        with memory.open(**profile) as piece:
            piece.write(values)
        write_whole(path, memory.getbuffer())


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write a file so that it appears whole or not at all, even after a power cut."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise write_error(path, error) from error


def write_error(path: Path, error: Exception) -> Any2AnyError:
    """Return the sentence for a write that failed."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error.__cause__ or error
    return Any2AnyError(
        f"{path} cannot be written ({reason}): free some space or choose another output folder; running the "
        "same command again goes on from here"
    )


def _predictor(spec: OutputSpec) -> int:
    return 3 if spec.encoding.dtype == "float32" else 2


def write_cog(path: Path, pieces: Sequence[tuple[Path, int]], spec: OutputSpec) -> None:
    """Join pieces, each with its first row, into a cloud-optimised GeoTIFF with overviews, block by block.

    Needs a folder of its own to work in: a VRT and GDAL's temporary files come and go beside ``path``.
    Any2AnyError if the disk refuses them.
    """
    mosaic = path.with_name("mosaic.vrt")
    write_whole(mosaic, mosaic_vrt(pieces, spec).encode())
    try:
        # GDAL keeps 100 sources of a VRT open, each with buffers of its own: memory that grows with the height.
        with rasterio.Env(GDAL_MAX_DATASET_POOL_SIZE=8):
            rasterio.shutil.copy(
                mosaic,
                path,
                driver="COG",
                compress="DEFLATE",
                predictor="YES",
                blocksize=BLOCK_PX,
                overviews="IGNORE_EXISTING",
                overview_resampling="AVERAGE",
                bigtiff="IF_SAFER",
                sparse_ok=True,
            )
        _read_back(path)
    except (RasterioError, CPLE_BaseError, OSError) as error:
        raise write_error(path, error) from error


def _read_back(path: Path) -> None:
    """Read every block once: GDAL can report a full disk late or never, and then the file is cut short."""
    with open_quietly(path) as dataset:
        for _, window in dataset.block_windows(1):
            dataset.read(window=window)


def mosaic_vrt(pieces: Sequence[tuple[Path, int]], spec: OutputSpec) -> str:
    """Return a VRT over pieces of full width that carries all metadata of the result."""
    grid, encoding = spec.grid, spec.encoding
    root = ElementTree.Element("VRTDataset", rasterXSize=str(grid.width), rasterYSize=str(grid.height))
    if grid.crs_wkt is not None:
        ElementTree.SubElement(root, "SRS", dataAxisToSRSAxisMapping="1,2").text = grid.crs_wkt
    if grid.transform is not None:
        a, b, c, d, e, f = grid.transform
        ElementTree.SubElement(root, "GeoTransform").text = ", ".join(map(repr, (c, a, b, f, d, e)))
    metadata = ElementTree.SubElement(root, "Metadata")
    for key, value in spec.tags.items():
        ElementTree.SubElement(metadata, "MDI", key=key).text = value
    colours = _COLOURS if set(spec.band_names) == set(_COLOURS) else {}
    for number, name in enumerate(spec.band_names, 1):
        band = ElementTree.SubElement(
            root, "VRTRasterBand", dataType=_GDAL_TYPES[encoding.dtype], band=str(number)
        )
        ElementTree.SubElement(band, "Description").text = name
        ElementTree.SubElement(band, "ColorInterp").text = colours.get(name, "Gray")
        ElementTree.SubElement(band, "NoDataValue").text = repr(encoding.nodata)
        ElementTree.SubElement(band, "UnitType").text = encoding.unit
        if encoding.scale != 1:
            ElementTree.SubElement(band, "Offset").text = "0"
            ElementTree.SubElement(band, "Scale").text = repr(encoding.scale)
        for index, (path, row) in enumerate(pieces):
            stop = pieces[index + 1][1] if index + 1 < len(pieces) else grid.height
            _add_source(band, path, number, row, stop - row, grid.width)
    return ElementTree.tostring(root, encoding="unicode")


_COLOURS = {"red": "Red", "green": "Green", "blue": "Blue"}
_GDAL_TYPES = {"uint16": "UInt16", "float32": "Float32"}


def _add_source(
    band: ElementTree.Element, path: Path, number: int, row: int, height: int, width: int
) -> None:
    source = ElementTree.SubElement(band, "SimpleSource")
    ElementTree.SubElement(source, "SourceFilename", relativeToVRT="1").text = path.name
    ElementTree.SubElement(source, "SourceBand").text = str(number)
    rect = {"xOff": "0", "xSize": str(width), "ySize": str(height)}
    ElementTree.SubElement(source, "SrcRect", rect, yOff="0")
    ElementTree.SubElement(source, "DstRect", rect, yOff=str(row))

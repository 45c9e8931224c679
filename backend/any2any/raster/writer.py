"""Write a result: pieces of rows first, then one cloud-optimised GeoTIFF made of them."""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import rasterio.shutil
from numpy.typing import NDArray
from rasterio.io import MemoryFile
from rasterio.windows import Window

from any2any.errors import Any2AnyError, Message
from any2any.files import write_bytes
from any2any.raster.coverage import WrittenBlocks, coverage_of
from any2any.raster.grid import PixelGrid
from any2any.raster.opening import GDAL_ERRORS, open_quietly
from any2any.raster.radiometry import OutputEncoding
from any2any.raster.window import Bounds

BLOCK_PX = 512
"""Tile size of pieces and result."""


@dataclass(frozen=True)
class OutputSpec:
    """Properties of the result, apart from its pixels."""

    grid: PixelGrid
    encoding: OutputEncoding
    band_names: tuple[str, ...]
    tags: Mapping[str, str]


def write_piece(
    path: Path, values: NDArray[np.generic], spec: OutputSpec, first_col: int | None = None
) -> None:
    """Write rows (C, h, w) of file values as a GeoTIFF that appears whole or not at all.

    ``first_col``: column of the result where the values begin, if they cover only a part of its width (maybe 0
    columns); the rest is nodata.

    GDAL writes to memory and the bytes go out through the operating system's own calls, because GDAL reports
    a full disk late or never. Any2AnyError if the disk refuses them.
    """
    count, height, cols = values.shape
    width = cols if first_col is None else spec.grid.width
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
        **_fast_compression(),
        "predictor": _predictor(spec),
        "sparse_ok": True,
    }
    try:
        with MemoryFile() as memory:
            with memory.open(**profile) as piece:
                if cols:
                    piece.write(values, window=Window(first_col or 0, 0, cols, height))
            with memory.open() as piece:  # closing reports no error, so the piece is read back
                piece.read(1, window=((height - 1, height), (0, width)))
            content = memory.getbuffer()
            # The digest is written first: a piece counts as finished once it exists itself.
            write_bytes(digest_path(path), _digest(path, content).encode(), shared=True)
            write_whole(path, content)
    except GDAL_ERRORS as error:
        raise write_error(path, error) from error
    except OSError as error:
        raise write_error(path, error, values.nbytes) from error


def digest_path(piece: Path) -> Path:
    """Return the path of a piece's digest, beside it."""
    return piece.with_name(f"{piece.name}.sha256")


def is_intact(piece: Path) -> bool:
    """Whether a piece has every byte that was written under its name. OSError if it or its digest cannot be read."""
    return digest_path(piece).read_text(encoding="ascii", errors="replace") == _digest(
        piece, piece.read_bytes()
    )


def _digest(piece: Path, content: bytes | memoryview) -> str:
    """Hex sha256 of a piece's name and bytes: a piece under another's name is as wrong as a changed one."""
    digest = hashlib.sha256(piece.name.encode())
    digest.update(content)
    return digest.hexdigest()


@cache
def _fast_compression() -> Mapping[str, object]:
    """Return how pieces are compressed: by Zstandard, which takes a fifth of the time, if this GDAL has it."""
    zstd = {"compress": "zstd", "zstd_level": 1}
    tiny = {"driver": "GTiff", "count": 1, "height": 1, "width": 1, "dtype": "uint8"}
    try:
        with MemoryFile() as memory, memory.open(**tiny, **zstd, transform=rasterio.Affine.scale(1, 2)):
            return zstd
    except GDAL_ERRORS:
        return {"compress": "deflate", "zlevel": 1}


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write a file whole or not at all; two processes may write the same one. Any2AnyError if the disk refuses it."""
    try:
        write_bytes(path, content, shared=True)
    except OSError as error:
        raise write_error(path, error, len(content)) from error


def write_error(path: Path, error: Exception, needed_bytes: int = 0) -> Any2AnyError:
    """Return the sentence for a write that failed; it says how much space is missing if the disk is full."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error.__cause__ or error
    missing = _missing_bytes(path, error, needed_bytes)
    space = f"about {missing / 1e6:.1f} MB of space" if missing else "some space"
    said = Message(
        "not-written",
        "{path} cannot be written ({reason}): free {space} or choose another output folder; running the same command "
        "again continues from here",
        path=path,
        reason=reason,
        space=space,
    )
    return Any2AnyError(said)


def _missing_bytes(path: Path, error: Exception, needed_bytes: int) -> int:
    """How much more must be free; 0 if space is not the cause, or if a quota refuses what the disk has room for."""
    code = error.errno if isinstance(error, OSError) else None
    if code not in (errno.ENOSPC, None):
        return 0
    try:
        return max(0, needed_bytes - shutil.disk_usage(path.parent).free)
    except OSError:
        return 0


def _predictor(spec: OutputSpec) -> int:
    return 3 if spec.encoding.dtype == "float32" else 2


def write_cog(path: Path, pieces: Sequence[tuple[Path, int]], spec: OutputSpec) -> None:
    """Join pieces, each with its first row, into a cloud-optimised GeoTIFF with overviews, block by block.

    Needs its own folder to work in: it writes a VRT and GDAL's temporary files beside ``path``.
    Any2AnyError if the disk refuses them.
    """
    mosaic = path.with_name("mosaic.vrt")
    try:
        held = [data_of(piece) for piece, _ in pieces]
        write_whole(mosaic, mosaic_vrt(pieces, spec, held).encode())
        # GDAL keeps 100 sources of a VRT open, each with buffers of its own: memory that grows with the height.
        with rasterio.Env(GDAL_MAX_DATASET_POOL_SIZE=8):
            rasterio.shutil.copy(
                mosaic,
                path,
                compress="DEFLATE",
                bigtiff="IF_SAFER",
                sparse_ok=True,
                num_threads="ALL_CPUS",  # the bytes are those of one thread: blocks are written in order
                **(_sparse_layout(spec) if is_mostly_empty(held, spec.grid) else _COG_LAYOUT),
            )
        read_back(path)
    except (*GDAL_ERRORS, OSError) as error:
        for left_over in path.parent.glob(
            f"{path.name}*"
        ):  # GDAL's temporary files too: a full disk needs every byte
            with suppress(OSError):
                left_over.unlink()
        raise write_error(path, error, _cog_bytes(pieces)) from error


_COG_LAYOUT: Mapping[str, object] = {
    "driver": "COG",
    "predictor": "YES",
    "blocksize": BLOCK_PX,
    "overviews": "IGNORE_EXISTING",
    "overview_resampling": "AVERAGE",
}


def _sparse_layout(spec: OutputSpec) -> Mapping[str, object]:
    """Return how a mostly empty result is written: in tiles without overviews.

    To make overviews, GDAL would read every pixel; without them it reads only the data.
    """
    return {
        "driver": "GTiff",
        "predictor": _predictor(spec),
        "tiled": True,
        "blockxsize": BLOCK_PX,
        "blockysize": BLOCK_PX,
    }


MOSTLY_EMPTY_PX, MOSTLY_EMPTY_SHARE = 2**30, 1 / 64
"""A result of more pixels than this, of which at most this share holds data, is mostly empty."""


def is_mostly_empty(held: Sequence[Bounds], grid: PixelGrid) -> bool:
    """Whether a result is huge and nearly without data."""
    pixels = grid.height * grid.width
    data = sum(bounds.height * bounds.width for bounds in held)
    return pixels > MOSTLY_EMPTY_PX and data <= MOSTLY_EMPTY_SHARE * pixels


def data_of(piece: Path) -> Bounds:
    """Return the part of a piece that was written; RasterioError if it cannot be read."""
    with open_quietly(piece) as dataset:
        whole = Bounds(0, dataset.height, 0, dataset.width)
        return WrittenBlocks(dataset, range(1, dataset.count + 1)).data(whole)


def _cog_bytes(pieces: Sequence[tuple[Path, int]]) -> int:
    """Estimated disk space for making the result: GDAL writes overviews, a third of the pixels, to a separate file."""
    size = sum(path.stat().st_size for path, _ in pieces if path.exists())
    return size * 5 // 3


def read_back(path: Path) -> None:
    """Read every written block once: GDAL can report a full disk late or never, and then the file is cut short."""
    with open_quietly(path) as dataset:
        coverage = coverage_of(dataset, range(1, dataset.count + 1))
        if coverage is not None:
            for block in coverage.blocks(Bounds(0, dataset.height, 0, dataset.width)):
                dataset.read(window=Window(block.col_start, block.row_start, block.width, block.height))
            return
        for _, window in dataset.block_windows(1):
            dataset.read(window=window)


def mosaic_vrt(pieces: Sequence[tuple[Path, int]], spec: OutputSpec, held: Sequence[Bounds]) -> str:
    """Return a VRT over the data of the pieces, each of full width, with all metadata of the result."""
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
        for (path, row), data in zip(pieces, held, strict=True):
            if not data.is_empty:
                _add_source(band, path, number, row, data)
    return ElementTree.tostring(root, encoding="unicode")


_COLOURS = {"red": "Red", "green": "Green", "blue": "Blue"}
_GDAL_TYPES = {"uint16": "UInt16", "float32": "Float32"}


def _add_source(band: ElementTree.Element, path: Path, number: int, row: int, data: Bounds) -> None:
    source = ElementTree.SubElement(band, "SimpleSource")
    ElementTree.SubElement(source, "SourceFilename", relativeToVRT="1").text = path.name
    ElementTree.SubElement(source, "SourceBand").text = str(number)
    rect = {"xOff": str(data.col_start), "xSize": str(data.width), "ySize": str(data.height)}
    ElementTree.SubElement(source, "SrcRect", rect, yOff=str(data.row_start))
    ElementTree.SubElement(source, "DstRect", rect, yOff=str(row + data.row_start))

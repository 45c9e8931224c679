"""Find the parts of a raster that hold data, so that huge rasters with little data take little time.

A GeoTIFF knows which of its blocks were written. A VRT holds data where its sources lie, and there only in their
written blocks. Anything that is not understood here counts as data, so that no data are missed.
"""

from __future__ import annotations

import math
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import rasterio
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import DatasetReader

from any2any.raster.opening import GDAL_ERRORS
from any2any.raster.window import Bounds

SMALLEST_BLOCK_PX = 4096
"""Asking about smaller blocks one by one takes longer than reading them."""

SMALLEST_VRT_PX = 16_000_000
"""Reading a smaller VRT whole costs less than looking at its sources."""

LONGEST_VRT_BYTES = 10_000_000
MOST_OPEN_SOURCES = 64
"""Sources of a VRT whose blocks are looked up; for further ones the whole rectangle counts as data."""


class Coverage(ABC):
    """The parts of one open raster that hold data, for the thread that opened it."""

    @abstractmethod
    def blocks(self, within: Bounds) -> Iterator[Bounds]:
        """Yield the parts with data that touch a rectangle, clipped to the raster."""

    def data(self, within: Bounds) -> Bounds:
        """Return the smallest part of a rectangle that holds all its written blocks; empty without any."""
        blocks = list(self.blocks(within))
        if not blocks:
            return Bounds(within.row_start, within.row_start, within.col_start, within.col_start)
        return Bounds(
            min(block.row_start for block in blocks),
            max(block.row_stop for block in blocks),
            min(block.col_start for block in blocks),
            max(block.col_stop for block in blocks),
        ).clipped(within)


class WrittenBlocks(Coverage):
    """The written blocks of one open GeoTIFF; each is looked up once."""

    def __init__(self, dataset: DatasetReader, bands: Sequence[int]) -> None:
        self._dataset = dataset
        pixel_interleaved = dataset.profile.get("interleave") == "pixel"
        self._bands = tuple(bands)[:1] if pixel_interleaved else tuple(bands)
        self._whole = Bounds(0, dataset.height, 0, dataset.width)
        self._height, self._width = dataset.block_shapes[bands[0] - 1]
        shape = -(-dataset.height // self._height), -(-dataset.width // self._width)
        self._written = np.full(shape, -1, np.int8)  # -1: not looked up yet

    def blocks(self, within: Bounds) -> Iterator[Bounds]:
        """Yield the written blocks that touch a rectangle, in row order, clipped to the raster."""
        inside = within.clipped(self._whole)
        for row in range(inside.row_start // self._height, -(-inside.row_stop // self._height)):
            for col in range(inside.col_start // self._width, -(-inside.col_stop // self._width)):
                if self._is_written(row, col):
                    top, left = row * self._height, col * self._width
                    yield Bounds(top, top + self._height, left, left + self._width).clipped(self._whole)

    def _is_written(self, row: int, col: int) -> bool:
        if self._written[row, col] < 0:
            item = f"BLOCK_OFFSET_{col}_{row}"
            self._written[row, col] = any(
                self._dataset.get_tag_item(item, "TIFF", bidx=band) is not None for band in self._bands
            )
        return bool(self._written[row, col])


@dataclass(frozen=True)
class _Area:
    """What one source fills: pixels of the VRT, and the source's written blocks if they are known."""

    bounds: Bounds
    written: WrittenBlocks | None = None
    down: int = 0
    right: int = 0
    """From pixels of the source to those of the VRT."""

    def blocks(self, within: Bounds) -> Iterator[Bounds]:
        """Yield the parts of a rectangle that may hold data."""
        inside = within.clipped(self.bounds)
        if inside.is_empty:
            return
        if self.written is None:
            yield inside
            return
        for block in self.written.blocks(_moved(inside, -self.down, -self.right)):
            yield _moved(block, self.down, self.right).clipped(self.bounds)


class VrtCoverage(Coverage):
    """What the sources of one open VRT fill."""

    def __init__(self, areas: Sequence[_Area]) -> None:
        self._areas = areas

    def blocks(self, within: Bounds) -> Iterator[Bounds]:
        """Yield the parts with data that touch a rectangle; those of different sources may overlap."""
        for area in self._areas:
            yield from area.blocks(within)


def _moved(bounds: Bounds, down: int, right: int) -> Bounds:
    return Bounds(
        bounds.row_start + down, bounds.row_stop + down, bounds.col_start + right, bounds.col_stop + right
    )


def coverage_of(dataset: DatasetReader, bands: Sequence[int], empty: Sequence[float] = ()) -> Coverage | None:
    """Return a raster's coverage; None if its parts without data are unknown or may be values.

    GDAL reads an unwritten block as nodata, without a declared nodata value as 0. ``empty``: undeclared values that
    count as nodata.
    """
    if 0 not in empty and any(dataset.nodatavals[band - 1] is None for band in bands):
        return None
    if dataset.driver == "VRT":
        return _vrt_coverage(dataset, bands, empty)
    return written_blocks(dataset, bands)


def written_blocks(dataset: DatasetReader, bands: Sequence[int]) -> WrittenBlocks | None:
    """Return which blocks were written, regardless of what the others read as; None if the format or small blocks do
    not show it."""
    height, width = dataset.block_shapes[bands[0] - 1]
    if dataset.driver != "GTiff" or height * width < SMALLEST_BLOCK_PX:
        return None
    return WrittenBlocks(dataset, bands)


def _vrt_coverage(dataset: DatasetReader, bands: Sequence[int], empty: Sequence[float]) -> VrtCoverage | None:
    """Coverage of a VRT of plain sources; None for any other, such as a warped or a computed one."""
    path = Path(dataset.name)
    if dataset.height * dataset.width < SMALLEST_VRT_PX:
        return None
    try:
        if path.stat().st_size > LONGEST_VRT_BYTES:
            return None
        text = path.read_text(encoding="utf-8")
        if "<!" in text.replace("<!--", ""):  # without a document type there are no entities to expand
            return None
        root = ElementTree.fromstring(text)
    except (OSError, ValueError, ElementTree.ParseError):  # a text instead of a file, or a damaged one
        return None
    of_bands = {element.get("band"): element for element in root.iter("VRTRasterBand")}
    wanted = [of_bands.get(str(band)) for band in bands]
    if root.get("subClass") or root.find("MaskBand") is not None:
        return None
    areas: list[_Area] = []
    for band, element in zip(bands, wanted, strict=True):
        if element is None or element.get("subClass"):
            return None
        fills = {dataset.nodatavals[band - 1], *empty} - {None}
        for source in element:
            if source.tag.endswith("Source"):
                is_looked_at = len(areas) < MOST_OPEN_SOURCES and source.tag == "SimpleSource"
                opened = _open_source(source, path) if is_looked_at else None
                areas.append(_area(source, dataset, band, opened, fills))
    return VrtCoverage(areas)


def _area(
    source: ElementTree.Element,
    dataset: DatasetReader,
    band: int,
    opened: DatasetReader | None,
    fills: set[float],
) -> _Area:
    """What one source fills of a band. ``fills``: values that count as nodata."""
    whole = Bounds(0, dataset.height, 0, dataset.width)
    try:
        to = _rectangle(source.find("DstRect")) or (0.0, 0.0, float(dataset.width), float(dataset.height))
        x, y, right, below = to[0], to[1], to[0] + to[2], to[1] + to[3]
        bounds = Bounds(math.floor(y), math.ceil(below), math.floor(x), math.ceil(right)).clipped(whole)
        given = _rectangle(source.find("SrcRect"))
        number = int(source.findtext("SourceBand") or "1")
    except (ValueError, OverflowError, TypeError):
        return _Area(whole)
    if opened is None or not 1 <= number <= opened.count:
        return _Area(bounds)
    taken = given or (0.0, 0.0, float(opened.width), float(opened.height))
    is_copied = taken[2:] == to[2:] and all(edge.is_integer() for edge in (*taken, *to))
    unwritten = opened.nodatavals[number - 1]
    reads_as_empty = _is_among(0.0 if unwritten is None else unwritten, fills)
    if not (is_copied and reads_as_empty and opened.dtypes[number - 1] == dataset.dtypes[band - 1]):
        return _Area(bounds)
    return _Area(bounds, written_blocks(opened, (number,)), int(y - taken[1]), int(x - taken[0]))


def _rectangle(element: ElementTree.Element | None) -> tuple[float, float, float, float] | None:
    """Offset and size along x and y; None without one. ValueError or TypeError if it is damaged."""
    if element is None:
        return None
    x, y, width, height = (float(element.get(key)) for key in ("xOff", "yOff", "xSize", "ySize"))  # type: ignore[arg-type]
    return x, y, width, height


def _open_source(source: ElementTree.Element, vrt: Path) -> DatasetReader | None:
    """Open a source that is a local file; None for anything else; GDAL will report what is wrong."""
    name = source.find("SourceFilename")
    if name is None or not name.text or source.find("OpenOptions") is not None:
        return None
    path = vrt.parent / name.text if name.get("relativeToVRT") == "1" else Path(name.text)
    try:
        if not path.is_file():
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return rasterio.open(path)
    except (*GDAL_ERRORS, OSError, ValueError):
        return None


def _is_among(value: float, values: set[float]) -> bool:
    return value in values or (math.isnan(value) and any(map(math.isnan, values)))

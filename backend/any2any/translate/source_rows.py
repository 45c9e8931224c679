"""Hold a rolling band of the source's pixels and latents: strips are read ahead and encoded when needed.

Memory therefore does not grow with the raster's height.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.raster.coverage import coverage_of
from any2any.raster.opening import CACHE_BYTES
from any2any.raster.radiometry import to_model_values
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds
from any2any.spec.modality import Modality
from any2any.translate.networks import EDGE_LATENT_PX, Networks
from any2any.translate.plan import Plan
from any2any.translate.source import open_source

BLOCK_ROWS, BLOCK_COLS = 96, 192
"""Latent cells along a side of a block that is encoded or decoded at once; large compared with the halo."""


@dataclass
class Strip:
    """A whole-width row of encoder blocks."""

    cells: Bounds
    context: Bounds
    """The cells with the encoder's halo, within the padded raster and its reflected edge."""
    pixels: NDArray[np.generic]
    """File values (C, h, w) of the context's pixels."""
    context_valid: NDArray[np.bool_]
    latents: dict[Bounds, NDArray[np.float32]] = field(default_factory=dict)


def read_strips(
    plan: Plan, path: str, modality: Modality, halo: int, strips: list[Bounds]
) -> Generator[Strip, None, None]:
    """Read strips of cells in order, with a dataset handle of the calling thread."""
    area = plan.working_cells
    edge = plan.raster_cells.grown(EDGE_LATENT_PX)
    within = edge.clipped(Bounds(edge.row_start, edge.row_stop, area.col_start - halo, area.col_stop + halo))
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES), open_source(path, modality) as dataset:
        reader = RasterReader(dataset, path, plan.bands, plan.empty)
        for cells in strips:
            context = cells.grown(halo).clipped(within)
            pixels, valid = reader.read_written(context.times(plan.source_downsampling))
            yield Strip(cells, context, pixels, valid)


def unwritten_pieces(plan: Plan, path: str, modality: Modality, pieces: Sequence[int]) -> set[int]:
    """Return which of these pieces have no block of the source that was ever written: their results are empty."""
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES), open_source(path, modality) as dataset:
        coverage = coverage_of(dataset, plan.bands, plan.empty)
        if coverage is None:
            return set()
        f = plan.source_downsampling
        return {index for index in pieces if coverage.data(plan.pieces[index].times(f)).is_empty}


class SourceRows:
    """Source latents, values and validity of the cells in use.

    Blocks of cells have fixed positions. Each is encoded once, with its halo, when a window first needs it.
    """

    def __init__(self, plan: Plan, modality: Modality, networks: Networks, strips: Iterator[Strip]) -> None:
        self._plan = plan
        self._modality = modality
        self._networks = networks
        self._coming = strips
        self._strips: list[Strip] = []

    def move(self, start: int, stop: int) -> None:
        """Hold the rows from ``start`` to ``stop``."""
        for strip in self._strips:
            if strip.cells.row_stop <= start:
                self._networks.skip("encoding", _block_count(strip.cells) - len(strip.latents))
        self._strips = [strip for strip in self._strips if strip.cells.row_stop > start]
        while not self._strips or self._strips[-1].cells.row_stop < stop:
            self._strips.append(next(self._coming))

    def valid(self, cells: Bounds) -> NDArray[np.bool_]:
        """Whether each source pixel of the cells is valid, (h * f, w * f)."""
        f = self._plan.source_downsampling
        parts = []
        for strip in self._strips:
            part = _rows_of(cells, strip)
            if not part.is_empty:
                parts.append(strip.context_valid[part.times(f).within(strip.context.times(f))])
        return np.concatenate(parts)

    def values(self, cells: Bounds) -> NDArray[np.float32]:
        """Model values (C, h * f, w * f) of the cells, holes filled."""
        parts = (
            self._model_values(strip, part)
            for strip in self._strips
            if not (part := _rows_of(cells, strip)).is_empty
        )
        return np.concatenate(list(parts), axis=1)

    def latents(self, cells: Bounds) -> NDArray[np.float32]:
        """Source latents (source_channels, h, w) of the cells; encodes missing blocks."""
        for strip in self._strips:
            for block in strip.cells.blocks(BLOCK_ROWS, BLOCK_COLS):
                if not cells.clipped(block).is_empty and block not in strip.latents:
                    strip.latents[block] = self._encode(strip, block)
        return self.encoded_latents(cells)

    def encoded_latents(self, cells: Bounds) -> NDArray[np.float32]:
        """Source latents (source_channels, h, w) of the cells; zero where none was encoded."""
        out = np.zeros((self._networks.source_channels, cells.height, cells.width), np.float32)
        for strip in self._strips:
            for block, latents in strip.latents.items():
                part = cells.clipped(block)
                if not part.is_empty:
                    to_rows, to_cols = part.within(cells)
                    rows, cols = part.within(block)
                    out[:, to_rows, to_cols] = latents[:, rows, cols]
        return out

    def _encode(self, strip: Strip, block: Bounds) -> NDArray[np.float32]:
        return self._networks.encode(block, self._plan.raster_cells, partial(self._model_values, strip))

    def _model_values(self, strip: Strip, cells: Bounds) -> NDArray[np.float32]:
        """Model values (C, h * f, w * f) of cells in the strip's context, holes filled."""
        f = self._plan.source_downsampling
        rows, cols = cells.times(f).within(strip.context.times(f))
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # of pixels that are filled below
            physical = self._plan.encoding.to_physical(strip.pixels[:, rows, cols])
            values = to_model_values(physical, self._modality)
        fill = np.asarray(self._plan.fill, np.float32)[:, None, None]
        return np.where(strip.context_valid[rows, cols], values, fill)


def _rows_of(cells: Bounds, strip: Strip) -> Bounds:
    """Return the part of the cells that is in the strip's rows."""
    return cells.clipped(Bounds(*strip.cells.edges[:2], cells.col_start, cells.col_stop))


def _block_count(cells: Bounds) -> int:
    return sum(1 for _ in cells.blocks(BLOCK_ROWS, BLOCK_COLS))


class RollingRows:
    """Values (C, rows, width), float32, of absolute rows [start, stop), which move down."""

    def __init__(self, channels: int, area: Bounds) -> None:
        self._area = area
        self._start = area.row_start
        self._data = np.zeros((channels, 0, area.width), np.float32)

    @property
    def stop(self) -> int:
        """Row after the last one held."""
        return self._start + self._data.shape[1]

    def move(self, start: int, stop: int) -> None:
        """Drop rows before ``start`` and add rows of zeros up to ``stop``."""
        kept = self._data[:, max(0, start - self._start) :] if start < self.stop else self._data[:, :0]
        self._start = max(start, self._start)
        new = max(0, stop - self._start - kept.shape[1])
        zeros = np.zeros((kept.shape[0], new, kept.shape[2]), np.float32)
        self._data = np.concatenate([kept, zeros], axis=1)

    def view(self, bounds: Bounds) -> NDArray[np.float32]:
        """Writable view (C, h, w) of absolute rows and columns; ValueError if some are not held."""
        if bounds.row_start < self._start or bounds.row_stop > self.stop:
            raise ValueError(f"rows {self._start} to {self.stop} are held, but {bounds} was requested")
        held = Bounds(self._start, self.stop, self._area.col_start, self._area.col_stop)
        rows, cols = bounds.within(held)
        return self._data[:, rows, cols]

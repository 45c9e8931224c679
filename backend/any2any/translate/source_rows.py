"""The source raster as a rolling band of latents: strips of pixels are read ahead and encoded when needed."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.modality import LATENT_CHANNELS, Modality
from any2any.raster.radiometry import to_model_values
from any2any.raster.reader import CACHE_BYTES, RasterReader, open_raster
from any2any.raster.window import Bounds
from any2any.translate.networks import Networks
from any2any.translate.plan import Plan

BLOCK_ROWS, BLOCK_COLS = 96, 192
"""Latent cells of one block that is encoded or decoded at once: large against the halo."""


@dataclass
class Strip:
    """A whole-width row of encoder blocks."""

    cells: Bounds
    context: Bounds
    """The cells with the encoder's halo, inside the padded raster."""
    pixels: NDArray[np.generic] | None
    """File values (C, h, w) of the context's pixels; None when no window needs them any more."""
    context_valid: NDArray[np.bool_]
    latents: dict[Bounds, NDArray[np.float32]] = field(default_factory=dict)


def read_strips(plan: Plan, path: str, halo: int, strips: list[Bounds]) -> Generator[Strip, None, None]:
    """Read strips of cells in order, through a handle of the calling thread's own."""
    area = plan.working_cells
    columns = Bounds(0, plan.raster_cells.row_stop, area.col_start - halo, area.col_stop + halo)
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES), open_raster(path) as dataset:
        reader = RasterReader(dataset, path, plan.bands)
        for cells in strips:
            context = cells.grown(halo).clipped(plan.raster_cells).clipped(columns)
            pixels, valid = reader.read(context.times(plan.source_downsampling))
            yield Strip(cells, context, pixels, valid)


class SourceRows:
    """Source latents and validity of the cells that the job is working on.

    Blocks of cells have fixed places and are encoded once each, with all the pixels that they depend on, when
    a window first asks for them.
    """

    def __init__(self, plan: Plan, modality: Modality, networks: Networks, strips: Iterator[Strip]) -> None:
        self._plan = plan
        self._modality = modality
        self._networks = networks
        self._coming = strips
        self._strips: list[Strip] = []

    def move(self, start: int, latents_start: int, stop: int) -> None:
        """Hold validity from row ``start`` and latents from row ``latents_start``, both up to ``stop``."""
        self._strips = [strip for strip in self._strips if strip.cells.row_stop > start]
        for strip in self._strips:
            if strip.cells.row_stop <= latents_start and strip.pixels is not None:
                self._networks.skip("encoding", _block_count(strip.cells) - len(strip.latents))
                strip.pixels = None
                strip.latents.clear()
        while not self._strips or self._strips[-1].cells.row_stop < stop:
            self._strips.append(next(self._coming))

    def valid(self, cells: Bounds) -> NDArray[np.bool_]:
        """Whether each source pixel of the cells is valid, (h * f, w * f)."""
        f = self._plan.source_downsampling
        parts = []
        for strip in self._strips:
            part = cells.clipped(Bounds(*strip.cells.edges[:2], cells.col_start, cells.col_stop))
            if not part.is_empty:
                parts.append(strip.context_valid[part.times(f).within(strip.context.times(f))])
        return np.concatenate(parts)

    def latents(self, cells: Bounds) -> NDArray[np.float32]:
        """Source latents (4, h, w) of the cells."""
        out = np.empty((LATENT_CHANNELS, cells.height, cells.width), np.float32)
        for strip in self._strips:
            for block in strip.cells.blocks(BLOCK_ROWS, BLOCK_COLS):
                part = cells.clipped(block)
                if part.is_empty:
                    continue
                if block not in strip.latents:
                    strip.latents[block] = self._encode(strip, block)
                to_rows, to_cols = part.within(cells)
                rows, cols = part.within(block)
                out[:, to_rows, to_cols] = strip.latents[block][:, rows, cols]
        return out

    def _encode(self, strip: Strip, block: Bounds) -> NDArray[np.float32]:
        f = self._plan.source_downsampling

        def model_values(context: Bounds) -> NDArray[np.float32]:
            assert strip.pixels is not None
            rows, cols = context.times(f).within(strip.context.times(f))
            physical = self._plan.encoding.to_physical(strip.pixels[:, rows, cols])
            values = to_model_values(physical, self._modality)
            fill = np.asarray(self._plan.fill, np.float32)[:, None, None]
            return np.where(strip.context_valid[rows, cols], values, fill)

        return self._networks.encode(block, self._plan.raster_cells, model_values)


def _block_count(cells: Bounds) -> int:
    return sum(1 for _ in cells.blocks(BLOCK_ROWS, BLOCK_COLS))

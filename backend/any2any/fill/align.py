"""Bring sources and reference onto the pixels of the raster to fill, in physical units, as files beside the output."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import RasterioError

from any2any.errors import Any2AnyError
from any2any.files import flush_file
from any2any.fill.grids import WarpedReader, warped
from any2any.fill.holes import BLOCK_PX
from any2any.fill.layers import LayerPlan
from any2any.raster.grid import PixelGrid
from any2any.raster.window import Bounds
from any2any.raster.writer import write_error

TILE_PX = 256


def align(
    layer: LayerPlan,
    grid: PixelGrid,
    path: Path,
    near: NDArray[np.bool_] | None = None,
    scale: tuple[int, int] = (1, 1),
) -> None:
    """Write a layer's physical values (float32, NaN where there are none) on a grid, everywhere or only near holes.

    ``near``: blocks of ``BLOCK_PX`` of the raster to fill; ``scale``: pixels of ``grid`` for so many of that raster.
    A finished file stays as it is. Any2AnyError if the disk refuses it.
    """
    if path.exists():
        return
    unfinished = path.with_name(path.name + ".tmp")
    try:
        with (
            warped(layer.path, grid, layer.bands, empty=layer.empty) as reader,
            _create(unfinished, layer, grid) as out,
        ):
            for block in grid.bounds.blocks(TILE_PX, TILE_PX):
                if near is None or _is_near(block, near, scale):
                    window = rasterio.windows.Window(
                        block.col_start, block.row_start, block.width, block.height
                    )
                    out.write(_physical(reader, layer, block), window=window)
        flush_file(unfinished)
        os.replace(unfinished, path)  # noqa: PTH105
    except (RasterioError, OSError) as error:
        raise write_error(path, error) from error


def _create(path: Path, layer: LayerPlan, grid: PixelGrid) -> rasterio.io.DatasetWriter:
    transform = rasterio.Affine(*grid.transform) if grid.transform else rasterio.Affine.scale(1, 2)
    crs = rasterio.crs.CRS.from_wkt(grid.crs_wkt) if grid.crs_wkt else None
    try:
        return rasterio.open(
            path,
            "w",
            driver="GTiff",
            count=len(layer.bands),
            height=grid.height,
            width=grid.width,
            dtype="float32",
            nodata=float("nan"),
            transform=transform,
            crs=crs,
            tiled=True,
            blockxsize=TILE_PX,
            blockysize=TILE_PX,
            compress="deflate",
            zlevel=1,
            sparse_ok=True,
            bigtiff="if_safer",
        )
    except RasterioError as error:
        raise Any2AnyError(f"{path} cannot be written ({error}): choose another output folder") from error


def _is_near(block: Bounds, near: NDArray[np.bool_], scale: tuple[int, int]) -> bool:
    many, few = scale
    first = Bounds(*(edge * few // many for edge in block.edges))
    rows = slice(first.row_start // BLOCK_PX, -(-first.row_stop // BLOCK_PX) + 1)
    columns = slice(first.col_start // BLOCK_PX, -(-first.col_stop // BLOCK_PX) + 1)
    return bool(near[rows, columns].any())


def _physical(reader: WarpedReader, layer: LayerPlan, block: Bounds) -> NDArray[np.float32]:
    values, valid = reader.read(block)
    if np.iscomplexobj(values):
        values = values.real.astype(np.float32) ** 2 + values.imag.astype(np.float32) ** 2
    return np.where(valid, layer.units.to_physical(values), np.float32(np.nan))

"""Prepare a layer: warp it to the grid, measure its shift, and translate it to the target modality."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.data.check.shift import OPTICAL_SMOOTHING_PX, RADAR_SMOOTHING_PX, Edges, measure_shift
from any2any.errors import Any2AnyError, Message
from any2any.files import whole_file
from any2any.fill.grids import WarpedBands, warped
from any2any.fill.holes import BLOCK_PX
from any2any.fill.layers import LayerPlan
from any2any.fill.statistics import Image
from any2any.raster.grid import PixelGrid
from any2any.raster.opening import GDAL_ERRORS
from any2any.raster.window import Bounds
from any2any.raster.writer import write_error
from any2any.requests.fill import LayerShift
from any2any.requests.progress import IsCancelled, OnProgress, Progress
from any2any.requests.translate import PrecisionName, TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.spec.modality import REFERENCE_DOWNSAMPLING
from any2any.translate.job import ModelCache, run_request

TILE_PX = 256


def align(
    layer: LayerPlan,
    grid: PixelGrid,
    path: Path,
    near: NDArray[np.bool_] | None = None,
    scale: tuple[int, int] = (1, 1),
) -> None:
    """Write a layer's physical values (float32, NaN without data) on a grid. An existing file is kept.

    ``near``: which blocks of ``BLOCK_PX`` of the raster to fill are needed; None: all. ``scale``: so many pixels of
    ``grid`` are so many of that raster. Any2AnyError if writing fails.
    """
    if path.exists():
        return
    try:
        with (
            whole_file(path) as unfinished,
            warped(layer.path, grid, layer.bands, empty=layer.empty, parts=layer.parts) as reader,
            _create(unfinished, layer, grid) as out,
        ):
            for block in grid.bounds.blocks(TILE_PX, TILE_PX):
                if near is None or _is_near(block, near, scale):
                    window = rasterio.windows.Window(
                        block.col_start, block.row_start, block.width, block.height
                    )
                    out.write(_physical(reader, layer, block), window=window)
    except (*GDAL_ERRORS, OSError) as error:
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
    except GDAL_ERRORS as error:
        raise Any2AnyError(
            Message(
                "folder-not-written",
                "{path} cannot be written ({reason}): choose another output folder",
                path=path,
                reason=error,
            )
        ) from error


def _is_near(block: Bounds, near: NDArray[np.bool_], scale: tuple[int, int]) -> bool:
    many, few = scale
    first = Bounds(*(edge * few // many for edge in block.edges))
    rows = slice(first.row_start // BLOCK_PX, -(-first.row_stop // BLOCK_PX) + 1)
    columns = slice(first.col_start // BLOCK_PX, -(-first.col_stop // BLOCK_PX) + 1)
    return bool(near[rows, columns].any())


def _physical(reader: WarpedBands, layer: LayerPlan, block: Bounds) -> NDArray[np.float32]:
    values, valid = reader.read(block)
    if np.iscomplexobj(values):
        values = values.real.astype(np.float32) ** 2 + values.imag.astype(np.float32) ** 2
    return np.where(valid, layer.units.to_physical(values), np.float32(np.nan))


WINDOW_PX = 1024
"""Side of the square in which a shift is measured."""
LARGEST_PX = 1.0
"""A larger shift causes a warning."""


def layer_shift(name: str, image: Image, beside: Image, radar: bool) -> LayerShift | None:
    """Measure the shift of ``image`` against ``beside``, both (C, H, W) on one grid, NaN without data.

    ``radar``: whether one of them is radar. None if there is too little data, or if the edges do not match.
    """
    first, second = (Edges(each, REFERENCE_DOWNSAMPLING) for each in (beside, image))
    smoothing_px = RADAR_SMOOTHING_PX if radar else OPTICAL_SMOOTHING_PX
    shift = measure_shift(first, second, smoothing_px)
    if shift is None or not shift.is_significant:
        return None
    return LayerShift(Path(name).name, round(shift.rows_px, 2), round(shift.columns_px, 2))


def shift_warning(shift: LayerShift, beside: str) -> str | None:
    """Return a warning if a shift is more than a pixel, else None; ``beside``: name of the other raster."""
    if shift.distance_px <= LARGEST_PX:
        return None
    return Message(
        "fill-shift",
        "{name} is shifted by {distance:.1f} pixels against {beside} ({rows:+.1f} rows, {columns:+.1f} columns): "
        "details will be blurred; coregister it first",
        name=shift.name,
        distance=shift.distance_px,
        beside=beside,
        rows=shift.rows_px,
        columns=shift.columns_px,
    )


_RADIOMETRY = {"reflectance": "reflectance", "backscatter_db": "db", "temperature_k": "kelvin"}
"""By quantity: the encoding of files that store physical values unchanged."""


@dataclass(frozen=True)
class LayerTranslator:
    """Translates the layers of one job with the same settings."""

    folder: Path
    manifest: Manifest
    model: Path | None
    target: str
    steps: int
    seed: int
    device: str
    models: ModelCache
    is_cancelled: IsCancelled
    precision: PrecisionName = "auto"

    def translate(self, number: int, layer: LayerPlan, aligned: Path, on_progress: OnProgress) -> Path:
        """Return the translation of a layer's aligned file; an existing translation is reused."""
        output = self.folder / f"translated_{number}.tif"
        if not output.exists():
            quantity = self.manifest.modality(layer.modality).quantity
            request = TranslateRequest(
                input=str(aligned),
                output=output,
                source=layer.modality,
                target=self.target,
                model=self.model,
                steps=self.steps,
                seed=self.seed,
                radiometry=_RADIOMETRY[quantity],
                device=self.device,
                precision=self.precision,
            )
            run_request(request, on_progress, self.is_cancelled, self.models)
        return output


def share_of(on_progress: OnProgress, share: tuple[float, float], number: int, count: int) -> OnProgress:
    """Return a callback for the progress of part ``number`` of ``count`` equal parts of a share of the progress bar."""
    low, high = (share[0] + (share[1] - share[0]) * n / count for n in (number, number + 1))
    return lambda part: on_progress(Progress(low + (high - low) * part.fraction, part.stage))

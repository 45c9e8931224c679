"""Compose the filled raster block by block, write it in pieces of whole rows, and join the pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.io import DatasetReader, DatasetWriter, MemoryFile
from rasterio.windows import Window

from any2any.fill.candidate_weights import Weights, blended
from any2any.fill.candidates import candidates
from any2any.fill.fit import Fit
from any2any.fill.layers import cast
from any2any.fill.plan import FillPlan
from any2any.fill.scene import SceneReader
from any2any.fill.statistics import BORDER_REACH_PX
from any2any.raster.opening import GDAL_ERRORS, open_quietly, open_raster
from any2any.raster.window import Bounds
from any2any.raster.writer import read_back, write_error, write_whole

BLOCK_PX = 512
"""Rows of a piece; rows and columns of a block."""

MEASURED, FILLED, UNFILLED = 0, 1, 2
"""Values of the map of synthetic pixels."""


@dataclass(frozen=True)
class Filled:
    """Some pixels of the result."""

    values: NDArray[np.generic]
    """File values (C, h, w)."""
    state: NDArray[np.uint8]
    """(h, w): MEASURED, FILLED or UNFILLED."""


def compose(reader: SceneReader, plan: FillPlan, fit: Fit, weights: Weights, block: Bounds) -> Filled:
    """Fill the holes of one block; all other pixels are copied bit for bit.

    ``weights``: those of the candidates.
    """
    inside = block.within(around := block.grown(BORDER_REACH_PX).clipped(plan.grid.bounds))
    scene = reader.read(around)
    values, holes = scene.values[:, *inside].copy(), scene.holes[inside]
    predicted = fit.predict(scene)
    known = np.asarray(np.isfinite(predicted).all(axis=0))
    clear = scene.clear & known
    measured = plan.units.to_physical(scene.values)
    fills = candidates(predicted, measured, clear, fit.deviation(scene))
    predicted = blended(fills, weights)[:, *inside]
    filled = holes & known[inside]
    numbers = cast(plan.units.to_file(np.where(filled, predicted, 0)), plan.dtype, plan.nodata)
    values[:, filled] = numbers[:, filled]
    state = np.where(filled, FILLED, np.where(holes, UNFILLED, MEASURED)).astype(np.uint8)
    return Filled(values, state)


_PIECE = {"driver": "GTiff", "tiled": True, "blockxsize": BLOCK_PX, "blockysize": BLOCK_PX, "sparse_ok": True}
_STATISTICS = re.compile(r"^STATISTICS_|^OVR_|^LAYOUT$")


def piece_paths(folder: Path, index: int) -> tuple[Path, Path]:
    """Return the paths of the values and of the state of one piece."""
    return folder / f"rows_{index:06d}.tif", folder / f"state_{index:06d}.tif"


def write_piece(folder: Path, index: int, filled: Filled) -> None:
    """Write one piece. The values come last, because their file marks the piece as finished.

    Any2AnyError if writing fails.
    """
    values, state = piece_paths(folder, index)
    write_whole(state, _encoded(filled.state[None]))
    write_whole(values, _encoded(filled.values))


def _encoded(array: NDArray[np.generic]) -> bytes:
    count, height, width = array.shape
    profile = {**_PIECE, "count": count, "height": height, "width": width, "dtype": array.dtype.name}
    # With a transform, rasterio does not warn that the raster is not georeferenced.
    transform = rasterio.Affine.scale(1, 2)
    with MemoryFile() as memory:
        with memory.open(**profile, compress="deflate", zlevel=1, transform=transform) as piece:
            piece.write(array)
        return bytes(memory.getbuffer())


def write_result(folder: Path, plan: FillPlan, tags: Mapping[str, str]) -> Path:
    """Join all pieces to a raster with the bands, mask and metadata of the input; return its path."""
    with open_raster(plan.path) as source:
        profile = _profile(source, plan)
        joined = folder / "joined.tif"
        with _writing(joined), rasterio.open(joined, "w", **profile) as out:
            _copy_metadata(source, out, tags)
            masked = _has_own_mask(source)
            for bounds, index in _rows(plan):
                _write_rows(source, out, plan, folder, bounds, index)
                if masked:
                    _write_mask(source, out, folder, bounds, index)
    return _as_cog(joined, folder / "result.tif", "AVERAGE")


def write_state(folder: Path, plan: FillPlan, tags: Mapping[str, str]) -> Path:
    """Join the pieces of the map of synthetic pixels; return its path."""
    joined = folder / "joined_state.tif"
    profile = {**_PIECE, **_place(plan), "count": 1, "dtype": "uint8", "compress": "deflate"}
    with _writing(joined), rasterio.open(joined, "w", **profile) as out:
        out.update_tags(**tags)
        out.set_band_description(1, "0 measured, 1 synthetic, 2 hole without a source")
        for bounds, index in _rows(plan):
            out.write(_read(piece_paths(folder, index)[1]), window=_window(bounds))
    return _as_cog(joined, folder / "synthetic.tif", "NEAREST")


def _rows(plan: FillPlan) -> Iterator[tuple[Bounds, int]]:
    for index, bounds in enumerate(plan.grid.bounds.blocks(BLOCK_PX, plan.grid.width)):
        yield bounds, index


def _place(plan: FillPlan) -> dict[str, Any]:
    grid = plan.grid
    place: dict[str, Any] = {"height": grid.height, "width": grid.width, "bigtiff": "if_safer"}
    if grid.transform is not None:
        place["transform"] = rasterio.Affine(*grid.transform)
    if grid.crs_wkt is not None:
        place["crs"] = rasterio.crs.CRS.from_wkt(grid.crs_wkt)
    return place


def _profile(source: DatasetReader, plan: FillPlan) -> dict[str, Any]:
    profile = {
        **_PIECE,
        **_place(plan),
        "count": source.count,
        "dtype": source.dtypes[0],
        "compress": "deflate",
    }
    if source.nodata is not None:
        profile["nodata"] = source.nodata
    if ColorInterp.alpha in source.colorinterp:
        profile["alpha"] = "yes"
    return profile


def _copy_metadata(source: DatasetReader, out: DatasetWriter, tags: Mapping[str, str]) -> None:
    kept = {key: value for key, value in source.tags().items() if not _STATISTICS.search(key)}
    out.update_tags(**{**kept, **tags})
    out.colorinterp = source.colorinterp
    for band in range(1, source.count + 1):
        own = {key: value for key, value in source.tags(band).items() if not _STATISTICS.search(key)}
        out.update_tags(band, **own)
        if source.descriptions[band - 1]:
            out.set_band_description(band, source.descriptions[band - 1])
        if source.units[band - 1]:
            out.set_band_unit(band, source.units[band - 1])
    if any(scale != 1 for scale in source.scales) or any(offset != 0 for offset in source.offsets):
        out.scales, out.offsets = source.scales, source.offsets


def _has_own_mask(source: DatasetReader) -> bool:
    flags = source.mask_flag_enums[0]
    return MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags


def _write_rows(
    source: DatasetReader, out: DatasetWriter, plan: FillPlan, folder: Path, bounds: Bounds, index: int
) -> None:
    values, state = piece_paths(folder, index)
    out.write(_read(values), list(plan.bands), window=_window(bounds))
    filled = _read(state)[0] == FILLED
    for band, colour in enumerate(source.colorinterp, 1):
        if colour == ColorInterp.alpha:
            alpha = source.read(band, window=_window(bounds))
            alpha[filled] = np.iinfo(alpha.dtype).max if alpha.dtype.kind in "iu" else 1
            out.write(alpha, band, window=_window(bounds))


def _write_mask(source: DatasetReader, out: DatasetWriter, folder: Path, bounds: Bounds, index: int) -> None:
    mask = source.read_masks(1, window=_window(bounds))
    mask[_read(piece_paths(folder, index)[1])[0] == FILLED] = 255
    out.write_mask(mask, window=_window(bounds))


def _window(bounds: Bounds) -> Window:
    return Window(bounds.col_start, bounds.row_start, bounds.width, bounds.height)


def _read(path: Path) -> NDArray[np.generic]:
    with open_quietly(path) as dataset:
        return np.asarray(dataset.read())


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Convert GDAL's write errors to Any2AnyError, and store masks inside the GeoTIFF."""
    try:
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
            yield
    except (*GDAL_ERRORS, OSError) as error:
        raise write_error(path, error) from error


def _as_cog(joined: Path, path: Path, resampling: str) -> Path:
    try:
        rasterio.shutil.copy(
            joined,
            path,
            driver="COG",
            compress="DEFLATE",
            predictor="YES",
            blocksize=BLOCK_PX,
            overviews="IGNORE_EXISTING",
            overview_resampling=resampling,
            bigtiff="IF_SAFER",
            sparse_ok=True,
        )
        read_back(path)
        joined.unlink()
    except (*GDAL_ERRORS, OSError) as error:
        path.unlink(missing_ok=True)
        raise write_error(path, error) from error
    return path

"""Turn a scene's files into tiles: compare them, find the common grid, cut."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from any2any.data.bands import BandPart, format_bands
from any2any.data.builders.drift import Cells, find_drift, registered
from any2any.data.builders.files import Layer, SceneFiles, Tally, View
from any2any.data.builders.grid_match import (
    GridFile,
    MixedGridsError,
    UnreadableError,
    averages,
    footprint_of,
    probe,
)
from any2any.data.index.schema import Tile, TileFile
from any2any.raster.description import RasterInfo
from any2any.spec.modality import REFERENCE_DOWNSAMPLING, Modality

FEWEST_MODALITIES = 2
"""Fewest usable modalities of a scene."""


@dataclass(frozen=True)
class _Grid:
    """A modality's files and sizes, and its bands as written in the index."""

    layer: Layer
    modality: Modality
    rasters: tuple[RasterInfo, ...]
    bands: tuple[BandPart, ...]

    @property
    def size_latent_px(self) -> tuple[int, int]:
        """Whole latent cells that all files of the modality cover."""
        cells = [part.averaged * self.modality.downsampling for part in self.bands]
        rows = min(raster.grid.height // cell for raster, cell in zip(self.rasters, cells, strict=True))
        columns = min(raster.grid.width // cell for raster, cell in zip(self.rasters, cells, strict=True))
        return rows, columns

    @property
    def cell_size_m(self) -> float | None:
        """Side of a latent cell; None if the pixel size is unknown."""
        size_m = self.layer.parts[0].gsd_m or self.rasters[0].pixel_size_m
        return None if size_m is None else size_m * self.bands[0].averaged * self.modality.downsampling


class Assembler:
    """Turns scenes into tiles; the tally counts unusable parts."""

    def __init__(self, modalities: Iterable[Modality], tile_px: int | None, tally: Tally) -> None:
        self._modalities: Mapping[str, Modality] = {m.name: m for m in modalities}
        self._tile_latent_px = None if tile_px is None else tile_px // REFERENCE_DOWNSAMPLING
        self._tally = tally

    def tiles(self, scenes: Iterable[SceneFiles]) -> Iterator[Tile]:
        """Cut every scene that has a usable view."""
        for scene in scenes:
            self._tally.places.add(scene.place)
            rasters = self._probe(scene)
            count = 0
            for view in scene.views:
                for tile in self._view_tiles(scene, view, rasters):
                    count += 1
                    yield tile
            self._tally.scenes += count > 0

    def _probe(self, scene: SceneFiles) -> dict[Path, RasterInfo]:
        """Read the header of each of a scene's files once; omit missing and unreadable ones."""
        found: dict[Path, RasterInfo] = {}
        paths = dict.fromkeys(p.path for view in scene.views for layer in view.layers for p in layer.parts)
        for path in paths:
            try:
                if ";" in str(path):
                    raise UnreadableError("a path in an index must not contain ';': rename it")
                found[path] = probe(path)
            except FileNotFoundError:
                continue
            except UnreadableError as error:
                self._tally.cannot_read(path, error)
        return found

    def _view_tiles(
        self, scene: SceneFiles, view: View, rasters: Mapping[Path, RasterInfo]
    ) -> Iterator[Tile]:
        name = scene.name + view.suffix
        layers = [layer for layer in view.layers if all(part.path in rasters for part in layer.parts)]
        if len(layers) < FEWEST_MODALITIES:
            held = ", ".join(layer.modality for layer in layers) or "nothing"
            wanted = ", ".join(layer.modality for layer in view.layers)
            self._tally.skip(name, "fewer than two modalities", f"of {wanted} it has {held}")
            return
        for layer in view.layers:
            if layer not in layers:
                self._tally.lack(name, layer.modality)
        try:
            grids = self._common_grid(layers, rasters)
            _check_drifting(view, grids)
        except MixedGridsError as error:
            self._tally.skip(name, "mixed grids", str(error))
            return
        except _LacksBandError as error:
            self._tally.skip(name, "missing bands", str(error))
            return
        rows, columns = (min(grid.size_latent_px[axis] for grid in grids) for axis in (0, 1))
        if min(rows, columns) < 1:
            self._tally.skip(name, "too small", f"it covers {rows} x {columns} whole latent cells")
            return
        for cells in self._cells(name, view, Cells(0, 0, rows, columns)):
            yield self._tile(scene, view, name, grids, cells)

    def _cells(self, name: str, view: View, scene: Cells) -> Iterator[Cells]:
        """Cut a scene; if one image drifts, into tiles within which the drift is small."""
        field = find_drift(name, view, scene, self._modalities)
        for cells in self._windows(scene.rows, scene.columns):
            if field is None:
                yield cells
            else:
                yield from registered(scene, cells, field)

    def _common_grid(self, layers: list[Layer], rasters: Mapping[Path, RasterInfo]) -> list[_Grid]:
        files = [
            GridFile(rasters[part.path], self._modalities[layer.modality].downsampling)
            for layer in layers
            for part in layer.parts
        ]
        numbers = iter(averages(files))
        grids = []
        for layer in layers:
            averaged = tuple(next(numbers) for _ in layer.parts)
            of_layer = tuple(rasters[part.path] for part in layer.parts)
            bands = layer.band_parts(averaged)
            for part, file in zip(bands, of_layer, strict=True):
                held, wanted = len(file.band_names), max(part.numbers)
                if wanted > held:
                    raise _LacksBandError(
                        f"{file.path} has {held} band(s), {layer.modality} needs band {wanted}"
                    )
            grids.append(_Grid(layer, self._modalities[layer.modality], of_layer, bands))
        return grids

    def _windows(self, rows: int, columns: int) -> Iterator[Cells]:
        """Cut into tiles of at least the chosen size, sharing the remainder."""
        for top, bottom in pairwise(self._edges(rows)):
            for left, right in pairwise(self._edges(columns)):
                yield Cells(top, left, bottom - top, right - left)

    def _edges(self, size: int) -> list[int]:
        count = 1 if self._tile_latent_px is None else max(1, size // self._tile_latent_px)
        return [round(i * size / count) for i in range(count + 1)]

    def _tile(self, scene: SceneFiles, view: View, name: str, grids: list[_Grid], cells: Cells) -> Tile:
        placed = (
            next((g for g in grids if g.rasters[0].grid.crs_wkt is not None), None)
            if scene.on_earth
            else None
        )
        footprint = None
        if placed is not None:
            x, y, width, height = (side * placed.bands[0].averaged for side in _window(placed, cells, view))
            footprint = footprint_of(placed.rasters[0], x, y, width, height)
        known = [size_m for grid in grids if (size_m := grid.cell_size_m) is not None]
        # Extents may differ by a pixel, so sizes differ by less than a percent: use one for all.
        cell_size_m = known[0] if known else grids[0].modality.pixel_size_m * grids[0].modality.downsampling
        files = {grid.modality.name: _file(grid, _window(grid, cells, view), cell_size_m) for grid in grids}
        return Tile(name, scene.place, scene.source, scene.split, scene.licence, files, footprint)


def _check_drifting(view: View, grids: list[_Grid]) -> None:
    """MixedGridsError if an image drifts and the files' pixel sizes differ, because files are compared without
    resampling."""
    if view.drifting is not None and any(part.averaged > 1 for grid in grids for part in grid.bands):
        sizes = ", ".join(f"{grid.modality.name} of {grid.rasters[0].grid.width} columns" for grid in grids)
        raise MixedGridsError(f"{view.drifting} is to be registered, but pixels differ in size ({sizes})")


def _window(grid: _Grid, cells: Cells, view: View) -> tuple[int, int, int, int]:
    """Column, row, columns and rows of pixels of the modality."""
    f = grid.modality.downsampling
    # A drifting modality has the reference's pixels (``find_drift``), so its offset is in whole pixels.
    down, right = cells.offset_px if grid.modality.name == view.drifting else (0, 0)
    return cells.column * f + right, cells.row * f + down, cells.columns * f, cells.rows * f


def _file(grid: _Grid, window: tuple[int, int, int, int], cell_size_m: float) -> TileFile:
    x, y, width, height = window
    return TileFile(
        modality=grid.modality.name,
        path=";".join(os.path.abspath(file.path) for file in grid.rasters),  # noqa: PTH100 - links stay links
        bands=format_bands(grid.bands),
        radiometry=grid.layer.radiometry,
        x=x,
        y=y,
        width=width,
        height=height,
        pixel_size_m=cell_size_m / grid.modality.downsampling,
    )


class _LacksBandError(ValueError):
    pass

"""Read all data of a rectangle of the scene: target, holes, sources, translations and reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from any2any.fill.holes import HoledRaster
from any2any.fill.plan import FillPlan
from any2any.fill.statistics import COLUMN_REACH_PX, Image, Kind, Mask, columns
from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds


@dataclass(frozen=True)
class LayerFile:
    """A file of the job on the pixel grid of the raster to fill; it may extend further to the right and down."""

    path: Path
    kind: Kind
    group: int
    """A source and its translation form a group; they have data at the same pixels."""
    scale: float
    """Factor from file values to physical values."""
    bands: tuple[int, ...] = ()
    """For a translation or a reference: the bands of the raster (from 0) that it predicts."""


@dataclass(frozen=True)
class Scene:
    """The pixels of one rectangle."""

    bounds: Bounds
    values: NDArray[np.generic]
    """File values (C, h, w)."""
    holes: Mask
    clear: Mask
    columns: dict[int, Image]
    """By group: (F, h, w), NaN where the group has no data."""
    priors: dict[int, tuple[tuple[int, ...], Image]]
    """By group: the bands of the raster that it predicts, and the prediction in physical values (bands, h, w)."""

    @property
    def pattern(self) -> NDArray[np.int64]:
        """Which groups have data, (h, w): a bit for each group."""
        result = np.zeros(self.holes.shape, np.int64)
        for group, image in self.columns.items():
            result |= np.isfinite(image[0]).astype(np.int64) << group
        return result


class SceneReader:
    """Reads rectangles of all layers, for one thread."""

    def __init__(
        self, raster: HoledRaster, plan: FillPlan, layers: Sequence[tuple[LayerFile, RasterReader]]
    ) -> None:
        self._raster, self._plan, self._layers = raster, plan, layers

    def images(self, bounds: Bounds) -> Iterator[tuple[LayerFile, Image]]:
        """Read a rectangle of each layer: physical values (C, h, w), NaN where it has no data."""
        for layer, reader in self._layers:
            yield layer, _read(layer, reader, bounds)

    def clear_image(self, bounds: Bounds) -> Image:
        """Read a rectangle of the raster: physical values (C, h, w), NaN in holes and nodata."""
        values, _, clear = self._raster.read(bounds)
        return np.where(clear, self._plan.units.to_physical(values), np.float32(np.nan))

    def read(self, bounds: Bounds) -> Scene:
        """Read a rectangle inside the raster; the result does not depend on how the raster is cut into rectangles."""
        whole = self._plan.grid.bounds
        around = bounds.grown(COLUMN_REACH_PX).clipped(whole)
        inside = bounds.within(around)
        values, holes, clear = self._raster.read(bounds)
        parts: dict[int, list[Image]] = {}
        priors: dict[int, tuple[tuple[int, ...], Image]] = {}
        for layer, reader in self._layers:
            image = _read(layer, reader, around)
            parts.setdefault(layer.group, []).append(columns(image, layer.kind)[:, *inside])
            if layer.bands:
                priors[layer.group] = layer.bands, image[:, *inside]
        return Scene(
            bounds, values, holes, clear, {g: _joined(images) for g, images in parts.items()}, priors
        )


def _joined(images: Sequence[Image]) -> Image:
    joined = np.concatenate(images)
    joined[:, ~np.isfinite(joined).all(axis=0)] = np.nan
    return joined


def _read(layer: LayerFile, reader: RasterReader, bounds: Bounds) -> Image:
    values, valid = reader.read(bounds)
    return np.where(valid, values.astype(np.float32) * np.float32(layer.scale), np.float32(np.nan))


@contextmanager
def open_scene(raster: HoledRaster, plan: FillPlan, layers: Sequence[LayerFile]) -> Iterator[SceneReader]:
    """Open all layers."""
    with ExitStack() as stack:
        opened = []
        for layer in layers:
            dataset = stack.enter_context(open_raster(str(layer.path)))
            opened.append((layer, RasterReader(dataset, str(layer.path), tuple(range(1, dataset.count + 1)))))
        yield SceneReader(raster, plan, opened)

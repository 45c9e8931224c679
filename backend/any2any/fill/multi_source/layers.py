"""Read the layers of a translation from several sources: its translations and its reference."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import numpy as np

from any2any.fill.multi_source.plan import MultiSourcePlan
from any2any.fill.statistics import Image
from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds


class MultiSourceLayers:
    """Reads rectangles of all layers on the result's grid in physical units: translations, then the reference."""

    def __init__(self, stack: ExitStack, paths: list[Path], plan: MultiSourcePlan, scale: float) -> None:
        self._readers = []
        for number, path in enumerate(paths):
            dataset = stack.enter_context(open_raster(str(path)))
            reader = RasterReader(dataset, str(path), tuple(range(1, dataset.count + 1)))
            self._readers.append((reader, scale if number < len(plan.sources) else 1.0))

    def read(self, bounds: Bounds) -> list[Image]:
        """Read (C, h, w) of each layer, float32, NaN without data."""
        found = []
        for reader, scale in self._readers:
            values, valid = reader.read(bounds)
            physical = values.astype(np.float32) * np.float32(scale)
            found.append(np.where(valid, physical, np.float32(np.nan)))
        return found

"""A result and a real image on the result's grid: their bands, their physical values, and blocks of both.

The real image is resampled to the result's grid, so its CRS, extent and pixel size may differ.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from any2any.errors import Message, UsageError
from any2any.raster.description import choose_bands, describe
from any2any.raster.radiometry_detect import resolve
from any2any.raster.radiometry_sample import Detection
from any2any.raster.reader import RasterReader
from any2any.spec.modality import Modality

BLOCK_PX = 512

Values = NDArray[np.float32]


class Side:
    """One image: its bands, and the conversion of its values to physical ones."""

    def __init__(
        self,
        dataset: DatasetReader,
        path: str,
        modality: Modality,
        bands: tuple[int, ...] | None,
        radiometry: str,
    ) -> None:
        self.dataset, self.path = dataset, path
        self.bands, _ = choose_bands(describe(dataset, path), modality, bands)
        sample = RasterReader(dataset, path, self.bands).sample()
        if sample is None:
            raise UsageError(
                Message(
                    "no-valid-pixel",
                    "{path} has no valid pixel: give a raster with data",
                    path=path,
                )
            )
        self.detection: Detection = resolve(radiometry, modality, sample)

    def physical(self, values: NDArray[np.generic]) -> Values:
        """File values (C, h, w) -> physical values."""
        return self.detection.encoding.to_physical(values)


class Pair:
    """Both images on the result's grid."""

    def __init__(self, result: Side, truth: Side) -> None:
        self.result, self.truth = result, truth
        made, real = result.dataset, truth.dataset
        placed = bool(made.crs and real.crs)
        if not placed and made.shape != real.shape:
            raise UsageError(
                Message(
                    "compare-shapes",
                    "{path} has {width} x {height} pixels and {other} {columns} x {rows}, and one of them "
                    "has no CRS: give both one, or cut them to the same pixels",
                    path=truth.path,
                    width=real.width,
                    height=real.height,
                    other=result.path,
                    columns=made.width,
                    rows=made.height,
                )
            )
        self._truth = self._warped() if placed else real

    def _warped(self) -> WarpedVRT:
        made, real = self.result.dataset, self.truth.dataset
        finer = describe(real, self.truth.path).pixel_size_m, describe(made, self.result.path).pixel_size_m
        means = finer[0] is not None and finer[1] is not None and finer[0] < 0.75 * finer[1]
        return WarpedVRT(
            real,
            crs=made.crs,
            transform=made.transform,
            width=made.width,
            height=made.height,
            resampling=Resampling.average if means else Resampling.bilinear,
            add_alpha=real.nodata is None,
        )

    def blocks(self) -> Iterator[tuple[int, int, Window, tuple[Values, Values, NDArray[np.bool_]]]]:
        """Yield number from 1, total, window, and (result, truth, valid in both) of each block of the result."""
        width, height = self.result.dataset.width, self.result.dataset.height
        windows = [
            Window(x, y, min(BLOCK_PX, width - x), min(BLOCK_PX, height - y))
            for y in range(0, height, BLOCK_PX)
            for x in range(0, width, BLOCK_PX)
        ]
        for number, window in enumerate(windows, 1):
            yield number, len(windows), window, self._read(window)

    def overview(self, largest_px: int = 640) -> tuple[Values, Values, NDArray[np.bool_]]:
        """Return both images at most ``largest_px`` a side, for pictures."""
        width, height = self.result.dataset.width, self.result.dataset.height
        shrink = max(1.0, max(width, height) / largest_px)
        shape = (max(1, round(height / shrink)), max(1, round(width / shrink)))
        return self._read(Window(0, 0, width, height), shape)

    def _read(
        self, window: Window, shape: tuple[int, int] | None = None
    ) -> tuple[Values, Values, NDArray[np.bool_]]:
        shape = shape or (int(window.height), int(window.width))
        values, valid = [], np.ones(shape, bool)
        for side, dataset in ((self.result, self.result.dataset), (self.truth, self._truth)):
            bands = list(side.bands)
            read = dataset.read(bands, window=window, out_shape=(len(bands), *shape))
            masks = dataset.read_masks(bands, window=window, out_shape=(len(bands), *shape))
            physical = side.physical(read)
            valid &= (masks > 0).any(axis=0) & np.isfinite(physical).all(axis=0)
            values.append(physical)
        return values[0], values[1], valid

"""Score a result against a later or held-out real image of the same place, with figures, an error map and a page."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.io import DatasetReader
from rasterio.windows import Window

from any2any.errors import CancelledError, Message, UsageError
from any2any.evaluation.real_image_page import write_report
from any2any.evaluation.real_image_pair import BLOCK_PX, Pair, Side, Values
from any2any.hub import bundled_model
from any2any.raster.opening import CACHE_BYTES, GDAL_ERRORS, open_raster
from any2any.raster.radiometry import output_encoding, to_model_values
from any2any.raster.writer import write_error
from any2any.report.folder import check_folder
from any2any.requests.compare import BandScores, CompareRequest, CompareResult
from any2any.requests.progress import OnProgress, Progress
from any2any.requests.translate import AUTO
from any2any.spec.modality import Modality
from any2any.spec.model_folder import read_manifest

EQUAL_DB = 99.0
"""PSNR of two equal images: JSON has no infinity."""
REPORT_KIND = "comparison with a real image"


def compare_with_real(
    request: CompareRequest,
    on_progress: OnProgress = lambda progress: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> CompareResult:
    """Score a result; UsageError if the images share no pixel or do not fit the modality."""
    if request.report is not None:
        check_folder(request.report, REPORT_KIND, overwrite=False)
    with ExitStack() as stack:
        stack.enter_context(rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES))
        result = stack.enter_context(open_raster(request.result))
        truth = stack.enter_context(open_raster(request.truth))
        modality = _modality(request, result)
        pair = Pair(
            Side(result, request.result, modality, None, AUTO),
            Side(truth, request.truth, modality, request.bands, request.radiometry),
        )
        sums = _Sums(modality)
        error_map = stack.enter_context(_ErrorMap(request.error_map, result, modality))
        for done, total, window, (made, real, valid) in pair.blocks():
            if is_cancelled():
                raise CancelledError(
                    Message(
                        "cancelled",
                        "the comparison was cancelled",
                    )
                )
            sums.add(made, real, valid)
            error_map.write(made - real, valid, window)
            on_progress(Progress(done / total, "comparing"))
        _refuse_disjoint(sums, request)
        scores = CompareResult(
            modality=modality.name,
            unit=output_encoding(modality).unit,
            pixels=sums.pixels,
            share=sums.pixels / (result.width * result.height),
            psnr_db=sums.psnr_db,
            bands=sums.bands(),
            warnings=pair.truth.detection.warnings,
            error_map=request.error_map,
            report=request.report,
        )
        if request.report is not None:
            write_report(request, scores, pair.overview(), modality, REPORT_KIND)
        return scores


def _modality(request: CompareRequest, result: DatasetReader) -> Modality:
    """Return the modality of both images; UsageError if the request and the result's tags lack it."""
    name = request.modality or result.tags().get("ANY2ANY_TARGET")
    if name is None:
        raise UsageError(
            Message(
                "compare-modality",
                "{path} was not made by Any2Any: name the modality of both images",
                path=request.result,
            )
        )
    return read_manifest(request.model or bundled_model()).modality(name)


def _refuse_disjoint(sums: _Sums, request: CompareRequest) -> None:
    if not sums.pixels:
        raise UsageError(
            Message(
                "compare-elsewhere",
                "{result} and {truth} have no valid pixel in common: give an image of the same place",
                result=request.result,
                truth=request.truth,
            )
        )


@dataclass
class _Sums:
    """Sums over pixels, per band, for all figures."""

    modality: Modality
    pixels: int = 0
    squared_unit: float = 0.0
    _sums: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self._sums = np.zeros((8, self.modality.channels))

    def add(self, made: Values, real: Values, valid: NDArray[np.bool_]) -> None:
        """Add a block's valid pixels: physical values (C, h, w)."""
        x, y = made[:, valid].astype(np.float64), real[:, valid].astype(np.float64)
        error = x - y
        terms = (error, error**2, np.abs(error), x, y, x * x, y * y, x * y)
        self._sums += np.stack([term.sum(axis=1) for term in terms])
        unit = (to_model_values(made, self.modality) - to_model_values(real, self.modality))[:, valid] / 2.0
        self.squared_unit += float(np.square(unit, dtype=np.float64).sum())
        self.pixels += x.shape[1]

    @property
    def psnr_db(self) -> float:
        """Peak signal-to-noise ratio over all bands, the physical range as the peak."""
        mean = self.squared_unit / (self.pixels * self.modality.channels)
        return EQUAL_DB if mean == 0 else -10.0 * math.log10(mean)

    def bands(self) -> tuple[BandScores, ...]:
        """Return the figures of each band."""
        error, squared, absolute, x, y, xx, yy, xy = self._sums / self.pixels
        spread = np.sqrt(np.maximum(xx - x * x, 0) * np.maximum(yy - y * y, 0))
        correlation = np.divide(xy - x * y, spread, out=np.zeros_like(spread), where=spread > 0)
        return tuple(
            BandScores(band.name, *(float(v[i]) for v in (np.sqrt(squared), error, absolute, correlation)))
            for i, band in enumerate(self.modality.bands)
        )


class _ErrorMap:
    """Result minus truth as a GeoTIFF, NaN where either has no data; without a path, nothing is written."""

    def __init__(self, path: Path | None, grid: DatasetReader, modality: Modality) -> None:
        self._path, self._grid, self._modality = path, grid, modality
        self._file: rasterio.io.DatasetWriter | None = None

    def __enter__(self) -> _ErrorMap:
        if self._path is None:
            return self
        try:
            self._file = rasterio.open(
                self._path,
                "w",
                driver="GTiff",
                dtype="float32",
                nodata=float("nan"),
                count=self._modality.channels,
                width=self._grid.width,
                height=self._grid.height,
                crs=self._grid.crs,
                transform=self._grid.transform,
                tiled=True,
                blockxsize=BLOCK_PX,
                blockysize=BLOCK_PX,
                compress="deflate",
                predictor=3,
            )
        except GDAL_ERRORS as error:
            raise write_error(self._path, error) from error
        for number, band in enumerate(self._modality.bands, 1):
            self._file.set_band_description(number, f"{band.name}: result minus truth")
        return self

    def write(self, error: Values, valid: NDArray[np.bool_], window: Window) -> None:
        """Write one block (C, h, w)."""
        if self._file is not None:
            self._file.write(np.where(valid, error, np.float32(np.nan)).astype(np.float32), window=window)

    def __exit__(self, kind: type[BaseException] | None, *others: object) -> None:
        if self._file is not None and self._path is not None:
            self._file.close()
            if kind is not None:
                self._path.unlink(missing_ok=True)

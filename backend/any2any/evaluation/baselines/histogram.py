"""Histogram matching: a band takes the target's distribution and keeps the source's order of brightness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.data.scene import PairedScene
from any2any.errors import UsageError
from any2any.evaluation.baselines.linear import FIT_STRIDE_PX, Image, resample

BINS = 8192
"""Bins of the histograms over model values -1 .. 1: one bin is a thirtieth of a grey level."""

_EDGES = np.linspace(-1.0, 1.0, BINS + 1)
_CENTRES = (_EDGES[1:] + _EDGES[:-1]) / 2


@dataclass(frozen=True)
class BandMap:
    """The increasing map from one source band to one target band."""

    source_band: int
    """Position of the source band that correlates most with the target band; order-preserving maps need r > 0, so
    the sign counts."""
    source_values: NDArray[np.float64]
    """Model values that occur, increasing."""
    target_values: NDArray[np.float64]
    """The target's quantile for each of them."""

    def __call__(self, source: Image) -> NDArray[np.float64]:
        """(bands, h, w) -> (h, w)."""
        return np.interp(source[self.source_band], self.source_values, self.target_values)


@dataclass(frozen=True)
class HistogramMatching:
    """Quantile mapping over the distributions of all training scenes, one map per target band."""

    maps: tuple[BandMap, ...]

    @classmethod
    def fit(cls, scenes: Iterable[PairedScene], source: str, target: str) -> HistogramMatching:
        """Count valid pixels of all scenes on the target's grid; one pass. UsageError without any."""
        tally: _Tally | None = None
        for scene in scenes:
            y = scene.arrays[target].astype(np.float32)
            x = resample(scene.arrays[source].astype(np.float32), (y.shape[1], y.shape[2]))
            x, y = (a[:, ::FIT_STRIDE_PX, ::FIT_STRIDE_PX].reshape(len(a), -1) for a in (x, y))
            valid = ~(np.isnan(x).any(axis=0) | np.isnan(y).any(axis=0))
            tally = tally or _Tally(len(x), len(y))
            tally.add(x[:, valid].astype(np.float64), y[:, valid].astype(np.float64))
        if tally is None or not tally.pixels:
            raise UsageError(f"no training scene to match the histograms of {source}->{target} on")
        return cls(tuple(tally.band_map(band) for band in range(len(tally.target))))

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """Source (bands, rows, columns) -> target (bands, rows, columns) at ``target_px``, model values."""
        x = resample(source, target_px)
        return np.stack([band_map(x) for band_map in self.maps]).astype(np.float32)


class _Tally:
    """Histograms of every band, and the moments for correlations."""

    def __init__(self, source_bands: int, target_bands: int) -> None:
        self.pixels = 0
        self.source = np.zeros((source_bands, BINS))
        self.target = np.zeros((target_bands, BINS))
        bands = source_bands + target_bands
        self._sum = np.zeros(bands)
        self._products = np.zeros((bands, bands))

    def add(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
        """x: (source bands, pixels), y: (target bands, pixels), without NaN."""
        self.pixels += x.shape[1]
        for counts, values in ((self.source, x), (self.target, y)):
            for band, pixels in zip(counts, values, strict=True):
                band += np.histogram(np.clip(pixels, -1.0, 1.0), _EDGES)[0]
        both = np.concatenate([x, y])
        self._sum += both.sum(axis=1)
        self._products += both @ both.T

    def band_map(self, target_band: int) -> BandMap:
        source_band = int(np.argmax(self._correlations()[:, target_band]))
        x, x_ranks = _ranks(self.source[source_band])
        y, y_ranks = _ranks(self.target[target_band])
        return BandMap(source_band, x, np.interp(x_ranks, y_ranks, y))

    def _correlations(self) -> NDArray[np.float64]:
        """(source bands, target bands); 0 where a band is constant."""
        mean = self._sum / self.pixels
        covariance = self._products / self.pixels - np.outer(mean, mean)
        deviation = np.sqrt(np.clip(np.diag(covariance), 0.0, None))
        scale = np.outer(deviation, deviation)
        r = np.divide(covariance, scale, out=np.zeros_like(covariance), where=scale > 1e-12)
        return r[: len(self.source), len(self.source) :]


def _ranks(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values that occur and the share of pixels below each, a bin's own counted half: strictly increasing."""
    occurs = counts > 0
    ranks = (np.cumsum(counts) - 0.5 * counts) / counts.sum()
    return _CENTRES[occurs], ranks[occurs]

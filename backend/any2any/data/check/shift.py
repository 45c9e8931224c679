"""Measure the shift between two images of one place by phase correlation of their gradients' magnitudes.

Edges of fields, roads and shores stand out in every modality, bright on dark in one and dark on bright in another;
the magnitude of the gradient removes the difference. The cross-power spectrum is whitened, so that every spatial
frequency has the same weight, and low-passed, because the finest ones contain noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import hypot

import numpy as np
from numpy.typing import NDArray

from any2any.spec.modality import REFERENCE_DOWNSAMPLING

Array = NDArray[np.float32]

OPTICAL_SMOOTHING_PX = 1.0
RADAR_SMOOTHING_PX = 2.0
"""Standard deviations of the Gaussian under the derivative; speckle needs the wider one, in both images of a pair."""

LOW_PASS_PX = 1.5
"""Width of the correlation peak that the low-pass leaves, as a Gaussian's standard deviation."""

SEARCH_PX = 16
"""Largest shift along each axis in the search."""

SIGNIFICANT = 6.5
"""Smallest height of a significant peak, in standard deviations of the correlation around it. None of 5,000 pairs of a
radar and an optical image of different places reached it (highest: 6.35); nine tenths of the pairs of the same place
do."""

SMALLEST_PX = 64
"""Smaller images have too few edges to compare."""

SMALLEST_VALID_SHARE = 0.5
"""Images with more nodata are not compared."""

_PEAK_PX = 6
_TAPER = 0.125
_FLAT = 1e-6


@dataclass(frozen=True)
class Shift:
    """Shift of the second image relative to the first, in pixels of the reference grid."""

    rows_px: float
    """Positive: downwards; row r of the first matches row r + ``rows_px`` of the second."""
    columns_px: float
    """Positive: to the right in the second."""
    confidence: float
    """Height of the peak in standard deviations of the correlation away from it."""

    @property
    def distance_px(self) -> float:
        """Length of the shift."""
        return hypot(self.rows_px, self.columns_px)

    @property
    def is_significant(self) -> bool:
        """Whether the peak is significant."""
        return self.confidence >= SIGNIFICANT


@dataclass(frozen=True)
class BlockShift:
    """The shift of one block of two images."""

    row: float
    """Of the block's centre, in pixels of the reference grid from the upper left."""
    column: float
    shift: Shift


class Edges:
    """One image on the reference grid, prepared for comparison with others of the same tile."""

    def __init__(self, values: Array, downsampling: int) -> None:
        """Take model values (C, rows * f, columns * f), NaN where there is no data, with f = ``downsampling``."""
        valid = np.asarray(np.isfinite(values).all(axis=0), np.bool_)
        self.valid_share = float(valid.mean())
        filled = _fill(values, valid)
        self._bands = to_reference_grid(filled, downsampling)
        self._valid = to_reference_grid(valid[None].astype(np.float32), downsampling)[0] > 1 - _FLAT
        self._magnitudes: dict[float, tuple[Array, NDArray[np.bool_]]] = {}
        self._spectra: dict[float, NDArray[np.complex64] | None] = {}

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of reference pixels."""
        _, rows, columns = self._bands.shape
        return rows, columns

    def spectrum(self, smoothing_px: float) -> NDArray[np.complex64] | None:
        """Fourier transform of the tapered gradient magnitude; None if the image has no edge."""
        if smoothing_px not in self._spectra:
            self._spectra[smoothing_px] = _spectrum(*self._magnitude(smoothing_px))
        return self._spectra[smoothing_px]

    def block_spectrum(
        self, smoothing_px: float, row: int, column: int, size_px: int
    ) -> NDArray[np.complex64] | None:
        """Fourier transform of a square of it; None if it is mostly nodata or has no edge."""
        square = slice(row, row + size_px), slice(column, column + size_px)
        if self._valid[square].mean() < SMALLEST_VALID_SHARE:
            return None
        magnitude, inside = self._magnitude(smoothing_px)
        return _spectrum(magnitude[square], inside[square])

    def _magnitude(self, smoothing_px: float) -> tuple[Array, NDArray[np.bool_]]:
        """Gradient magnitude, and where filled holes do not affect it."""
        if smoothing_px not in self._magnitudes:
            inside = _erode(self._valid, round(3 * smoothing_px) + 1)
            self._magnitudes[smoothing_px] = gradient_magnitude(self._bands, smoothing_px), inside
        return self._magnitudes[smoothing_px]


def measure_shift(first: Edges, second: Edges, smoothing_px: float) -> Shift | None:
    """Return the shift of ``second`` relative to ``first``.

    None if the images are too small, mostly nodata, or without edges.
    """
    if min(first.shape) < SMALLEST_PX or first.shape != second.shape:
        return None
    if min(first.valid_share, second.valid_share) < SMALLEST_VALID_SHARE:
        return None
    a, b = first.spectrum(smoothing_px), second.spectrum(smoothing_px)
    if a is None or b is None:
        return None
    return _locate_peak(_correlate(a, b, first.shape))


def measure_blocks(
    first: Edges, second: Edges, smoothing_px: float, block_px: int, step_px: int
) -> list[BlockShift]:
    """Return the shifts of blocks of ``second`` relative to ``first``, significant or not.

    Blocks are ``block_px`` squares of the reference grid, one every ``step_px``; those without content to compare are
    omitted. Images of different sizes have no blocks.
    """
    if first.shape != second.shape:
        return []
    rows, columns = (range(0, size - block_px + 1, step_px) for size in first.shape)
    found = []
    for row in rows:
        for column in columns:
            a = first.block_spectrum(smoothing_px, row, column, block_px)
            b = None if a is None else second.block_spectrum(smoothing_px, row, column, block_px)
            if a is not None and b is not None:
                shift = _locate_peak(_correlate(a, b, (block_px, block_px)))
                found.append(BlockShift(row + block_px / 2, column + block_px / 2, shift))
    return found


def to_reference_grid(values: Array, downsampling: int) -> Array:
    """Resample (C, rows * f, columns * f) to (C, rows * 4, columns * 4): averages, or bilinear interpolation."""
    while downsampling > REFERENCE_DOWNSAMPLING:
        c, h, w = values.shape
        values = values.reshape(c, h // 2, 2, w // 2, 2).mean(axis=(2, 4), dtype=np.float32)
        downsampling //= 2
    while downsampling < REFERENCE_DOWNSAMPLING:
        values = values.repeat(2, axis=1).repeat(2, axis=2)
        # On doubled pixels, weights of 1/4, 1/2, 1/4 interpolate bilinearly between the original centres.
        values = _convolve(values, np.array([0.25, 0.5, 0.25], np.float32))
        downsampling *= 2
    return values


def gradient_magnitude(bands: Array, smoothing_px: float) -> Array:
    """Length of the smoothed gradient of all bands (C, H, W) together, each band with the same weight: (H, W)."""
    radius = round(3 * smoothing_px)
    x = np.arange(-radius, radius + 1, dtype=np.float32)
    gaussian = np.exp(-(x**2) / (2 * smoothing_px**2))
    gaussian /= gaussian.sum()
    derivative = x * gaussian / smoothing_px**2
    total = np.zeros(bands.shape[1:], np.float32)
    for band in bands:
        spread = float(band.std())
        if spread > _FLAT:
            down = _along(_along(band, derivative, 0), gaussian, 1)
            across = _along(_along(band, gaussian, 0), derivative, 1)
            total += (down**2 + across**2) / np.float32(spread**2)
    return np.sqrt(total)


def _fill(values: Array, valid: NDArray[np.bool_]) -> Array:
    """Fill holes with each band's mean."""
    if valid.all() or not valid.any():
        return np.nan_to_num(values)
    means = values[:, valid].mean(axis=1)
    return np.where(valid, values, means[:, None, None]).astype(np.float32)


def _convolve(values: Array, kernel: Array) -> Array:
    return np.stack([_along(_along(band, kernel, 0), kernel, 1) for band in values])


def _along(band: Array, kernel: Array, axis: int) -> Array:
    """Correlate (H, W) with a kernel of odd length along one axis, the border repeated."""
    radius = len(kernel) // 2
    padding = [(0, 0), (0, 0)]
    padding[axis] = (radius, radius)
    padded = np.pad(band, padding, mode="edge")
    size = band.shape[axis]
    result = np.zeros_like(band)
    for i, weight in enumerate(kernel):
        result += weight * (padded[i : i + size] if axis == 0 else padded[:, i : i + size])
    return result


def _erode(valid: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    """Keep pixels at least ``radius`` away from any hole, because the filling creates edges."""
    if valid.all():
        return valid
    holes = (~valid).astype(np.float32)
    near = _convolve(holes[None], np.ones(2 * radius + 1, np.float32))[0]
    return near < 0.5


def _spectrum(magnitude: Array, inside: NDArray[np.bool_]) -> NDArray[np.complex64] | None:
    if not inside.any():
        return None
    centred = np.where(inside, magnitude - magnitude[inside].mean(), 0)
    if float(np.abs(centred).max()) < _FLAT:
        return None
    rows, columns = (_taper(size) for size in magnitude.shape)
    return np.fft.rfft2(centred * rows[:, None] * columns).astype(np.complex64)


def _taper(size: int) -> Array:
    """Flat in the middle, falling to zero as a cosine over an eighth at each end, so that a tile's rim is not an
    edge."""
    distance = np.minimum(np.arange(size) + 0.5, size - np.arange(size) - 0.5) / (size * _TAPER)
    return ((1 - np.cos(np.pi * np.minimum(distance, 1))) / 2).astype(np.float32)


def _correlate(a: NDArray[np.complex64], b: NDArray[np.complex64], shape: tuple[int, int]) -> Array:
    """Phase correlation, its peak at the shift of b; the zero shift is in the middle, at shape // 2."""
    cross = np.conj(a) * b
    length = np.abs(cross)
    whitened = cross / np.maximum(length, _FLAT * float(length.max()))
    rows, columns = np.fft.fftfreq(shape[0])[:, None], np.fft.rfftfreq(shape[1])
    low_pass = np.exp(-2 * (np.pi * LOW_PASS_PX) ** 2 * (rows**2 + columns**2))
    return np.fft.fftshift(np.fft.irfft2(whitened * low_pass, shape)).astype(np.float32)


def _locate_peak(surface: Array) -> Shift:
    """Find the highest point near the middle, to a fraction of a pixel."""
    centre = surface.shape[0] // 2, surface.shape[1] // 2
    reach = [min(SEARCH_PX, size // 4) for size in surface.shape]
    near = surface[tuple(slice(c - r, c + r + 1) for c, r in zip(centre, reach, strict=True))]
    row, column = np.unravel_index(int(near.argmax()), near.shape)
    y, x = int(row) + centre[0] - reach[0], int(column) + centre[1] - reach[1]
    dy = _vertex(surface[y - 1, x], surface[y, x], surface[y + 1, x])
    dx = _vertex(surface[y, x - 1], surface[y, x], surface[y, x + 1])
    return Shift(y + dy - centre[0], x + dx - centre[1], _confidence(surface, y, x))


def _vertex(before: np.float32, at: np.float32, after: np.float32) -> float:
    """Position of the maximum of the parabola through three neighbours, relative to the middle one."""
    curvature = float(before) - 2 * float(at) + float(after)
    return 0.0 if curvature >= 0 else (float(before) - float(after)) / (2 * curvature)


def _confidence(surface: Array, y: int, x: int) -> float:
    away = np.ones(surface.shape, bool)
    away[max(y - _PEAK_PX, 0) : y + _PEAK_PX + 1, max(x - _PEAK_PX, 0) : x + _PEAK_PX + 1] = False
    noise = surface[away]
    return float((surface[y, x] - noise.mean()) / max(float(noise.std()), 1e-12))

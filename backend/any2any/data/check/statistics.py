"""Statistics of an image's values, and values that its radiometry excludes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.raster.radiometry import from_model_values
from any2any.spec.modality import Modality

Array = NDArray[np.float32]

AT_END = 1e-3
"""Model values this close to -1 or 1 count as clipped."""

VISIBLE_NM = (400.0, 700.0)

_LEVELS = (1.0, 50.0, 99.0)
_PIXELS_FOR_LEVELS = 1 << 16


@dataclass(frozen=True)
class BandStatistics:
    """One band's valid pixels; levels in the modality's physical quantity, clipped to its range."""

    low: float
    """First percentile."""
    median: float
    high: float
    """99th percentile."""
    at_low: float
    """Share of the pixels at the lower end of the range."""
    at_high: float
    is_constant: bool
    """Whether all pixels are equal."""


@dataclass(frozen=True)
class ImageStatistics:
    """One modality of one tile."""

    valid_share: float
    bands: tuple[BandStatistics, ...]
    """Empty if no pixel is valid."""
    clouded: float | None
    """Share of the valid pixels at the top of the range in every visible band: clouds, snow, or saturation. None if no
    band is visible or no pixel is valid."""
    black: float
    """Share of the valid pixels at the bottom of the range in every band: often undeclared nodata."""

    @property
    def nodata_share(self) -> float:
        """Share of the pixels without a value."""
        return 1 - self.valid_share


def measure_image(values: Array, modality: Modality) -> ImageStatistics:
    """Measure model values (C, H, W), NaN where there is no data."""
    valid = np.isfinite(values).all(axis=0)
    pixels = values[:, valid]
    if not pixels.size:
        return ImageStatistics(0.0, (), None, 0.0)
    stride = -(-pixels.shape[1] // _PIXELS_FOR_LEVELS)
    levels = np.percentile(pixels[:, ::stride], _LEVELS, axis=1).astype(np.float32)  # (levels, C)
    physical = from_model_values(levels.T, modality)
    bands = tuple(
        BandStatistics(
            low=float(of_band[0]),
            median=float(of_band[1]),
            high=float(of_band[2]),
            at_low=float((band <= -1 + AT_END).mean()),
            at_high=float((band >= 1 - AT_END).mean()),
            is_constant=bool(band.min() == band.max()),
        )
        for of_band, band in zip(physical, pixels, strict=True)
    )
    visible = visible_bands(modality)
    clouded = float((pixels[visible] >= 1 - AT_END).all(axis=0).mean()) if visible else None
    black = float((pixels <= -1 + AT_END).all(axis=0).mean())
    return ImageStatistics(float(valid.mean()), bands, clouded, black)


def visible_bands(modality: Modality) -> list[int]:
    """Return the positions of the visible bands."""
    return [
        i
        for i, band in enumerate(modality.bands)
        if band.wavelength_nm is not None and VISIBLE_NM[0] <= band.wavelength_nm <= VISIBLE_NM[1]
    ]


DARKEST_REFLECTANCE = 0.01
"""An image below this in every band shows no land."""

OFFSET_REFLECTANCE = 0.095
"""Slightly below the offset of 0.1 in Sentinel-2 files since processing baseline 04.00."""

BAND_TOLERANCE_NM = 25.0
"""Bands of two modalities with wavelengths this close count as the same band."""

LARGEST_FACTOR = 1.4
"""If medians of shared bands differ by more, their units differ."""

DARKEST_COMPARED = 0.02
"""If both reflectances are lower, as over water, a ratio is mostly noise."""


@dataclass(frozen=True)
class BandRatio:
    """Agreement of two modalities of a tile in a common band."""

    bands: tuple[str, str]
    ratio: float
    """Median of the second over the median of the first."""

    @property
    def factor(self) -> float:
        """The ratio or its inverse, whichever is larger."""
        return max(self.ratio, 1 / self.ratio)


def suspicions(image: ImageStatistics, modality: Modality) -> Iterator[str]:
    """Yield the kinds of faults that one image's values indicate; see ``flags.KINDS``."""
    bands = image.bands
    if not bands:
        return
    if any(band.is_constant for band in bands):
        yield "constant"
    if all(band.at_low > 0.5 for band in bands):
        yield "below_range"
    if all(band.at_high > 0.5 for band in bands):
        yield "above_range"
    if modality.quantity == "reflectance":
        if all(band.high < DARKEST_REFLECTANCE for band in bands):
            yield "dark"
        visible = visible_bands(modality)  # near infrared is that bright over any meadow
        if visible and all(bands[i].low >= OFFSET_REFLECTANCE for i in visible):
            yield "offset"
    if modality.quantity == "backscatter_db" and all(band.low >= 0 for band in bands):
        yield "positive_db"


def shared_bands(first: Modality, second: Modality) -> list[tuple[int, int]]:
    """Return the positions of common bands: each band of the first with the nearest of the second."""
    if first.quantity != "reflectance" or second.quantity != "reflectance":
        return []
    shared = []
    for i, a in enumerate(first.bands):
        near = [
            (abs(a.wavelength_nm - b.wavelength_nm), j)
            for j, b in enumerate(second.bands)
            if a.wavelength_nm is not None and b.wavelength_nm is not None
        ]
        if near and min(near)[0] <= BAND_TOLERANCE_NM:
            shared.append((i, min(near)[1]))
    return shared


def compare_bands(
    first: ImageStatistics, second: ImageStatistics, modalities: tuple[Modality, Modality]
) -> list[BandRatio]:
    """Compare the medians of shared bands of two images of one tile."""
    if not first.bands or not second.bands:
        return []
    ratios = []
    for i, j in shared_bands(*modalities):
        a, b = first.bands[i].median, second.bands[j].median
        if min(a, b) > 0 and max(a, b) >= DARKEST_COMPARED:
            ratios.append(BandRatio((modalities[0].bands[i].name, modalities[1].bands[j].name), b / a))
    return ratios

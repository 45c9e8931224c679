"""What the values of one image are like: levels per band, nodata, and how much lies at the ends of the range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.raster.radiometry import from_model_values
from any2any.spec.modality import Modality

Array = NDArray[np.float32]

AT_END = 1e-3
"""Model values this close to -1 or 1 count as lying at the end of the range: they were clipped there."""

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
    """Empty where no pixel is valid."""
    clouded: float | None
    """Share of the valid pixels at the top of the range in every visible band: clouds, snow, or saturation. None
    where no band is visible, or no pixel valid."""
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
    """Return the positions of the bands that an eye sees."""
    return [
        i
        for i, band in enumerate(modality.bands)
        if band.wavelength_nm is not None and VISIBLE_NM[0] <= band.wavelength_nm <= VISIBLE_NM[1]
    ]

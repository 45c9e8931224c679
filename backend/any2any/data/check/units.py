"""Values that cannot be what their radiometry says: the mistake that training never tells anyone about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from any2any.data.check.statistics import ImageStatistics, visible_bands
from any2any.spec.modality import Modality

DARKEST_REFLECTANCE = 0.01
"""An image that stays below this in every band shows no land."""

OFFSET_REFLECTANCE = 0.095
"""A little below the 0.1 that Sentinel-2 files from processing baseline 04.00 on have added."""

BAND_TOLERANCE_NM = 25.0
"""Bands of two modalities whose wavelengths are this close see the same."""

LARGEST_FACTOR = 1.4
"""Medians of shared bands that differ by more were not brought to the same unit."""

DARKEST_COMPARED = 0.02
"""Below this reflectance of both, as over water, a ratio is mostly noise."""


@dataclass(frozen=True)
class BandRatio:
    """How two modalities of a tile agree about a band that both have."""

    bands: tuple[str, str]
    ratio: float
    """Median of the second over that of the first."""

    @property
    def factor(self) -> float:
        """The ratio or its inverse, whichever is above 1."""
        return max(self.ratio, 1 / self.ratio)


def suspicions(image: ImageStatistics, modality: Modality) -> Iterator[str]:
    """Yield the kinds of mistakes that one image's values point to; see ``flags.KINDS``."""
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
        visible = visible_bands(modality)  # near infrared is as bright as that over any meadow
        if visible and all(bands[i].low >= OFFSET_REFLECTANCE for i in visible):
            yield "offset"
    if modality.quantity == "backscatter_db" and all(band.low >= 0 for band in bands):
        yield "positive_db"


def shared_bands(first: Modality, second: Modality) -> list[tuple[int, int]]:
    """Return the positions of bands that see the same, each band of the first with the nearest of the second."""
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

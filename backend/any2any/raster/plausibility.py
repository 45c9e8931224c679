"""Whether the physical values that an encoding gives can be what they are said to be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message, UsageError
from any2any.spec.modality import Modality

VISIBLE_MEDIAN = (0.005, 0.4)
"""Between these lies the median reflectance of land and water in visible bands."""
INFRARED_MEDIAN = (0.005, 0.6)
BRIGHTEST_LAND_DB = -8.0
"""The median backscatter of land is below this; only dense cities seen up close are above."""

MOST_NEGATIVE = 0.5
"""With a larger share of negative reflectance, the offset is wrong."""
SOME_NEGATIVE = 0.1
DARKEST_TOP = 0.003
"""A scene whose 99th percentile is below this reflectance was scaled twice."""


def median_range(modality: Modality) -> tuple[float, float]:
    """Return between what the median reflectance of a modality's scene is expected."""
    visible = all(band.wavelength_nm is None or band.wavelength_nm < 700 for band in modality.bands)
    return VISIBLE_MEDIAN if visible else INFRARED_MEDIAN


def is_likely(reflectance: NDArray[np.floating], modality: Modality) -> bool:
    """Whether reflectance (C, N) has the median of a scene of land or water."""
    low, high = median_range(modality)
    return low <= float(np.median(reflectance)) <= high


def check_reflectance(
    reflectance: NDArray[np.floating], modality: Modality, encoding: str, chosen: bool
) -> tuple[str, ...]:
    """Return warnings about reflectance (C, N) that is unlikely; UsageError if it contradicts the encoding.

    What the user chose is doubted only, never refused.
    """
    negative, top = float(np.mean(reflectance < 0)), float(np.percentile(reflectance, 99))
    others = "reflectance, s2, s2_offset or landsat_c2"
    if not chosen and negative > MOST_NEGATIVE:
        said = Message(
            "wrong-units",
            "with radiometry {radiometry} {share:.0%} of the values become negative reflectance, so its offset was "
            "applied already or is wrong: choose the radiometry ({others})",
            radiometry=encoding,
            share=negative,
            others=others,
        )
        raise UsageError(said)
    if not chosen and top < DARKEST_TOP:
        said = Message(
            "wrong-units",
            "with radiometry {radiometry} the brightest reflectance is {top:.2g}, so its scale was applied already or "
            "is wrong: choose the radiometry ({others})",
            radiometry=encoding,
            top=top,
            others=others,
        )
        raise UsageError(said)
    return _reflectance_doubts(reflectance, negative, modality, encoding)


def _reflectance_doubts(
    reflectance: NDArray[np.floating], negative: float, modality: Modality, encoding: str
) -> tuple[str, ...]:
    if negative > SOME_NEGATIVE:
        return (
            f"with radiometry {encoding} {negative:.0%} of the values become negative reflectance: check it",
        )
    if is_likely(reflectance, modality):
        return ()
    low, high = median_range(modality)
    median = float(np.median(reflectance))
    what = "snow, cloud or desert" if median > high else "deep water or shadow"
    return (
        Message(
            "median-reflectance",
            "the median reflectance of {value:.2g} lies outside {low:g} to {high:g}: unless the scene is {what}, "
            "{radiometry} is the wrong radiometry",
            value=median,
            low=low,
            high=high,
            what=what,
            radiometry=encoding,
        ),
    )


def check_backscatter(median_db: float, encoding: str) -> tuple[str, ...]:
    """Return a warning if the median backscatter is brighter than that of land."""
    if median_db <= BRIGHTEST_LAND_DB:
        return ()
    other = {"power": "amplitude", "amplitude": "power", "db100": "db10"}.get(encoding, "power or amplitude")
    return (
        Message(
            "median-backscatter",
            "the median of {value:.1f} dB with radiometry {radiometry} is brighter than land ({limit:g} dB and below): "
            "if it is wrong choose radiometry {other}",
            value=median_db,
            radiometry=encoding,
            limit=BRIGHTEST_LAND_DB,
            other=other,
        ),
    )

"""Refuse values and names that cannot be the requested image: elevation, phase, flags, wrong units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message, UsageError
from any2any.spec.modality import Modality

VISIBLE_MEDIAN = (0.005, 0.4)
"""Between these lies the median reflectance of land and water in visible bands."""
INFRARED_MEDIAN = (0.005, 0.6)
BRIGHTEST_LAND_DB = -8.0
"""The median backscatter of land is below this; only dense cities at high resolution are above."""

MOST_NEGATIVE = 0.5
"""With a larger share of negative reflectance, the offset is wrong."""
SOME_NEGATIVE = 0.1
DARKEST_TOP = 0.003
"""A scene whose 99th percentile is below this reflectance was scaled twice."""


def median_range(modality: Modality) -> tuple[float, float]:
    """Return the expected range of the median reflectance of a modality's scene."""
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

    An encoding that the user chose only causes a warning.
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


_WORDS: Mapping[str, tuple[str, str]] = {
    "elevation": (r"dem|dsm|dtm|dhm|srtm\w*|copdem\w*|elevation|hgt", r"altitude|terrain ?height"),
    "interferometric phase": (r"unw_phase|wrapped_phase|unw|interferogram|ifg", r"phase\w*|unwrapped"),
    "coherence": (r"coherence|coh", r"coh_\w+"),
    "an incidence angle": (
        r"inc_map\w*|incidence_?angle|lv_theta|lv_phi",
        r"localincidenceangle|incidence\w*",
    ),
    "classes or flags": (r"SCL|QA_PIXEL|QA_RADSAT|QA_AEROSOL|ls_map|udm2?|worldcover", r"classification"),
}
"""Contents that are not images: words at the end of a file's name, and further words that name a band."""

_FILE = r"(?:^|[_\W])(?:{})(?:[_-]?\d+m?|_clip|_cog)*\.\w{{2,5}}$"
_BAND = r"(?:^|[_\W])(?:{}|{})(?:$|[_\W])"

_LENGTHS = ("m", "metre", "metres", "meter", "meters", "ft", "foot", "feet", "us survey foot", "km")

SMOOTH, VERY_SMOOTH = 0.01, 0.004
"""Neighbours on the ground differ by less, relative to their value: radar by 0.05 and more, land by 0.01 and more."""
_FLAT = 0.05
"""A scene whose middle half varies by less than this share of its median is too even for a decision."""


def refuse_by_name(file_name: str, band_names: Iterable[str | None], units: Iterable[str | None]) -> None:
    """UsageError if a raster's or band's name, or the unit of its values, says that it is not an image."""
    named = [name for name in band_names if name]
    for what, (ends, others) in _WORDS.items():
        texts = [file_name] if re.search(_FILE.format(ends), file_name, re.IGNORECASE) else []
        texts += [name for name in named if re.search(_BAND.format(ends, others), name, re.IGNORECASE)]
        if texts:
            raise UsageError(
                Message(
                    "named-other",
                    "the name {name!r} says that the raster holds {what}, which cannot be translated: choose "
                    "another file, or choose the radiometry if it is an image nevertheless",
                    name=texts[0],
                    what=what,
                )
            )
    for unit in units:
        if unit is not None and unit.strip().lower() in _LENGTHS:
            raise UsageError(
                Message(
                    "unit-of-length",
                    "the raster's values are in {unit!r}, so it holds elevation or distances, which cannot be "
                    "translated: choose another file, or choose the radiometry if the unit is wrong",
                    unit=unit,
                )
            )


def refuse_phase(values: NDArray[np.generic], unit: str) -> None:
    """UsageError if radar values (C, N) have both signs, which neither dB nor power of land has.

    ``unit``: their assumed unit.
    """
    numbers = values.astype(np.float64)
    above, below = float(np.mean(numbers > 0)), float(np.mean(numbers < 0))
    if unit in ("power", "amplitude") and below > 0.01:
        what = f"{below:.0%} of the values are negative, which no {unit} is"
    elif unit == "db" and above > 0.35 and below > 0.35:
        what = f"{above:.0%} of the values are above 0 dB, and land is below -8 dB"
    else:
        return
    wrapped = min(above, below) > 0.2 and float(np.abs(numbers).max()) <= math.pi + 0.01
    kind = "interferometric phase" if wrapped else "phase, elevation or another measure"
    raise UsageError(
        Message(
            "signs-of-phase",
            "{what}: the raster looks like {kind}, not like backscatter; choose another file, or the "
            "radiometry if it is one",
            what=what,
            kind=kind,
        )
    )


def looks_smooth(values: NDArray[np.generic], step: float | None, limit: float) -> bool:
    """Whether values (C, N) vary over the scene, but hardly from one pixel to the next, as elevation does.

    ``step``: the median relative difference of neighbours; None where it is not known.
    """
    if step is None or step >= limit:
        return False
    low, middle, high = np.percentile(values.astype(np.float64), (25, 50, 75))
    return bool(middle > 0 and high - low > _FLAT * middle)


def check_smooth_radar(values: NDArray[np.generic], step: float | None) -> None:
    """UsageError if positive values without a known unit are as smooth as elevation; radar has speckle."""
    if looks_smooth(values, step, SMOOTH):
        middle = float(np.percentile(values.astype(np.float64), 50))
        raise UsageError(
            Message(
                "smooth-radar",
                "values near {middle:.4g} differ by only {step:.2%} from one pixel to the next, as "
                "elevation does and radar with its speckle never does: choose another file, or the "
                "radiometry (amplitude or power) if it is radar",
                middle=middle,
                step=step,
            )
        )


def smooth_warnings(values: NDArray[np.generic], step: float | None) -> tuple[str, ...]:
    """Warn of reflectance that is as smooth as elevation: very hazy or resampled images are, too."""
    if not looks_smooth(values, step, VERY_SMOOTH):
        return ()
    return (
        f"the values differ by only {step:.2%} from one pixel to the next: if the raster is elevation or another "
        "surface, and no image, the result means nothing",
    )

"""Guess what a raster shows and how it stores its values; the panel shows the guess before a run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from any2any_qgis.engine.models import Modality
from any2any_qgis.layers.facts import RasterFacts
from any2any_qgis.translation import tr

WAVELENGTH_TOLERANCE_NM = 40.0
_SYNTHETIC, _TARGET = "ANY2ANY_SYNTHETIC", "ANY2ANY_TARGET"

_ALIASES = {
    "blue": ("blue", "b02", "b2", "blau", "bleu"),
    "green": ("green", "b03", "b3", "gruen", "grün", "vert"),
    "red": ("red", "b04", "b4", "rot", "rouge"),
    "nir": ("nir", "b08", "b8", "near infrared", "near-infrared", "b8a", "nir_narrow"),
    "nir_narrow": ("nir_narrow", "nir narrow", "b8a", "nir", "nir08"),
    "swir1": ("swir1", "swir 1", "swir16", "b11"),
    "swir2": ("swir2", "swir 2", "swir22", "b12"),
    "pan": ("pan", "panchromatic"),
    "backscatter": ("backscatter", "vv", "vh", "hh", "hv", "sigma0", "gamma0", "sigma0_vv", "sigma0_vh"),
}
"""Names of bands in files and products, by the models' names."""

_FILE_WORDS = (
    ("sar", r"(^|[^a-z])(sar|s1[ab]?|sentinel-?1|vv|vh|grd|rtc|radar)([^a-z]|$)"),
    ("pan", r"(^|[^a-z])(pan|panchromatic)([^a-z]|$)"),
    ("nir", r"(^|[^a-z])(nir|b0?8a?)([^a-z0-9]|$)"),
    ("rgb", r"(^|[^a-z])(rgb|tci|truecolou?r|ortho\w*)([^a-z]|$)"),
)


@dataclass(frozen=True)
class Guess:
    """What a raster seems to be."""

    modality: str
    """Name of a modality of the model."""
    bands: tuple[int, ...]
    """1-based, in the modality's order."""
    reason: str
    """One line for people."""
    certain: bool
    """False if only the number of bands supports it: the user is asked to check."""


def guess_modality(facts: RasterFacts, modalities: Sequence[Modality]) -> Guess | None:
    """Return the most likely modality; None if the raster has too few bands for any.

    The strongest evidence first: the plugin's own tag, names of bands, wavelengths, colour interpretation,
    values that only radar has, words in the file's name, and last the number of bands.
    """
    by_evidence = (_by_tag, _by_names, _by_wavelengths, _by_colours, _by_values, _by_file_name, _by_count)
    for evidence in by_evidence:
        guess = evidence(facts, modalities)
        if guess is not None:
            return guess
    return None


def _by_tag(facts: RasterFacts, modalities: Sequence[Modality]) -> Guess | None:
    if facts.tags.get(_SYNTHETIC) != "yes":
        return None
    for modality in modalities:
        if modality.name == facts.tags.get(_TARGET) and len(facts.data_bands) >= len(modality.bands):
            reason = tr("synthetic {}: Any2Any wrote this file").format(modality.title)
            return Guess(modality.name, facts.data_bands[: len(modality.bands)], reason, True)
    return None


def _by_names(facts: RasterFacts, modalities: Sequence[Modality]) -> Guess | None:
    described = {
        number: re.split(r"[,(]", facts.bands[number - 1].description.lower())[0].strip()
        for number in facts.data_bands
    }
    return _largest(modalities, lambda band: _named(described, band), _names_reason(facts), facts)


def _named(described: dict[int, str], band: str) -> int | None:
    for alias in _ALIASES.get(band, (band,)):
        for number, name in described.items():
            if name == alias:
                return number
    return None


def _names_reason(facts: RasterFacts):
    def reason(bands: tuple[int, ...]) -> str:
        names = ", ".join(facts.bands[number - 1].description for number in bands)
        return (
            tr("band {} is named {}").format(bands[0], names)
            if len(bands) == 1
            else tr("{} bands named {}").format(len(bands), names)
        )

    return reason


def _by_wavelengths(facts: RasterFacts, modalities: Sequence[Modality]) -> Guess | None:
    known = {
        number: facts.bands[number - 1].wavelength_nm
        for number in facts.data_bands
        if facts.bands[number - 1].wavelength_nm is not None
    }
    wanted = {band.name: band.wavelength_nm for modality in modalities for band in modality.bands}

    def find(name: str) -> int | None:
        if wanted[name] is None or not known:
            return None
        number = min(known, key=lambda n: abs(known[n] - wanted[name]))
        return number if abs(known[number] - wanted[name]) <= WAVELENGTH_TOLERANCE_NM else None

    def reason(bands: tuple[int, ...]) -> str:
        return tr("wavelengths of {} nm").format(", ".join(f"{known[number]:.0f}" for number in bands))

    return _largest(modalities, find, reason, facts)


def _by_colours(facts: RasterFacts, modalities: Sequence[Modality]) -> Guess | None:
    colours = {
        facts.bands[number - 1].colour: number
        for number in reversed(facts.data_bands)
        if facts.bands[number - 1].colour in ("red", "green", "blue")
    }
    if len(colours) < 3:
        return None
    return _largest(
        modalities, colours.get, lambda bands: tr("colour bands red, green and blue"), facts, certain=True
    )


def _largest(modalities, find, reason, facts: RasterFacts, certain: bool = True) -> Guess | None:
    """Return the modality with the most bands whose bands are all found and differ."""
    matches = []
    for modality in modalities:
        numbers = tuple(find(band.name) for band in modality.bands)
        if None not in numbers and len(set(numbers)) == len(numbers):
            matches.append((modality, numbers))
    if not matches:
        return None
    whole = [match for match in matches if len(match[1]) == len(facts.data_bands)]
    modality, numbers = max(whole or matches, key=lambda match: len(match[1]))
    return Guess(modality.name, numbers, reason(numbers), certain)


def _by_values(facts: RasterFacts, modalities: Sequence[Modality]) -> Guess | None:
    radar = next((m for m in modalities if m.quantity == "backscatter_db"), None)
    if radar is None or len(facts.data_bands) > 4 or len(facts.data_bands) < len(radar.bands):
        return None
    numbers = facts.data_bands[: len(radar.bands)]
    if facts.dtype.startswith(("complex", "cint", "cfloat")):
        return Guess(radar.name, numbers, tr("complex values, as only radar has"), True)
    if facts.values.size and float(np.median(facts.values)) < -1 and not facts.has_scale:
        median = float(np.median(facts.values))
        reason = tr("values around {:.0f} are decibels").format(median)
        return Guess(radar.name, numbers, reason, True)
    return None


def _by_file_name(facts: RasterFacts, modalities: Sequence[Modality]) -> Guess | None:
    for name, pattern in _FILE_WORDS:
        found = re.search(pattern, facts.name.lower())
        modality = next((m for m in modalities if m.name == name), None)
        if found and modality is not None and len(facts.data_bands) >= len(modality.bands):
            reason = tr("the name {} says so").format(facts.name)
            return Guess(name, facts.data_bands[: len(modality.bands)], reason, True)
    return None


def _by_count(facts: RasterFacts, modalities: Sequence[Modality]) -> Guess | None:
    count = len(facts.data_bands)
    fitting = [m for m in modalities if len(m.bands) <= count and m.quantity == "reflectance"]
    if not fitting:
        return None
    most = max(len(m.bands) for m in fitting)
    choices = [m for m in fitting if len(m.bands) == most]
    modality = next((m for m in choices if m.name == "pan"), choices[0])
    reason = tr("guessed from its {} band(s) only: please check").format(count)
    return Guess(modality.name, facts.data_bands[: len(modality.bands)], reason, False)


def looks_wrong(facts: RasterFacts, chosen: Modality, guess: Guess | None) -> str:
    """Return why a chosen source modality contradicts the raster, empty if it does not."""
    if guess is None or not guess.certain or guess.modality == chosen.name:
        return ""
    if set(_found_bands(facts)) >= {band.name for band in chosen.bands}:
        return ""  # an RGB from a multispectral file
    return guess.reason


def _found_bands(facts: RasterFacts) -> list[str]:
    described = {n: facts.bands[n - 1].description.lower().split(",")[0].strip() for n in facts.data_bands}
    return [name for name in _ALIASES if _named(described, name) is not None]


ENCODINGS = {
    "reflectance": ("reflectance", "s2", "s2_offset", "landsat_c2", "landsat_c2_l1", "display8", "tags"),
    "backscatter_db": ("db", "db10", "db100", "power", "amplitude", "quicklook8", "quicklook8_db", "tags"),
    "temperature_k": ("kelvin", "celsius", "landsat_st", "tags"),
}
"""The worker's names of units, by the quantity of a modality."""

LEVEL_1 = re.compile(r"MSIL1C|[_\-.]L1C|L1TP|L1GT|[_\-]TOA\b", re.IGNORECASE)
"""Names of products above the atmosphere, as the worker knows them."""

REFLECTANCE_TOP = 1.6
"""Reflectance above this is glint or cloud; scaled values are far above it."""


def guess_units(facts: RasterFacts, quantity: str, bands: tuple[int, ...]) -> str | None:
    """Return the worker's name of the likely units, None if the values fit none."""
    values = facts.values[[band - 1 for band in bands]] if facts.values.size else facts.values
    if values.size == 0:
        return None
    if facts.has_scale:
        return "tags"
    if quantity == "reflectance":
        return _reflectance(facts, values)
    if quantity == "backscatter_db":
        return _backscatter(facts, values)
    return _temperature(float(np.median(values)))


def guess_level(facts: RasterFacts, units: str | None) -> str:
    """Return the level of a raster's reflectance by its tag, its name or its units, as the worker does."""
    tagged = facts.tags.get("ANY2ANY_LEVEL")
    if tagged in ("surface", "toa"):
        return tagged
    return "toa" if LEVEL_1.search(facts.name) or units == "landsat_c2_l1" else "surface"


def _reflectance(facts: RasterFacts, values: np.ndarray) -> str | None:
    if float(np.median(values)) < -1:
        return None
    if facts.dtype == "uint8":
        return "display8"
    top = float(np.percentile(values, 99))
    if top <= REFLECTANCE_TOP:
        return "reflectance"
    if re.search(r"L[COTE]0[4-9]_L2S", facts.name) or (top > 20000 and np.percentile(values, 1) >= 5000):
        return "landsat_c2"
    if top > 20000 or (facts.dtype.startswith("float") and top <= 255):
        return None
    return "s2_offset" if _has_offset(facts) else "s2"


def _has_offset(facts: RasterFacts) -> bool:
    """Whether a Sentinel-2 product is of processing baseline 04.00 or later."""
    for key, value in facts.tags.items():
        if key.endswith("ADD_OFFSET") and value.strip() in ("-1000", "-1000.0"):
            return True
        if key.endswith("PROCESSING_BASELINE") and re.fullmatch(r"\d+(\.\d+)?", value.strip()):
            return float(value) >= 4.0
    match = re.search(r"MSIL[12][AC]_\w*?_N(\d{2})\d{2}_", facts.name)
    return match is not None and int(match[1]) >= 4


def _backscatter(facts: RasterFacts, values: np.ndarray) -> str | None:
    if facts.dtype == "uint8":
        return "quicklook8"
    nonzero = values[values != 0]
    middle = float(np.median(nonzero)) if nonzero.size else 0.0
    if middle < -60:
        return "db100" if middle > -10000 else None
    if middle < 0:
        return "db"
    if not facts.dtype.startswith(("float", "complex", "cfloat", "cint")):
        return "amplitude"
    return "power" if middle <= 10 else "amplitude"


def _temperature(middle: float) -> str | None:
    if middle > 10000:
        return "landsat_st"
    if 180 <= middle <= 400:
        return "kelvin"
    return "celsius" if -90 <= middle <= 100 else None

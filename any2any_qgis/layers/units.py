"""Guess how a raster stores reflectance or backscatter. The worker decides; the panel shows this before it runs."""

from __future__ import annotations

import re

import numpy as np

from any2any_qgis.layers.facts import RasterFacts

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

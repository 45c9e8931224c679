"""The data sources of a folder of real imagery: how each stores its values, its licence, its places and its splits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from any2any.data.bands import format_linear
from any2any.raster.radiometry import DB100, QUICKLOOK8, QUICKLOOK8_DB, S2

_LANDSAT_L1 = format_linear(2e-5, -0.1)
_WORLDVIEW = format_linear(4e-4, 0.0)
_SENTINEL = {"s2_10m": S2.name, "s2_20m": S2.name, "sar": DB100.name, "sar_2": DB100.name}


@dataclass(frozen=True)
class SourceRules:
    """How one data source stores its values; radiometry is keyed by the index's modality name."""

    radiometry: Mapping[str, str]
    licence: str
    """The licence that models trained on it must name."""
    place: str | None = None
    """Regular expression for the place in a scene's name, if several scenes share a place or are cut from one image.
    Without it, scenes are numbered along the ground: neighbours have close numbers."""
    validation: frozenset[str] = frozenset()
    """Held-out places, by name. Without any, the numbers in the places' names decide."""
    is_toa: bool = False
    """Whether its reflectance is at the top of the atmosphere (Sentinel-2 level 1C)."""
    stretch_of: Callable[[str], str] | None = None
    """For 8-bit colour stretched for display: which scenes, by name, share one stretch."""


def _itself(scene: str) -> str:
    return scene


_SEN12_IMAGE = r"(.+)_p\d+"


def _sen12_image(scene: str) -> str:
    """SEN1-2 chips like ``ROIs1970_fall_s1_8_p37`` are cut from one image per place."""
    return re.sub(rf"{_SEN12_IMAGE}$", r"\1", scene)


SOURCES: dict[str, SourceRules] = {
    "s1s2_scenes": SourceRules({"sar": QUICKLOOK8.name}, "Copernicus", stretch_of=_itself),
    "s1s2_flood": SourceRules({"sar": QUICKLOOK8_DB.name, "swir_nir_green": "display8"}, "Copernicus"),
    "sen12_pairs": SourceRules(
        {"sar": QUICKLOOK8_DB.name}, "CC-BY-4.0 (SEN1-2)", place=_SEN12_IMAGE, stretch_of=_sen12_image
    ),
    "sen12_grey": SourceRules({"sar": QUICKLOOK8_DB.name}, "CC-BY-4.0 (SEN1-2)"),
    "sen12ms_winter": SourceRules(
        {"sar": DB100.name, "rgb": S2.name},
        "CC-BY-4.0 (SEN12MS)",
        place=r"(ROIs2017_winter_\d+)_p\d+",
        validation=frozenset({"ROIs2017_winter_104"}),
        is_toa=True,
    ),
    "sen12ms_8bit": SourceRules(
        {"sar": QUICKLOOK8_DB.name}, "CC-BY-4.0 (SEN12MS)", place=r"(winter_\w+?)_.*", stretch_of=_itself
    ),
    "eurosat_ms": SourceRules(_SENTINEL, "MIT (EuroSAT), Copernicus", is_toa=True),
    "bigearthnet": SourceRules(
        _SENTINEL,
        "CDLA-Permissive-1.0 (BigEarthNet)",
        place=r"(S2[AB]_MSIL2A_\d{8}T\d+).*",
        validation=frozenset({"S2B_MSIL2A_20180502T093039", "S2B_MSIL2A_20180421T114349"}),
    ),
    "biomassters": SourceRules(_SENTINEL, "CC-BY-4.0"),
    "s2_native": SourceRules(_SENTINEL, "CC-BY-4.0, Copernicus", is_toa=True),
    "sen12mscr": SourceRules(_SENTINEL, "CC-BY-4.0", is_toa=True),
    "sen1floods11": SourceRules(_SENTINEL, "CC-BY-4.0", is_toa=True),
    "s2_cities": SourceRules(
        _SENTINEL,
        "Copernicus",
        place=r"([a-z]+(?:_[ew])?)(?:_t2)?",
        validation=frozenset({"aguasclaras", "pisa"}),
        is_toa=True,
    ),
    "s2_chips": SourceRules(
        _SENTINEL, "CC-BY-4.0", place=r"(?:s2_)?(ROIs\d+(?:_[a-z]+_s2(?:_cloudy)?)?_\d+)_.*", is_toa=True
    ),
    "s2_forest": SourceRules(_SENTINEL, "Copernicus", place=r"(geojson_\d+)_\d{4}"),
    "landsat_pan": SourceRules(
        {"pan": _LANDSAT_L1, "rgb": _LANDSAT_L1, "landsat": _LANDSAT_L1}, "public domain"
    ),
    "spacenet6": SourceRules({"pan": _WORLDVIEW, "rgbn": _WORLDVIEW}, "CC-BY-SA-4.0"),
    "spacenet2": SourceRules({"pan": _WORLDVIEW, "ms8": _WORLDVIEW}, "CC-BY-SA-4.0"),
    "naip": SourceRules({"rgbn": "display8"}, "public domain", place=r"(m_\d+_[a-z]{2}_\d+_\d+)_\d{8}.*"),
}

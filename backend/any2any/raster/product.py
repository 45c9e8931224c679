"""Read units and the reflectance's processing level from a product's names.

The same field is 0.12 in blue for a level 1C product and 0.03 for level 2A. A model that is trained on both predicts
neither. One affine map per band is enough here: r = (r_toa - path) / transmittance.

Path reflectance is that of molecules (single scattering at nadir, optical depths 0.155, 0.090, 0.045, 0.018 at 490,
560, 665 and 842 nm, sun 40 degrees from the zenith) and of aerosol of optical depth 0.15; transmittance is that of both
ways, with ozone and water vapour; those of PAN are means over its bands. The darkest half percent of the level 1C
training scenes has medians of 0.084, 0.062 and 0.040 in blue, green and red, that of the level 2A forest scenes 0.010,
0.016 and 0.011; the map converts the former to 0.013, 0.020 and 0.015.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast, get_args

from any2any.errors import Message, UsageError
from any2any.raster.radiometry import LANDSAT_C2_L1, Encoding, OutputEncoding, PerBand
from any2any.spec.modality import Level

RadarUnit = Literal["power", "amplitude", "db"]

OFFSET_BASELINE = 4.0
"""From this processing baseline on, Sentinel-2 adds 1,000 to its numbers."""

_FOLDERS_UP = 5
"""Depth of a band's file in its SAFE folder: granule, image data and resolution lie between."""


def product_names(path: str, files: Iterable[str]) -> str:
    """Return the full paths of a raster and of the files that it consists of, one per line.

    Resolved, because a folder above often has the product's name.
    """
    return "\n".join(dict.fromkeys(_resolved(name) for name in (path, *files)))


def _resolved(name: str) -> str:
    local = Path(name)
    return str(local.resolve()) if local.exists() else name


def sentinel2_metadata(names: str) -> str | None:
    """Return the text of the MTD_MSIL*.xml in a folder above any of the names; None if there is none."""
    folders = dict.fromkeys(
        up for name in names.splitlines() for up in list(Path(name).parents)[:_FOLDERS_UP]
    )
    for folder in folders:
        try:
            for found in sorted(folder.glob("MTD_MSIL*.xml")):
                return found.read_text(encoding="utf-8", errors="replace")[:2_000_000]
        except OSError:
            continue
    return None


def sentinel2_baseline(names: str, tags: Mapping[str, str], metadata: str | None) -> float | None:
    """Return Sentinel-2's processing baseline from tags, metadata beside the raster, or names; None if unknown.

    UsageError if the files of one mosaic are of baselines with and without the offset.
    """
    tagged = _baseline_of_tags(tags)
    if tagged is not None:
        return tagged
    found = [f"{a}.{b}" for a, b in re.findall(r"MSIL[12][AC]_\w*?_N(\d{2})(\d{2})_", names)]
    if metadata is not None:
        found += re.findall(r"<PROCESSING_BASELINE>\s*(\d+\.\d+)\s*<", metadata)
    baselines = sorted({float(text) for text in found})
    if not baselines:
        return None
    if baselines[0] < OFFSET_BASELINE <= baselines[-1] and "99.99" not in found:
        raise UsageError(
            Message(
                "mixed-baselines",
                "the raster joins Sentinel-2 products of baselines {first:05.2f} and {last:05.2f}, and "
                "only the later one adds 1,000 to its numbers: translate them one by one",
                first=baselines[0],
                last=baselines[-1],
            )
        )
    return baselines[-1]


def _baseline_of_tags(tags: Mapping[str, str]) -> float | None:
    for key, value in tags.items():
        if key.upper().endswith("PROCESSING_BASELINE"):
            try:
                return float(value)
            except ValueError:
                continue
        if key.upper().endswith("ADD_OFFSET") and value.strip() in ("-1000", "-1000.0"):
            return OFFSET_BASELINE
    return None


def landsat_level(names: str) -> int | None:
    """Return the level (1 or 2) of a Landsat Collection 2 product; None if the names are not Landsat's."""
    found = re.search(r"L[COTEM]0[4-9]_L([12])[A-Z]{2}_", names)
    if found is not None:
        return int(found[1])
    return 2 if re.search(r"L[COTEM]0[4-9]_L2S", names) else None


_HYP3 = re.compile(r"_RTC\d{2}_[A-Z]_[gs]([pad])[a-z]{3,4}_")
_WORDS: tuple[tuple[RadarUnit, str], ...] = (
    ("db", r"(?:^|[_\W])db(?:[_\W]|$)|decibel"),
    ("amplitude", r"amplitude|(?:^|[_\W])amp(?:[_\W]|$)"),
    ("power", r"intensity|(?:^|[_\W])power(?:[_\W]|$)"),
)


def radar_unit(file_name: str, band_names: Iterable[str | None] = ()) -> RadarUnit | None:
    """Return the quantity of a radar product from its name or its band's name; None if unknown.

    ASF's HyP3 writes it into the second letter of a flag word, SNAP into the name of the band.
    """
    found = _HYP3.search(file_name)
    if found is not None:
        units: dict[str, RadarUnit] = {"p": "power", "a": "amplitude", "d": "db"}
        return units[found[1]]
    for text in (*(name or "" for name in band_names), file_name):
        for unit, pattern in _WORDS:
            if re.search(pattern, text, re.IGNORECASE):
                return unit
    return None


SYNTHETIC_TAG = "ANY2ANY_SYNTHETIC"
"""Tag of every result of a translation, "yes" or "partly"."""

LEVEL_TAG = "ANY2ANY_LEVEL"
"""Tag of every result of reflectance."""

BROUGHT_TO_SURFACE = "; at the top of the atmosphere, brought to the surface"
"""Ends the reason of an encoding that ``to_surface`` returned."""

LEVEL_1 = re.compile(r"MSIL1C|[_\-.]L1C|L1TP|L1GT|[_\-]TOA\b", re.IGNORECASE)
"""Sentinel-2 level 1C and Landsat level 1, as products and exports are named."""

PATH_REFLECTANCE: Mapping[str, float] = {
    "blue": 0.074,
    "green": 0.045,
    "red": 0.027,
    "nir": 0.012,
    "nir_narrow": 0.010,
    "swir1": 0.002,
    "swir2": 0.001,
    "pan": 0.041,
}

TRANSMITTANCE: Mapping[str, float] = {
    "blue": 0.80,
    "green": 0.83,
    "red": 0.89,
    "nir": 0.93,
    "nir_narrow": 0.95,
    "swir1": 0.95,
    "swir2": 0.92,
    "pan": 0.855,
}


def surface_reflectance(toa: float, band: str) -> float:
    """Surface reflectance of a band whose reflectance at the top of the atmosphere is ``toa``."""
    return (toa - PATH_REFLECTANCE[band]) / TRANSMITTANCE[band]


def to_surface(encoding: Encoding, bands: Sequence[str]) -> Encoding:
    """The linear encoding of reflectance at the top of the atmosphere, read as surface reflectance."""
    scales, offsets = (_per_band(value, len(bands)) for value in (encoding.scale, encoding.offset))
    return replace(
        encoding,
        scale=tuple(scale / TRANSMITTANCE[band] for scale, band in zip(scales, bands, strict=True)),
        offset=tuple(surface_reflectance(offset, band) for offset, band in zip(offsets, bands, strict=True)),
    )


def at_top_of_atmosphere(encoding: OutputEncoding, bands: Sequence[str]) -> OutputEncoding:
    """The encoding that stores surface reflectance as reflectance at the top of the atmosphere."""
    gain = tuple(TRANSMITTANCE[band] for band in bands)
    return replace(encoding, gain=gain, summand=tuple(PATH_REFLECTANCE[band] for band in bands))


def knows(bands: Sequence[str]) -> bool:
    """Whether the constants of all these bands are known."""
    return set(bands) <= set(TRANSMITTANCE)


def level_of(name: str, encoding: str, tags: Mapping[str, str] | None = None) -> Level:
    """The processing level that a file's tags, its name, or the name of its encoding declares; else the surface.

    A result's own tag comes first: its name may still hold that of the level 1C product it was made from.
    """
    for level in get_args(Level):
        if (tags or {}).get(LEVEL_TAG) == level:
            return cast("Level", level)
    declared = LEVEL_1.search(name) or encoding == LANDSAT_C2_L1.name
    return "toa" if declared else "surface"


def _per_band(value: PerBand, bands: int) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else (value,) * bands

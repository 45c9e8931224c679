"""Reflectance at the top of the atmosphere and at the surface: what a model knows is one of both.

The same field is 0.12 in blue for a level 1C product and 0.03 for level 2A. A model that is trained on both can meet
neither. One affine map a band is enough here: r = (r_toa - path) / transmittance.

Path reflectance is that of molecules (single scattering at nadir, optical depths 0.155, 0.090, 0.045, 0.018 at
490, 560, 665 and 842 nm, sun 40 degrees from the zenith) and of aerosol of optical depth 0.15; transmittance is
that of both ways, with ozone and water vapour; those of PAN are means over its bands. The darkest half percent of
the level 1C training scenes has medians of 0.084, 0.062 and 0.040 in blue, green and red, that of the level 2A
forest scenes 0.010, 0.016 and 0.011: the map takes the former to 0.013, 0.020 and 0.015.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast, get_args

from any2any.raster.radiometry import LANDSAT_C2_L1, Encoding, OutputEncoding, PerBand
from any2any.spec.modality import Level

LEVEL_TAG = "ANY2ANY_LEVEL"
"""What every result of reflectance says about itself."""

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
    """The encoding that stores surface reflectance as that at the top of the atmosphere."""
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

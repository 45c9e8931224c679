"""Bring reflectance at the top of the atmosphere to surface reflectance, so that training sees one of both.

The same field is 0.12 in blue for a level 1C product and 0.03 for level 2A. A model that is trained on both can meet
neither. One affine map a band is enough here: r = (r_toa - path) / transmittance.

Path reflectance is that of molecules (single scattering at nadir, optical depths 0.155, 0.090, 0.045, 0.018 at
490, 560, 665 and 842 nm, sun 40 degrees from the zenith) and of aerosol of optical depth 0.15; transmittance is
that of both ways, with ozone and water vapour. The darkest half percent of the level 1C training scenes has
medians of 0.084, 0.062 and 0.040 in blue, green and red, that of the level 2A forest scenes 0.010, 0.016 and
0.011: the map takes the former to 0.013, 0.020 and 0.015.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from any2any.data.encoding import format_linear
from any2any.raster.radiometry import Encoding

PATH_REFLECTANCE: Mapping[str, float] = {
    "blue": 0.074,
    "green": 0.045,
    "red": 0.027,
    "nir": 0.012,
    "nir_narrow": 0.010,
    "swir1": 0.002,
    "swir2": 0.001,
}

TRANSMITTANCE: Mapping[str, float] = {
    "blue": 0.80,
    "green": 0.83,
    "red": 0.89,
    "nir": 0.93,
    "nir_narrow": 0.95,
    "swir1": 0.95,
    "swir2": 0.92,
}


def surface_reflectance(toa: float, band: str) -> float:
    """Surface reflectance of a band whose reflectance at the top of the atmosphere is ``toa``."""
    return (toa - PATH_REFLECTANCE[band]) / TRANSMITTANCE[band]


def to_surface(encoding: Encoding, bands: Sequence[str]) -> str:
    """Radiometry of a linear encoding of reflectance at the top of the atmosphere, read as surface reflectance."""
    scales, offsets = (
        value if isinstance(value, tuple) else (value,) * len(bands)
        for value in (encoding.scale, encoding.offset)
    )
    return format_linear(
        tuple(scale / TRANSMITTANCE[band] for scale, band in zip(scales, bands, strict=True)),
        tuple(surface_reflectance(offset, band) for offset, band in zip(offsets, bands, strict=True)),
    )


def sum_to_surface(encoding: Encoding, weights: Mapping[str, float]) -> str:
    """The same of a weighted sum of bands, with the means of their constants."""
    total = sum(weights.values())
    path, through = (
        sum(weight * table[band] for band, weight in weights.items()) / total
        for table in (PATH_REFLECTANCE, TRANSMITTANCE)
    )
    assert not isinstance(encoding.scale, tuple)
    assert not isinstance(encoding.offset, tuple)
    return format_linear(encoding.scale / through, (encoding.offset - path) / through)

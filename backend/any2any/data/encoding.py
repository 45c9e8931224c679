"""Parse an index's radiometry text: the encoding from file values to the modality's quantity.

A named encoding (``s2``, ``db100``, ...), or ``linear(scale,offset)`` with one number each or one per band,
separated by ``|``: ``linear(0.001|0.002|0.003,0.05|0.06|0.07)``.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache

from any2any.errors import UsageError
from any2any.raster import radiometry as rad
from any2any.raster.radiometry import Encoding, PerBand
from any2any.raster.radiometry_detect import ENCODINGS
from any2any.spec.modality import Modality

_NAMED = {
    encoding.name: encoding
    for encoding in (
        *(rad.REFLECTANCE, rad.S2, rad.S2_OFFSET, rad.LANDSAT_C2, rad.LANDSAT_C2_L1),
        *(rad.DB, rad.DB10, rad.DB100, rad.POWER, rad.AMPLITUDE, rad.QUICKLOOK8, rad.QUICKLOOK8_DB),
        *(rad.KELVIN, rad.CELSIUS, rad.LANDSAT_ST),
    )
}

_LINEAR = re.compile(r"\s*linear\s*\(([^,()]*),([^,()]*)\)\s*")


@lru_cache(maxsize=1024)  # an index repeats a few texts millions of times
def parse_radiometry(text: str, modality: Modality) -> Encoding:
    """Return the encoding of a modality's bands; UsageError if it does not fit the modality's quantity."""
    name = text.strip()
    fitting = [n for n in ENCODINGS[modality.quantity] if n in _NAMED or n == "display8"]
    if name in fitting:
        return _NAMED[name] if name in _NAMED else rad.display8(modality)
    linear = _LINEAR.fullmatch(text)
    if linear is None:
        choices = ", ".join([*fitting, "linear(scale,offset)"])
        raise UsageError(f"radiometry {text!r} does not fit {modality.title}: write one of {choices}")
    scale, offset = (_per_band(numbers, modality, text) for numbers in linear.groups())
    return Encoding("linear", scale, offset)


def _per_band(numbers: str, modality: Modality, text: str) -> PerBand:
    try:
        values = tuple(float(number) for number in numbers.split("|"))
    except ValueError:
        values = ()
    if len(values) not in (1, modality.channels) or not all(map(math.isfinite, values)):
        raise UsageError(
            f"radiometry {text!r} needs one number, or one per band of {modality.name} ({modality.channels}) "
            "separated by '|', for each of scale and offset"
        )
    return values[0] if len(values) == 1 else values


def format_linear(scale: PerBand, offset: PerBand) -> str:
    """Write a linear encoding's text; ``parse_radiometry`` gives the same numbers back."""
    return f"linear({_format(scale)},{_format(offset)})"


def _format(value: PerBand) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return "|".join(repr(float(number)) for number in values)


def of_bands(encoding: Encoding, start: int, stop: int) -> Encoding:
    """Return the encoding of the bands ``start`` to ``stop`` (exclusive) of a modality."""
    scale, offset = (
        value[start:stop] if isinstance(value, tuple) else value
        for value in (encoding.scale, encoding.offset)
    )
    return replace(encoding, scale=scale, offset=offset)

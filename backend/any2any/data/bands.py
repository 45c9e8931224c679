"""The grammars of the index: the bands of a tile, and the meaning of their values.

``1,2,3/2;4,5,6``: parts, separated by ``;``, belong to the paths of a tile's file in order. A part is band terms,
separated by ``,``, and may end in ``/N``: N x N file pixels are averaged into one of the modality's. A term is a
1-based band number, or a weighted sum of bands like ``0.2*1+0.35*2+0.35*3+0.1*4``.

A named encoding (``s2``, ``db100``, ...), or ``linear(scale,offset)`` with one number each or one per band,
separated by ``|``: ``linear(0.001|0.002|0.003,0.05|0.06|0.07)``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from any2any.errors import UsageError
from any2any.raster import radiometry as rad
from any2any.raster.radiometry import Encoding, PerBand
from any2any.raster.radiometry_detect import ENCODINGS
from any2any.spec.modality import Modality

_FACTOR = re.compile(r"(?:([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\*)?(\d+)", re.ASCII)
_HINT = "write band numbers like '1,2,3', sums like '0.5*1+0.5*2', '/2' to average, ';' between files"


@dataclass(frozen=True)
class BandTerm:
    """One band of the modality: a weighted sum of bands of a file."""

    weights: tuple[tuple[float, int], ...]
    """(weight, 1-based band number)."""

    def __post_init__(self) -> None:
        if not self.weights or any(band < 1 or not math.isfinite(weight) for weight, band in self.weights):
            raise ValueError(f"{self.weights} must be finite weights of band numbers from 1")


@dataclass(frozen=True)
class BandPart:
    """Consecutive bands of the modality, all from one file."""

    terms: tuple[BandTerm, ...]
    averaged: int = 1
    """N of ``/N``: this many file pixels along each axis make one of the modality's."""

    def __post_init__(self) -> None:
        if not self.terms or self.averaged < 1:
            raise ValueError(
                f"a part needs at least one band and averages 1 or more pixels, not {self.averaged}"
            )

    @property
    def numbers(self) -> tuple[int, ...]:
        """The file's bands that are needed, in ascending order."""
        return tuple(sorted({band for term in self.terms for _, band in term.weights}))


def plain_bands(numbers: Sequence[int], averaged: int = 1) -> BandPart:
    """Return a part of bands as they are in the file."""
    return BandPart(tuple(BandTerm(((1.0, number),)) for number in numbers), averaged)


@lru_cache(maxsize=1024)  # an index repeats few texts millions of times
def parse_band_grammar(text: str) -> tuple[BandPart, ...]:
    """Parse the grammar; UsageError with the offending text."""
    return tuple(_part(part, text) for part in text.split(";"))


def _part(part: str, text: str) -> BandPart:
    terms, slash, averaged = part.partition("/")
    try:
        return BandPart(tuple(_term(term) for term in terms.split(",")), int(averaged) if slash else 1)
    except ValueError as error:
        raise UsageError(f"bands {text!r} cannot be parsed at {part.strip()!r}: {_HINT}") from error


def _term(text: str) -> BandTerm:
    text, at = text.strip(), 0
    weights = []
    while True:
        factor = _FACTOR.match(text, at)
        if factor is None:
            raise ValueError(text)
        weights.append((float(factor[1] or 1.0), int(factor[2])))
        at = factor.end()
        if at == len(text):
            return BandTerm(tuple(weights))
        if text[at] != "+":
            raise ValueError(text)
        at += 1


def format_bands(parts: Sequence[BandPart]) -> str:
    """Write parts in the grammar; the inverse of ``parse_band_grammar``."""
    return ";".join(_format_part(part) for part in parts)


def _format_part(part: BandPart) -> str:
    terms = ",".join("+".join(_format_factor(*factor) for factor in term.weights) for term in part.terms)
    return terms if part.averaged == 1 else f"{terms}/{part.averaged}"


def _format_factor(weight: float, band: int) -> str:
    return str(band) if weight == 1 else f"{weight!r}*{band}"


def is_synthetic(text: str) -> bool:
    """Whether a band is computed from several, like panchromatic from colours: a stand-in, not a recorded band.

    Averaging pixels alone does not count. UsageError like ``parse_band_grammar``.
    """
    return any(len(term.weights) > 1 for part in parse_band_grammar(text) for term in part.terms)


def channels(parts: Sequence[BandPart]) -> int:
    """Number of the modality's bands that the parts give."""
    return sum(len(part.terms) for part in parts)


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
    """Write a linear encoding's text; the inverse of ``parse_radiometry``."""
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

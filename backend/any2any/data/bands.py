"""Parse a small grammar that says which file bands make a modality's bands.

``1,2,3/2;4,5,6``: parts, separated by ``;``, belong to the paths of a tile's file in order. A part is band terms,
separated by ``,``, and may end in ``/N``: N x N file pixels are averaged into one of the modality's. A term is a
1-based band number, or a weighted sum of bands like ``0.2*1+0.35*2+0.35*3+0.1*4``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from any2any.errors import UsageError

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
    """Write parts in the grammar; ``parse_band_grammar`` gives them back."""
    return ";".join(_format_part(part) for part in parts)


def _format_part(part: BandPart) -> str:
    terms = ",".join("+".join(_format_factor(*factor) for factor in term.weights) for term in part.terms)
    return terms if part.averaged == 1 else f"{terms}/{part.averaged}"


def _format_factor(weight: float, band: int) -> str:
    return str(band) if weight == 1 else f"{weight!r}*{band}"


def is_synthetic(text: str) -> bool:
    """Whether a band is computed from several, like panchromatic from colours: a stand-in that no sensor recorded.

    Averaging pixels alone does not count. UsageError like ``parse_band_grammar``.
    """
    return any(len(term.weights) > 1 for part in parse_band_grammar(text) for term in part.terms)


def channels(parts: Sequence[BandPart]) -> int:
    """Number of the modality's bands that the parts give."""
    return sum(len(part.terms) for part in parts)

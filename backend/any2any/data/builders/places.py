"""Which split a place belongs to: decided once for a place, so that neighbours are never torn apart."""

from __future__ import annotations

import hashlib
from fnmatch import fnmatchcase

from any2any.data.builders.options import Options
from any2any.data.index.schema import Split


def split_of(place: str, options: Options) -> Split:
    """Return the split of a place: the one it is named for, else by a hash of its name and the shares.

    The hash is the same on every machine and does not depend on the other places, so that a data set may grow
    without a place changing sides. With few places the shares are met by luck only: name places instead.
    """
    if _named(place, options.test_places):
        return "test"
    if _named(place, options.validation_places):
        return "validation"
    draw = int.from_bytes(hashlib.sha256(place.encode()).digest()[:8], "big") / 2**64
    if draw < options.test_share:
        return "test"
    return "validation" if draw < options.test_share + options.validation_share else "train"


def matches(place: str, pattern: str) -> bool:
    """Whether a pattern like ``AOI_5_*`` names ``spacenet3/AOI_5_Khartoum``; the source may be left out."""
    return fnmatchcase(place, pattern) or fnmatchcase(place.partition("/")[2], pattern)


def _named(place: str, patterns: tuple[str, ...]) -> bool:
    return any(matches(place, pattern) for pattern in patterns)

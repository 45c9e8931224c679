"""Turn findings into flags: what to check before training, the most severe first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from any2any.data.check.inspect_tile import TileLook, TileName
from any2any.data.check.leakage import Leak
from any2any.data.check.statistics import LARGEST_FACTOR, suspicions
from any2any.data.index.reader import TileIndex
from any2any.data.tile import LARGEST_NODATA_SHARE

LARGEST_SHIFT_PX = 2.0
"""Largest tolerated shift between two modalities of a tile, in pixels of the reference grid."""
LARGEST_CLOUDED_SHARE = 0.2
LARGEST_SATURATED_SHARE = 0.2
LARGEST_BLACK_SHARE = 0.05

FEWEST_FOR_MOST = 3
"""With fewer tiles, the majority is not representative of their source."""

LISTED = 10
"""Number of tiles named with a flag, the worst first."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Kind:
    """One kind of fault."""

    title: str
    sentence: str
    """With {count}, {looked} and {worst}."""
    severity: Severity | Literal["by_share"] = "warning"
    """"by_share": an error if more than half of the tiles have it, else a warning."""
    only_if_most: bool = False
    """Some tiles have it naturally: flagged only if more than half of the tiles, and at least FEWEST_FOR_MOST, have
    it."""


_IN = "in {count} of {looked} tiles"

KINDS: dict[str, Kind] = {
    "unreadable": Kind(
        "unreadable",
        "{count} of {looked} tiles cannot be read: copy the files again, or build the index without them",
        "error",
    ),
    "same_place": Kind("leakage", "place names that lie in more than one split: {count}", "error"),
    "same_file": Kind("leakage", "files that serve more than one split: {count}", "error"),
    "same_ground": Kind(
        "leakage",
        "held-out tiles that show ground which a tile of another split shows as well: {count}",
        "error",
    ),
    "same_pixels": Kind("leakage", f"{_IN} every pixel is the same as in a tile of another split", "error"),
    "constant": Kind("constant", f"{_IN} a band has one value only", "by_share"),
    "above_range": Kind(
        "unit",
        f"{_IN} more than half of every band lies above the range: check the radiometry",
        "by_share",
        only_if_most=True,
    ),
    "below_range": Kind(
        "unit",
        f"{_IN} more than half of every band lies below the range: check the radiometry",
        "by_share",
    ),
    "dark": Kind(
        "unit",
        f"{_IN} reflectance stays below 0.01 in every band: it is open water, or was scaled twice",
        "by_share",
    ),
    "offset": Kind(
        "unit",
        f"{_IN} visible reflectance nowhere falls below 0.095: the offset of Sentinel-2 baseline 04.00 is perhaps "
        "still in it, radiometry s2_offset takes it out",
        only_if_most=True,
    ),
    "positive_db": Kind(
        "unit",
        f"{_IN} backscatter is above 0 dB nearly everywhere: it is perhaps linear power or amplitude",
        "by_share",
    ),
    "factor": Kind(
        "unit",
        f"{_IN} the medians of a band that both have differ by more than a factor of {LARGEST_FACTOR:g}, "
        "{worst:.1f} at most: one of the two has another unit",
        "by_share",
    ),
    "misregistered": Kind(
        "misregistration",
        f"{_IN} that could be measured they lie more than {LARGEST_SHIFT_PX:g} reference pixels apart, "
        "{worst:.1f} at most",
    ),
    "nodata": Kind("nodata", f"{_IN} more than 5 % is nodata, {{worst:.0%}} at most"),
    "black": Kind(
        "nodata",
        f"{_IN} more than 5 % of the pixels lie at the bottom of the range in every band, {{worst:.0%}} at most: "
        "nodata that the files do not declare, if it is not water",
    ),
    "clouded": Kind(
        "clouds",
        f"{_IN} more than 20 % of the pixels lie at the top of the range in all visible bands, {{worst:.0%}} at most: "
        "clouds or snow",
    ),
    "saturated": Kind(
        "saturation", f"{_IN} more than 20 % of a band lies at the top of the range, {{worst:.0%}} at most"
    ),
    "cut_off": Kind(
        "saturation", f"{_IN} more than 20 % of a band lies at the bottom of the range, {{worst:.0%}} at most"
    ),
}


@dataclass(frozen=True)
class Flag:
    """One fault in one source and modality or pair."""

    kind: str
    severity: Severity
    source: str
    """Empty if it concerns the whole index."""
    modalities: tuple[str, ...]
    message: str
    """A sentence for people, with source and modalities."""
    tiles: tuple[TileName, ...] = ()
    """The worst of the sampled tiles."""
    examples: tuple[str, ...] = ()
    """Of leaks: names with their splits."""


@dataclass(frozen=True)
class _Mark:
    """One fault of one tile."""

    kind: str
    modalities: tuple[str, ...]
    amount: float = 1.0


def find_flags(index: TileIndex, looks: Sequence[TileLook], leaks: Sequence[Leak]) -> list[Flag]:
    """Turn findings into flags; errors first, then by source."""
    marks: dict[tuple[str, str, tuple[str, ...]], list[tuple[float, TileName]]] = defaultdict(list)
    looked: dict[tuple[str, str, tuple[str, ...]], int] = defaultdict(int)
    for look in looks:
        for mark in _marks(index, look):
            marks[mark.kind, look.source, mark.modalities].append((mark.amount, look.name))
        for key in _countable(look):
            looked[key] += 1
    for source, modality, name in _same_pixels(looks):
        marks["same_pixels", source, (modality,)].append((1.0, name))
    flags = [_leak_flag(leak) for leak in leaks]
    for (kind, source, modalities), found in marks.items():
        flag = _flag(kind, source, modalities, found, looked[_base(kind), source, modalities])
        flags += [flag] if flag else []
    kinds = list(KINDS)
    return sorted(flags, key=lambda f: (f.severity, kinds.index(f.kind), f.source, f.modalities))


def _flag(
    kind: str, source: str, modalities: tuple[str, ...], found: list[tuple[float, TileName]], looked: int
) -> Flag | None:
    rule, most = KINDS[kind], len(found) > looked / 2
    if rule.only_if_most and not (most and len(found) >= FEWEST_FOR_MOST):
        return None
    severity: Severity = (
        "error" if rule.severity == "error" or (rule.severity == "by_share" and most) else "warning"
    )
    worst = sorted(found, key=lambda entry: (-entry[0], entry[1].number))
    sentence = rule.sentence.format(count=len(found), looked=looked, worst=worst[0][0])
    message = f"{source}, {' and '.join(modalities)}: {sentence}"
    return Flag(kind, severity, source, modalities, message, tuple(name for _, name in worst[:LISTED]))


def _leak_flag(leak: Leak) -> Flag:
    message = KINDS[leak.kind].sentence.format(count=leak.count)
    return Flag(leak.kind, "error", "", (), message, examples=leak.examples)


def _base(kind: str) -> str:
    """The tiles that a kind's share refers to: those measured, compared, opened, or read."""
    return {"misregistered": "measured", "factor": "compared", "unreadable": "opened"}.get(kind, "read")


def _countable(look: TileLook) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name in (*look.images, *look.errors):
        yield "opened", look.source, (name,)
    for name in look.images:
        yield "read", look.source, (name,)
    for pair, shift in look.shifts.items():
        if shift.is_significant:
            yield "measured", look.source, pair
    for pair in look.ratios:
        yield "compared", look.source, pair


def _marks(index: TileIndex, look: TileLook) -> Iterator[_Mark]:
    for name in look.errors:
        yield _Mark("unreadable", (name,))
    for name, image in look.images.items():
        if image.nodata_share > LARGEST_NODATA_SHARE:
            yield _Mark("nodata", (name,), image.nodata_share)
        for kind in suspicions(image, index.modality(name)):
            yield _Mark(kind, (name,))
        clouded = image.clouded or 0.0
        at_high = max((band.at_high for band in image.bands), default=0.0)
        at_low = max((band.at_low for band in image.bands), default=0.0)
        if clouded > LARGEST_CLOUDED_SHARE:
            yield _Mark("clouded", (name,), clouded)
        elif at_high > LARGEST_SATURATED_SHARE:
            yield _Mark("saturated", (name,), at_high)
        if image.black > LARGEST_BLACK_SHARE:
            yield _Mark("black", (name,), image.black)
        elif at_low > LARGEST_SATURATED_SHARE:
            yield _Mark("cut_off", (name,), at_low)
    for pair, shift in look.shifts.items():
        if shift.is_significant and shift.distance_px > LARGEST_SHIFT_PX:
            yield _Mark("misregistered", pair, shift.distance_px)
    for pair, ratios in look.ratios.items():
        factor = max(ratio.factor for ratio in ratios)
        if factor > LARGEST_FACTOR:
            yield _Mark("factor", pair, factor)


def _same_pixels(looks: Sequence[TileLook]) -> Iterator[tuple[str, str, TileName]]:
    """Yield source, modality and tile of each image that another split already has."""
    first: dict[tuple[str, bytes], TileName] = {}
    for look in looks:
        for modality, digest in look.digests.items():
            if first.setdefault((modality, digest), look.name).split != look.name.split:
                yield look.source, modality, look.name

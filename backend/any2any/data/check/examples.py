"""Which tiles a person should see, as small pictures of both modalities side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

from any2any.data.check.flags import KINDS, Flag
from any2any.data.check.inspect_tile import Looker, Pair, TileLook
from any2any.data.check.thumbnails import thumbnail_png
from any2any.data.index.reader import TileIndex
from any2any.data.tile import CorruptTileError

SHOWN = 4
"""Tiles of each source and pair, half of them flagged ones if there are any."""

PICTURES = "tiles"
"""Folder of the pictures, inside the report's."""


def write_examples(
    folder: Path, index: TileIndex, looks: Sequence[TileLook], flags: Sequence[Flag]
) -> list[dict[str, Any]]:
    """Write pictures of some tiles of every source and pair; returns where they are and what was seen of them."""
    (folder / PICTURES).mkdir()
    looker, examples = Looker(index), []
    flagged = _flagged(flags)
    for (source, pair), of_pair in sorted(_by_pair(looks).items()):
        for look in _chosen(of_pair, pair, flagged):
            pictures = {name: f"{PICTURES}/{look.name.number}-{name}.png" for name in pair}
            for name, picture in pictures.items():
                _write(folder / picture, index, looker, look.name.number, name)
            titles = sorted(_titles(flagged, look, pair))
            examples.append(
                {
                    **{**asdict(look.name), "source": source, "modalities": list(pair)},
                    **{"pictures": pictures, "flags": titles, "shift": _shift(look, pair)},
                }
            )
    return examples


def _shift(look: TileLook, pair: Pair) -> dict[str, float] | None:
    shift = look.shifts.get(pair)
    if shift is None:
        return None
    values = {key: round(value, 3) for key, value in asdict(shift).items()}
    return {**values, "is_significant": shift.is_significant}


def _by_pair(looks: Sequence[TileLook]) -> dict[tuple[str, Pair], list[TileLook]]:
    pairs: dict[tuple[str, Pair], list[TileLook]] = defaultdict(list)
    for look in looks:
        for pair in combinations(look.images, 2):
            pairs[look.source, pair].append(look)
    return pairs


def _flagged(flags: Sequence[Flag]) -> dict[int, list[Flag]]:
    of_tile: dict[int, list[Flag]] = defaultdict(list)
    for flag in flags:
        for name in flag.tiles:
            of_tile[name.number].append(flag)
    return of_tile


def _titles(flagged: dict[int, list[Flag]], look: TileLook, pair: Pair) -> set[str]:
    """What is flagged about this tile that concerns this pair."""
    return {
        KINDS[flag.kind].title
        for flag in flagged.get(look.name.number, ())
        if set(flag.modalities) <= set(pair)
    }


def _chosen(looks: Sequence[TileLook], pair: Pair, flagged: dict[int, list[Flag]]) -> list[TileLook]:
    """Return the worst flagged tiles, those that lie furthest apart first, then others from all over the source."""
    bad = [look for look in looks if _titles(flagged, look, pair)]
    good = [look for look in looks if look not in bad]
    bad.sort(key=lambda look: -_distance_px(look, pair))
    count = SHOWN - len(bad[: SHOWN // 2])
    return bad[: SHOWN // 2] + [good[i * len(good) // count] for i in range(min(count, len(good)))]


def _distance_px(look: TileLook, pair: Pair) -> float:
    shift = look.shifts.get(pair)
    return shift.distance_px if shift is not None and shift.is_significant else 0.0


def _write(path: Path, index: TileIndex, looker: Looker, number: int, modality: str) -> None:
    if path.exists():  # of another pair of the same tile
        return
    try:
        values = looker.read(index.tile(number), modality)
    except CorruptTileError:
        return  # it was there a moment ago: the page shows the picture's description
    path.write_bytes(thumbnail_png(values, index.modality(modality)))

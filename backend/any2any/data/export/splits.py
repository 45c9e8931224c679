"""Choose the place of a new scene and the split of that place; a place never lies in two splits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

from any2any.data.index.schema import Footprint, Split, Tile
from any2any.errors import Message, UsageError
from any2any.requests.training import SplitChoice

SHARES: dict[Split, float] = {"train": 0.8, "validation": 0.1, "test": 0.1}
"""Target shares of the places for "auto"; the first places go to training."""

SAME_GROUND_SHARE = 0.05
"""Share of the smaller footprint; scenes with a larger overlap show the same ground."""


@dataclass
class KnownScenes:
    """The scenes of an index, without its tiles."""

    tiles: int = 0
    splits: dict[str, Split] = field(default_factory=dict)
    """By place."""
    places: dict[str, str] = field(default_factory=dict)
    """By scene."""
    footprints: dict[str, Footprint] = field(default_factory=dict)
    """By scene, the box around all its tiles."""

    @classmethod
    def of(cls, tiles: Iterable[Tile]) -> KnownScenes:
        """Gather them in one pass."""
        known = cls()
        for tile in tiles:
            known.tiles += 1
            known.places[tile.scene] = tile.place
            known.splits[tile.place] = tile.split
            if tile.footprint is not None:
                known.footprints[tile.scene] = _around(known.footprints.get(tile.scene), tile.footprint)
        return known

    def overlapping(self, footprint: Footprint | None) -> str | None:
        """Return a scene with overlapping ground; None if there is none."""
        if footprint is None:
            return None
        return next((s for s, other in self.footprints.items() if _overlap(footprint, other)), None)


def choose_place_and_split(
    scene: str, place: str, choice: SplitChoice, footprint: Footprint | None, known: KnownScenes
) -> tuple[str, Split]:
    """Return the place and the split of a new scene.

    The default place is that of an indexed scene of the same ground, else the scene's name. "auto" uses the place's
    split, or, for a new place, the split farthest below its share. UsageError if a chosen split would put the same
    ground into two splits.
    """
    neighbour = known.overlapping(footprint)
    if not place:
        place = scene if neighbour is None else known.places[neighbour]
    settled = known.splits.get(place)
    if settled is None and neighbour is not None:
        settled = known.splits[known.places[neighbour]]
    if settled is None:
        return place, _neediest(known) if choice == "auto" else choice
    if choice not in ("auto", settled):
        because = f"place {place!r}" if neighbour is None else f"the overlapping scene {neighbour!r}"
        raise UsageError(
            Message(
                "split-settled",
                "split {chosen!r} was chosen for scene {scene!r}, but {because} is in {split!r} already: "
                "choose {split!r} or auto, for a model must not be tested where it was trained",
                chosen=choice,
                scene=scene,
                because=because,
                split=settled,
            )
        )
    return place, settled


def _neediest(known: KnownScenes) -> Split:
    counts = dict.fromkeys(get_args(Split), 0)
    for split in known.splits.values():
        counts[split] += 1
    total = len(known.splits) + 1
    return max(SHARES, key=lambda split: SHARES[split] * total - counts[split])


def _around(one: Footprint | None, other: Footprint) -> Footprint:
    if one is None:
        return other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _overlap(one: Footprint, other: Footprint) -> bool:
    """Whether two footprints share ground; boxes around slanted neighbours may overlap slightly without sharing any."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return False
    return width * height > SAME_GROUND_SHARE * min(_area(one), _area(other))


def _area(box: Footprint) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])

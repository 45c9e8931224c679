"""Held-out windows as scenes of one window each, spread evenly over data sources and over each source's scenes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from any2any.data.scene import PairedScene
from any2any.evaluation.windows import windows
from any2any.spec.modality import WINDOW_LATENT_PX, Direction


def held_windows(
    scenes: Iterable[PairedScene], direction: Direction, most: int | None = None
) -> list[PairedScene]:
    """Cut scenes into windows with both ends of a direction and little nodata; copies no pixels.

    With ``most`` at most this many: an even share of each data source, spread over its scenes.
    """
    held: dict[str, list[PairedScene]] = {}
    for scene in scenes:
        if {direction.source, direction.target} <= set(scene.arrays):
            found = [w for w in _cut(scene) if next(windows(w, direction), None) is not None]
            held.setdefault(scene.source, []).extend(found)
    if most is None:
        return list(chain.from_iterable(held.values()))
    spread = [_spread(found, most) for found in held.values()]
    in_turn = (w for turn in zip_longest(*spread) for w in turn if w is not None)
    return [w for w, _ in zip(in_turn, range(most), strict=False)]


def by_source(scenes: Iterable[PairedScene]) -> dict[str, list[PairedScene]]:
    """Group scenes by data source, the sources in order of their names."""
    found: dict[str, list[PairedScene]] = {}
    for scene in sorted(scenes, key=lambda scene: scene.source):
        found.setdefault(scene.source, []).append(scene)
    return found


def _cut(scene: PairedScene) -> Iterator[PairedScene]:
    rows, columns = scene.size_latent_px
    for row in range(0, rows - WINDOW_LATENT_PX + 1, WINDOW_LATENT_PX):
        for column in range(0, columns - WINDOW_LATENT_PX + 1, WINDOW_LATENT_PX):
            arrays = {name: scene.crop(name, row, column, WINDOW_LATENT_PX) for name in scene.arrays}
            yield replace(scene, arrays=arrays)


def _spread(items: Sequence[PairedScene], most: int) -> list[PairedScene]:
    """Order the items so that any first few are far apart, and keep ``most``."""
    taken = min(len(items), most)
    return [items[i * len(items) // taken] for i in _far_apart(taken)]


def _far_apart(count: int) -> list[int]:
    """Return 0 .. count - 1 in the order of their bits reversed: 0, 4, 2, 6, 1, 5, 3, 7 of eight."""
    bits = max(count - 1, 1).bit_length()
    return sorted(range(count), key=lambda i: int(f"{i:0{bits}b}"[::-1], 2))

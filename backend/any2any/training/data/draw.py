"""Draw crops from scenes: sources by weight, scenes by area, cells uniformly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

import numpy as np

from any2any.errors import UsageError


class Sized(Protocol):
    """Anything with a source and a size on the ground."""

    @property
    def source(self) -> str:
        """Name of the data source."""

    @property
    def size_latent_px(self) -> tuple[int, int]:
        """Rows and columns of latent cells."""


S = TypeVar("S", bound=Sized)


class SceneDraw(Generic[S]):
    """Draws scenes and places in them from one random generator; UsageError if no scene serves."""

    def __init__(
        self,
        scenes: Sequence[S],
        crop_latent_px: int,
        source_weights: Mapping[str, float],
        usable: Callable[[S], bool] = lambda _: True,
    ) -> None:
        self._crop = crop_latent_px
        by_source: dict[str, list[S]] = defaultdict(list)
        for scene in scenes:
            if min(scene.size_latent_px) >= crop_latent_px and usable(scene):
                by_source[scene.source].append(scene)
        if not by_source:
            raise UsageError(
                f"no scene is as large as a crop of {crop_latent_px} latent cells: add imagery or simulated scenes"
            )
        weights = np.array([source_weights.get(source, 1.0) for source in by_source])
        self._sources = list(by_source.values())
        self._source_shares = weights / weights.sum()
        self._scene_shares = [
            _shares([h * w for h, w in (s.size_latent_px for s in group)]) for group in self._sources
        ]

    def draw(self, rng: np.random.Generator) -> tuple[S, int, int]:
        """Return a scene and the row and column of the crop's first latent cell."""
        which = rng.choice(len(self._sources), p=self._source_shares)
        group = self._sources[which]
        scene = group[rng.choice(len(group), p=self._scene_shares[which])]
        rows, columns = scene.size_latent_px
        row, column = (int(rng.integers(size - self._crop + 1)) for size in (rows, columns))
        return scene, row, column


def _shares(areas: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = np.asarray(areas, np.float64)
    return values / values.sum()

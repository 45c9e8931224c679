"""Draw crops from an index: datasets by weight, tiles by area, positions in a tile uniformly.

A draw depends only on the random generator, so a resumed run draws the same crops.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Group, Split, Tile
from any2any.data.tile import LARGEST_NODATA_SHARE, CorruptTileError, Crop, TileReader, fill_holes
from any2any.errors import Any2AnyError, Message, UsageError

LARGEST_SKIPPED_SHARE = 0.01
"""Training stops if a larger share of the reads hit corrupt tiles."""

FEWEST_SKIPPED = 10
"""Minimum skipped reads before training stops: with fewer, a share of 1 % is chance."""

LARGEST_TRIES = 1000
"""Attempts before giving up on tiles that are nearly all nodata."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Cells:
    """Runs of latent cells in the index, of one dataset: one per group, and more for tiles that count several times."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    """Cumulative number of cells, each run included."""

    def cell(self, number: int) -> int:
        """Return the index's cell at position ``number`` in these runs."""
        run = int(np.searchsorted(self.ends, number, side="right"))
        return int(self.starts[run]) + number - (int(self.ends[run - 1]) if run else 0)


class TileDraw:
    """Draws crops from tiles that hold all modalities and are large enough."""

    def __init__(
        self,
        index: TileIndex,
        split: Split,
        modalities: Collection[str],
        crop_latent_px: int,
        source_weights: Mapping[str, float],
        place_repeats: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """A dataset without a weight has weight 1; tiles of places that match a pattern of ``place_repeats`` count that
        many times in their dataset. UsageError if no tile is usable or all weights are 0."""
        self.crop_latent_px = crop_latent_px
        self._index = index
        for name in modalities:
            index.modality(name)
        runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for group in index.groups:
            if group.split == split and group.holds(modalities):
                cells = index.cells_of_large_tiles(group, crop_latent_px)
                if cells:
                    runs[group.source].append((group.first_cell, cells))
                    runs[group.source] += self._repeated(group, place_repeats)
        if not runs:
            raise UsageError(
                f"no {split} tile of {index.path} holds {' and '.join(modalities)} and is as large as a crop of "
                f"{crop_latent_px} latent cells: add data, or train on smaller crops"
            )
        self._sources = [_cells(of_source) for of_source in runs.values()]
        self._shares = _cumulated_shares([source_weights.get(source, 1.0) for source in runs], list(runs))

    def _repeated(self, group: Group, place_repeats: Mapping[str, int]) -> list[tuple[int, int]]:
        """Runs of the tiles whose place counts several times, each as often as beyond the first time."""
        more: list[tuple[int, int]] = []
        for tile in self._index.tiles_of(group) if place_repeats else ():
            times = max((n for p, n in place_repeats.items() if fnmatchcase(tile.place, p)), default=1)
            if times > 1:
                first, cells, shortest = self._index.cells_of_tile(tile.number)
                more += [(first, cells)] * (times - 1) if shortest >= self.crop_latent_px else []
        return more

    def draw(self, rng: np.random.Generator) -> Crop:
        """Draw one crop; takes four numbers from the generator."""
        source = self._sources[int(np.searchsorted(self._shares, rng.random(), side="right"))]
        cell = source.cell(int(rng.integers(source.ends[-1])))
        number, rows, columns = self._index.tile_at(cell)
        row, column = (int(rng.integers(size - self.crop_latent_px + 1)) for size in (rows, columns))
        return Crop(self._index.tile(number), row, column, self.crop_latent_px, self.crop_latent_px)


def _cells(runs: list[tuple[int, int]]) -> _Cells:
    starts, counts = np.array(runs, np.int64).T
    return _Cells(starts, np.cumsum(counts))


def _cumulated_shares(weights: list[float], sources: list[str]) -> NDArray[np.float64]:
    for weight, source in zip(weights, sources, strict=True):
        if not 0 <= weight < np.inf:
            raise UsageError(f"source {source} has weight {weight}: give 0 or more")
    if sum(weights) == 0:
        raise UsageError(f"all of {', '.join(sources)} have weight 0: give at least one source a weight")
    shares = np.cumsum(weights) / np.sum(weights)
    shares[shares == shares[-1]] = (
        1.0  # against rounding: no random number lies beyond the last share, or hits a last weight of 0
    )
    return shares


class Corrupt:
    """Counts tiles read and tiles skipped; shared by all threads of a run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen = 0
        self._skipped = 0
        self._reasons: dict[int, str] = {}

    def seen(self, tile: Tile) -> None:
        """Count a tile about to be read."""
        with self._lock:
            self._seen += 1

    def skip(self, tile: Tile, error: Exception) -> None:
        """Count and log a tile that cannot be read.

        Any2AnyError once at least 10 reads, and more than 1 % of all, were skipped.
        """
        with self._lock:
            self._skipped += 1
            if tile.number not in self._reasons:
                self._reasons[tile.number] = str(error)
                said = "tile {number} is skipped: {reason}"
                logger.warning("%s", Message("tile-skipped", said, number=tile.number, reason=error))
            too_many = self._skipped >= FEWEST_SKIPPED
            too_many = too_many and self._skipped > LARGEST_SKIPPED_SHARE * self._seen
        if too_many:
            raise Any2AnyError(
                Message(
                    "tiles-corrupt",
                    "{found}, more than {most:.0%}: repair the files and build the index again; the last error was: "
                    "{reason}",
                    found=self.report(),
                    most=LARGEST_SKIPPED_SHARE,
                    reason=error,
                )
            ) from error

    def report(self) -> str:
        """Describe in a clause how many reads and tiles were skipped."""
        with self._lock:
            tiles = len(self._reasons)
            return f"{self._skipped} of {self._seen} reads of tiles were skipped ({tiles} corrupt tiles)"


def read_crop(
    draw: TileDraw,
    reader: TileReader,
    rng: np.random.Generator,
    modalities: Collection[str],
    tally: Corrupt,
) -> tuple[Crop, dict[str, NDArray[np.float32]]]:
    """Draw and read a crop; return it with model values (C, size * f, size * f) in [-1, 1], float32, by modality.

    Crops of corrupt tiles, or with more than 5 % nodata, are redrawn; smaller holes are filled from the nearest valid
    pixels. Any2AnyError if too many tiles are corrupt, or all are nodata.
    """
    for _ in range(LARGEST_TRIES):
        crop = draw.draw(rng)
        tally.seen(crop.tile)
        try:
            values = {name: reader.read_crop(crop, name) for name in modalities}
        except CorruptTileError as error:
            tally.skip(crop.tile, error)
            continue
        if all(np.isnan(array[0]).mean() <= LARGEST_NODATA_SHARE for array in values.values()):
            return crop, {name: fill_holes(array) for name, array in values.items()}
    raise Any2AnyError(
        f"{LARGEST_TRIES} crops in a row were corrupt or more than {LARGEST_NODATA_SHARE:.0%} nodata, the last one of "
        f"scene {crop.tile.scene}: leave such scenes out of the index"
    )

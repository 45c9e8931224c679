"""Assign tiles to shards of the latent cache: the same plan on every process and after every kill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from any2any.data.augment.config import NONE, AugmentConfig
from any2any.data.augment.dihedral import spread_variants, turned_size
from any2any.data.builders.simulator import SIMULATED
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Group, Split, Tile, size_latent_px
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction

SHARD_BYTES = 256_000_000

ONCE = frozenset({SIMULATED})
"""Sources whose tiles are encoded in one variant: for a simulator, more seeds are as cheap as more variants."""

WEIGHT_PER_CELL = 840
"""Area is counted in 1/840 of a cell, so that 1 to 8 variants divide their tile's area into whole numbers."""

_BYTES_PER_VALUE = 2
_HEADER_BYTES = 1024
"""Size of a shard's header per piece: more than the names and offsets of its tensors take."""


@dataclass(frozen=True)
class LatentSettings:
    """What the latents depend on, apart from the VAEs and the index."""

    split: Split
    directions: frozenset[Direction]
    """Only the modalities of these directions are encoded, and only tiles with both ends of one."""
    seed: int
    variants: int = 1
    """Dihedral variants of a tile, 1 to 8."""
    level_jitter_db: Mapping[str, float] = field(default_factory=dict)
    """By source: largest shift, up or down, of SAR levels in every variant but the first."""
    augment: AugmentConfig = NONE
    """Radiometric augmentation of every variant but the first, equal in all modalities."""
    first_guess: bool = False
    """Whether to store the latent of each direction's first guess."""
    context_channels: int = 0
    """Channels of context to store for each direction's source; 0: none."""
    shard_bytes: int = SHARD_BYTES
    """Size limit of a shard; a shard always holds at least one strip of a window's height."""


@dataclass(frozen=True)
class CachedTile:
    """One variant of a tile, or a strip of it if the whole does not fit into a shard."""

    tile: int
    """Number in the index."""
    variant: int
    """Number of the variant: 0 is the unchanged tile, without level jitter."""
    turn: int
    """Dihedral variant 0 .. 7."""
    row: int
    """First latent row of the strip in the turned tile."""
    rows: int
    columns: int
    weight: int
    """The area that it represents, in 1/840 of a latent cell."""


@dataclass(frozen=True)
class ShardPlan:
    """Pieces of tiles of one source that hold the same modalities."""

    number: int
    source: str
    modalities: tuple[str, ...]
    pieces: tuple[CachedTile, ...]
    guesses: tuple[Direction, ...] = ()
    """Directions whose first guess is encoded too."""
    contexts: tuple[str, ...] = ()
    """Modalities whose context is kept."""


@dataclass
class PlanTally:
    """Counts made while planning, for the training record."""

    tiles: dict[str, int] = field(default_factory=dict)
    """By source."""
    licences: dict[str, str] = field(default_factory=dict)
    """By source; several are separated by commas."""
    too_small: dict[str, int] = field(default_factory=dict)
    """Tiles smaller than a window, by source."""

    def take(self, tile: Tile) -> None:
        """Count a tile that is encoded."""
        self.tiles[tile.source] = self.tiles.get(tile.source, 0) + 1
        known = self.licences.get(tile.source, "")
        if tile.licence not in known.split(", "):
            self.licences[tile.source] = f"{known}, {tile.licence}" if known else tile.licence

    def leave(self, tile: Tile) -> None:
        """Count a tile that is smaller than a window."""
        self.too_small[tile.source] = self.too_small.get(tile.source, 0) + 1


def plan_shards(index: TileIndex, settings: LatentSettings, tally: PlanTally) -> Iterator[ShardPlan]:
    """Cut the split into shards in the order of the index, one at a time; ``tally`` is complete at the end."""
    number = 0
    for group in index.groups:
        modalities = _needed(group, settings)
        if not modalities:
            continue
        guesses, contexts = _guesses(group, settings), _contexts(group, settings)
        values = (len(modalities) + len(guesses)) * LATENT_CHANNELS + len(
            contexts
        ) * settings.context_channels
        cell_bytes = values * _BYTES_PER_VALUE + 1  # and one for the mask
        pieces: list[CachedTile] = []
        held = 0
        for piece in _pieces(index, group, cell_bytes, settings, tally):
            size = _HEADER_BYTES + piece.rows * piece.columns * cell_bytes
            if pieces and held + size > settings.shard_bytes:
                yield ShardPlan(number, group.source, modalities, tuple(pieces), guesses, contexts)
                number, pieces, held = number + 1, [], 0
            pieces.append(piece)
            held += size
        if pieces:
            yield ShardPlan(number, group.source, modalities, tuple(pieces), guesses, contexts)
            number += 1


def count_tiles(index: TileIndex, settings: LatentSettings) -> int:
    """Tiles that the plan considers, including small ones."""
    return sum(group.tile_count for group in index.groups if _needed(group, settings))


def _needed(group: Group, settings: LatentSettings) -> tuple[str, ...]:
    """The group's modalities that some direction needs, in the order of the index."""
    ends = {end for d in _held(group, settings) for end in (d.source, d.target)}
    return tuple(name for name in group.modalities if name in ends)


def _guesses(group: Group, settings: LatentSettings) -> tuple[Direction, ...]:
    return tuple(sorted(_held(group, settings), key=str)) if settings.first_guess else ()


def _contexts(group: Group, settings: LatentSettings) -> tuple[str, ...]:
    return tuple(sorted({d.source for d in _held(group, settings)})) if settings.context_channels else ()


def _held(group: Group, settings: LatentSettings) -> list[Direction]:
    if group.split != settings.split:
        return []
    return [d for d in settings.directions if group.holds((d.source, d.target))]


def _pieces(
    index: TileIndex,
    group: Group,
    cell_bytes: int,
    settings: LatentSettings,
    tally: PlanTally,
) -> Iterator[CachedTile]:
    specs = {m.name: m for m in index.modalities}
    turns = spread_variants(1 if group.source in ONCE else settings.variants)
    for number in range(group.first_tile, group.first_tile + group.tile_count):
        tile = index.tile(number)
        rows, columns = size_latent_px(tile, specs)
        if min(rows, columns) < WINDOW_LATENT_PX:
            tally.leave(tile)
            continue
        tally.take(tile)
        weight = rows * columns * WEIGHT_PER_CELL // len(turns)
        for variant, turn in enumerate(turns):
            height, width = turned_size(rows, columns, turn)
            limit = settings.shard_bytes - _HEADER_BYTES
            for row, count, share in cut_strips(height, limit // (width * cell_bytes)):
                yield CachedTile(number, variant, turn, row, count, width, max(round(weight * share), 1))


def cut_strips(rows: int, most_rows: int) -> Iterator[tuple[int, int, float]]:
    """Cut a tile into strips of at most ``most_rows`` (but a window's height): first row, rows, share of the area.

    Strips overlap by a window less one row, so that every place of a window in the tile lies in exactly one.
    """
    places = rows - WINDOW_LATENT_PX + 1
    step = max(most_rows - WINDOW_LATENT_PX + 1, 1)
    for first in range(0, places, step):
        count = min(step, places - first)
        yield first, count + WINDOW_LATENT_PX - 1, count / places


def context_name(modality: str) -> str:
    """Name of a modality's context in the cache."""
    return f"context.{modality}"

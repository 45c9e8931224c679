"""Make the latent cache shard by shard, so that a killed run continues; processes encode different shards."""

from __future__ import annotations

import hashlib
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from any2any.data.draw import FEWEST_SKIPPED, LARGEST_SKIPPED_SHARE, Corrupt
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile
from any2any.data.tile import CorruptTileError, TileReader
from any2any.errors import Any2AnyError, CancelledError, Message, UsageError
from any2any.training.latents.cache import POSITIONS_NAME, LatentCache, write_positions
from any2any.training.latents.cache_file import ShardContents, read_contents, shard_name, write_shard
from any2any.training.latents.encode import NO_GUIDANCE, EncodedTile, Guidance, TileEncoder, Vaes
from any2any.training.latents.plan import (
    CachedTile,
    LatentSettings,
    PlanTally,
    ShardPlan,
    count_tiles,
    plan_shards,
)

logger = logging.getLogger(__name__)

LAYOUT_VERSION = 3
"""Version of the files' layout; part of the key."""

_POLL_S = 0.5


@dataclass(frozen=True)
class Workers:
    """This process's rank among all of the run, and its threads."""

    rank: int = 0
    world: int = 1
    threads: int = 1
    is_cancelled: Callable[[], bool] | None = None


def build_latents(
    folder: Path,
    index: TileIndex,
    vaes: Vaes,
    settings: LatentSettings,
    workers: Workers = Workers(),
    guidance: Guidance = NO_GUIDANCE,
) -> LatentCache:
    """Open the cache under ``folder``, after encoding what is missing.

    Every process of a run calls this with its rank; it returns when all shards exist. Caches of the same split with
    another key (other VAEs, tiles or settings) are deleted. UsageError if no tile is usable, Any2AnyError if more than
    1 % of the tiles are corrupt, CancelledError between two tiles.
    """
    target = folder / f"{settings.split}-{cache_key(index, vaes, settings, guidance)[:16]}"
    if (target / POSITIONS_NAME).is_file():
        return LatentCache(target)
    target.mkdir(parents=True, exist_ok=True)
    if workers.rank == 0:
        _delete_others(folder, target)
    tally = PlanTally()
    encoder = TileEncoder(TileReader(index), index.modalities, vaes, settings, guidance)
    count = _encode_shards(target, index, encoder, settings, workers, tally)
    if not count:
        wanted = ", ".join(sorted(map(str, settings.directions)))
        raise UsageError(
            Message(
                "no-training-window",
                "no tile of the {split} split of {path} holds both ends of a direction ({wanted}) "
                "and a window of 64 x 64 latent cells; left out as too small: {small}",
                split=settings.split,
                path=index.path,
                wanted=wanted,
                small=sum(tally.too_small.values()),
            )
        )
    if workers.rank == 0:
        _collect(target, count, tally, workers)
    _wait_for([target / POSITIONS_NAME], workers)
    cache = LatentCache(target)
    if not cache.groups:
        raise UsageError(
            Message(
                "no-training-window",
                "no tile of the {split} split of {path} has a window of valid pixels",
                split=settings.split,
                path=index.path,
            )
        )
    return cache


def cache_key(
    index: TileIndex, vaes: Vaes, settings: LatentSettings, guidance: Guidance = NO_GUIDANCE
) -> str:
    """Hex sha256 over everything that determines the latents."""
    plain = asdict(settings) | {"directions": sorted(map(str, settings.directions))}
    digest = hashlib.sha256(f"{LAYOUT_VERSION} {index.digest} {sorted(plain.items())}".encode())
    needed = {end for d in settings.directions for end in (d.source, d.target)}
    for name in sorted(needed & set(vaes)):
        vae, entry = vaes[name]
        digest.update(f"{name} {entry}".encode())
        digest.update(weights_digest(vae).encode())
    for direction in sorted(guidance.guesses, key=str):
        digest.update(f"{direction} {weights_digest(guidance.guesses[direction])}".encode())
    if guidance.context:
        digest.update(weights_digest(guidance.context.encoder).encode())
    return digest.hexdigest()


def weights_digest(network: torch.nn.Module) -> str:
    """Hex sha256 over a network's weights, in the order of its parameters."""
    digest = hashlib.sha256()
    for values in network.state_dict().values():
        digest.update(values.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _delete_others(folder: Path, target: Path) -> None:
    split = target.name.split("-")[0]
    for other in folder.glob(f"{split}-*"):
        if other != target:
            logger.info("deleting %s: its VAEs, tiles or settings are not those of this run", other)
            shutil.rmtree(other)


def _encode_shards(
    target: Path,
    index: TileIndex,
    encoder: TileEncoder,
    settings: LatentSettings,
    workers: Workers,
    tally: PlanTally,
) -> int:
    """Encode this process's missing shards; return the number of shards of all processes."""
    corrupt = Corrupt()
    count = 0
    total = count_tiles(index, settings)
    bar = tqdm(total=total, desc="encoding", mininterval=10.0, disable=workers.rank != 0)
    with bar, ThreadPoolExecutor(workers.threads) as pool:
        for plan in plan_shards(index, settings, tally):
            count += 1
            mine = plan.number % workers.world == workers.rank
            if mine and not (target / shard_name(plan.number)).is_file():
                _encode_shard(target, index, plan, encoder, corrupt, pool, workers)
            bar.update(sum(tally.tiles.values()) + sum(tally.too_small.values()) - bar.n)
    return count


def _encode_shard(
    target: Path,
    index: TileIndex,
    plan: ShardPlan,
    encoder: TileEncoder,
    corrupt: Corrupt,
    pool: ThreadPoolExecutor,
    workers: Workers,
) -> None:
    encoded: list[tuple[CachedTile, EncodedTile]] = []
    skipped: dict[int, str] = {}

    def submit(piece: CachedTile) -> tuple[CachedTile, Tile, Future[EncodedTile]]:
        tile = index.tile(piece.tile)
        return piece, tile, pool.submit(encoder.encode, tile, piece, plan)

    for piece, tile, future in _ahead(map(submit, plan.pieces), 2 * workers.threads):
        if workers.is_cancelled is not None and workers.is_cancelled():
            raise CancelledError(
                Message(
                    "training-cancelled",
                    "stopped while encoding tiles: the same command continues from the last shard",
                )
            )
        if piece.variant == 0 and piece.row == 0:
            corrupt.seen(tile)
        try:
            encoded.append((piece, future.result()))
        except CorruptTileError as error:
            if piece.tile not in skipped:
                skipped[piece.tile] = str(error)
                corrupt.skip(tile, error)
    kept = [(piece, data) for piece, data in encoded if piece.tile not in skipped]
    write_shard(target, plan, kept, skipped)


def _ahead(
    items: Iterator[tuple[CachedTile, Tile, Future[EncodedTile]]], depth: int
) -> Iterator[tuple[CachedTile, Tile, Future[EncodedTile]]]:
    """Read ``depth`` items ahead, so that this number of pieces is in progress."""
    waiting = list(islice(items, depth))
    while waiting:
        yield waiting.pop(0)
        waiting += islice(items, 1)


def _collect(target: Path, count: int, tally: PlanTally, workers: Workers) -> None:
    """Wait for the shards of all processes and write the positions."""
    _wait_for([target / shard_name(number) for number in range(count)], workers)
    corrupt: dict[int, str] = {}
    empty = 0
    for number in range(count):
        contents = read_contents(target, number)
        corrupt |= contents.corrupt
        empty += contents.empty
    seen = sum(tally.tiles.values())
    if len(corrupt) >= FEWEST_SKIPPED and len(corrupt) > LARGEST_SKIPPED_SHARE * seen:
        _forget_corrupt(target, count)
        raise Any2AnyError(
            Message(
                "tiles-corrupt",
                "{count} of {seen} tiles are corrupt, over {most:.0%}, the first: {reason}; repair the files or index "
                "them again",
                count=len(corrupt),
                seen=seen,
                most=LARGEST_SKIPPED_SHARE,
                reason=next(iter(corrupt.values())),
            )
        )
    write_positions(target, _contents(target, count), _report(tally, corrupt, empty))


def _contents(target: Path, count: int) -> Iterator[ShardContents]:
    return (read_contents(target, number) for number in range(count))


def _forget_corrupt(target: Path, count: int) -> None:
    """Delete shards that lack tiles, so that the next run reads the repaired files."""
    for number in range(count):
        if read_contents(target, number).corrupt:
            (target / shard_name(number)).unlink()


def _report(tally: PlanTally, corrupt: dict[int, str], empty: int) -> dict[str, Any]:
    for tile, reason in corrupt.items():
        said = "tile {number} was skipped: {reason}"
        logger.warning("%s", Message("tile-skipped", said, number=tile, reason=reason))
    report = {
        "tiles_by_source": tally.tiles,
        "licences": tally.licences,
        "tiles_too_small": tally.too_small,
        "tiles_corrupt": len(corrupt),
        "variants_without_data": empty,
    }
    logger.info(
        "latent cache: %s; %d tiles are smaller than a window, %d are corrupt, %d turned ones hold no data",
        ", ".join(f"{count} tiles of {source}" for source, count in tally.tiles.items()),
        sum(tally.too_small.values()),
        len(corrupt),
        empty,
    )
    return report


def _wait_for(paths: list[Path], workers: Workers) -> None:
    """Wait until other processes have written all files; a barrier would time out after minutes."""
    for path in paths:
        while not path.exists():
            if workers.is_cancelled is not None and workers.is_cancelled():
                raise CancelledError("stopped while waiting for other processes to encode tiles")
            time.sleep(_POLL_S)

"""One file of the latent cache. Its header lists its contents, from which the positions are collected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from any2any.errors import Any2AnyError, Message
from any2any.files import whole_file
from any2any.training.latents.encode import EncodedTile
from any2any.training.latents.plan import CachedTile, ShardPlan, context_name

_PIECES = "pieces"
_CONTENTS = "contents"


@dataclass(frozen=True)
class Entry:
    """Location of a piece: number ``position`` among the pieces of equal size in ``run`` of its shard."""

    piece: CachedTile
    shard: int
    run: int
    position: int
    masked: bool
    """Whether any of its cells is nodata."""


@dataclass(frozen=True)
class ShardContents:
    """A shard's header, without its latents."""

    source: str
    modalities: tuple[str, ...]
    entries: tuple[Entry, ...]
    corrupt: Mapping[int, str]
    """Skipped tiles by number, and the reason."""
    empty: int
    """Pieces without a window of data."""


def shard_name(number: int) -> str:
    """File name of a shard."""
    return f"shard-{number:05d}.safetensors"


def latents_key(run: int, name: str) -> str:
    """Name of the tensor (pieces of the run, 4, rows, columns) float16 of one modality or first guess.

    Context has its own number of channels.
    """
    return f"{run}.{name}"


def valid_key(run: int, position: int) -> str:
    """Name of the tensor (rows, columns) uint8 of a masked piece: 1 for cells with data."""
    return f"{run}.{position}.valid"


def write_shard(
    folder: Path,
    plan: ShardPlan,
    encoded: Sequence[tuple[CachedTile, EncodedTile]],
    corrupt: Mapping[int, str],
) -> None:
    """Write a shard atomically; pieces without a window of data are omitted."""
    kept = [(piece, data) for piece, data in encoded if data.has_valid_window]
    tensors: dict[str, NDArray[np.generic]] = {}
    rows: list[list[int]] = []
    runs = groupby(kept, key=lambda item: (item[0].rows, item[0].columns))
    for run, (_, members) in enumerate(runs):
        pieces = list(members)
        for name in (*plan.modalities, *map(str, plan.guesses), *map(context_name, plan.contexts)):
            tensors[latents_key(run, name)] = np.stack([data.latents[name] for _, data in pieces])
        for position, (piece, data) in enumerate(pieces):
            masked = not data.valid.all()
            if masked:
                tensors[valid_key(run, position)] = data.valid.astype(np.uint8)
            rows.append([*_fields(piece), run, position, int(masked)])
    tensors[_PIECES] = np.array(rows, np.int64).reshape(len(rows), 10)
    contents = {
        "source": plan.source,
        "modalities": plan.modalities,
        "corrupt": list(corrupt.items()),
        "empty": len(encoded) - len(kept),
    }
    path = folder / shard_name(plan.number)
    try:
        with whole_file(path) as unfinished:
            # One entry: several would be written in random order, and equal shards would differ.
            save_file(tensors, unfinished, metadata={_CONTENTS: json.dumps(contents)})
    except (OSError, SafetensorError) as error:
        raise Any2AnyError(
            Message(
                "training-not-written",
                "{path} cannot be written ({reason}): free some space and start the same command again, it continues "
                "here",
                path=path,
                reason=error,
            )
        ) from error


def read_contents(folder: Path, number: int) -> ShardContents:
    """Read a shard's header."""
    with safe_open(folder / shard_name(number), framework="numpy") as stored:
        contents = json.loads(stored.metadata()[_CONTENTS])
        rows = stored.get_tensor(_PIECES).tolist()
    entries = (Entry(CachedTile(*row[:7]), number, row[7], row[8], bool(row[9])) for row in rows)
    return ShardContents(
        contents["source"],
        tuple(contents["modalities"]),
        tuple(entries),
        dict(contents["corrupt"]),
        contents["empty"],
    )


def _fields(piece: CachedTile) -> list[int]:
    return [
        piece.tile, piece.variant, piece.turn, piece.row, piece.rows, piece.columns, piece.weight
    ]  # fmt: skip

"""Read latents from a finished cache: windows are cut from the files, which are never loaded whole."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from any2any.spec.modality import WINDOW_LATENT_PX, Direction
from any2any.training.latents.cache_file import Entry, latents_key, shard_name, valid_key
from any2any.training.latents.positions import LatentGroup, entry_at, open_positions, read_facts

OPEN_SHARDS = 512
"""Shards that a thread keeps open: each takes address space and a small header, no memory for its latents."""


class _ThreadState(threading.local):
    """What a thread must not share: its connection and its open files."""

    table: sqlite3.Connection | None = None

    def __init__(self) -> None:
        self.shards: OrderedDict[int, safe_open] = OrderedDict()


class LatentCache:
    """A finished cache; usable from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.groups: tuple[LatentGroup, ...]
        self.report: Mapping[str, Any]
        """Counts by source: tiles, licences, tiles left out and why."""
        self.groups, self.report = read_facts(folder)
        self._mine = _ThreadState()

    def holds(self, direction: Direction) -> bool:
        """Whether some piece has both ends."""
        return any({direction.source, direction.target} <= set(group.modalities) for group in self.groups)

    def entry_at(self, area: int) -> Entry:
        """Return the piece in which the cumulated area lies: areas drawn evenly give pieces by their area."""
        if self._mine.table is None:
            self._mine.table = open_positions(self.folder)
        return entry_at(self._mine.table, area)

    def window(self, entry: Entry, name: str, row: int, column: int) -> NDArray[np.float16]:
        """Cut a window whose first cell is at ``row``, ``column`` of the piece: (4, 64, 64), float16.

        ``name`` is a modality, or the text of a direction for its first guess.
        """
        n = WINDOW_LATENT_PX
        stored = self._shard(entry.shard).get_slice(latents_key(entry.run, name))  # type: ignore[no-untyped-call]
        at = entry.position
        window: NDArray[np.float16] = stored[at : at + 1, :, row : row + n, column : column + n]
        return window[0]

    def invalid_share(self, entry: Entry, row: int, column: int) -> float:
        """Share of the window's cells that are no data."""
        if not entry.masked:
            return 0.0
        n = WINDOW_LATENT_PX
        stored = self._shard(entry.shard).get_slice(valid_key(entry.run, entry.position))  # type: ignore[no-untyped-call]
        return 1.0 - float(np.mean(stored[row : row + n, column : column + n]))

    def _shard(self, number: int) -> safe_open:
        shards = self._mine.shards
        if number not in shards:
            shards[number] = safe_open(self.folder / shard_name(number), framework="numpy")
            if len(shards) > OPEN_SHARDS:
                shards.popitem(last=False)
        shards.move_to_end(number)
        return shards[number]

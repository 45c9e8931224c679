"""Run the whole check: choose and inspect tiles, flag faults, and write the report with its page."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from any2any.data.check.examples import write_examples
from any2any.data.check.flags import Flag, find_flags
from any2any.data.check.inspect_tile import Looker, TileLook, choose_tiles
from any2any.data.check.leakage import find_leaks
from any2any.data.check.page import render_page
from any2any.data.check.tables import modality_rows, pair_rows
from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.report.folder import PAGE_NAME, REPORT_NAME, check_folder, new_folder
from any2any.requests.progress import OnProgress, Progress

logger = logging.getLogger(__name__)

KIND = "any2any data check"
"""``kind`` of report.json."""

FORMAT_VERSION = 1
"""Of report.json."""


def check_index(
    index: TileIndex,
    report_dir: Path,
    max_tiles: int = 2000,
    on_progress: OnProgress = lambda progress: None,
) -> dict[str, Any]:
    """Check an index; write ``report.json`` and ``index.html`` with small pictures into a folder.

    Pixels of at most ``max_tiles`` tiles are read, the same ones every time, shared equally among sources, splits and
    sets of modalities; names, files and footprints are compared over all tiles.
    Returns the contents of ``report.json``: ``flags`` list the faults, each with ``severity`` "error" or "warning" and
    a ``message``. UsageError for a ``max_tiles`` below 1, or a folder with other contents; Any2AnyError if writing
    fails.
    """
    if max_tiles < 1:
        raise UsageError(f"{max_tiles} tiles are too few to look at: give 1 or more")
    check_folder(report_dir, KIND)
    with new_folder(report_dir) as folder:
        looks = _look(index, max_tiles, on_progress)
        leaks, placed = find_leaks(index.path)
        flags = find_flags(index, looks, leaks)
        report = {**_report(index, looks, flags), "tiles_with_footprint": placed}
        report["examples"] = write_examples(folder, index, looks, flags)
        text = json.dumps(report, indent=1, ensure_ascii=False, allow_nan=False)
        (folder / REPORT_NAME).write_text(f"{text}\n", encoding="utf-8")
        (folder / PAGE_NAME).write_text(render_page(report), encoding="utf-8")
    return report


def _look(index: TileIndex, max_tiles: int, on_progress: OnProgress) -> list[TileLook]:
    looker, looks = Looker(index), []
    numbers = list(choose_tiles(index.groups, max_tiles))
    for done, number in enumerate(numbers, 1):
        look = looker.look(index.tile(number))
        for error in look.errors.values():
            logger.warning("tile %d cannot be read: %s", number, error)
        looks.append(look)
        on_progress(Progress(done / len(numbers), f"{done} of {len(numbers)} tiles"))
    return looks


def _report(index: TileIndex, looks: Sequence[TileLook], flags: Sequence[Flag]) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format_version": FORMAT_VERSION,
        "index": str(index.path),
        "index_digest": index.digest,
        "tiles": index.tile_count,
        "tiles_looked_at": len(looks),
        "flags": [_as_json(flag) for flag in flags],
        "modalities": modality_rows(index, looks),
        "pairs": pair_rows(index, looks),
        "unreadable": [
            {**asdict(look.name), "source": look.source, "modality": modality, "error": error}
            for look in looks
            for modality, error in look.errors.items()
        ],
    }


def _as_json(flag: Flag) -> dict[str, Any]:
    return json.loads(json.dumps(asdict(flag)))  # tuples become lists, as in the file

"""Summarise an index in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

from any2any.data.builders.files import Tally
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import SPLITS


def summarise(index: TileIndex, tally: Tally | None = None) -> dict[str, Any]:
    """Count tiles by split, dataset and pair of modalities; with a tally, also what was left out."""
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    for group in index.groups:
        sources[group.source][group.split] += group.tile_count
        for pair in combinations(group.modalities, 2):
            pairs["-".join(pair)][group.split] += group.tile_count
    summary: dict[str, Any] = {
        "index": str(index.path),
        "tiles": index.tile_count,
        "splits": _by_split(sum(sources.values(), Counter())),
        "sources": {source: _by_split(counts) for source, counts in sorted(sources.items())},
        "pairs": {pair: _by_split(counts) for pair, counts in sorted(pairs.items())},
    }
    if tally is not None:
        summary |= {
            "scenes": tally.scenes,
            "left_out": dict(tally.skipped),
            "kept_without": dict(tally.missing),
            "unreadable_files": tally.unreadable,
        }
    return summary


def _by_split(counts: Counter[str]) -> dict[str, int]:
    return {split: counts[split] for split in SPLITS}


def as_text(summary: dict[str, Any]) -> str:
    """Format a summary as a table with remarks."""
    scenes = f" of {summary['scenes']} scenes" if "scenes" in summary else ""
    lines = [f"{summary['index']}: {summary['tiles']} tiles{scenes}"]
    rows = {"all": summary["splits"], **summary["sources"], **summary["pairs"]}
    width = max(map(len, rows))
    lines.append(f"{'':<{width}} " + " ".join(f"{split:>10}" for split in SPLITS))
    for name, counts in rows.items():
        lines.append(f"{name:<{width}} " + " ".join(f"{counts[split]:>10}" for split in SPLITS))
    if left_out := summary.get("left_out"):
        lines.append("left out: " + ", ".join(f"{count} for {reason}" for reason, count in left_out.items()))
    if kept_without := summary.get("kept_without"):
        lines.append("kept without: " + ", ".join(f"{name} {count}" for name, count in kept_without.items()))
    if summary.get("unreadable_files"):
        lines.append(f"unreadable files: {summary['unreadable_files']}")
    for split in SPLITS:
        if not summary["splits"][split]:
            lines.append(
                f"no tile is in the {split} split: see --validation-place, --test-place and the shares"
            )
    return "\n".join(lines) + "\n"

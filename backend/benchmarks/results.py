"""Finished parts of a benchmark, one JSON file each, so that a killed run resumes; and Markdown tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from any2any import files
from any2any.errors import UsageError
from any2any.spec.manifest import Manifest

IDENTITY_NAME = "what.json"
"""File in the folder of parts: everything that determines the figures."""

Figures = dict[str, Any]
"""What JSON can hold."""


class Results:
    """The parts of one benchmark in a folder; existing ones are not computed again."""

    def __init__(self, folder: Path, identity: Mapping[str, Any]) -> None:
        """UsageError if the folder has figures of other settings."""
        self._folder = folder
        ours = json.loads(json.dumps(identity))  # as stored: tuples become lists
        path = folder / IDENTITY_NAME
        before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else ours
        if other := [key for key in ours if ours[key] != before.get(key)]:
            key = other[0]
            raise UsageError(
                f"{folder} holds figures with another {key} ({before.get(key)}, not {ours[key]}): "
                "choose another --out, or delete it"
            )
        write_text(path, json.dumps(ours, indent=2))

    def part(self, name: str, compute: Callable[[], Figures]) -> Figures:
        """Return the part of this name; compute it if missing."""
        path = self._folder / f"{name}.json"
        if not path.is_file():
            write_text(path, json.dumps(compute(), indent=2))
        stored: Figures = json.loads(path.read_text(encoding="utf-8"))
        return stored


def write_text(path: Path, text: str) -> None:
    """Write a file atomically, and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_text(path, text.rstrip("\n") + "\n")


def model_title(manifest: Manifest) -> str:
    """Return a model's name and version, which every report of a benchmark states."""
    return f"{manifest.name} {manifest.version}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def number(value: float | None, digits: int = 2) -> str:
    """Format a figure for a table; a dash if missing."""
    return "–" if value is None else f"{value:.{digits}f}"

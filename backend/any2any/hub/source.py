"""Where a pulled model came from: ``source.json`` beside its ``config.json``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

SOURCE_NAME = "source.json"

Kind = Literal["repo", "folder", "zip"]


@dataclass(frozen=True)
class Source:
    """A model's origin, precise enough to get the same bytes again."""

    kind: Kind
    address: str
    """``owner/name`` of a repo, else the address (without its query, which may hold a secret) or path."""
    sha256: str
    """Hex digest of the zip, else of ``config.json``, which names the digests of all weights."""
    revision: str | None = None
    """What was asked for: a branch, a tag or a commit."""
    commit: str | None = None
    """The commit that the revision was at."""
    state: str | None = None
    """The server's name for the zip as it was then: its ETag or date."""
    pulled: str = ""
    """ISO date and time, UTC."""

    def is_same(self, other: Source) -> bool:
        """Whether both say the same bytes; a mirror's address may differ."""
        return (self.kind, self.sha256, self.commit) == (other.kind, other.sha256, other.commit)

    def __str__(self) -> str:
        if self.commit is None:
            return self.address
        at = self.commit[:12] + (f" ({self.revision})" if self.revision not in (None, self.commit) else "")
        return f"{self.address} at {at}"


def now() -> str:
    """Return this moment as Source.pulled has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_source(folder: Path) -> Source | None:
    """Read a model folder's origin; None if it was not pulled, or the note is damaged."""
    try:
        document = json.loads((folder / SOURCE_NAME).read_text(encoding="utf-8"))
        return Source(**document)
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def write_source(folder: Path, source: Source) -> None:
    """Note a model folder's origin."""
    text = json.dumps(asdict(source), indent=2, ensure_ascii=False) + "\n"
    (folder / SOURCE_NAME).write_text(text, encoding="utf-8")

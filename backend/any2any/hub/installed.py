"""Pulled models on this machine: found by their origin, and verified before use.

They are kept in the user's data folder, as the platform defines it. ``source.json`` beside a model's ``config.json``
records where it was pulled from.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from any2any.documents import read_document
from any2any.spec.manifest import ManifestError
from any2any.spec.model_folder import CONFIG_NAME, read_manifest, sha256_of, verify_files

logger = logging.getLogger(__name__)

UNFINISHED = ".part"
"""Suffix of a folder in which a model is still being assembled."""

SOURCE_NAME = "source.json"

Kind = Literal["repo", "folder", "zip"]


@dataclass(frozen=True)
class Origin:
    """A model's origin, precise enough to get the same bytes again."""

    kind: Kind
    address: str
    """``owner/name`` of a repo, else the address (without its query, which may hold a secret) or path."""
    sha256: str
    """Hex digest of the zip, else of ``config.json``, which names the digests of all weights."""
    revision: str | None = None
    """The requested revision: a branch, a tag or a commit."""
    commit: str | None = None
    """The commit of the revision at that time."""
    state: str | None = None
    """The zip's ETag or date at that time."""
    pulled: str = ""
    """ISO date and time, UTC."""

    def is_same(self, other: Origin) -> bool:
        """Whether both have the same bytes; a mirror's address may differ."""
        return (self.kind, self.sha256, self.commit) == (other.kind, other.sha256, other.commit)

    def __str__(self) -> str:
        if self.commit is None:
            return self.address
        at = self.commit[:12] + (f" ({self.revision})" if self.revision not in (None, self.commit) else "")
        return f"{self.address} at {at}"


def now() -> str:
    """Return the current time in the form of Origin.pulled."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_source(folder: Path) -> Origin | None:
    """Read a model folder's origin; None if it was not pulled, or the note is damaged."""
    try:
        document = json.loads((folder / SOURCE_NAME).read_text(encoding="utf-8"))
        return read_document(Origin, document, SOURCE_NAME)
    except (OSError, ValueError, RecursionError):
        return None


def write_source(folder: Path, source: Origin) -> None:
    """Write a model folder's origin."""
    text = json.dumps(asdict(source), indent=2, ensure_ascii=False) + "\n"
    (folder / SOURCE_NAME).write_text(text, encoding="utf-8")


def models_folder() -> Path:
    """Return the folder of pulled models; it need not exist.

    ``$XDG_DATA_HOME/any2any/models`` (``~/.local/share`` by default), ``%LOCALAPPDATA%\\any2any\\models``, or
    ``~/Library/Application Support/any2any/models``. XDG_DATA_HOME applies on every platform if set.
    """
    named = os.environ.get("XDG_DATA_HOME", "")
    if named and Path(named).is_absolute():  # the specification says to ignore relative paths
        base = Path(named)
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path.home() / ".local" / "share"
    return base / "any2any" / "models"


@dataclass(frozen=True)
class Pulled:
    """A model on this machine."""

    folder: Path
    source: Origin
    is_new: bool
    """Whether anything was downloaded."""


class Installed:
    """The models in the user's data folder, or one in a folder chosen by the user."""

    def __init__(self, to: Path | None) -> None:
        self._to = to
        self.damaged: set[Path] = set()
        """Folders of damaged models, to be replaced by a new download."""

    def find(self, is_wanted: Callable[[Origin], bool]) -> Pulled | None:
        """Return the wanted model if present and intact; None, with a warning, if it is damaged."""
        for folder in self._folders():
            source = read_source(folder)
            if source is None or not is_wanted(source) or folder.name.endswith(UNFINISHED):
                continue
            try:
                _verify(folder, source)
            except ManifestError as error:
                logger.warning("%s; it is downloaded again", error)
                self.damaged.add(folder)
                continue
            return Pulled(folder, source, is_new=False)
        return None

    def latest(self, is_wanted: Callable[[Origin], bool]) -> Pulled | None:
        """Return the most recently pulled wanted model, if present and intact."""
        sources = (read_source(folder) for folder in self._folders())
        wanted = [source for source in sources if source is not None and is_wanted(source)]
        newest = max(wanted, key=lambda source: source.pulled, default=None)
        return None if newest is None else self.find(lambda source: source == newest)

    def _folders(self) -> list[Path]:
        if self._to is not None:
            return [self._to]
        parent = models_folder()
        return sorted(parent.iterdir()) if parent.is_dir() else []


def _verify(folder: Path, source: Origin) -> None:
    """ManifestError unless manifest and weights match what was pulled."""
    verify_files(folder, read_manifest(folder))
    digest = sha256_of(folder / CONFIG_NAME)
    if source.kind != "zip" and digest != source.sha256:
        raise ManifestError(f"{folder / CONFIG_NAME} has sha256 {digest}, but {source.sha256} was pulled")

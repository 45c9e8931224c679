"""Pulled models on this machine: found by their origin, and checked before they count."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from any2any.hub import UNFINISHED
from any2any.hub.places import models_folder
from any2any.hub.source import Source, read_source
from any2any.spec.manifest import CONFIG_NAME, ManifestError, read_manifest, sha256_of, verify_files

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pulled:
    """A model on this machine."""

    folder: Path
    source: Source
    is_new: bool
    """Whether anything was fetched."""


class Installed:
    """The models in the user's folder, or the one in a folder of the user's choice."""

    def __init__(self, to: Path | None) -> None:
        self._to = to
        self.damaged: set[Path] = set()
        """Folders of wanted models that are not whole: to be replaced when a whole one has come."""

    def find(self, is_wanted: Callable[[Source], bool]) -> Pulled | None:
        """Return the wanted model if it is here and whole; None, with a warning, if it is damaged."""
        for folder in self._folders():
            source = read_source(folder)
            if source is None or not is_wanted(source) or folder.name.endswith(UNFINISHED):
                continue
            try:
                _verify(folder, source)
            except ManifestError as error:
                log.warning("%s; it is fetched again", error)
                self.damaged.add(folder)
                continue
            return Pulled(folder, source, is_new=False)
        return None

    def latest(self, is_wanted: Callable[[Source], bool]) -> Pulled | None:
        """Return the wanted model that was pulled last, if it is here and whole."""
        sources = (read_source(folder) for folder in self._folders())
        wanted = [source for source in sources if source is not None and is_wanted(source)]
        newest = max(wanted, key=lambda source: source.pulled, default=None)
        return None if newest is None else self.find(lambda source: source == newest)

    def _folders(self) -> list[Path]:
        if self._to is not None:
            return [self._to]
        parent = models_folder()
        return sorted(parent.iterdir()) if parent.is_dir() else []


def _verify(folder: Path, source: Source) -> None:
    """ManifestError unless manifest and weights are what was pulled."""
    verify_files(folder, read_manifest(folder))
    digest = sha256_of(folder / CONFIG_NAME)
    if source.kind != "zip" and digest != source.sha256:
        raise ManifestError(f"{folder / CONFIG_NAME} has sha256 {digest}, {source.sha256} was pulled")

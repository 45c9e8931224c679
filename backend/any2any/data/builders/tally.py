"""What a builder could not use, counted by reason: nothing is left out in silence."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

logger = logging.getLogger(__name__)

WARNINGS_A_REASON = 20
"""So many are told as warnings; the others only to who asks for details."""


class Tally:
    """Counts scenes, and what was left out of them."""

    def __init__(self) -> None:
        self.scenes = 0
        """Scenes that gave at least one tile."""
        self.places: set[str] = set()
        """Of all scenes that were met."""
        self.skipped: Counter[str] = Counter()
        """Scenes, or views of them, that were left out, by reason."""
        self.missing: Counter[str] = Counter()
        """Modalities that scenes were kept without, by name."""
        self.unreadable = 0
        """Files that are there but are no rasters."""
        self.first_reason: str | None = None

    def skip(self, scene: str, reason: str, details: str) -> None:
        """Leave out a scene: the reason counts, the details are for the log."""
        self.skipped[reason] += 1
        self._tell(self.skipped[reason], f"scene {scene} is left out: {details}")

    def cannot_read(self, path: Path, error: Exception) -> None:
        """Leave out a file."""
        self.unreadable += 1
        self._tell(self.unreadable, f"{path} cannot be read and is left out ({error})")

    def lack(self, scene: str, modality: str) -> None:
        """Keep a scene without one of the modalities it should have."""
        self.missing[modality] += 1
        logger.info("scene %s has no %s", scene, modality)

    def _tell(self, count: int, message: str) -> None:
        self.first_reason = self.first_reason or message
        logger.log(logging.WARNING if count <= WARNINGS_A_REASON else logging.INFO, "%s", message)
        if count == WARNINGS_A_REASON:
            logger.warning("more of the kind are told with --verbose only")

"""What a job of several steps says meanwhile: warnings, and progress in shares of the whole."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from any2any.errors import CancelledError
from any2any.requests.progress import IsCancelled, OnProgress, Progress

logger = logging.getLogger(__name__)

Share = tuple[float, float]
"""Where a step begins and ends, of 1."""


class JobReports:
    """Collects warnings, passes progress on, and stops the job when its user cancelled."""

    def __init__(
        self, on_progress: OnProgress, is_cancelled: IsCancelled, when_cancelled: str, warnings: Iterable[str]
    ) -> None:
        """``when_cancelled``: the sentence that says what is kept; ``warnings``: those that are known already."""
        self.on_progress = on_progress
        self.warnings = list(warnings)
        self._is_cancelled = is_cancelled
        self._when_cancelled = when_cancelled

    def warn(self, text: str) -> None:
        """Log a warning and keep it for the result."""
        logger.warning("%s", text)
        self.warnings.append(text)

    def report(self, share: Share, fraction: float, stage: str) -> None:
        """Report that ``fraction`` of a step is done; CancelledError if the user cancelled."""
        if self._is_cancelled():
            raise CancelledError(self._when_cancelled)
        self.on_progress(Progress(share[0] + (share[1] - share[0]) * fraction, stage))

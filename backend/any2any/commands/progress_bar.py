"""Progress of a command, on stderr."""

from __future__ import annotations

import sys

from any2any.requests.progress import Progress


class ProgressBar:
    """A bar with the time left on a terminal; elsewhere nothing, or a line per stage with ``lines``."""

    def __init__(self, *, lines: bool = False) -> None:
        from tqdm import tqdm

        layout = "{desc:<20} {percentage:3.0f}% |{bar}| {elapsed}{postfix}"
        self._bar = tqdm(total=1.0, bar_format=layout, leave=False, disable=not sys.stderr.isatty())
        self._lines = lines and self._bar.disable
        self._stage = ""

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def show(self, progress: Progress) -> None:
        """Show a report."""
        if self._lines and progress.stage != self._stage:
            sys.stderr.write(f"{progress.fraction:4.0%} {progress.stage}\n")
        self._stage = progress.stage
        self._bar.n = progress.fraction
        self._bar.set_description_str(progress.stage, refresh=False)
        left = progress.seconds_left
        self._bar.set_postfix_str("" if left is None else f"{left:.0f} s left", refresh=False)
        self._bar.refresh()

"""Progress and time left of a job, from counts of units of work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

WRITING_SHARE = 0.05
"""Share of the progress reserved for writing the final file."""

REPORT_EVERY_S = 0.1
"""Least time between reports of parts of a unit: on a GPU there are thousands per second."""

Advance = Callable[[float], None]
"""Takes the number of units done so far, fractions included."""


@dataclass(frozen=True)
class Progress:
    """How far a job has come."""

    fraction: float
    """0 to 1."""
    stage: str
    """Current activity, for display: ``"translating"``, ``"writing"``."""
    seconds_left: float | None = None
    windows_done: int | None = None
    """Translated so far, of all samples; None where a job does not count them."""
    windows: int | None = None
    """To be translated in all."""


OnProgress = Callable[[Progress], None]
"""Receives each report, on the thread that does the work."""

IsCancelled = Callable[[], bool]
"""Called between units of work; True stops the job."""


@dataclass
class _Work:
    stage: str
    cost: float
    """Assumed cost of a unit relative to other kinds, until one was measured."""
    total: int
    done: float = 0
    seconds: float = 0.0


TRANSLATING = "translating"
"""The kind of work whose units are windows."""


class ProgressMeter:
    """Counts units of several kinds of work and reports after each.

    The fraction uses assumed costs, so it never decreases; the time left uses measured ones.
    """

    def __init__(self, report: OnProgress, clock: Callable[[], float] = time.monotonic) -> None:
        self._report = report
        self._clock = clock
        self._works: dict[str, _Work] = {}
        self._fraction = 0.0

    def expect(self, stage: str, total: int, cost: float) -> None:
        """Announce units of a kind of work: ``"encoding"``."""
        self._works[stage] = _Work(stage, cost, total)

    @contextmanager
    def measure(self, stage: str, units: int = 1) -> Iterator[Advance]:
        """Time some units and report when they are done; the yielded function reports partial progress."""
        work = self._works[stage]
        before, seconds_before, begin = work.done, work.seconds, self._clock()
        reported = begin

        def advance(done: float) -> None:
            nonlocal reported
            now = self._clock()
            if done < units and now - reported < REPORT_EVERY_S:
                return
            reported = now
            work.seconds = seconds_before + now - begin
            work.done = before + min(done, units)
            self._emit(stage)

        try:
            yield advance
        except BaseException:
            work.done, work.seconds = before, seconds_before
            raise
        advance(units)

    def skip(self, stage: str, units: int = 1) -> None:
        """Remove units that turned out to be unnecessary."""
        self._works[stage].total -= units

    def writing(self) -> None:
        """Report that the final file is being written."""
        self._fraction = 1 - WRITING_SHARE
        self._report(Progress(self._fraction, "writing"))

    def finished(self) -> None:
        """Report the end."""
        self._report(Progress(1.0, "finished", 0.0))

    def _emit(self, stage: str) -> None:
        total = sum(work.total * work.cost for work in self._works.values())
        done = sum(work.done * work.cost for work in self._works.values())
        fraction = min(1.0, done / total) if total else 1.0
        self._fraction = max(self._fraction, fraction * (1 - WRITING_SHARE))
        windows = self._works.get(TRANSLATING)
        counts = (int(windows.done), windows.total) if windows else (None, None)
        self._report(Progress(self._fraction, stage, self._seconds_left(done), *counts))

    def _seconds_left(self, done: float) -> float:
        per_cost = sum(work.seconds for work in self._works.values()) / done if done else 0.0
        left = 0.0
        for work in self._works.values():
            per_unit = work.seconds / work.done if work.done else work.cost * per_cost
            left += max(0, work.total - work.done) * per_unit
        return left / (1 - WRITING_SHARE)

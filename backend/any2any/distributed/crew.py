"""Who does the work: one interface for this process, processes of this machine, and actors of a Ray cluster."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from any2any.distributed.tasks import Outcome, Task, carry_out
from any2any.translate.job import IsCancelled, ModelCache

POLL_S = 0.25
"""How long ``Crew.wait`` waits at most, and so how soon a signal is heeded."""

STOP_S = 10.0
"""How long a worker may take to stop by itself; what it has finished is kept in any case."""


class Crew(Protocol):
    """Workers with a model each."""

    @property
    def workers(self) -> tuple[str, ...]:
        """What each of them is, for people: ``cuda:1``."""

    def idle(self) -> int:
        """How many of them wait for a task."""

    def submit(self, task: Task) -> None:
        """Give a task to one that waits."""

    def wait(self) -> list[Outcome]:
        """Return how tasks ended, at least one or after ``POLL_S``. A worker that is gone was replaced."""

    def close(self) -> None:
        """Stop all, cancelling what they do; no process stays behind."""


class InlineCrew:
    """This process itself: one scene after another, and the model stays loaded."""

    def __init__(self, device: str, on_progress: Callable[[], None], is_cancelled: IsCancelled) -> None:
        self.workers: tuple[str, ...] = (device,)
        self._models = ModelCache()
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._ended: list[Outcome] = []

    def idle(self) -> int:
        """One, but for when an outcome was not fetched yet."""
        return int(not self._ended)

    def submit(self, task: Task) -> None:
        """Do the task."""
        outcome = carry_out(
            task, self.workers[0], self._models, lambda progress: self._on_progress(), self._is_cancelled
        )
        self._ended.append(outcome)

    def wait(self) -> list[Outcome]:
        """Return the outcome of the last task."""
        ended, self._ended = self._ended, []
        if not ended:
            time.sleep(POLL_S)
        return ended

    def close(self) -> None:
        """There is nothing to stop."""

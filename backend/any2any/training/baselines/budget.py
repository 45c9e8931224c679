"""The training budget of a baseline, and its clock."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from any2any.errors import UsageError
from any2any.training.loop.step import Batch, BatchSource


@dataclass(frozen=True)
class Budget:
    """Seconds of computing, or a number of steps, which makes a run repeatable to the bit."""

    seconds: float | None = None
    steps: int | None = None
    threads: int = 1
    """Computing threads: one second of the budget is this many seconds of CPU time."""

    def __post_init__(self) -> None:
        if (self.seconds is None) == (self.steps is None):
            raise UsageError(
                f"a budget of {self.seconds} seconds and {self.steps} steps: give exactly one of them"
            )
        amount = self.steps if self.seconds is None else self.seconds
        if amount is None or not (math.isfinite(amount) and amount > 0):
            raise UsageError(f"a budget of {amount}: give a number above 0")
        if self.threads < 1:
            raise UsageError(f"a budget of {self.threads} threads: give 1 or more")

    def share(self, step: int, seconds: float) -> float:
        """Return the used share, 0 to 1, after these steps and seconds."""
        used = seconds / self.seconds if self.seconds is not None else step / (self.steps or 1)
        return min(used, 1.0)


class Clock:
    """Counts this process's CPU time divided by its threads, starting at ``seconds``.

    Wall time would include whatever else the machine does. Reading data is not counted, because the one model trains on
    latents that were cached before its clock started.
    """

    def __init__(self, threads: int, seconds: float = 0.0) -> None:
        self._threads = threads
        self._before = seconds
        self._start = time.process_time()
        self._lock = threading.Lock()
        self._loading = 0.0

    @property
    def seconds(self) -> float:
        """Seconds used so far."""
        with self._lock:
            computing = time.process_time() - self._start - self._loading
        return self._before + computing / self._threads

    def uncounted(self, batches: BatchSource) -> BatchSource:
        """Return the same batches without counting the CPU time of the threads that make them."""

        def measured(step: int, samples: Sequence[int]) -> Batch:
            start = time.thread_time()
            try:
                return batches(step, samples)
            finally:
                with self._lock:
                    self._loading += time.thread_time() - start

        return measured

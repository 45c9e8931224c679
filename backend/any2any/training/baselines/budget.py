"""How long a baseline may train, and the clock that counts it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from any2any.errors import UsageError
from any2any.training.loop.batches import Batch, BatchSource


@dataclass(frozen=True)
class Budget:
    """Seconds of computing or, so that a run can be repeated to the bit, a number of steps."""

    seconds: float | None = None
    steps: int | None = None
    threads: int = 1
    """Threads that compute: a second of the budget is so many seconds of CPU time."""

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
        """Return the share that is used up, 0 to 1, after so many steps and seconds."""
        used = seconds / self.seconds if self.seconds is not None else step / (self.steps or 1)
        return min(used, 1.0)


class Clock:
    """Counts the CPU time of this process over its threads, on from ``seconds``.

    Wall time would charge a run for whatever else the machine does. Reading data is not counted: the one model
    trains on latents that were cached before its own clock started.
    """

    def __init__(self, threads: int, seconds: float = 0.0) -> None:
        self._threads = threads
        self._before = seconds
        self._start = time.process_time()
        self._lock = threading.Lock()
        self._loading = 0.0

    @property
    def seconds(self) -> float:
        """What the run has used so far."""
        with self._lock:
            computing = time.process_time() - self._start - self._loading
        return self._before + computing / self._threads

    def uncounted(self, batches: BatchSource) -> BatchSource:
        """Return the same batches; the CPU time of the threads that make them is left out."""

        def measured(step: int, samples: Sequence[int]) -> Batch:
            start = time.thread_time()
            try:
                return batches(step, samples)
            finally:
                with self._lock:
                    self._loading += time.thread_time() - start

        return measured

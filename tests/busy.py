"""Limits of time on a machine that does other things, too."""

from __future__ import annotations

import time

MEASURED_S = 0.05
"""Processor time that one measurement takes."""


def slowness() -> float:
    """Return how many times longer than alone this thread takes now: 1 on an idle machine."""
    wall_s, processor_s = time.perf_counter(), time.thread_time()
    while time.thread_time() - processor_s < MEASURED_S:
        pass
    return max(1.0, (time.perf_counter() - wall_s) / (time.thread_time() - processor_s))


def allowed(limit_s: float) -> float:
    """Return a limit that holds on an idle machine, as it is on this one now."""
    return limit_s * slowness()

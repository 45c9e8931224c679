"""A limit of time is that of an idle machine, longer where the thread has to wait for its turn."""

from __future__ import annotations

import importlib.util
import itertools
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("busy", Path(__file__).parents[1] / "busy.py")
busy = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(busy)


@pytest.mark.parametrize(("wall_s", "factor"), [(0.01, 1.0), (0.03, 3.0), (0.005, 1.0)])
def test_a_limit_grows_with_the_wait_for_the_processor(monkeypatch, wall_s, factor) -> None:
    """Each look at the clocks costs 0.01 s of processor time and ``wall_s`` of the wall's; six are measured."""
    looks = itertools.count()
    monkeypatch.setattr(busy.time, "thread_time", lambda: 0.01 * next(looks))
    walls = iter([0.0, 6 * wall_s])
    monkeypatch.setattr(busy.time, "perf_counter", lambda: next(walls))
    assert busy.allowed(2.0) == pytest.approx(2.0 * factor)

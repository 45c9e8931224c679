from __future__ import annotations

import pytest

from any2any.requests.progress import Progress, ProgressMeter


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_time_left_goes_by_the_measured_time_of_each_kind() -> None:
    """One of 2 cheap units took 3 s and one of 4 dear ones 10 s: 3 + 30 s are left, and 5 % for the file."""
    seen: list[Progress] = []
    clock = Clock()
    meter = ProgressMeter(seen.append, clock)
    meter.expect("encoding", 2, cost=1)
    meter.expect("translating", 4, cost=5)
    with meter.measure("encoding"):
        clock.now += 3
    assert seen[-1].seconds_left == pytest.approx((3 + 4 * 5 * 3) / 0.95)  # the dear ones are still a guess
    with meter.measure("translating"):
        clock.now += 10
    assert seen[-1] == Progress(pytest.approx(6 / 22 * 0.95), "translating", pytest.approx(33 / 0.95), 1, 4)


def test_skipped_units_bring_the_end_nearer_and_never_push_back() -> None:
    seen: list[Progress] = []
    meter = ProgressMeter(seen.append, Clock())
    meter.expect("translating", 10, cost=1)
    with meter.measure("translating", 2):
        pass
    meter.skip("translating", 6)
    with meter.measure("translating"):
        pass
    assert [p.fraction for p in seen] == pytest.approx([0.2 * 0.95, 0.75 * 0.95])
    assert [(p.windows_done, p.windows) for p in seen] == [(2, 10), (3, 4)]


def test_parts_of_a_unit_are_reported_but_not_too_often() -> None:
    """One of two windows, 250 steps of 0.05 s: every second step is reported, the first after 2 / 500 of the work."""
    seen: list[Progress] = []
    clock = Clock()
    meter = ProgressMeter(seen.append, clock)
    meter.expect("translating", 2, cost=50)
    with meter.measure("translating") as advance:
        for step in range(1, 251):
            clock.now += 0.0501
            advance(step / 250)
    assert len(seen) == 126  # steps 2, 4 .. 250, and the end of the unit
    assert seen[0].fraction == pytest.approx(2 / 500 * 0.95)
    assert seen[0].seconds_left == pytest.approx(498 * 0.0501 / 0.95)
    assert seen[-1].fraction == pytest.approx(0.5 * 0.95)


def test_parts_of_a_unit_that_failed_are_taken_back() -> None:
    seen: list[Progress] = []
    clock = Clock()
    meter = ProgressMeter(seen.append, clock)
    meter.expect("translating", 4, cost=1)

    def fail_half_way() -> None:
        with meter.measure("translating", 2) as advance:
            clock.now += 5
            advance(1)
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    with meter.measure("translating", 2):
        clock.now += 1
    assert seen[-1] == Progress(pytest.approx(0.5 * 0.95), "translating", pytest.approx(1 / 0.95), 2, 4)


def test_a_failure_is_not_counted() -> None:
    seen: list[Progress] = []
    meter = ProgressMeter(seen.append, Clock())
    meter.expect("translating", 1, cost=1)
    with pytest.raises(KeyError), meter.measure("translating"):
        raise KeyError
    assert seen == []


def test_the_end() -> None:
    seen: list[Progress] = []
    meter = ProgressMeter(seen.append, Clock())
    meter.writing()
    meter.finished()
    assert seen == [Progress(0.95, "writing"), Progress(1.0, "finished", 0.0)]

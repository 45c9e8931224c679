"""Lost workers, failing scenes and scenes held by others: outcomes are simulated, the rest is real."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.cli import main
from any2any.distributed import schedule as schedule_module
from any2any.distributed.crew import Task
from any2any.distributed.scenes import Scene
from any2any.distributed.schedule import SceneReport, Schedule, shard_counts

from .played import PlayedCrew


@pytest.fixture
def scenes(check: Callable[..., list[Scene]], sar, tmp_path: Path) -> list[Scene]:
    """Lines 2, 3 and 4 with one, four and one pieces of 16 cells across, 16, 384 and 32 rows of them."""
    for name, height in (("a", 64), ("b", 1536), ("c", 128)):
        sar(tmp_path / f"{name}.tif", height)
    rows = "".join(f"{tmp_path}/{name}.tif,{tmp_path}/{name}_out.tif\n" for name in "abc")
    return check("input,output\n" + rows)


def play(
    scenes: list[Scene], workers: int, status: Callable[[Task, int], str]
) -> tuple[list[str], dict[int, SceneReport]]:
    crew, ended, schedule = PlayedCrew(workers, status), [], Schedule(scenes)
    schedule.run(crew, lambda: False, ended.append, lambda: None)
    assert schedule.is_done
    assert sorted(ended, key=lambda report: report.line) == schedule.reports
    return crew.begun, {report.line: report for report in schedule.reports}


def test_one_worker_takes_whole_scenes_in_the_lists_order(scenes: list[Scene]) -> None:
    begun, reports = play(scenes, 1, lambda task, tries: "done")
    assert begun == ["2 scene", "3 scene", "4 scene"]
    assert [report.status for report in reports.values()] == ["translated"] * 3
    assert reports[3].warnings == ("look",)


def test_several_begin_with_the_largest_in_shards_and_merge_as_soon_as_all_are_there(
    scenes: list[Scene],
) -> None:
    """384 of 432 rows are more than a half, 32 of 48 too, but that scene is one piece."""
    begun, reports = play(scenes, 2, lambda task, tries: "done")
    assert begun == ["3 shard 1/2", "3 shard 2/2", "4 scene", "3 merge", "2 scene"]
    assert (reports[3].shards, reports[3].windows, reports[3].seconds) == (2, 6, 2.5)


def test_a_lost_task_goes_again_and_three_times_lost_is_enough(scenes: list[Scene]) -> None:
    begun, reports = play(scenes, 1, lambda task, tries: "lost" if tries <= task.line - 1 else "done")
    assert begun == ["2 scene"] * 2 + ["3 scene"] * 3 + ["4 scene"] * 3
    assert [(r.status, r.lost) for r in reports.values()] == [
        ("translated", 1),
        ("translated", 2),
        ("failed", 3),
    ]
    assert reports[4].error == "it was lost, 3 times: is the input damaged, or memory short?"


def test_a_failure_stops_its_own_scene_only(scenes: list[Scene]) -> None:
    """The first shard of line 3 fails while the second runs: that one is not waited for, nor is there a merge."""
    begun, reports = play(scenes, 2, lambda task, tries: "failed" if str(task.shard) == "1/2" else "done")
    assert begun == ["3 shard 1/2", "3 shard 2/2", "4 scene", "2 scene"]
    assert {line: report.status for line, report in reports.items()} == {
        2: "translated",
        3: "failed",
        4: "translated",
    }
    assert reports[3].error == "it was failed"


def test_what_another_process_holds_is_tried_again_later(
    scenes: list[Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule_module, "LOCKED_AGAIN_S", 0.0)
    begun, reports = play(scenes, 1, lambda task, tries: "locked" if (task.line, tries) == (2, 1) else "done")
    assert begun == ["2 scene", "3 scene", "4 scene", "2 scene"]
    assert reports[2].status == "translated"
    monkeypatch.setattr(schedule_module, "LOCKED_S", -1.0)
    begun, reports = play(scenes, 1, lambda task, tries: "locked" if task.line == 2 else "done")
    assert begun == ["2 scene", "3 scene", "4 scene"]
    assert (reports[2].status, reports[2].error) == ("failed", "it was locked")


def test_what_another_process_finished_meanwhile_is_not_a_failure(scenes: list[Scene], model: Path) -> None:
    """The played worker fails because the output is there; a real command has just made it."""

    def status(task: Task, tries: int) -> str:
        if task.line != 2:
            return "done"
        request = task.request
        options = ["--source", "sar", "--target", "rgb", "--preset", "fast", "--model", str(model)]
        assert main(["translate", request.input, str(request.output), *options]) == 0
        return "failed"

    _, reports = play(scenes, 1, status)
    assert reports[2].status == "skipped"


def test_cancelling_leaves_the_rest_open(scenes: list[Scene]) -> None:
    crew, schedule = PlayedCrew(1, lambda task, tries: "done"), Schedule(scenes)
    schedule.run(crew, lambda: len(crew.begun) == 2, lambda report: None, lambda: None)
    assert [report.status for report in schedule.reports] == ["translated", "translated", "stopped"]
    assert not schedule.is_done
    assert schedule.finished_share() == pytest.approx((16 + 384) / 432)


SIZES = st.lists(st.integers(1, 1000), min_size=1, max_size=30).map(lambda sizes: sorted(sizes, reverse=True))


def makespan(sizes: list[int], counts: list[int], workers: int) -> float:
    """When the last worker ends, if each takes the next shard as soon as it is free."""
    free = [0.0] * workers
    for size, count in zip(sizes, counts, strict=True):
        for _ in range(count):
            free[free.index(min(free))] += size / count
    return max(free)


def test_one_large_scene_keeps_all_busy_as_far_as_it_has_pieces() -> None:
    assert shard_counts([1000], [50], 4) == [4]
    assert shard_counts([1000], [3], 4) == [3]


def test_a_giant_is_cut_and_so_is_the_last_of_many() -> None:
    """100 of 102 is more than a half; then 1 of 2 is just half of what is left, and 1 of 1 more."""
    assert shard_counts([100, 1, 1], [50, 1, 1], 2) == [2, 1, 1]
    assert shard_counts([1] * 5, [9] * 5, 2) == [1, 1, 1, 1, 2]
    assert shard_counts([1] * 6, [9] * 6, 3) == [1, 1, 1, 1, 2, 3]


@given(sizes=SIZES, workers=st.integers(1, 8))
def test_counts_are_possible_and_one_worker_cuts_nothing(sizes: list[int], workers: int) -> None:
    pieces = [1 + size % 7 for size in sizes]
    counts = shard_counts(sizes, pieces, workers)
    assert all(1 <= count <= min(workers, most) for count, most in zip(counts, pieces, strict=True))
    assert shard_counts(sizes, pieces, 1) == [1] * len(sizes)


@given(sizes=SIZES, workers=st.integers(1, 8))
def test_no_worker_idles_for_long(sizes: list[int], workers: int) -> None:
    """A shard is at most an even share of what was left, left / W, and begins when the least busy worker is free, no
    later than done / W, but for the shards of its own scene: less than (done + left) / W + left / W, twice the ideal.
    Uncut, one giant on eight workers would be eight times."""
    counts = shard_counts(sizes, [1000] * len(sizes), workers)
    even = sum(sizes) / workers
    assert makespan(sizes, counts, workers) <= 2 * even + 1e-6

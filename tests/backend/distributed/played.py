"""A crew that plays what happens to tasks, without doing any."""

from __future__ import annotations

from collections.abc import Callable

from any2any.distributed.crew import Outcome, Task
from any2any.translate.merge import MergeResult
from any2any.translate.shard import ShardResult


class PlayedCrew:
    """Workers with scripted answers: ``play`` gives the status of a task's n-th try."""

    def __init__(self, workers: int, play: Callable[[Task, int], str]) -> None:
        self.workers = ("played",) * workers
        self.begun: list[str] = []
        self._play = play
        self._busy: list[Task] = []

    def idle(self) -> int:
        return len(self.workers) - len(self._busy)

    def submit(self, task: Task) -> None:
        assert self.idle()
        self._busy.append(task)
        self.begun.append(f"{task.line} {task.kind}" + (f" {task.shard}" if task.shard else ""))

    def wait(self) -> list[Outcome]:
        """The first that was begun ends first."""
        task = self._busy.pop(0)
        tries = self.begun.count(f"{task.line} {task.kind}" + (f" {task.shard}" if task.shard else ""))
        status = self._play(task, tries)
        return [Outcome(task, status, f"it was {status}", result_of(task) if status == "done" else None)]

    def close(self) -> None: ...


def result_of(task: Task) -> ShardResult | MergeResult:
    if task.kind == "merge":
        return MergeResult(task.request.output, 1, 1, (), 1, "sar", "rgb", None, 0.5)
    return ShardResult(task.request.output, str(task.shard), 1, 1, 1, 1, 0, 3, ("look",), 1.0)

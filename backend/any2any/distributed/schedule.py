"""Schedule the work: idle workers get the next task, lost tasks are retried, and a scene's shards are merged.

``shard_counts`` decides which scenes are cut into shards, so that no worker is idle at the end. It is pure arithmetic.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from any2any.distributed.crew import TRIES, Crew, Outcome, Task
from any2any.distributed.scenes import Scene
from any2any.locking.lock import LEASE_S
from any2any.requests.progress import IsCancelled
from any2any.translate.journal import missing_pieces, part_folder
from any2any.translate.shard import Shard


def shard_counts(sizes: Sequence[int], pieces: Sequence[int], workers: int) -> list[int]:
    """Return the number of shards of each scene, for scenes that start in this order, largest first.

    A scene stays whole if it is at most an even share of the remaining work. A larger one is cut into as many shards
    as it has even shares, at most one per worker and piece. Few scenes are cut, the last and the largest, because two
    shards compute the windows at their border twice.
    """
    counts = []
    left = sum(sizes)
    for size, most in zip(sizes, pieces, strict=True):
        shares = -(-size * workers // left) if size else 1
        counts.append(max(1, min(shares, workers, most)))
        left -= size
    return counts


logger = logging.getLogger(__name__)

LOCKED_AGAIN_S, LOCKED_S = 15.0, LEASE_S + 60.0
"""Interval and time limit for retrying a scene that another process holds; abandoned locks expire meanwhile."""


@dataclass(frozen=True)
class SceneReport:
    """Result of one scene."""

    line: int
    input: str
    output: Path
    status: Literal["translated", "skipped", "failed", "stopped"]
    """``skipped`` was finished before; ``stopped`` was not, and repeating the command resumes it."""
    error: str
    """Reason of a failure; empty otherwise."""
    width: int
    height: int
    shards: int
    """Number of its shards; 1 if it was not cut."""
    lost: int
    """Tasks that were retried because a worker was lost."""
    windows: int
    """Windows translated in this run."""
    seconds: float
    """Sum over its tasks in this run."""
    warnings: tuple[str, ...]


@dataclass
class _Scene:
    scene: Scene
    shards: int
    left: int
    """Tasks that must finish before the next step: the merge, or the end."""
    begun: bool = False
    status: Literal["translated", "skipped", "failed", "stopped"] = "stopped"
    error: str = ""
    lost: int = 0
    windows: int = 0
    seconds: float = 0.0
    warnings: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.status == "stopped"

    def report(self) -> SceneReport:
        grid = self.scene.plan.output_grid
        request = self.scene.request
        return SceneReport(
            line=self.scene.line,
            input=request.input,
            output=request.output,
            status=self.status,
            error=self.error,
            width=grid.width,
            height=grid.height,
            shards=self.shards,
            lost=self.lost,
            windows=self.windows,
            seconds=self.seconds,
            warnings=tuple(dict.fromkeys(self.warnings)),
        )


class Schedule:
    """Translates scenes with a crew; a failing scene does not stop the others."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self._scenes = {scene.line: _Scene(scene, 1, 1) for scene in scenes}
        for state in self._scenes.values():
            if state.scene.is_finished():
                state.status = "skipped"
        self._tasks: deque[Task] = deque()
        self._tries: dict[Task, int] = {}
        self._locked: dict[Task, float] = {}
        """Time when a task was first refused because of a lock."""
        self._later: list[tuple[float, Task]] = []

    @property
    def is_done(self) -> bool:
        """Whether all scenes are done."""
        return not any(state.is_open for state in self._scenes.values())

    @property
    def reports(self) -> list[SceneReport]:
        """All scenes, in the list's order."""
        return [state.report() for state in self._scenes.values()]

    def run(
        self,
        crew: Crew,
        is_cancelled: IsCancelled,
        on_scene: Callable[[SceneReport], None],
        on_poll: Callable[[], None],
    ) -> None:
        """Work until all is done or cancelled. ``on_scene`` is called for each finished scene, ``on_poll`` often.

        One worker takes the scenes in the list's order; several start with the largest.
        """
        self._tasks = deque(self._cut(len(crew.workers)))
        while not self.is_done and not is_cancelled():
            self._wake()
            while self._tasks and crew.idle() and not is_cancelled():
                task = self._tasks.popleft()
                self._scenes[task.line].begun = True
                crew.submit(task)
            for outcome in crew.wait():
                self._take(outcome, on_scene)
            on_poll()

    def finished_share(self) -> float:
        """Return the finished share of all work, 0 to 1, from the pieces on disk."""
        total = sum(state.scene.cells for state in self._scenes.values())
        done = sum(state.scene.cells * _share(state) for state in self._scenes.values())
        return done / total

    def _cut(self, workers: int) -> list[Task]:
        states = [state for state in self._scenes.values() if state.is_open]
        if workers > 1:
            states = sorted(states, key=lambda state: -state.scene.cells)
            counts = shard_counts(
                [state.scene.cells for state in states], [state.scene.pieces for state in states], workers
            )
            for state, count in zip(states, counts, strict=True):
                state.shards = state.left = count
        return [task for state in states for task in _tasks(state.scene, state.shards)]

    def _wake(self) -> None:
        """Retry tasks that were locked a while ago."""
        now = time.monotonic()
        self._tasks.extend(task for due, task in self._later if due <= now)
        self._later = [(due, task) for due, task in self._later if due > now]

    def _take(self, outcome: Outcome, on_scene: Callable[[SceneReport], None]) -> None:
        state = self._scenes[outcome.task.line]
        if not state.is_open or outcome.status == "cancelled":  # another shard has failed meanwhile
            return
        if outcome.status == "done":
            self._note_done(state, outcome)
        elif state.scene.is_finished():  # by another command, or by a worker that was lost right after
            self._end(state, "translated" if state.lost else "skipped")
        elif outcome.status == "lost":
            self._try_again(state, outcome)
        elif outcome.status == "locked":
            self._try_later(state, outcome)
        else:
            self._end(state, "failed", outcome.error)
        if state.status != "stopped":
            on_scene(state.report())

    def _note_done(self, state: _Scene, outcome: Outcome) -> None:
        result = outcome.result
        assert result is not None
        state.seconds += result.seconds
        state.windows += getattr(result, "windows", 0)
        state.warnings += getattr(result, "warnings", ())
        state.left -= 1
        if state.left:
            return
        if outcome.task.kind == "shard":
            state.left = 1
            self._tasks.appendleft(replace(outcome.task, kind="merge", shard=None))
        else:
            self._end(state, "translated")

    def _try_again(self, state: _Scene, outcome: Outcome) -> None:
        task = outcome.task
        state.lost += 1
        tries = self._tries[task] = self._tries.get(task, 0) + 1
        if tries < TRIES:
            logger.warning("line %d is retried: %s", state.scene.line, outcome.error)
            self._tasks.appendleft(task)
        else:
            self._end(
                state, "failed", f"{outcome.error}, {tries} times: is the input damaged, or memory short?"
            )

    def _try_later(self, state: _Scene, outcome: Outcome) -> None:
        now = time.monotonic()
        if outcome.task not in self._locked:
            logger.warning("line %d waits: %s", state.scene.line, outcome.error)
        if now - self._locked.setdefault(outcome.task, now) > LOCKED_S:
            self._end(state, "failed", outcome.error)
        else:
            self._later.append((now + LOCKED_AGAIN_S, outcome.task))

    def _end(
        self, state: _Scene, status: Literal["translated", "skipped", "failed"], error: str = ""
    ) -> None:
        state.status, state.error = status, error
        line = state.scene.line
        self._tasks = deque(task for task in self._tasks if task.line != line)
        self._later = [(due, task) for due, task in self._later if task.line != line]


def _tasks(scene: Scene, shards: int) -> list[Task]:
    if shards == 1:
        return [Task(scene.line, "scene", scene.request, plan=scene.first_plan or scene.plan)]
    return [
        Task(scene.line, "shard", scene.request, Shard(n, shards), scene.plan) for n in range(1, shards + 1)
    ]


def _share(state: _Scene) -> float:
    """Return the finished share of a scene, 0 to 1."""
    if not (state.is_open and state.begun):  # checking the disk for each of thousands would be slow
        return float(not state.is_open)
    try:
        missing = missing_pieces(part_folder(state.scene.request.output), state.scene.plan)
    except OSError:  # just begun, or routed
        return 0.0
    return 1.0 - len(missing) / len(state.scene.plan.pieces)

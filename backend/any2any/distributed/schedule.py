"""The order of work: tasks go to whoever is idle, lost ones go again, and a scene's shards are merged.

Which scenes are cut into shards, so that no worker stands still. Pure arithmetic.
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
    """Return into how many shards each scene is cut, for scenes that are begun in this order, the largest first.

    A scene stays whole while it is no more than an even share of what is left to do; one that is more is cut into
    so many shards as it is even shares, at most one a worker and a piece. So few are cut, the last ones and giants,
    because two shards compute the windows at their border twice.
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
"""A scene that another process holds is tried again so often, for so long: the locks of the dead run out meanwhile."""


@dataclass(frozen=True)
class SceneReport:
    """What became of one scene."""

    line: int
    input: str
    output: Path
    status: Literal["translated", "skipped", "failed", "stopped"]
    """``skipped`` was finished before; ``stopped`` was not, and the same command goes on with it."""
    error: str
    """Why it failed; empty otherwise."""
    width: int
    height: int
    shards: int
    """Tasks that it was cut into; 1 if it stayed whole."""
    lost: int
    """Tasks that were begun again because a worker was lost."""
    windows: int
    """Windows translated in this run."""
    seconds: float
    """Sum over its tasks, of this run."""
    warnings: tuple[str, ...]


@dataclass
class _Scene:
    scene: Scene
    shards: int
    left: int
    """Tasks that are to finish before the next step: the end, or the merge."""
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
    """Translates scenes with a crew; what happens to one of them stops no other."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self._scenes = {scene.line: _Scene(scene, 1, 1) for scene in scenes}
        for state in self._scenes.values():
            if state.scene.is_finished():
                state.status = "skipped"
        self._tasks: deque[Task] = deque()
        self._tries: dict[Task, int] = {}
        self._locked: dict[Task, float] = {}
        """When a task was first refused because of a lock."""
        self._later: list[tuple[float, Task]] = []

    @property
    def is_done(self) -> bool:
        """Whether no scene is left to translate."""
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
        """Work until all is done or cancelled. ``on_scene`` hears of each scene that ends, ``on_poll`` often.

        One worker takes the scenes in the list's order; several begin with the largest.
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
        """Return the share of all work that is finished, 0 to 1, by the pieces that lie on the disk."""
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
        """Try tasks again that were locked a while ago."""
        now = time.monotonic()
        self._tasks.extend(task for due, task in self._later if due <= now)
        self._later = [(due, task) for due, task in self._later if due > now]

    def _take(self, outcome: Outcome, on_scene: Callable[[SceneReport], None]) -> None:
        state = self._scenes[outcome.task.line]
        if not state.is_open or outcome.status == "cancelled":  # it failed meanwhile, in another shard
            return
        if outcome.status == "done":
            self._note_done(state, outcome)
        elif state.scene.is_finished():  # by another command, or a worker that was lost right after
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
            logger.warning("line %d goes again: %s", state.scene.line, outcome.error)
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
    if not (state.is_open and state.begun):  # a look at the disk for each of thousands would take its time
        return float(not state.is_open)
    try:
        missing = missing_pieces(part_folder(state.scene.request.output), state.scene.plan)
    except OSError:  # begun just now, or through a modality in between
        return 0.0
    return 1.0 - len(missing) / len(state.scene.plan.pieces)

"""Crews of workers: one interface for this process, processes on this machine, and actors of a Ray cluster.

Tasks and outcomes are plain values that travel between processes and machines.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol

from any2any.errors import Any2AnyError, CancelledError
from any2any.locking.lock import LockedError
from any2any.requests.progress import IsCancelled, OnProgress
from any2any.requests.translate import TranslateRequest, TranslateResult
from any2any.translate.job import ModelCache, run_request, run_shard
from any2any.translate.shard import Shard, ShardResult

if TYPE_CHECKING:
    from any2any.translate.merge import MergeResult
    from any2any.translate.plan import Plan


logger = logging.getLogger(__name__)

TRIES = 3
"""Lost workers after which the task itself counts as the cause."""


@dataclass(frozen=True)
class Task:
    """A whole scene, a shard of one, or the merge of its shards."""

    line: int
    """Of the scene."""
    kind: Literal["scene", "shard", "merge"]
    request: TranslateRequest
    shard: Shard | None = None
    plan: Plan | None = field(default=None, compare=False)
    """Plan of the scene or its first half; the worker makes its own if the input or the model has changed."""


@dataclass(frozen=True)
class Outcome:
    """Outcome of a task."""

    task: Task
    status: Literal["done", "failed", "locked", "lost", "cancelled"]
    """``locked``: another process works on it; ``lost``: the worker or its device failed, and another may retry."""
    error: str = ""
    result: TranslateResult | ShardResult | MergeResult | None = None


def carry_out(
    task: Task, device: str, models: ModelCache, on_progress: OnProgress, is_cancelled: IsCancelled
) -> Outcome:
    """Do a task on a device. Never raises: a failing scene must not stop the others."""
    try:
        return Outcome(task, "done", result=_run(task, device, models, on_progress, is_cancelled))
    except CancelledError as error:
        return Outcome(task, "cancelled", str(error))
    except LockedError as error:
        return Outcome(task, "locked", str(error))
    except Any2AnyError as error:
        return Outcome(task, "lost" if _is_device_lost(error) else "failed", str(error))
    except Exception as error:
        logger.exception("internal error in line %d, %s", task.line, task.request.input)
        return Outcome(task, "failed", f"{type(error).__name__}: {error}")


def _run(
    task: Task, device: str, models: ModelCache, on_progress: OnProgress, is_cancelled: IsCancelled
) -> TranslateResult | ShardResult | MergeResult:
    request = replace(task.request, device=device)
    if task.kind == "merge":
        from any2any.translate.merge import merge

        return merge(request.output, request.overwrite)
    if task.shard is not None:
        return run_shard(request, task.shard, on_progress, is_cancelled, models, task.plan)
    return run_request(request, on_progress, is_cancelled, models, plan=task.plan)


def _is_device_lost(error: Any2AnyError) -> bool:
    if not isinstance(error.__cause__, RuntimeError):
        return False
    from any2any.runtime.memory import is_device_lost

    return is_device_lost(error.__cause__)


POLL_S = 0.25
"""Longest wait of ``Crew.wait``, and so the delay of a signal."""

STOP_S = 10.0
"""Time that a worker gets to stop before it is killed; finished work is kept in any case."""


class Crew(Protocol):
    """Workers, each with its own model."""

    @property
    def workers(self) -> tuple[str, ...]:
        """Display names of the workers: ``cuda:1``."""

    def idle(self) -> int:
        """Number of idle workers."""

    def submit(self, task: Task) -> None:
        """Give a task to an idle worker."""

    def wait(self) -> list[Outcome]:
        """Return outcomes, at least one, or none after ``POLL_S``. Lost workers are replaced."""

    def close(self) -> None:
        """Cancel and stop all workers; no process is left behind."""


class InlineCrew:
    """This process itself: scenes run one after another, and the model stays loaded."""

    def __init__(self, device: str, on_progress: Callable[[], None], is_cancelled: IsCancelled) -> None:
        self.workers: tuple[str, ...] = (device,)
        self._models = ModelCache()
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._ended: list[Outcome] = []

    def idle(self) -> int:
        """One, unless an outcome was not fetched yet."""
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
        """Nothing to stop."""

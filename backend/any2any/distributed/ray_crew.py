"""A crew of Ray actors, one a GPU or so many on CPUs, on one machine or a cluster. Ray is an optional extra."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any

from any2any.distributed.crew import POLL_S, STOP_S, Outcome, Task, carry_out
from any2any.errors import Any2AnyError, UsageError
from any2any.translate.job import ModelCache

logger = logging.getLogger(__name__)

FAILED_STARTS = 3
"""So many actors in a row may end before they have begun: more is no accident but a wrong environment."""

ROOM_S = 30.0
"""After so long without any actor the user is told that Ray has no room for one."""

PASSED_ON = ("SOURCE_DATE_EPOCH", "PYTHONSAFEPATH")
"""Variables of the driver's environment that results, and what a worker imports, depend on."""


class RayWorker:
    """What runs in an actor: a model, and one task at a time beside the thread that can cancel it."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._models = ModelCache()
        self._stop = threading.Event()

    def ready(self) -> None:
        """Answer, once the actor is there."""

    def run(self, task: Task) -> Outcome:
        """Do a task."""
        return carry_out(task, self._device, self._models, lambda progress: None, self._stop.is_set)

    def stop(self) -> None:
        """Cancel what is done and what is still to come."""
        self._stop.set()


@dataclass
class _Actor:
    handle: Any
    pending: Any
    """Reference to what it will answer; None if it waits for a task."""
    task: Task | None = None
    """None while it starts."""

    @property
    def waits(self) -> bool:
        return self.pending is None


@contextmanager
def ray_crew(workers: int | None, address: str | None) -> Iterator[RayCrew]:
    """Connect to a cluster, or start one of its own, until the ``with`` block ends.

    ``address`` as ``ray.init`` takes it. UsageError without Ray or room for so many workers, Any2AnyError without a
    connection.
    """
    ray = _import_ray()
    # Ray prints to stdout that a worker has died, and there it would come between the lines of --json.
    with redirect_stdout(sys.stderr), _connected(ray, address), closing(RayCrew(ray, workers)) as crew:
        yield crew


class RayCrew:
    """Actors of a Ray cluster; one that is lost is replaced, on whatever machine there is room."""

    def __init__(self, ray: Any, workers: int | None) -> None:
        """Start actors on the cluster that Ray is connected to: so many, or one a GPU or CPU."""
        self._ray = ray
        resources: dict[str, float] = self._ray.cluster_resources()
        self._on_gpus = resources.get("GPU", 0) >= 1
        count = _count(workers, resources, "GPU" if self._on_gpus else "CPU")
        self.workers: tuple[str, ...] = ("cuda" if self._on_gpus else "cpu",) * count
        self._failed_starts = 0
        self._since: float | None = time.monotonic()
        """When the wait for a first actor began; None once there was one."""
        self._crew = [self._start() for _ in self.workers]

    def idle(self) -> int:
        """Actors that are there and have no task."""
        return sum(actor.waits for actor in self._crew)

    def submit(self, task: Task) -> None:
        """Give a task to an actor that waits."""
        actor = next(actor for actor in self._crew if actor.waits)
        actor.task, actor.pending = task, actor.handle.run.remote(task)

    def wait(self) -> list[Outcome]:
        """Fetch outcomes. Any2AnyError if actors end again and again before they have begun."""
        pending = [actor.pending for actor in self._crew if not actor.waits]
        if not pending:
            time.sleep(POLL_S)
            return []
        ready, _ = self._ray.wait(pending, num_returns=1, timeout=POLL_S)
        self._tell_of_room()
        outcomes = (self._fetch(place) for place, actor in enumerate(self._crew) if actor.pending in ready)
        return [outcome for outcome in outcomes if outcome is not None]

    def close(self) -> None:
        """Cancel what runs. Ray ends the actors themselves when their driver leaves the cluster."""
        for actor in self._crew:
            if actor.task is not None:
                actor.handle.stop.remote()
        busy = [actor.pending for actor in self._crew if actor.task is not None]
        if busy:
            self._ray.wait(busy, num_returns=len(busy), timeout=STOP_S)

    def _start(self) -> _Actor:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        handle = (
            self._ray.remote(RayWorker)
            .options(
                num_cpus=1,
                num_gpus=int(self._on_gpus),
                max_concurrency=2,  # a task, and what cancels it
                runtime_env={"env_vars": environment} if environment else None,
            )
            .remote("cuda" if self._on_gpus else "cpu")
        )
        return _Actor(handle, handle.ready.remote())

    def _fetch(self, place: int) -> Outcome | None:
        """Return what an actor answered; None if only that it is there, or that it is not."""
        actor = self._crew[place]
        task, actor.task = actor.task, None
        try:
            outcome: Outcome | None = self._ray.get(actor.pending)
        except self._ray.exceptions.RayError as error:
            self._replace(place)
            why = str(error).splitlines()[0] or type(error).__name__
            if task is None:
                self._note_failed_start(why)
                return None
            return Outcome(task, "lost", f"its Ray actor was lost ({why})")
        actor.pending = self._since = None
        self._failed_starts = 0
        for warning in getattr(outcome and outcome.result, "warnings", ()):
            logger.warning("%s", warning)
        if outcome is not None and outcome.status == "lost":
            self._replace(place)  # its device failed, and with it all that is on it
        return outcome

    def _replace(self, place: int) -> None:
        self._ray.kill(self._crew[place].handle)
        self._crew[place] = self._start()

    def _note_failed_start(self, why: str) -> None:
        self._failed_starts += 1
        if self._failed_starts > FAILED_STARTS:
            raise Any2AnyError(
                f"Ray's actors end before they have begun ({why}): every machine of the cluster needs this version of "
                "Any2Any, in the same Python"
            )

    def _tell_of_room(self) -> None:
        if self._since is not None and time.monotonic() - self._since > ROOM_S:
            self._since = None
            logger.warning(
                "Ray has had no room for a worker for %d s: other jobs may use the cluster; 'ray status' tells",
                ROOM_S,
            )


def _import_ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody asked to tell anyone
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise UsageError(
            f"the engine ray needs Ray, which cannot be imported ({error}): pip install 'any2any-rs[ray]', or use the "
            "engine local"
        ) from error


@contextmanager
def _connected(ray: Any, address: str | None) -> Iterator[None]:
    try:
        ray.init(address=address, include_dashboard=False, logging_level=logging.WARNING, log_to_driver=False)
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        where = "a cluster of its own" if address in (None, "local") else f"the cluster at {address}"
        raise Any2AnyError(
            f"Ray does not get to {where} ({str(error).splitlines()[0]}): check --ray-address, and 'ray status' there"
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _count(wanted: int | None, resources: dict[str, float], kind: str) -> int:
    """Return how many actors to have; UsageError if the cluster has no room for so many."""
    room = int(resources.get(kind, 0))
    if room < 1 or (wanted or 0) > room:
        raise UsageError(
            f"{wanted or 1} workers were asked for and the Ray cluster has {room} {kind}s: give --workers up to that"
        )
    return wanted or room

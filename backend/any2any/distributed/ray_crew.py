"""A crew of Ray actors, one per GPU or a number on CPUs, on one machine or a cluster. Ray is an optional extra."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import chdir, closing, contextmanager, redirect_stdout
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from any2any.distributed.crew import POLL_S, STOP_S, Outcome, Task, carry_out
from any2any.errors import Any2AnyError, UsageError
from any2any.models.onnx.sessions import first_line
from any2any.translate.job import ModelCache

logger = logging.getLogger(__name__)

FAILED_STARTS = 3
"""Actors in a row that may end before they start; more points to a wrong environment."""

ROOM_S = 30.0
"""Time without any actor before a warning that Ray has no room."""

PASSED_ON = ("SOURCE_DATE_EPOCH", "PYTHONSAFEPATH")
"""Environment variables of the driver that affect results or a worker's imports."""


class RayWorker:
    """Runs in an actor: a model and one task at a time, beside a thread that can cancel it."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._models = ModelCache()
        self._stop = threading.Event()

    def ready(self) -> None:
        """Return once the actor has started."""

    def run(self, task: Task) -> Outcome:
        """Do a task."""
        return carry_out(task, self._device, self._models, lambda progress: None, self._stop.is_set)

    def stop(self) -> None:
        """Cancel the current task and all later ones."""
        self._stop.set()


@dataclass
class _Actor:
    handle: Any
    pending: Any
    """Reference to its future answer; None if it is idle."""
    task: Task | None = None
    """None while it starts."""

    @property
    def waits(self) -> bool:
        return self.pending is None


@contextmanager
def ray_crew(workers: int | None, address: str | None) -> Iterator[RayCrew]:
    """Connect to a cluster, or start one, until the ``with`` block ends.

    ``address`` as for ``ray.init``. UsageError if Ray is missing or lacks room for the workers, Any2AnyError without a
    connection.
    """
    ray = _import_ray()
    # Ray reports dead workers on stdout, which would corrupt the output of --json.
    with redirect_stdout(sys.stderr), _connected(ray, address), closing(RayCrew(ray, workers)) as crew:
        yield crew


class RayCrew:
    """Actors of a Ray cluster; lost ones are replaced on any machine with room."""

    def __init__(self, ray: Any, workers: int | None) -> None:
        """Start actors on the connected cluster: a given number, or one per GPU or CPU."""
        self._ray = ray
        resources: dict[str, float] = self._ray.cluster_resources()
        self._on_gpus = resources.get("GPU", 0) >= 1
        count = _count(workers, resources, "GPU" if self._on_gpus else "CPU")
        self.workers: tuple[str, ...] = ("cuda" if self._on_gpus else "cpu",) * count
        self._failed_starts = 0
        self._since: float | None = time.monotonic()
        """Start of the wait for the first actor; None once there was one."""
        self._crew = [self._start() for _ in self.workers]

    def idle(self) -> int:
        """Idle actors."""
        return sum(actor.waits for actor in self._crew)

    def submit(self, task: Task) -> None:
        """Give a task to an idle actor."""
        actor = next(actor for actor in self._crew if actor.waits)
        actor.task, actor.pending = task, actor.handle.run.remote(task)

    def wait(self) -> list[Outcome]:
        """Fetch outcomes. Any2AnyError if actors repeatedly end before they start."""
        pending = [actor.pending for actor in self._crew if not actor.waits]
        if not pending:
            time.sleep(POLL_S)
            return []
        ready, _ = self._ray.wait(pending, num_returns=1, timeout=POLL_S)
        self._tell_of_room()
        outcomes = (self._fetch(place) for place, actor in enumerate(self._crew) if actor.pending in ready)
        return [outcome for outcome in outcomes if outcome is not None]

    def close(self) -> None:
        """Cancel running tasks. Ray ends the actors when their driver leaves the cluster."""
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
                max_concurrency=2,  # a task, and its cancellation
                runtime_env={"env_vars": environment} if environment else None,
            )
            .remote("cuda" if self._on_gpus else "cpu")
        )
        return _Actor(handle, handle.ready.remote())

    def _fetch(self, place: int) -> Outcome | None:
        """Return an actor's outcome; None if it only started, or failed to."""
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
            self._replace(place)  # its device failed, with all data on it
        return outcome

    def _replace(self, place: int) -> None:
        self._ray.kill(self._crew[place].handle)
        self._crew[place] = self._start()

    def _note_failed_start(self, why: str) -> None:
        self._failed_starts += 1
        if self._failed_starts > FAILED_STARTS:
            raise Any2AnyError(
                f"Ray's actors end before they start ({why}): every machine of the cluster needs this version of "
                "Any2Any, in the same Python"
            )

    def _tell_of_room(self) -> None:
        if self._since is not None and time.monotonic() - self._since > ROOM_S:
            self._since = None
            logger.warning(
                "Ray has had no room for a worker for %d s: other jobs may be using the cluster; see 'ray status'",
                ROOM_S,
            )


def _import_ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # no telemetry
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise UsageError(
            f"the engine ray needs Ray, which cannot be imported ({error}): pip install 'any2any-rs[ray]', or use the "
            "engine local"
        ) from error


@contextmanager
def _connected(ray: Any, address: str | None) -> Iterator[None]:
    """Any2AnyError without a connection."""
    options = {"include_dashboard": False, "logging_level": logging.WARNING, "log_to_driver": False}
    with TemporaryDirectory(prefix="any2any-ray-") as empty:
        try:
            # Ray puts the driver's working directory first where its workers look for modules, safe path or not.
            with chdir(empty):
                ray.init(address=address, **options)
        except Exception as error:  # Ray raises bare ones, for example when it starts too slowly
            where = "a local cluster" if address in (None, "local") else f"the cluster at {address}"
            raise Any2AnyError(
                f"Ray cannot connect to {where} ({first_line(error)}): check --ray-address, and 'ray status' there"
            ) from error
        try:
            yield
        finally:
            ray.shutdown()


def _count(wanted: int | None, resources: dict[str, float], kind: str) -> int:
    """Return the number of actors; UsageError if the cluster has no room for them."""
    room = int(resources.get(kind, 0))
    if room < 1 or (wanted or 0) > room:
        raise UsageError(
            f"{wanted or 1} workers requested, but the Ray cluster has {room} {kind}s: give --workers up to that"
        )
    return wanted or room

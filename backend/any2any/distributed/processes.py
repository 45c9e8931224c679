"""A crew of processes on this machine, one per device. They end with their parent, however it ends."""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from any2any.distributed.crew import POLL_S, STOP_S, Outcome, Task, carry_out
from any2any.runtime.device import share_cpu
from any2any.translate.job import ModelCache

logger = logging.getLogger(__name__)


@dataclass
class _Worker:
    device: str
    process: SpawnProcess
    pipe: Connection[Any, Any]
    """Each process has its own pipe, so that killing it cannot damage another's."""
    task: Task | None = None


class ProcessCrew:
    """One process for each device."""

    def __init__(self, devices: Sequence[str]) -> None:
        self.workers: tuple[str, ...] = tuple(devices)
        self._crew = [self._start(device) for device in devices]

    def idle(self) -> int:
        """Idle processes."""
        return sum(worker.task is None for worker in self._crew)

    def submit(self, task: Task) -> None:
        """Send a task to a process, or to a new one if it has ended while idle."""
        place = next(place for place, worker in enumerate(self._crew) if worker.task is None)
        try:
            self._crew[place].pipe.send(task)
        except OSError:
            self._replace(place)
            self._crew[place].pipe.send(task)
        self._crew[place].task = task

    def wait(self) -> list[Outcome]:
        """Receive outcomes; a process that ended during its task has lost it."""
        pipes = [worker.pipe for worker in self._crew if worker.task is not None]
        if not pipes:
            time.sleep(POLL_S)
            return []
        ready = connection.wait(pipes, POLL_S)
        return [self._receive(place) for place, worker in enumerate(self._crew) if worker.pipe in ready]

    def close(self) -> None:
        """Close the pipes, which stops the processes, and kill those that do not stop."""
        for worker in self._crew:
            worker.pipe.close()
        until = time.monotonic() + STOP_S
        for worker in self._crew:
            worker.process.join(max(0.0, until - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def _start(self, device: str) -> _Worker:
        # Spawned, not forked: forking breaks CUDA and GDAL's threads.
        context = multiprocessing.get_context("spawn")
        # A module in the working directory must not shadow one of Python's own.
        os.environ["PYTHONSAFEPATH"] = "1"
        ours, theirs = context.Pipe()
        level = logging.getLogger().getEffectiveLevel()
        process = context.Process(
            target=serve, args=(theirs, device, len(self.workers), level), name=device, daemon=True
        )
        process.start()
        theirs.close()  # so that our end closes when the process ends
        return _Worker(device, process, ours)

    def _replace(self, place: int) -> str:
        """Replace an ended process; return how it ended."""
        worker = self._crew[place]
        worker.pipe.close()
        worker.process.join(STOP_S)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        self._crew[place] = self._start(worker.device)
        return f"the process on {worker.device} ended during its task, exit code {worker.process.exitcode}"

    def _receive(self, place: int) -> Outcome:
        worker = self._crew[place]
        task, worker.task = worker.task, None
        assert task is not None
        try:
            outcome: Outcome = worker.pipe.recv()
        except (EOFError, OSError):
            return Outcome(task, "lost", self._replace(place))
        if outcome.status == "lost":  # its device failed, with everything that the process has on it
            self._replace(place)
        return outcome


def serve(pipe: Connection[Any, Any], device: str, workers: int, log_level: int) -> None:
    """Run one process of a crew: do the tasks from a pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group, but the parent decides
    logging.basicConfig(level=log_level, format=f"any2any: [{device}] %(message)s")
    if device == "cpu" and "OMP_NUM_THREADS" not in os.environ:
        share_cpu(workers)
    tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_read, args=(pipe, tasks, stop), name="reader", daemon=True).start()
    models = ModelCache()
    while (task := tasks.get()) is not None:
        outcome = carry_out(task, device, models, lambda progress: None, stop.is_set)
        try:
            pipe.send(outcome)
        except OSError:  # the parent is gone
            return


def _read(pipe: Connection[Any, Any], tasks: queue.SimpleQueue[Task | None], stop: threading.Event) -> None:
    try:
        while True:
            tasks.put(pipe.recv())
    except (EOFError, OSError):  # the parent closed it or is gone
        stop.set()
        tasks.put(None)
        force = threading.Timer(STOP_S, os._exit, [1])
        force.daemon = True
        force.start()

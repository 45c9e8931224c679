"""The one worker of this QGIS session: started when first needed, kept between jobs, ended with the plugin."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

from any2any_qgis import paths
from any2any_qgis.engine.child_environment import worker_environment
from any2any_qgis.engine.client import IsCancelled, OnLog, OnProgress, WorkerClient
from any2any_qgis.engine.environment import (
    check_python,
    find_python,
    idle_minutes,
    worker_command,
)
from any2any_qgis.engine.protocol import EngineError, JobCancelledError, Said

QUEUE_POLL_S = 0.2

CANCEL_LIMITS_S = {"translate": 0.7, "finetune": 180.0}
"""Time that a cancelled job gets to stop before its worker is ended.

A translation loses only the rows it was working on, and its user waits. A training step must end and a
checkpoint to be written.
"""
PATIENT_LIMIT_S = 10.0
"""The same for a job that keeps its worker, such as a preview that is replaced by the next."""


class WorkerService:
    """Runs jobs one after another, from any thread: a device has room for one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: WorkerClient | None = None
        self._python: Path | None = None
        self._halted = threading.Event()
        self._idle: threading.Timer | None = None

    def run(
        self,
        method: str,
        params: dict[str, Any],
        on_progress: OnProgress,
        on_log: OnLog,
        is_cancelled: IsCancelled,
        keeps_worker: bool = False,
    ) -> dict[str, Any]:
        """Run one job and return the worker's result; EngineError or JobCancelledError otherwise.

        With ``keeps_worker`` a cancelled job gets more time to stop before its worker is ended.

        Callbacks come from the calling thread. It waits for jobs of other threads: never call it on the main thread.
        """
        halted = self._halted

        def is_over() -> bool:
            return halted.is_set() or is_cancelled()

        while not self._lock.acquire(timeout=QUEUE_POLL_S):
            if is_over():
                text = "the job was cancelled while it waited for another one"
                raise JobCancelledError(Said(text, "cancelled"))
        try:
            cancel_limit_s = PATIENT_LIMIT_S if keeps_worker else CANCEL_LIMITS_S.get(method)
            worker = self._running_worker(halted.is_set if keeps_worker else is_over)
            return worker.request(method, params, on_progress, on_log, is_over, cancel_limit_s)
        finally:
            self._rest()
            self._lock.release()

    def worker_pid(self) -> int | None:
        """Process id of the worker, None if there is none."""
        client = self._client
        return client.pid if client is not None and client.usable else None

    def stop(self) -> None:
        """Stop all jobs and end the worker; return at once. The next job starts another worker."""
        halted, self._halted = self._halted, threading.Event()
        halted.set()
        self._end_worker()

    def _end_worker(self) -> None:
        client, self._client = self._client, None
        if self._idle is not None:
            self._idle.cancel()
        if client is not None:
            client.stop()

    def _rest(self) -> None:
        """End the worker later, if no job comes until then: its model fills memory."""
        minutes = idle_minutes()
        if minutes > 0 and self._client is not None:
            self._idle = threading.Timer(60 * minutes, self._end_idle_worker)
            self._idle.daemon = True
            self._idle.start()

    def _end_idle_worker(self) -> None:
        if self._lock.acquire(blocking=False):  # a job that holds the lock needs the worker
            self._end_worker()
            self._lock.release()

    def _running_worker(self, is_cancelled: IsCancelled) -> WorkerClient:
        if self._idle is not None:
            self._idle.cancel()
        python = find_python()
        client = self._client
        if client is not None and client.usable and self._python == python.path:
            return client
        self._end_worker()
        check_python(python, is_cancelled=is_cancelled)
        client = WorkerClient(worker_command(python), worker_environment(os.environ), paths.BACKEND)
        # Before the handshake, so that stopping the service also ends a worker that is still starting.
        self._client, self._python = client, python.path
        try:
            client.initialize(is_cancelled)
        except EngineError:
            self._end_worker()
            raise
        return client


_service: WorkerService | None = None
_service_lock = threading.Lock()


def worker_service() -> WorkerService:
    """Return the session's service."""
    global _service
    with _service_lock:
        if _service is None:
            _service = WorkerService()
        return _service


def stop_worker() -> None:
    """Stop all jobs and end the session's worker, if there is one; return at once."""
    if _service is not None:
        _service.stop()

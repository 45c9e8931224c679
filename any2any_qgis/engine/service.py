"""The one worker of this QGIS session: started when first needed, kept between jobs, ended with the plugin."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

from any2any_qgis import paths
from any2any_qgis.engine.client import IsCancelled, OnLog, OnProgress, WorkerClient
from any2any_qgis.engine.environment import check_python, find_python, worker_environment
from any2any_qgis.engine.protocol import EngineError, JobCancelledError

QUEUE_POLL_S = 0.2

CANCEL_LIMITS_S = {"finetune": 180.0}
"""Where stopping takes longer than usual: a training step has to end and a checkpoint to be written."""


class WorkerService:
    """Runs jobs one after another, from any thread: a device has room for one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: WorkerClient | None = None
        self._python: Path | None = None

    def run(
        self,
        method: str,
        params: dict[str, Any],
        on_progress: OnProgress,
        on_log: OnLog,
        is_cancelled: IsCancelled,
    ) -> dict[str, Any]:
        """Run one job and return the worker's result; EngineError or JobCancelledError otherwise.

        Callbacks come from the calling thread. It waits for jobs of other threads: never call it on the main thread.
        """
        while not self._lock.acquire(timeout=QUEUE_POLL_S):
            if is_cancelled():
                raise JobCancelledError("the job was cancelled while it waited for another one")
        try:
            cancel_limit_s = CANCEL_LIMITS_S.get(method)
            return self._running_worker().request(
                method, params, on_progress, on_log, is_cancelled, cancel_limit_s
            )
        finally:
            self._lock.release()

    def worker_pid(self) -> int | None:
        """Process id of the worker, None if there is none."""
        client = self._client
        return client.pid if client is not None and client.alive else None

    def stop(self) -> None:
        """End the worker, in mid-job too; the next job starts another."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _running_worker(self) -> WorkerClient:
        python = find_python()
        if self._client is not None and self._client.alive and self._python == python.path:
            return self._client
        self.stop()
        check_python(python)
        command = [str(python.path), "-m", "any2any.worker"]
        client = WorkerClient(command, worker_environment(os.environ), paths.BACKEND)
        try:
            client.initialize()
        except EngineError:
            client.close()
            raise
        self._client, self._python = client, python.path
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
    """End the session's worker if there is one."""
    if _service is not None:
        _service.stop()

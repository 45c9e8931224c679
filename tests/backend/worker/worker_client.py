"""A worker process and the conversation with it, for tests of several files."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 30.0

# Stand-ins for the engine at the worker's seam: each defines run(request, on_progress, is_cancelled, models).
PREAMBLE = """
import logging, os, sys, threading
import any2any.worker.server as worker
from any2any.errors import Any2AnyError, CancelledError, Message, UsageError
from any2any.requests.progress import Progress
from any2any.requests.translate import TranslateResult
worker.HEARTBEAT_S, worker.ORPHAN_GRACE_S = 0.02, 0.2

def result(request, **other):
    fields = dict(output=request.output, width=1, height=2, bands=("red",), model="m", model_digest="d",
        source=request.source, target=request.target, seen=True, steps=4, seed=0, radiometry="r", warnings=(),
        seconds=0.5, windows=1, windows_skipped=0)
    return TranslateResult(**fields | other)
"""


class Client:
    """A worker process and its messages in order."""

    def __init__(self, engine: str | None = None) -> None:
        program = "import any2any.worker.server as worker; worker.main()"
        if engine is not None:
            program = PREAMBLE + engine + "\nworker.main(run)"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "backend"), "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen([sys.executable, "-c", program], env=environment, **pipes)
        self._messages: queue.SimpleQueue[dict | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._messages.put(json.loads(line))
        self._messages.put(None)

    def send_line(self, line: bytes) -> None:
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def send(self, request_id: int, method: str, **params: object) -> None:
        message = {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}
        self.send_line(json.dumps(message).encode())

    def next(self, patience_s: float = PATIENCE_S) -> dict:
        message = self._messages.get(timeout=patience_s)
        assert message is not None, "the worker closed its stdout"
        return message

    def answer(self, request_id: int) -> dict:
        """Skip to the answer to a request."""
        while True:
            message = self.next()
            if message.get("id") == request_id:
                return message

    def notification(self, method: str) -> dict:
        while True:
            message = self.next()
            if message.get("method") == method:
                return message["params"]

    def close(self) -> tuple[int, str]:
        """Close stdin and return the exit code and stderr."""
        self.process.stdin.close()
        code = self.process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        return code, self.process.stderr.read().decode()


@contextmanager
def running_workers() -> Iterator[Callable[..., Client]]:
    """Start workers, on a stand-in for the engine or on the real one, and end them all."""
    clients: list[Client] = []

    def start(engine: str | None = None) -> Client:
        clients.append(Client(engine))
        return clients[-1]

    try:
        yield start
    finally:
        for client in clients:
            client.process.kill()
            with client.process:  # waits, and closes the pipes
                pass

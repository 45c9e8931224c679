"""Run child processes that answer once: limited in time and output, cancellable, ended with all their children."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Callable

from any2any_qgis.engine.protocol import JobCancelledError, Said

POLL_S = 0.05
MAX_LINES = 2000
MAX_LINE_BYTES = 4096

OnLine = Callable[[str], None]
IsCancelled = Callable[[], bool]


@dataclass(frozen=True)
class Answer:
    """How a child ended; ``timed_out`` ones were killed."""

    code: int
    stdout: str
    stderr: str
    timed_out: bool = False

    @property
    def last_line(self) -> str:
        """The last line on stderr that is not empty."""
        lines = [line for line in self.stderr.splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""


WATCHED_MODULE = """
import os, runpy, sys, threading
def watch():
    while os.read(0, 1024):  # not sys.stdin: its lock breaks the end of a program that ends by itself
        pass
    os._exit(9)
threading.Thread(target=watch, daemon=True).start()
sys.argv[0] = sys.argv.pop(1)
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
"""A program that runs the module in its first argument and ends with QGIS, even if QGIS is killed."""


def run_child(
    command: list[str],
    environment: dict[str, str],
    folder: Path,
    limit_s: float,
    is_cancelled: IsCancelled | None = None,
    on_line: OnLine | None = None,
) -> Answer:
    """Run a command without a shell or a console window; keep the last ``MAX_LINES`` lines of each stream.

    ``on_line`` gets the lines of stdout, on a thread of its own. OSError if the command cannot be started,
    JobCancelledError if the user stopped it.
    """
    process = _start(command, environment, folder)
    stdout: deque[str] = deque(maxlen=MAX_LINES)
    stderr: deque[str] = deque(maxlen=MAX_LINES)
    readers = [
        threading.Thread(target=_read, args=(process.stdout, stdout, on_line), daemon=True),
        threading.Thread(target=_read, args=(process.stderr, stderr, None), daemon=True),
    ]
    for reader in readers:
        reader.start()
    try:
        timed_out = _wait(process, limit_s, is_cancelled or (lambda: False))
    finally:
        end_tree(process)
        for reader in readers:
            reader.join(1.0)
        process.stdin.close()
        process.stdout.close()
        process.stderr.close()
    return Answer(process.returncode, "".join(stdout), "".join(stderr), timed_out)


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill a child and the processes that it started; nothing happens if they have ended."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # the child leads a group of its own
    elif process.poll() is None:
        killer = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(killer, capture_output=True, check=False, creationflags=_flags())
    process.wait()


def _start(command: list[str], environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,  # it closes when QGIS dies; children that watch it notice this
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=str(folder),
        env=environment,
        creationflags=_flags(),
        start_new_session=True,
    )


def _flags() -> int:
    return getattr(subprocess, "CREATE_NO_WINDOW", 0)


def _wait(process: subprocess.Popen[bytes], limit_s: float, is_cancelled: IsCancelled) -> bool:
    """Wait for the end; True on a timeout."""
    end_s = time.monotonic() + limit_s
    while process.poll() is None:
        if is_cancelled():
            raise JobCancelledError(Said("cancelled", "cancelled"))
        if time.monotonic() > end_s:
            return True
        time.sleep(POLL_S)
    return False


def _read(stream: IO[bytes], lines: deque[str], on_line: OnLine | None) -> None:
    # A child that prints without line ends must not fill the memory of QGIS.
    while piece := stream.readline(MAX_LINE_BYTES):
        line = piece.decode("utf-8", "replace")
        lines.append(line)
        if on_line is not None:
            on_line(line.rstrip())

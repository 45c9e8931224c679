"""Start times: the command line's help, and QGIS's worker from pressing *Run* to a result.

Run ``python -m benchmarks.start``. The worker is the real process. Its first job finds no model in memory, its
second one does. A cold start is the time from the start of a new worker to the end of its first window, with each
installed runtime. Files are in the system's cache after the first turn; the fastest turn counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from any2any.errors import Any2AnyError
from any2any.hub import bundled_model
from any2any.runtime.choice import ONNX, TORCH
from any2any.spec.model_folder import read_manifest
from any2any.worker.rpc import PROTOCOL
from benchmarks.outcome import print_report
from benchmarks.results import model_title, number, table

SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "sar.tif"
HELP, READY, FIRST, SECOND = "any2any --help", "worker ready", "first job", "second job"
BEGUN, FINISHED = "the networks have begun", "finished"

RUNTIMES = {ONNX: "onnxruntime", TORCH: "torch"}
"""Packages by runtime."""

TARGETS_S = {HELP: 0.3, f"{FIRST}: {BEGUN}": 5.0, f"cold start, {ONNX}": 2.0}
"""Of the design."""

Seconds = tuple[float, float | None]
"""Wall time, and the process's own time if the system reports it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; a busy machine starts slowly, so a missed target is not an error."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("input", nargs="?", type=Path, default=SAMPLE, help="radar (the bundled sample)")
    parser.add_argument("--turns", type=int, default=5)
    return print_report(_run, parser.parse_args(arguments))


def _run(options: argparse.Namespace) -> str:
    runtimes = [runtime for runtime, package in RUNTIMES.items() if find_spec(package)]
    turns = [_turn(options.input, runtimes) for _ in range(options.turns)]
    rows = [(name, *_least([turn[name] for turn in turns]), _target(name)) for name in turns[0]]
    title = model_title(read_manifest(bundled_model()))
    return f"{title}\n\n{table(('what', 'seconds', 'processor seconds', 'target'), rows)}"


def _turn(source: Path, runtimes: Sequence[str]) -> dict[str, Seconds]:
    measured: dict[str, Seconds] = {HELP: (_help_s(), None)}
    measured |= {name: (seconds, None) for name, seconds in _worker_s(source).items()}
    return measured | {f"cold start, {runtime}": _cold_start_s(source, runtime) for runtime in runtimes}


def _least(turns: Sequence[Seconds]) -> tuple[str, str]:
    processor = [cpu for _, cpu in turns if cpu is not None]
    return number(min(wall for wall, _ in turns)), number(min(processor, default=None))


def _target(name: str) -> str:
    return number(TARGETS_S.get(name), 1)


def _help_s() -> float:
    begin = time.monotonic()
    command = [sys.executable, "-m", "any2any.cli", "--help"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - begin


@contextmanager
def _ready_worker() -> Iterator[subprocess.Popen[str]]:
    """Start a worker and wait until it is ready; it ends with the block."""
    command = [sys.executable, "-m", "any2any.worker"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as worker:
        for _ in _messages(worker, "initialize", {"protocol": PROTOCOL}):
            pass
        yield worker
        assert worker.stdin is not None
        worker.stdin.close()  # which ends it


def _job(source: Path, output: Path) -> dict[str, Any]:
    ends = {"source": "sar", "target": "rgb", "preset": "fast"}
    return {"input": str(source), "output": str(output), "device": "cpu"} | ends


def _worker_s(source: Path) -> dict[str, float]:
    """Give a worker two jobs; return seconds from each request to its answer."""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, _ready_worker() as worker:
        figures = {READY: time.monotonic() - begin}
        for name in (FIRST, SECOND):
            figures |= _job_s(worker, name, _job(source, Path(folder) / f"{name}.tif"))
    return figures


def _cold_start_s(source: Path, runtime: str) -> Seconds:
    """Seconds from the start of a worker to the end of its first window; Any2AnyError if it translates none."""
    begin, measured = time.monotonic(), None
    with tempfile.TemporaryDirectory() as folder, _ready_worker() as worker:
        job = _job(source, Path(folder) / "cold.tif") | {"runtime": runtime}
        for message in _messages(worker, "translate", job):
            if measured is None and message.get("params", {}).get("stage") == "translating":
                measured = time.monotonic() - begin, _processor_s(worker.pid)
    if measured is None:
        raise Any2AnyError(f"the worker translated no window of {source}")
    return measured


def _processor_s(pid: int) -> float | None:
    """Processor time of a running process so far, user and system; None except on Linux."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return None
    user, system = text.rpartition(")")[2].split()[11:13]  # the name before it may hold blanks
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _job_s(worker: subprocess.Popen[str], name: str, job: dict[str, Any]) -> dict[str, float]:
    begin = time.monotonic()
    figures: dict[str, float] = {}
    for message in _messages(worker, "translate", job):
        if message.get("method") == "progress" and message["params"]["fraction"] > 0:
            figures.setdefault(f"{name}: {BEGUN}", time.monotonic() - begin)
    return figures | {f"{name}: {FINISHED}": time.monotonic() - begin}


def _messages(worker: subprocess.Popen[str], method: str, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Send a request; yield the worker's messages until its answer. Any2AnyError if it refuses or ends."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    request = {"jsonrpc": "2.0", "id": method, "method": method, "params": params}
    worker.stdin.write(json.dumps(request) + "\n")
    worker.stdin.flush()
    for line in worker.stdout:
        message = json.loads(line)
        if "error" in message:
            raise Any2AnyError(f"the worker refused to {method}: {message['error']['message']}")
        yield message
        if message.get("id") == method:
            return
    raise Any2AnyError(f"the worker ended when it was to {method}, exit code {worker.wait()}")


if __name__ == "__main__":
    sys.exit(main())

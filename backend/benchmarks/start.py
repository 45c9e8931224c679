"""How soon things begin: the command line's help, and the worker that QGIS talks to, from pressing *Run* to a result.

Run ``python -m benchmarks.start``. The worker is the real process. Its first job finds no model in memory, its
second one does. Files are in the system's cache after the first turn, and the least of all turns counts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from any2any.errors import Any2AnyError
from any2any.worker.rpc import PROTOCOL
from benchmarks.outcome import print_report
from benchmarks.results import number, table

SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "sar.tif"
HELP, READY, FIRST, SECOND = "any2any --help", "worker ready", "first job", "second job"
BEGUN, FINISHED = "the networks have begun", "finished"

TARGETS_S = {HELP: 0.3, f"{FIRST}: {BEGUN}": 5.0}
"""Of the design."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; a busy machine is slow at starting, so a missed target is not an error."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("input", nargs="?", type=Path, default=SAMPLE, help="radar (the bundled sample)")
    parser.add_argument("--turns", type=int, default=5)
    return print_report(_run, parser.parse_args(arguments))


def _run(options: argparse.Namespace) -> str:
    turns = [{HELP: _help_s()} | _worker_s(options.input) for _ in range(options.turns)]
    rows = [
        (name, number(min(turn[name] for turn in turns)), number(TARGETS_S.get(name), 1)) for name in turns[0]
    ]
    return table(("what", "seconds", "target"), rows)


def _help_s() -> float:
    begin = time.monotonic()
    command = [sys.executable, "-m", "any2any.cli", "--help"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - begin


def _worker_s(source: Path) -> dict[str, float]:
    """Start a worker and give it two jobs; seconds from each request to what answers it."""
    begin = time.monotonic()
    command = [sys.executable, "-m", "any2any.worker"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as worker,
    ):
        for _ in _messages(worker, "initialize", {"protocol": PROTOCOL}):
            pass
        figures = {READY: time.monotonic() - begin}
        for name in (FIRST, SECOND):
            job = {"input": str(source), "output": str(Path(folder) / f"{name}.tif"), "device": "cpu"}
            figures |= _job_s(worker, name, job | {"source": "sar", "target": "rgb", "preset": "fast"})
        assert worker.stdin is not None
        worker.stdin.close()  # which ends it
    return figures


def _job_s(worker: subprocess.Popen[str], name: str, job: dict[str, Any]) -> dict[str, float]:
    begin = time.monotonic()
    figures: dict[str, float] = {}
    for message in _messages(worker, "translate", job):
        if message.get("method") == "progress" and message["params"]["fraction"] > 0:
            figures.setdefault(f"{name}: {BEGUN}", time.monotonic() - begin)
    return figures | {f"{name}: {FINISHED}": time.monotonic() - begin}


def _messages(worker: subprocess.Popen[str], method: str, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Send a request; yield what the worker says until it has answered. Any2AnyError if it refuses or ends."""
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

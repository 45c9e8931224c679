"""The command in a process of its own, which can be killed, and so can its workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BACKEND = Path(__file__).parents[3] / "backend"
ENVIRONMENT = {
    "PYTHONPATH": str(BACKEND),
    "OMP_NUM_THREADS": "1",
    "SOURCE_DATE_EPOCH": "86400",  # the date is a part of the bytes
    "RAY_worker_niceness": "0",  # 15 by default: beside other tests, workers would hardly run
}


@contextmanager
def started(list_path: Path, *options: object) -> Iterator[subprocess.Popen[str]]:
    """Run ``translate-many`` with one step, SAR to RGB; a test that fails leaves no process behind."""
    command = [sys.executable, "-m", "any2any.cli", "translate-many", list_path, "--source", "sar"]
    process = subprocess.Popen(
        [*map(str, command), "--target", "rgb", "--preset", "fast", "--json", *map(str, options)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | ENVIRONMENT,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=60)


def document(process: subprocess.Popen[str], code: int = 0) -> dict[str, Any]:
    """Wait for its end, and return its output."""
    out, complaints = process.communicate(timeout=300)  # a busy machine makes it slow, not wrong
    assert process.returncode == code, complaints
    return json.loads(out)


def wait_for(what: Callable[[], Any], seconds: float = 300.0) -> Any:
    """Return the first answer that is one."""
    until = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.005)
    return answer


def process_at_work(part: Path) -> int:
    """Return the number of a process that has made one of the first two shards' pieces and works on; 0 if none does."""
    if not list(part.glob("rows_*.tif")):
        return 0
    for lock in part.glob("shard_*.lock"):
        try:
            return int(json.loads(lock.read_bytes())["pid"])
        except (OSError, ValueError):  # it ended or began just now
            continue
    return 0

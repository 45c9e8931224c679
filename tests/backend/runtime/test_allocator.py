"""Freed memory, in a separate process, because its settings last as long as the process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[3] / "backend"

SCRIPT = """
import ctypes, json, resource, sys
import numpy as np
from any2any.runtime.allocator import give_back_freed_memory, keep_freed_memory

def resident_mib():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 2**20

def faults(arrays):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(arrays):
        np.ones(64 * 2**20, np.uint8)  # freed at once
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

PR_SET_THP_DISABLE = 41
ctypes.CDLL(None).prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)  # a huge page is one fault, and rare where memory is fragmented
if sys.argv[1] == "keep":
    keep_freed_memory()
first, others = faults(1), faults(10)
held = resident_mib()
give_back_freed_memory()
print(json.dumps([first, others, held - resident_mib()]))
"""


def run(mode: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, mode],
        env={"PYTHONPATH": str(BACKEND)},
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[float] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc is only there on Linux")
def test_kept_memory_is_mapped_once_and_given_back_when_asked() -> None:
    """Ten more arrays of 64 MiB touch the pages of the first again, or map ten times as many again.

    64 MiB are 16,384 pages of 4 KiB.
    """
    first, others, given_back = run("keep")
    assert others < first / 4
    assert given_back > 60
    first, others, given_back = run("leave")
    assert others > 5 * first
    assert given_back < 60

"""Programs that tests run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from busy import allowed

LOOK_AGAIN_S = 5.0
"""How often a program beyond its limit is looked at, on a machine that does other things, too."""
END_S = 5.0
"""What the programs of a group have to end by themselves when they are asked to."""


def program(*names: str) -> str:
    """Return the first program there is: Debian's qgis_process is a shell script that hides exit codes."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"none of {', '.join(names)} is installed: run `make test`, or install qgis and xvfb"
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended but was not waited for does not."""
    return (fields := _stat(pid)) is not None and fields[0] != "Z"


def group(leader: int) -> list[int]:
    """Return the processes that run in a process group."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [pid for pid in pids if (fields := _stat(pid)) and fields[0] != "Z" and int(fields[2]) == leader]


def run_whole(command: list[str], limit_s: float, **options: Any) -> str:
    """Run a program to its end and return its stderr; after its limit nothing that it started runs any more.

    TimeoutExpired after the limit, which is longer on a busy machine. ``subprocess.run`` ends the program alone:
    ``xvfb-run`` would leave its display, and QGIS on it.
    """
    begun, wait_s = time.monotonic(), limit_s
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )
    try:
        while True:
            try:
                return process.communicate(timeout=wait_s)[1]
            except subprocess.TimeoutExpired:
                if time.monotonic() - begun > allowed(limit_s):
                    raise
                wait_s = LOOK_AGAIN_S
    except BaseException:
        _end_group(process)
        raise


def _end_group(leader: subprocess.Popen) -> None:
    """End a program that leads its group, and all that it started; first they are asked to."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(leader.pid, number)
        asked = time.monotonic()
        while group(leader.pid) and time.monotonic() - asked < END_S:
            time.sleep(0.05)
    leader.communicate()


def _stat(pid: int) -> list[str] | None:
    """Return state, parent, group and more of a process; None if there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None

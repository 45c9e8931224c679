"""Programs that tests run."""

from __future__ import annotations

import shutil
from pathlib import Path


def program(*names: str) -> str:
    """Return the first program there is: Debian's qgis_process is a shell script that hides exit codes."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"none of {', '.join(names)} is installed: run `make test`, or install qgis and xvfb"
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended but was not waited for does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"

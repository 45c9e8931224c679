"""Programs that tests run."""

from __future__ import annotations

import shutil


def program(*names: str) -> str:
    """Return the first program there is: Debian's qgis_process is a shell script that hides exit codes."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"none of {', '.join(names)} is installed: run `make test`, or install qgis and xvfb"
    return found

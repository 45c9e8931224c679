"""A lock between QGIS instances that the operating system releases when its holder dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from any2any_qgis.setup.failures import Failure, SetupError


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; SetupError if another process holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "setup.lock").open("a+b") as file:
        try:
            _lock(file)
        except OSError as error:
            raise SetupError(Failure.BUSY) from error
        yield  # closing the file releases the lock


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

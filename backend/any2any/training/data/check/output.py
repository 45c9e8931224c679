"""A folder that appears whole: nothing half-written passes for a report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from any2any.errors import Any2AnyError, UsageError

REPORT_NAME = "report.json"
PAGE_NAME = "index.html"


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder to write into, and put it in the place of ``path`` at the end.

    An earlier report at ``path`` is replaced. UsageError if something else is there; Any2AnyError if the disk
    refuses.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link that is to be replaced
    _check_replaceable(path)
    unfinished, old = (path.with_name(f"{path.name}.{suffix}") for suffix in ("part", "old.part"))
    try:
        _remove(unfinished, old)
        unfinished.mkdir(parents=True)
        yield unfinished
        _swap(path, unfinished, old)
    except OSError as error:
        raise Any2AnyError(
            f"the report {path} cannot be written ({error}): check the folder's free space and permissions"
        ) from error
    finally:
        _remove(unfinished, old)


def _swap(path: Path, new: Path, old: Path) -> None:
    if path.exists():
        path.rename(old)
    try:
        new.rename(path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise


def _check_replaceable(path: Path) -> None:
    if not path.exists():
        return
    if not path.is_dir() or (any(path.iterdir()) and not (path / REPORT_NAME).is_file()):
        raise UsageError(f"{path} holds something else than a report: give a new or an empty folder")


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)

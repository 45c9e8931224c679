"""Write a report's folder atomically, and never over anything else."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from any2any.errors import Any2AnyError, UsageError
from any2any.files import move_folder

REPORT_NAME = "report.json"
PAGE_NAME = "index.html"


def check_folder(path: Path, kind: str, overwrite: bool = False) -> None:
    """UsageError unless ``path`` is new, an empty folder, an earlier report, or a folder that may be replaced.

    ``kind`` is the value of that key in ``report.json``; it identifies an earlier report.
    """
    path = path.absolute()
    try:
        if not path.exists() or (
            path.is_dir() and (overwrite or not any(path.iterdir()) or _is_report(path, kind))
        ):
            _check_writable(path)
            return
    except OSError as error:
        raise UsageError(
            f"the folder {path} cannot be read ({error.strerror}): choose another one"
        ) from error
    raise UsageError(
        f"{path} is not an earlier report of {kind}: give a new or an empty folder"
        if path.is_dir()
        else f"{path} is a file: give a folder for the report"
    )


def _check_writable(path: Path) -> None:
    """Fail before hours of work, not after."""
    parent = next(folder for folder in path.parents if folder.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise UsageError(
            f"{path} cannot be made in {parent}: choose another folder or change its permissions"
        )


def _is_report(path: Path, kind: str) -> bool:
    try:
        document = json.loads((path / REPORT_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(document, dict) and document.get("kind") == kind


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder to write into, and move it to ``path`` at the end; Any2AnyError if that fails.

    ``path`` keeps its content until then; ``check_folder`` says beforehand whether it may be replaced.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link that is to be replaced
    unfinished, old = (path.with_name(f"{path.name}.{suffix}") for suffix in ("part", "old.part"))
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        yield unfinished
        _swap(path, unfinished, old)
    except OSError as error:
        raise Any2AnyError(
            f"the report {path} cannot be written ({error}): check the folder's free space and permissions"
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _swap(path: Path, new: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    if path.exists():
        path.rename(old)
    try:
        move_folder(new, path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)

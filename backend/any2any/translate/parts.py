"""Find, describe and safely remove what unfinished translations left on the disk."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from any2any.errors import UsageError
from any2any.locking.lock import Lock, LockedError
from any2any.raster.product import SYNTHETIC_TAG
from any2any.raster.writer import write_error
from any2any.translate.journal import (
    JOB_LOCK,
    PART_SUFFIX,
    PLAN_NAME,
    holders,
    is_ours,
    missing_pieces,
)
from any2any.translate.output import PLAN_TAG, read_tags
from any2any.translate.record import read_record

_BETWEEN = re.compile(r"(?P<stem>.+)\.via-(?P<via>[^.]+)\.tif")


@dataclass(frozen=True)
class Part:
    """One left-over: a folder of an unfinished job, or the intermediate image of a routed translation."""

    path: Path
    explanation: tuple[str, ...]
    """Lines for display: what it is, how much is finished, and how to finish it."""
    size: int
    """Bytes."""
    touched: str
    """UTC time of the last change."""
    idle_s: float
    """Seconds since then."""
    held_by: tuple[str, ...]
    """Processes that are using it."""


def find_parts(folders: Iterable[Path], recursive: bool = False, idle_s: float = 0.0) -> list[Part]:
    """Return the left-overs in folders that were not touched for this long, ordered by path.

    UsageError if a folder does not exist. Files that no job of ours made are ignored, whatever their names.
    """
    found: dict[Path, Part] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder: name the folders that outputs were written to")
        for path in _candidates(folder, recursive):
            part = _describe(path)
            if part is not None and part.idle_s >= idle_s:
                found[path] = part
    return [found[path] for path in sorted(found)]


def remove(part: Part) -> bool:
    """Remove a left-over; False if a process is using it. Any2AnyError if the disk refuses."""
    try:
        if part.path.is_dir():
            return _remove_folder(part.path)
        if _users_of_between(part.path):
            return False
        part.path.unlink(missing_ok=True)
    except OSError as error:
        raise write_error(part.path, error) from error
    return True


def _remove_folder(folder: Path) -> bool:
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(Lock.acquire(folder / JOB_LOCK, str(folder)))
        except LockedError:
            return False
        if [held for held in holders(folder) if held.path != lock.path] or not is_ours(folder):
            return False
        plan_last = sorted(folder.iterdir(), key=lambda path: path.name == PLAN_NAME)
        for path in plan_last:  # if this is killed, the job can still resume
            if path != lock.path:
                path.unlink(missing_ok=True)
    folder.rmdir()
    return True


def _candidates(folder: Path, recursive: bool) -> Iterator[Path]:
    for path in folder.rglob("*") if recursive else folder.iterdir():
        if path.name.endswith(PART_SUFFIX) or _BETWEEN.fullmatch(path.name):
            yield path


def _describe(path: Path) -> Part | None:
    """Return what a left-over is; None if no job of ours made it."""
    if path.is_dir():
        names = {entry.name for entry in path.iterdir()}
        if not is_ours(path) or not names:
            return None
        files = [entry for entry in path.iterdir() if entry.is_file()]
        held = tuple(map(str, holders(path)))
        return _part(path, _explain_folder(path), files, held)
    match = _BETWEEN.fullmatch(path.name)
    if match is None or not path.is_file():
        return None
    tags = read_tags(path)
    if tags.get(SYNTHETIC_TAG) != "yes" or tags.get("ANY2ANY_TARGET") != match["via"]:
        return None
    explanation = (
        f"intermediate image of a translation of {tags.get('ANY2ANY_SOURCE', 'an image')} through {match['via']} to "
        f"{match['stem']}.tif",
        "repeating its command uses it and removes it",
    )
    return _part(path, explanation, [path], _users_of_between(path))


def _part(path: Path, explanation: tuple[str, ...], files: list[Path], held: tuple[str, ...]) -> Part:
    status = [file.stat() for file in files]
    last = max((s.st_mtime for s in status), default=path.stat().st_mtime)
    touched = datetime.fromtimestamp(last, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Part(path, explanation, sum(s.st_size for s in status), touched, time.time() - last, held)


def _users_of_between(path: Path) -> tuple[str, ...]:
    """Return the processes that make or use the intermediate image."""
    match = _BETWEEN.fullmatch(path.name)
    assert match is not None
    jobs = [
        f"{path.name}{PART_SUFFIX}",
        *(f"{match['stem']}{suffix}{PART_SUFFIX}" for suffix in (".tif", ".tiff")),
    ]
    return tuple(str(held) for job in jobs for held in holders(path.with_name(job)))


def _explain_folder(folder: Path) -> tuple[str, ...]:
    try:
        record = read_record(folder / PLAN_NAME)
    except UsageError as error:
        if (folder / PLAN_NAME).exists():
            return (str(error),)
        return ("a job that was stopped before it began: nothing would be lost",)
    plan, request = record.plan, record.request
    total = len(plan.pieces)
    done = total - len(missing_pieces(folder, plan))
    explanation = [
        f"{plan.direction} of {plan.input.path} with {plan.model}, {plan.steps} steps, seed {plan.seed}, "
        f"begun {record.started}",
        f"{done} of {total} pieces are finished",
    ]
    output = folder.with_name(folder.name.removesuffix(PART_SUFFIX))
    if read_tags(output).get(PLAN_TAG) == plan.digest:
        explanation.append(f"{output.name} is finished: only the folder was left over")
    elif not Path(request.input).exists() and plan.input.bytes is not None:
        explanation.append("its input is gone: it cannot be finished")
    else:
        explanation.append("repeating its command finishes it")
    return tuple(explanation)

"""Finding what unfinished translations left on the disk, saying what each is, and removing it safely."""

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
from any2any.translate.tags import SYNTHETIC_TAG

_BETWEEN = re.compile(r"(?P<stem>.+)\.via-(?P<via>[^.]+)\.tif")


@dataclass(frozen=True)
class Part:
    """One left-over: a folder of an unfinished job, or the image in between of a translation through a modality."""

    path: Path
    explanation: tuple[str, ...]
    """Lines for people: what it is, how far it came, and what finishes it."""
    size: int
    """Bytes."""
    touched: str
    """UTC time of the last change."""
    idle_s: float
    """Seconds since then."""
    held_by: tuple[str, ...]
    """Processes that work on it now; it is in use."""


def find_parts(folders: Iterable[Path], recursive: bool = False, idle_s: float = 0.0) -> list[Part]:
    """Return the left-overs in folders that nobody has touched for so long, in order of their paths.

    UsageError if a folder does not exist. What no job of ours made is passed by, whatever its name.
    """
    found: dict[Path, Part] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder: name the folders that outputs were written to")
        for path in _candidates(folder, recursive):
            part = _describe(path)
            if part is not None and part.idle_s >= idle_s:
                found[path] = part
    return [found[path] for path in sorted(found)]


def remove(part: Part) -> bool:
    """Remove a left-over; False if a process works on it. Any2AnyError if the disk refuses."""
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
        for path in plan_last:  # a clean that is killed leaves a job that goes on
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
        f"image in between of a translation of {tags.get('ANY2ANY_SOURCE', 'an image')} through {match['via']} to "
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
    """Return who makes the image in between, or translates it further."""
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
        return ("a job that was stopped before it began: nothing is lost with it",)
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
        explanation.append("its input is gone: it cannot go on")
    else:
        explanation.append("repeating its command finishes it")
    return tuple(explanation)

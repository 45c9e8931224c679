"""What jobs with several steps share: the folder of an unfinished job, and reports of progress and warnings."""

from __future__ import annotations

import json
import logging
import os
import re
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from any2any.errors import CancelledError, Message, UsageError
from any2any.files import flush_file, flush_folder
from any2any.locking.lock import Lock
from any2any.raster.writer import write_error, write_whole
from any2any.requests.progress import IsCancelled, OnProgress, Progress
from any2any.translate.output import move_into_place

PLAN_NAME, LOCK_NAME = "plan.json", "job.lock"
_OURS = re.compile(
    r"(plan\.json|(rows|state)_\d+\.tif|(layer|known|translated)_\d+\.tif|(joined|joined_state|result|synthetic)\.tif"
    r"|mosaic\.vrt|(job|clock)\.lock|translated_\d+\.via-\w+\.tif)(\..*)?"
)


class WorkFolder:
    """The folder of an unfinished job, locked until the ``with`` block ends."""

    def __init__(self, path: Path, started: str, lock: Lock) -> None:
        self.path, self.started, self._lock = path, started, lock

    def __enter__(self) -> WorkFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def finish(self, moves: Mapping[Path, Path]) -> None:
        """Move the results to their final paths and remove the folder."""
        self._lock.check()
        for made, place in moves.items():
            flush_file(made)
            move_into_place(made, place)
            flush_folder(place.absolute().parent)
        for entry in list(self.path.iterdir()):
            if entry.name != LOCK_NAME:
                entry.unlink(missing_ok=True)
        self._lock.release()
        with suppress(OSError):
            self.path.rmdir()


def open_folder(
    path: Path, digest: str, plan: Mapping[str, Any], output: Path, overwrite: bool, job: str
) -> WorkFolder:
    """Make a job's folder, or resume it if the same plan made it; UsageError if the path is taken.

    ``plan``: the JSON behind ``digest``; ``job``: the job's name, such as "fill".
    """
    if path.exists() and not (path.is_dir() and all(_OURS.fullmatch(entry.name) for entry in path.iterdir())):
        raise UsageError(
            Message(
                "in-the-way",
                "{path} is in the way and was not made by Any2Any: move it or choose another output",
                path=path,
            )
        )
    try:
        path.mkdir(exist_ok=True)
        lock = Lock.acquire(path / LOCK_NAME, str(output), about=digest)
    except OSError as error:
        raise write_error(path, error) from error
    try:
        return WorkFolder(path, _begin(path, digest, plan, overwrite, job), lock)
    except BaseException:
        lock.release()
        raise


def _begin(path: Path, digest: str, plan: Mapping[str, Any], overwrite: bool, job: str) -> str:
    found, started = _read_plan(path / PLAN_NAME)
    if found == digest:
        return started
    if found and not overwrite:
        raise UsageError(
            Message(
                "other-settings",
                "{path} holds an unfinished {job} with other settings or another input: repeat its "
                "command to finish it, delete the folder, or overwrite explicitly",
                path=path,
                job=job,
            )
        )
    for entry in list(path.iterdir()):
        if not entry.name.startswith(LOCK_NAME):
            entry.unlink()
    started = _now()
    text = json.dumps({"digest": digest, "started": started, "plan": plan}, indent=2)
    write_whole(path / PLAN_NAME, text.encode())
    return started


def _read_plan(path: Path) -> tuple[str, str]:
    """Return the digest of the plan and the start time; both are empty if the folder has no plan."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return str(document["digest"]), str(document["started"])
    except FileNotFoundError:
        return "", ""
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            Message(
                "record-damaged",
                "{path} is damaged ({reason!r}): delete the folder and start again",
                path=path,
                reason=error,
            )
        ) from error


def _now() -> str:
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


logger = logging.getLogger(__name__)

Share = tuple[float, float]
"""Start and end of a step, as fractions of 1."""


class JobReports:
    """Collects warnings, forwards progress, and stops the job when the user cancels it."""

    def __init__(
        self, on_progress: OnProgress, is_cancelled: IsCancelled, when_cancelled: str, warnings: Iterable[str]
    ) -> None:
        """``when_cancelled``: message of the CancelledError; ``warnings``: earlier warnings."""
        self.on_progress = on_progress
        self.warnings = list(warnings)
        self._is_cancelled = is_cancelled
        self._when_cancelled = when_cancelled

    def warn(self, text: str) -> None:
        """Log a warning and keep it for the result."""
        logger.warning("%s", text)
        self.warnings.append(text)

    def report(self, share: Share, fraction: float, stage: str) -> None:
        """Report that ``fraction`` of a step is done; CancelledError if the user cancelled."""
        if self._is_cancelled():
            raise CancelledError(self._when_cancelled)
        self.on_progress(Progress(share[0] + (share[1] - share[0]) * fraction, stage))

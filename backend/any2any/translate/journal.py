"""The ``<output>.part`` folder of an unfinished job: its plan, and one GeoTIFF for each finished piece.

The set of finished pieces is the journal. Every file in it appears whole or not at all, so a job that is
killed at any moment can be resumed from what is there.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from any2any.errors import Any2AnyError, UsageError
from any2any.raster.writer import write_error, write_whole
from any2any.translate.plan import Plan

log = logging.getLogger(__name__)

PLAN_NAME = "plan.json"
_OURS = re.compile(r"(plan\.json|rows_\d+\.tif|mosaic\.vrt|result\.tif)(\..*|_.*)?")


@dataclass(frozen=True)
class Journal:
    """One unfinished job on disk."""

    folder: Path
    plan: Plan
    started: str
    """When the job began, UTC: the date in the result's tags, the same however often it is resumed."""

    @staticmethod
    def open(plan: Plan, output: Path, overwrite: bool) -> Journal:
        """Start a job's folder, or resume it if it was made by the same plan.

        UsageError if it belongs to another plan and ``overwrite`` is False.
        """
        folder = output.with_name(output.name + ".part")
        try:
            started = _started_before(folder, plan, overwrite)
            if started is None:
                started = _now()
                folder.mkdir()
                document = {"digest": plan.digest, "started": started, "plan": asdict(plan)}
                write_whole(folder / PLAN_NAME, (json.dumps(document, indent=2) + "\n").encode())
        except OSError as error:
            raise write_error(folder, error) from error
        return Journal(folder, plan, started)

    def piece(self, index: int) -> Path:
        """Path of one piece."""
        return self.folder / f"rows_{index:06d}.tif"

    @property
    def result(self) -> Path:
        """Where the final file is made before it is moved to its place."""
        return self.folder / "result.tif"

    def unfinished(self) -> list[int]:
        """Indices of the pieces that are still to do, in order."""
        return [i for i in range(len(self.plan.pieces)) if not self.piece(i).exists()]

    def finish(self, output: Path) -> None:
        """Move the result to its place, over an existing file, and remove the folder."""
        try:
            self.result.replace(output)
        except OSError as error:
            raise Any2AnyError(
                f"{output} cannot be replaced ({error.strerror}): close it in other programs and run the "
                "same command again, all work is kept"
            ) from error
        try:
            shutil.rmtree(self.folder)
        except OSError as error:
            log.warning("%s is left over and can be deleted (%s)", self.folder, error.strerror)


def _started_before(folder: Path, plan: Plan, overwrite: bool) -> str | None:
    """Return when this very job began; None if it is new, after making way for it."""
    if not folder.exists():
        return None
    if not folder.is_dir() or not all(_OURS.fullmatch(entry.name) for entry in folder.iterdir()):
        raise UsageError(
            f"{folder} is in the way and was not made by Any2Any: move it or choose another output"
        )
    try:
        document = json.loads((folder / PLAN_NAME).read_text(encoding="utf-8"))
        digest, started = document["digest"], str(document["started"])
    except FileNotFoundError:  # killed before the plan was written: there is nothing to keep
        digest, started = None, ""
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder / PLAN_NAME} is damaged ({error!r}): delete the folder and start again"
        ) from error
    if digest == plan.digest:
        return started
    if digest is not None and not overwrite:
        raise UsageError(
            f"{folder} holds an unfinished job with other settings or another input: repeat its command to "
            "finish it, delete the folder, or overwrite explicitly"
        )
    shutil.rmtree(folder)
    return None


def _now() -> str:
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""The ``<output>.part`` folder of an unfinished job: its plan, and one GeoTIFF for each finished piece.

The set of finished pieces is the journal. Every file in it is written atomically, even across a power cut, so a job
killed at any moment can resume from it. Locks keep two jobs out of one folder; shards of one plan share it.
"""

from __future__ import annotations

import json
import logging
import os
import re
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from any2any.documents import read_document
from any2any.errors import Message, UsageError
from any2any.files import flush_file, flush_folder
from any2any.locking.lock import Held, Lock, holder, locked
from any2any.raster.writer import write_error, write_whole
from any2any.requests.translate import TranslateRequest
from any2any.spec.domain import DomainDistance
from any2any.translate.output import move_into_place
from any2any.translate.plan import Plan
from any2any.translate.record import Record, to_json
from any2any.translate.shard import Shard

logger = logging.getLogger(__name__)

PART_SUFFIX = ".part"
PLAN_NAME = "plan.json"
LATENT_NAME = "latent.json"
JOB_LOCK, OPENING_LOCK = "job.lock", "opening.lock"
_OURS = re.compile(
    r"(plan\.json|latent\.json|(rows|deviation)_\d+\.tif|mosaic\.vrt|(result|deviation)\.tif)(\..*|_.*)?"
    r"|(job|opening|clock|shard_\d+_of_\d+)\.lock(\..*)?"
    r"|\.nfs\w+"  # NFS renames files that are deleted while open
)

OPENING_S = 60.0
"""How long a shard waits for others to start the same job."""


@dataclass(frozen=True)
class Journal:
    """One unfinished job on disk, locked for this process until the ``with`` block ends."""

    folder: Path
    output: Path
    plan: Plan
    started: str
    """Start time of the job, UTC, which the result's tags record; unchanged when the job resumes."""
    device: str
    """Kind of device that the job started on, such as ``cuda``; unchanged when the job resumes."""
    mine: range
    """Pieces that this process computes: all, or a shard's."""
    lock: Lock

    @staticmethod
    def open(
        plan: Plan, request: TranslateRequest, shard: Shard | None = None, device: str = "cpu"
    ) -> Journal:
        """Create a job's folder, or resume it if its plan is the same; a new job records the device.

        UsageError if another job holds it, or if it belongs to another plan and overwriting is not allowed.
        """
        folder = part_folder(request.output)
        try:
            refuse_strangers(folder)
            lock = _take_lock(folder, plan, request.output, shard)
            try:
                started, device = _begin(folder, plan, request, device.partition(":")[0])
                if shard is None:
                    _remove(folder.glob("*.tmp"))  # left by processes killed while writing
            except BaseException:
                lock.release()
                raise
        except OSError as error:
            raise write_error(folder, error) from error
        total = len(plan.pieces)
        mine = shard.pieces(total) if shard else range(total)
        return Journal(folder, request.output, plan, started, device, mine, lock)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.lock.release()

    def piece(self, index: int) -> Path:
        """Path of one piece."""
        return self.folder / piece_name(index)

    @property
    def result(self) -> Path:
        """Path of the final file before it is moved into place."""
        return self.folder / "result.tif"

    def unfinished(self) -> list[int]:
        """Indices of this process's unfinished pieces, in order."""
        missing = set(missing_pieces(self.folder, self.plan))
        return [i for i in self.mine if i in missing]

    def deviation_piece(self, index: int) -> Path:
        """Path of a piece's standard deviation, which is written before the piece itself."""
        return self.folder / f"deviation_{index:06d}.tif"

    @property
    def deviation(self) -> Path:
        """Path of the second output before it is moved into place."""
        return self.folder / "deviation.tif"

    @property
    def latent_distance(self) -> DomainDistance | None:
        """How far the input lies from the training data in the latent space; None if it was not noted."""
        try:
            return read_document(
                DomainDistance,
                json.loads((self.folder / LATENT_NAME).read_text(encoding="utf-8")),
                LATENT_NAME,
            )
        except (OSError, ValueError):  # not measured, or damaged: the result can lack it
            return None

    def note_latent_distance(self, distance: DomainDistance) -> None:
        """Store the distance for the result's tags."""
        write_whole(self.folder / LATENT_NAME, json.dumps(asdict(distance)).encode())

    def finish(self, uncertainty: Path | None = None) -> None:
        """Move the results into place, replacing existing files, and remove the folder."""
        self.lock.check()
        if uncertainty is not None:  # first, because the output marks the job as finished
            _move(self.deviation, uncertainty)
        _move(self.result, self.output)
        try:
            _remove(entry for entry in self.folder.iterdir() if not _is_lock(entry))
            self.lock.release()
            _remove(entry for entry in self.folder.iterdir() if _is_lock(entry) and holder(entry) is None)
            self.folder.rmdir()
        except OSError as error:
            said = "{path} is left over and can be deleted ({reason})"
            logger.warning("%s", Message("left-over", said, path=self.folder, reason=error.strerror))


def part_folder(output: Path) -> Path:
    """Return the folder of an output's unfinished job."""
    return output.with_name(output.name + PART_SUFFIX)


def piece_name(index: int) -> str:
    """Return the file name of one piece."""
    return f"rows_{index:06d}.tif"


def missing_pieces(folder: Path, plan: Plan) -> list[int]:
    """Return the indices of all pieces that are not finished, in order."""
    there = {entry.name for entry in folder.iterdir()}
    return [i for i in range(len(plan.pieces)) if piece_name(i) not in there]


def pieces_to_make(request: TranslateRequest, plan: Plan) -> Sequence[int]:
    """Return the pieces that a job would compute; none if the folder belongs to another plan."""
    folder = part_folder(request.output)
    digest, *_ = _written_plan(folder)
    if digest == plan.digest:
        return missing_pieces(folder, plan)
    return range(len(plan.pieces)) if digest is None or request.overwrite else ()


def is_ours(folder: Path) -> bool:
    """Whether a folder holds only files of a job."""
    return folder.is_dir() and all(_OURS.fullmatch(entry.name) for entry in folder.iterdir())


def _move(made: Path, output: Path) -> None:
    """Move a finished file into place, so that it survives a power cut."""
    flush_file(made)
    move_into_place(made, output)
    if made.exists():  # copied to another file system
        flush_file(output)
    flush_folder(output.absolute().parent)


def refuse_strangers(folder: Path) -> None:
    """Raise UsageError if the folder's path is taken by something that no job made."""
    if folder.exists() and not is_ours(folder):
        raise UsageError(
            Message(
                "in-the-way",
                "{path} is in the way and was not made by Any2Any: move it or choose another output",
                path=folder,
            )
        )


def holders(folder: Path) -> list[Held]:
    """Return the processes working on the folder's job: one, or several with a shard each."""
    names = (JOB_LOCK, *sorted(path.name for path in folder.glob("shard_*.lock")))
    return [held for name in names if (held := holder(folder / name)) is not None]


def refuse_if_held(output: Path, shard: Shard | None = None) -> None:
    """Raise LockedError if another process works on an output; a quick check before loading a model."""
    rivals = _rivals(part_folder(output), None if shard is None else _lock_name(shard))
    if rivals:
        raise locked(str(output), rivals[0])


def _lock_name(shard: Shard | None) -> str:
    return JOB_LOCK if shard is None else f"shard_{shard.number:05d}_of_{shard.count:05d}.lock"


def _rivals(folder: Path, shard_lock: str | None) -> list[Held]:
    """Return the holders that exclude a job, or a shard with this lock."""
    return [
        held for held in holders(folder) if shard_lock is None or held.path.name in (JOB_LOCK, shard_lock)
    ]


def _take_lock(folder: Path, plan: Plan, output: Path, shard: Shard | None) -> Lock:
    """Lock the folder's job, or one shard of it; then look for rivals, so that of two processes one sees the other."""
    while True:
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            flush_folder(folder.parent)
        with suppress(FileNotFoundError):  # another job has just finished and removed its folder
            lock = Lock.acquire(folder / _lock_name(shard), str(output), about=plan.digest)
            break
    others = [held for held in holders(folder) if held.path != lock.path]
    rivals = [held for held in others if shard is None or held.path.name == JOB_LOCK or _differs(held, plan)]
    if rivals:
        lock.release()
        raise locked(str(output), rivals[0])
    return lock


def _differs(held: Held, plan: Plan) -> bool:
    return held.owner is not None and held.owner.about != plan.digest


def _begin(folder: Path, plan: Plan, request: TranslateRequest, device: str) -> tuple[str, str]:
    """Write the plan if missing, and return the job's start time and the device that it started on."""
    if request.output.exists() and not request.overwrite:  # it did not when the plan was made
        raise UsageError(
            Message(
                "output-exists",
                "the output {path} exists: choose another name, or overwrite it explicitly",
                path=request.output,
            )
        )
    digest, *begun = _written_plan(folder)
    if digest == plan.digest:
        return begun[0], begun[1]
    with Lock.acquire(folder / OPENING_LOCK, str(request.output), wait_s=OPENING_S):
        digest, *begun = _written_plan(folder)
        if digest == plan.digest:
            return begun[0], begun[1]
        if digest is not None and not request.overwrite:
            raise UsageError(
                Message(
                    "other-settings",
                    "{path} holds an unfinished job with other settings or another input: repeat its "
                    "command to finish it, delete the folder, or overwrite explicitly",
                    path=folder,
                )
            )
        _remove(entry for entry in folder.iterdir() if not _is_lock(entry))
        record = Record(plan, request, _now(), device)
        write_whole(folder / PLAN_NAME, to_json(record).encode())
        return record.started, record.device


def _written_plan(folder: Path) -> tuple[str | None, str, str]:
    """Return the folder's plan digest, start time and device; no digest if no plan was written yet."""
    try:
        document = json.loads((folder / PLAN_NAME).read_text(encoding="utf-8"))
        return str(document["digest"]), str(document["started"]), str(document.get("device", "cpu"))
    except FileNotFoundError:  # killed before the plan was written: nothing to keep
        return None, "", ""
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            Message(
                "record-damaged",
                "{path} is damaged ({reason!r}): delete the folder and start again",
                path=folder / PLAN_NAME,
                reason=error,
            )
        ) from error


def _is_lock(path: Path) -> bool:
    return ".lock" in path.name


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink(missing_ok=True)


def _now() -> str:
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""A lock that is a file: one holder at a time, also on network file systems and where the holder was killed.

It is created by O_EXCL, which NFS since version 3 and SMB keep atomic, names its process, and is touched while it is
held. Nothing here depends on fcntl, which Windows lacks and network file systems answer in many ways. The lock of a
process of this machine that has ended is taken over at once; one of another machine when nobody has touched it for
``LEASE_S``.
"""

from __future__ import annotations

import json
import logging
import os
import random
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from any2any.errors import Any2AnyError, UsageError
from any2any.locking.owner import Owner

logger = logging.getLogger(__name__)

BEAT_S = 30.0
"""Seconds between two touches of a lock that is held."""

LEASE_S = 600.0
"""A lock of another machine that was not touched for so long is nobody's."""

GUARD_S = 30.0
"""Taking a lock over takes milliseconds: a guard that is older was left by a process that was killed meanwhile."""


class LockedError(UsageError):
    """Another job holds the lock."""


@dataclass(frozen=True)
class Held:
    """A lock that somebody else holds."""

    path: Path
    owner: Owner | None
    """None if the file says nothing: it was created this very moment, or at a power cut."""

    def __str__(self) -> str:
        return str(self.owner) if self.owner else "another process"


class Lock:
    """A lock that this process holds until it is released, or until the ``with`` block ends."""

    def __init__(self, path: Path, owner: Owner) -> None:
        self.path = path
        self._owner = owner
        self._released = threading.Event()
        self._beat = threading.Thread(target=self._keep_alive, name="lock", daemon=True)
        self._beat.start()

    @staticmethod
    def acquire(path: Path, what: str, about: str = "", wait_s: float = 0.0) -> Lock:
        """Take a lock; LockedError, a UsageError, says who has it if that is still so after ``wait_s``.

        ``what`` is what it guards, for people: ``"out.tif"``. OSError if the folder is gone or not writable.
        """
        owner = Owner.here(about)
        until = time.monotonic() + wait_s
        while not _create(path, owner):
            held = holder(path)
            if held is None:
                if _take_over(path, owner):
                    logger.info("taking over %s, whose process has ended", path)
                    break
            elif time.monotonic() >= until:
                raise locked(what, held)
            time.sleep(random.uniform(0.01, 0.1))
        return Lock(path, owner)

    def check(self) -> None:
        """Raise Any2AnyError if somebody took the lock away: this process was suspended for long, say."""
        owner = _read(self.path)
        if owner is None or owner.token != self._owner.token:
            raise Any2AnyError(
                f"{self.path} is not this process's any more: another job took over while this one stood still, or the "
                "file was deleted; run the same command again, all work is kept"
            )

    def release(self) -> None:
        """Give the lock back."""
        if self._released.is_set():
            return
        self._released.set()
        self._beat.join()
        owner = _read(self.path)
        if owner is not None and owner.token == self._owner.token:
            _delete(self.path)

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.release()

    def _keep_alive(self) -> None:
        while not self._released.wait(BEAT_S):
            try:
                os.utime(self.path)  # without a time, so that a server sets its own
            except OSError as error:
                logger.warning("%s cannot be kept alive (%s)", self.path, error.strerror)


def locked(what: str, held: Held) -> LockedError:
    """Return the sentence for a lock that somebody has."""
    return LockedError(
        f"{what} is being worked on by {held}: wait for that job or stop it; if it no longer runs, delete {held.path}"
    )


def holder(path: Path) -> Held | None:
    """Return who holds a lock; None if nobody does, because there is none or its process has ended."""
    owner = None
    for _ in range(3):
        if not path.exists():
            return None
        owner = _read(path)
        if owner is not None:
            break
        time.sleep(0.02)  # whoever creates a lock writes its name at once
    dead = owner.is_dead if owner else None
    if dead is None:
        dead = _idle_s(path) > LEASE_S
    return None if dead else Held(path, owner)


def _create(path: Path, owner: Owner) -> bool:
    """Create a lock; False if there is one."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except FileExistsError:
        return False
    except PermissionError:
        if path.exists():  # Windows says so of a file that is being deleted
            return False
        raise
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(json.dumps(asdict(owner)).encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:  # a full disk: a lock without a name would be in the way of the next run
        _delete(path)
        raise
    return True


def _take_over(path: Path, owner: Owner) -> bool:
    """Replace a lock whose process has ended; False if somebody else was faster.

    Without the guard, of two processes that find it dead the slower could delete the new lock of the faster.
    """
    guard = path.with_name(f"{path.name}.taking")
    if not _create(guard, owner):
        if _idle_s(guard) > GUARD_S:
            _delete(guard)
        return False
    try:
        if holder(path) is not None:
            return False
        _delete(path)
        return _create(path, owner)
    finally:
        _delete(guard)


def _delete(path: Path) -> None:
    """Delete a lock; on Windows not while somebody reads it, which takes no time."""
    for _ in range(20):
        with suppress(PermissionError):
            path.unlink(missing_ok=True)
            return
        time.sleep(0.02)
    path.unlink(missing_ok=True)


def _read(path: Path) -> Owner | None:
    try:
        return Owner(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _idle_s(path: Path) -> float:
    """Seconds since a file was touched; none if it is gone."""
    try:
        return _now_of(path.parent) - path.stat().st_mtime
    except OSError:
        return 0.0


def _now_of(folder: Path) -> float:
    """Seconds by the clock of the file system, which may be another machine's."""
    probe = folder / f"clock.lock.{secrets.token_hex(4)}.tmp"
    try:
        probe.touch()
        return probe.stat().st_mtime
    except OSError:  # read-only or full: this machine's clock is the best there is
        return time.time()
    finally:
        probe.unlink(missing_ok=True)

"""A lock file: one holder at a time, on network file systems too, and after the holder was killed.

It is created with O_EXCL, which NFS (version 3 or newer) and SMB keep atomic, names its process, and is touched while
held. It does not use fcntl, which Windows lacks and network file systems treat differently. A lock of an ended process
on this machine is taken over at once; a lock of another machine when it was not touched for ``LEASE_S``.
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

from any2any.documents import read_document
from any2any.errors import Any2AnyError, Message, UsageError
from any2any.locking.owner import Owner

logger = logging.getLogger(__name__)

BEAT_S = 30.0
"""Seconds between two touches of a lock that is held."""

LEASE_S = 600.0
"""A lock of another machine that was not touched for this long counts as abandoned."""

GUARD_S = 30.0
"""Taking over a lock takes milliseconds, so an older guard was left by a killed process."""


class LockedError(UsageError):
    """Another job holds the lock."""


@dataclass(frozen=True)
class Held:
    """A lock held by another process."""

    path: Path
    owner: Owner | None
    """None if the file is empty: it was just created, or the power failed."""

    def __str__(self) -> str:
        return str(self.owner) if self.owner else "another process"


class Lock:
    """A lock held by this process until it is released or the ``with`` block ends."""

    def __init__(self, path: Path, owner: Owner) -> None:
        self.path = path
        self._owner = owner
        self._released = threading.Event()
        self._beat = threading.Thread(target=self._keep_alive, name="lock", daemon=True)
        self._beat.start()

    @staticmethod
    def acquire(path: Path, what: str, about: str = "", wait_s: float = 0.0) -> Lock:
        """Take a lock; LockedError, a UsageError, names its holder if it is still held after ``wait_s``.

        ``what`` names what it guards: ``"out.tif"``. OSError if the folder is gone or not writable.
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
        """Raise Any2AnyError if the lock was taken away, for example while this process was suspended."""
        owner = _read(self.path)
        if owner is None or owner.token != self._owner.token:
            raise Any2AnyError(
                Message(
                    "lock-lost",
                    "{path} is no longer held by this process: another job took over while this one was "
                    "suspended, or the file was deleted; run the same command again, all work is kept",
                    path=self.path,
                )
            )

    def release(self) -> None:
        """Release the lock."""
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
                os.utime(self.path)  # without a time: the server uses its own clock
            except OSError as error:
                logger.warning("%s cannot be kept alive (%s)", self.path, error.strerror)


def locked(what: str, held: Held) -> LockedError:
    """Return the message for a lock that is held."""
    return LockedError(
        Message(
            "locked",
            "{path} is being worked on by {holder}: wait for that job or stop it; if it no longer runs, delete {lock}",
            path=what,
            holder=str(held),
            lock=held.path,
        )
    )


def holder(path: Path) -> Held | None:
    """Return who holds a lock; None if there is none or its process has ended."""
    owner = None
    for _ in range(3):
        if not path.exists():
            return None
        owner = _read(path)
        if owner is not None:
            break
        time.sleep(0.02)  # its creator writes the name right after creating it
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
        if path.exists():  # on Windows: the file is being deleted
            return False
        raise
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(json.dumps(asdict(owner)).encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:  # the disk is full: an empty lock would block the next run
        _delete(path)
        raise
    return True


def _take_over(path: Path, owner: Owner) -> bool:
    """Replace a lock whose process has ended; False if another process was faster.

    Without the guard, the slower of two processes could delete the faster one's new lock.
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
    """Delete a lock; on Windows, retry while another process reads it."""
    for _ in range(20):
        with suppress(PermissionError):
            path.unlink(missing_ok=True)
            return
        time.sleep(0.02)
    path.unlink(missing_ok=True)


def _read(path: Path) -> Owner | None:
    try:
        return read_document(Owner, json.loads(path.read_bytes()), path.name)
    except (OSError, ValueError, RecursionError):
        return None


def _idle_s(path: Path) -> float:
    """Seconds since a file was touched; 0 if it is gone."""
    try:
        return _now_of(path.parent) - path.stat().st_mtime
    except OSError:
        return 0.0


def _now_of(folder: Path) -> float:
    """The file system's time in seconds; its clock may be another machine's."""
    probe = folder / f"clock.lock.{secrets.token_hex(4)}.tmp"
    try:
        probe.touch()
        return probe.stat().st_mtime
    except OSError:  # read-only or full: use this machine's clock
        return time.time()
    finally:
        probe.unlink(missing_ok=True)

"""Download and verify a file; an interrupted download resumes where it stopped."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from any2any.errors import Any2AnyError, UsageError
from any2any.files import move_file
from any2any.hub.addresses import public
from any2any.hub.connection import Connection, TransientError, state_of
from any2any.spec.model_folder import sha256_of

logger = logging.getLogger(__name__)

LARGEST_FILE_BYTES = 64 * 10**9

OnBytes = Callable[[str, int, int | None], None]
"""Called with a file's name, the bytes received, and the total if the server reports it."""


@dataclass(frozen=True)
class Expected:
    """Known properties of a file before downloading it."""

    sha256: str | None = None
    bytes: int | None = None
    limit_bytes: int = LARGEST_FILE_BYTES


def fetch(
    connection: Connection,
    address: str,
    path: Path,
    expected: Expected | None = None,
    on_bytes: OnBytes | None = None,
) -> str | None:
    """Fetch a file into ``path`` and return its ETag, if the server gave one.

    Bytes go to ``<name>.part``. A later call resumes there if the server still has the same file, as its ETag or date
    (``If-Range``) or the digest shows. A file of another size or sha256 is removed and refused with Any2AnyError.
    """
    job = _Fetch(connection, address, path, expected or Expected(), on_bytes or (lambda *_: None))
    return job.run()


class _Fetch:
    def __init__(
        self, connection: Connection, address: str, path: Path, expected: Expected, on_bytes: OnBytes
    ) -> None:
        self.connection = connection
        self.address = address
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self.note = path.with_name(f"{path.name}.state")
        self.expected = expected
        self.on_bytes = on_bytes

    def run(self) -> str | None:
        self._take_up()
        resumed = self._position() > 0
        self.connection.persist(self.address, self._receive, self._position)
        if resumed and not self._is_right():
            logger.info("%s changed since the download began: downloading it again", public(self.address))
            self._discard()
            self.connection.persist(self.address, self._receive, self._position)
        if not self._is_right():
            digest = sha256_of(self.part)
            self._discard()
            raise Any2AnyError(
                f"{public(self.address)} has sha256 {digest}, expected {self.expected.sha256}: it is damaged or "
                "was changed and was not kept; try again later, or ask its publisher"
            )
        move_file(self.part, self.path)
        return self._noted()

    def _take_up(self) -> None:
        """Treat a finished file as unfinished: its digest or the server decides whether it is current."""
        if self.path.is_file():
            self.path.replace(self.part)
        if self.expected.bytes is not None and self._position() > self.expected.bytes:
            self._discard()

    def _position(self) -> int:
        return self.part.stat().st_size if self.part.is_file() else 0

    def _noted(self) -> str | None:
        return self.note.read_text(encoding="utf-8") if self.note.is_file() else None

    def _is_right(self) -> bool:
        return self.expected.sha256 is None or sha256_of(self.part) == self.expected.sha256

    def _discard(self) -> None:
        self.part.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def _receive(self) -> None:
        """Request the missing bytes, or everything if a mixture of two versions could go unnoticed."""
        if self._noted() is None and self.expected.sha256 is None:
            self._discard()
        begin = self._position()
        if begin and begin == self.expected.bytes:
            self.on_bytes(self.path.name, begin, begin)
            return
        headers = {}
        if begin:
            headers["Range"] = f"bytes={begin}-"
            noted = self._noted()
            if noted:
                headers["If-Range"] = noted
        with self.connection.open(self.address, headers) as response:
            if response.status_code == 416:
                self._require_whole(response, begin)
            else:
                self._append(response, begin)

    def _require_whole(self, response: requests.Response, begin: int) -> None:
        """Status 416: nothing follows our last byte, so the file is complete or has become shorter."""
        if response.headers.get("Content-Range") != f"bytes */{begin}":
            self._discard()
            raise TransientError("the file has become shorter since the download began")

    def _append(self, response: requests.Response, begin: int) -> None:
        if response.status_code != 206:
            begin = 0
        elif not response.headers.get("Content-Range", "").startswith(f"bytes {begin}-"):
            self._discard()
            raise TransientError("the server sent another part than requested")
        length = response.headers.get("Content-Length", "")
        total = begin + int(length) if length.isdecimal() else self.expected.bytes
        self._require_expected(total, begin)
        if begin == 0:
            self._discard()
            state = state_of(response)
            if state:
                self.note.write_text(state, encoding="utf-8")
        here = self._write(response, begin, total)
        if total is not None and here != total:
            raise TransientError(f"the connection was lost at byte {here} of {total}")

    def _write(self, response: requests.Response, begin: int, total: int | None) -> int:
        """Write the body from a position; return the file's size."""
        here = begin
        with self.part.open("ab") as stream:
            for piece in self.connection.chunks(response, self.address):
                here += len(piece)
                if total is None or here > total:
                    self._require_expected(here, begin)
                try:
                    stream.write(piece)
                    stream.flush()
                except OSError as error:
                    raise Any2AnyError(
                        f"{self.part} cannot be written ({error}): make room, then run the same command again"
                    ) from error
                self.on_bytes(self.path.name, here, total)
        return here

    def _require_expected(self, size: int | None, begin: int) -> None:
        """Refuse a file of another size, too large, or too big for the disk, before keeping a byte."""
        if size is None:
            return
        exact = self.expected.bytes
        if size > self.expected.limit_bytes or (exact is not None and size != exact):
            self._discard()
            raise UsageError(
                f"{public(self.address)} has {size} bytes where {exact or f'at most {self.expected.limit_bytes}'} "
                "are expected: it was not fetched, ask its publisher"
            )
        free = shutil.disk_usage(self.part.parent).free
        if size - begin > free:
            raise Any2AnyError(
                f"{self.path.name} needs {(size - begin) / 1e6:.0f} MB more, {self.part.parent} has "
                f"{free / 1e6:.0f} MB free: make room, then run the same command again"
            )

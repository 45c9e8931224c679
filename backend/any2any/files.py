"""Write files and folders so that they appear whole or not at all, even after a power cut.

The bytes go into a temporary file beside it. They reach the disk before the rename, and the rename before the call
returns.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_REMOTE = re.compile(r"/vsi|[a-z0-9]{2,}:/")
"""GDAL's virtual files and addresses; a Windows drive has one letter."""


def is_remote(path: Path) -> bool:
    """Whether a path is an address or one of GDAL's virtual files; nothing here writes to those."""
    return bool(_REMOTE.match(str(path)))


@contextmanager
def whole_file(path: Path, *, shared: bool = False) -> Iterator[Path]:
    """Yield a path to write to, and move it to ``path`` at the end; after an error, ``path`` is unchanged.

    ``shared``: several processes may write the same file, so each uses its own temporary name (``*.tmp``).
    Otherwise the name is ``<path>.part``, and a killed process's leftover is replaced. OSError.
    """
    ending = f"{os.getpid()}-{secrets.token_hex(4)}.tmp" if shared else "part"
    unfinished = path.with_name(f"{path.name}.{ending}")
    try:
        yield unfinished
        move_file(unfinished, path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)  # the disk may be full
        raise


def write_bytes(path: Path, content: bytes | memoryview, *, shared: bool = False) -> None:
    """Write ``content`` as a whole file. OSError."""
    with whole_file(path, shared=shared) as unfinished:
        unfinished.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as a whole file in UTF-8. OSError."""
    with whole_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


def move_file(unfinished: Path, path: Path) -> None:
    """Rename a finished file, replacing ``path``; both must be on one file system. OSError."""
    flush_file(unfinished)
    unfinished.replace(path)
    flush_folder(path.parent)


def move_folder(unfinished: Path, path: Path) -> None:
    """Rename a finished folder to a free ``path``; both must be on one file system. OSError."""
    for folder, _, names in os.walk(unfinished):
        for name in names:
            flush_file(Path(folder, name))
        flush_folder(Path(folder))
    unfinished.rename(path)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Flush a finished file to disk. OSError."""
    with path.open("rb+") as stream:  # Windows flushes only files opened for writing
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder to disk, if the system supports it; Windows does it by itself."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that is writable but not readable
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems lack this call
            raise
    finally:
        os.close(descriptor)

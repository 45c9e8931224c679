"""Write files and folders so that they appear whole or not at all, even after a power cut.

The bytes go into a neighbour first. They reach the disk before the rename, and the rename before the call ends.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path, *, shared: bool = False) -> Iterator[Path]:
    """Yield a path to write to, and move it to ``path`` at the end; an error leaves ``path`` as it was.

    ``shared``: several processes may write the same file, so each writes under a name of its own (``*.tmp``).
    Otherwise the name is ``<path>.part``, and what a killed process left there is replaced. OSError.
    """
    ending = f"{os.getpid()}-{secrets.token_hex(4)}.tmp" if shared else "part"
    unfinished = path.with_name(f"{path.name}.{ending}")
    try:
        yield unfinished
        move_file(unfinished, path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)  # a full disk needs every byte
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
    """Give a finished file its name, over what is there; both are on the same file system. OSError."""
    flush_file(unfinished)
    unfinished.replace(path)
    flush_folder(path.parent)


def move_folder(unfinished: Path, path: Path) -> None:
    """Give a finished folder its name, which must be free; both are on the same file system. OSError."""
    for folder, _, names in os.walk(unfinished):
        for name in names:
            flush_file(Path(folder, name))
        flush_folder(Path(folder))
    unfinished.rename(path)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Make the content of a finished file outlast a power cut. OSError."""
    with path.open("rb+") as stream:  # Windows flushes only what may be written
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Make the names in a folder outlast a power cut, where the system can: Windows does so by itself."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder to write to that nobody may list
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems know no such call
            raise
    finally:
        os.close(descriptor)

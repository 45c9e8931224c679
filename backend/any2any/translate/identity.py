"""Identify an input by its files, sizes, times and a digest of sampled blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLED_BLOCKS, SAMPLED_BYTES = 64, 4096
"""Blocks and bytes read from each input file for its digest, which takes milliseconds."""


@dataclass(frozen=True)
class InputIdentity:
    """Identity of an input; a file of the same name with other content is another input."""

    path: str
    bytes: int | None
    modified_ns: int | None
    """None if it is not a local file."""
    content: str | None = None
    """Hex sha256 over name, size, time and sampled bytes of the raster's local files."""


def identity_of(path: str, files: Sequence[str]) -> InputIdentity:
    """Return the identity of an input. Replacing a VRT's source, a mask or a header changes it."""
    digest = hashlib.sha256()
    for name in sorted({path, *files}):
        _add_file(digest, Path(name))
    try:
        status = Path(path).stat()
    except OSError:  # /vsi..., a URL, a connection string
        return InputIdentity(path, None, None, digest.hexdigest())
    return InputIdentity(str(Path(path).resolve()), status.st_size, status.st_mtime_ns, digest.hexdigest())


def _add_file(digest: hashlib._Hash, path: Path) -> None:
    """Add a local file's name, size, time and evenly spread blocks to a digest; for other inputs only the name."""
    digest.update(str(path.absolute()).encode(errors="surrogateescape") + b"\0")
    try:
        status = path.stat()
        digest.update(f"{status.st_size} {status.st_mtime_ns}".encode())
        if not path.is_file():
            return
        with path.open("rb") as stream:
            for number in range(SAMPLED_BLOCKS):
                stream.seek(number * max(0, status.st_size - SAMPLED_BYTES) // (SAMPLED_BLOCKS - 1))
                digest.update(stream.read(SAMPLED_BYTES))
    except OSError:  # gone, or not a local file
        return

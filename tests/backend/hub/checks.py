"""What several tests of models that come and go share."""

from __future__ import annotations

import hashlib
from pathlib import Path

Files = dict[str, bytes]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def assert_holds(folder: Path, files: Files) -> None:
    """The folder is the model, with a note of its origin and nothing else."""
    assert {path.name for path in folder.iterdir()} == {*files, "source.json"}
    assert all((folder / name).read_bytes() == data for name, data in files.items())

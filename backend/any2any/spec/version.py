"""The release number: from metadata.txt beside the source, else from the installed distribution."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "any2any-rs"


@cache
def version() -> str:
    """Version of the running source.

    metadata.txt takes precedence: the plugin runs its own copy of the source in an environment that may hold
    another release.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "resources", *package.parents[:3]):
        path = folder / "metadata.txt"
        if path.is_file():
            found = _parse(path.read_text(encoding="utf-8"))
            if found:
                return found
    return metadata.version(DISTRIBUTION)


def _parse(text: str) -> str | None:
    lines = text.splitlines()
    if "name=Any2Any" not in lines:
        return None
    return next((line.removeprefix("version=") for line in lines if line.startswith("version=")), None)

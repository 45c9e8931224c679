"""Versions: the release number of the running source, and those of installed packages. Imports nothing of them."""

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


def package_version(module: str) -> str | None:
    """Version of the installed distribution that holds a module; None if there is none.

    ONNX Runtime's builds for other devices are distributions with other names, such as onnxruntime-openvino.
    """
    try:
        return metadata.version(module)
    except metadata.PackageNotFoundError:
        holders = metadata.packages_distributions().get(module, [])
        return metadata.version(holders[0]) if holders else None


def _parse(text: str) -> str | None:
    lines = text.splitlines()
    if "name=Any2Any" not in lines:
        return None
    return next((line.removeprefix("version=") for line in lines if line.startswith("version=")), None)

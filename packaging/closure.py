"""Which backend modules the plugin's worker needs: the imports of its entry point, followed through the source.

Imports inside functions count, because a job may reach them; so does a string that is a module's whole name, which
``python -m`` or ``importlib`` may get. The plugin has no command line, so what only commands reach stays out:
evaluation but the comparison with a real image, baselines, most of training. Fine-tuning is a job of the worker, so
what it imports is in.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path


def closure(root: Path, entries: Iterable[str]) -> set[Path]:
    """Return the source files under ``root`` (the folder that holds the package) reached from modules ``entries``.

    Raises SystemExit for an entry that is not a module there.
    """
    seen: set[Path] = set()
    waiting = [path for entry in entries for path in _required(root, entry)]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += [found for name in _names(root, path) for found in _files(root, name)]
    return seen


def _required(root: Path, name: str) -> list[Path]:
    found = _files(root, name)
    if not found or not _is_module(root, name):
        raise SystemExit(
            f"{name} is not a module in {root}: packaging/build_plugin.py names it as an entry point"
        )
    return found


def _is_module(root: Path, name: object, package: str = "") -> bool:
    if not isinstance(name, str) or not name.startswith(package):
        return False
    place = root.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def _files(root: Path, name: str) -> list[Path]:
    """Files that importing a dotted name runs; of ``package.module.attribute`` those of the module."""
    parts = name.split(".")
    places = [root.joinpath(*parts[: end + 1]) for end in range(len(parts))]
    found = [place / "__init__.py" for place in places if (place / "__init__.py").is_file()]
    found += [place.with_suffix(".py") for place in places if place.with_suffix(".py").is_file()]
    main = places[-1] / "__main__.py"
    return [*found, main] if main.is_file() else found


def _names(root: Path, path: Path) -> Iterator[str]:
    """Yield dotted names that a file imports, or holds as a string that is a module of the package."""
    package = path.relative_to(root).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and _is_module(root, node.value, package[0]):
            yield node.value

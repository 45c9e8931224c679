"""Check that Qt 6 has every name of Qt that the plugin uses: ``python packaging/qt6_names.py PYQT6.whl [FOLDER]``.

QGIS 4 runs on Qt 6. The names are looked up in the stubs that the wheel of PyQt6 holds, so neither Qt 6 nor a display
is needed. Classes of ``qgis.PyQt``, their members and their scoped enums are checked; methods of objects whose class
only running tells are not.
"""

from __future__ import annotations

import ast
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "qgis.PyQt."
MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtXml", "QtPrintSupport")
SHIMMED = {("QtWidgets", "QAction"), ("QtWidgets", "QActionGroup"), ("QtWidgets", "QShortcut")}
"""Qt 6 moved these to QtGui; ``qgis.PyQt`` offers them in both places."""


@dataclass
class Scope:
    """A class of the stubs: its members, and the classes it inherits from."""

    members: dict[str, Scope | None] = field(default_factory=dict)
    bases: list[str] = field(default_factory=list)


Modules = dict[str, Scope]


def read_stubs(wheel: Path) -> Modules:
    """Return the names of the Qt modules that plugins use, from a wheel of PyQt6."""
    with zipfile.ZipFile(wheel) as archive:
        texts = {name: archive.read(f"PyQt6/{name}.pyi").decode("utf-8") for name in MODULES}
    # Some signatures have a slash after a star, which Python refuses; only names matter here.
    return {name: _scope(ast.parse(text.replace(", /)", ")")).body) for name, text in texts.items()}


def faults(source: str, modules: Modules) -> Iterator[tuple[int, str]]:
    """Yield line and name of each name of Qt in a source file that Qt 6 does not have."""
    tree = ast.parse(source)
    imported: dict[str, Scope] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PREFIX):
            module = node.module.removeprefix(PREFIX)  # type: ignore[union-attr]
            for alias in node.names:
                found = _look_up(modules, module, alias.name)
                if found is None:
                    yield node.lineno, f"{module}.{alias.name}"
                elif isinstance(found, Scope):
                    imported[alias.asname or alias.name] = found
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield from _missing(node, imported, modules)


def _look_up(modules: Modules, module: str, name: str) -> Scope | bool | None:
    """Return a class, True for another name that is there, None for one that is not."""
    module = "QtGui" if (module, name) in SHIMMED else module
    if module not in modules or name not in modules[module].members:
        return None
    return modules[module].members[name] or True


def _missing(node: ast.Attribute, imported: dict[str, Scope], modules: Modules) -> Iterator[tuple[int, str]]:
    """Follow ``Qt.ItemDataRole.UserRole`` from its first name; a wrong part is reported where it stands."""
    parts, root = [node.attr], node.value
    while isinstance(root, ast.Attribute):
        parts.insert(0, root.attr)
        root = root.value
    if not isinstance(root, ast.Name) or root.id not in imported:
        return
    scope: Scope | None = imported[root.id]
    for number, part in enumerate(parts):
        if scope is None:  # a method, a value of an enum: what follows belongs to what it gives
            return
        found = _member(scope, part, modules)
        if found is None:
            if number == len(parts) - 1:  # a shorter chain is reported by its own node
                yield node.lineno, ".".join([root.id, *parts])
            return
        scope = found if isinstance(found, Scope) else None


def _member(scope: Scope, name: str, modules: Modules) -> Scope | bool | None:
    """Look a member up in a class and in those that it inherits from."""
    if name in scope.members:
        return scope.members[name] or True
    for base in scope.bases:
        module, _, known = base.rpartition(".")
        candidates = [modules[module]] if module in modules else list(modules.values())
        for candidate in candidates:
            parent = candidate.members.get(known)
            found = _member(parent, name, modules) if parent is not None else None
            if found is not None:
                return found
    return (
        True
        if any(base.startswith(("enum.", "object")) for base in scope.bases) and name in _OF_ENUMS
        else None
    )


_OF_ENUMS = {"value", "name"}


def _scope(body: list[ast.stmt]) -> Scope:
    scope = Scope()
    for node in body:
        if isinstance(node, ast.ClassDef):
            inner = _scope(node.body)
            inner.bases = [ast.unparse(base) for base in node.bases]
            scope.members[node.name] = inner
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            scope.members.setdefault(node.name, None)
        elif isinstance(node, ast.Assign):
            scope.members |= {target.id: None for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            scope.members.setdefault(node.target.id, None)
    return scope


def main() -> int:
    """Check the plugin's sources; return 1 if Qt 6 lacks a name."""
    if len(sys.argv) not in (2, 3):
        raise SystemExit("usage: qt6_names.py PYQT6.whl [FOLDER]")
    modules = read_stubs(Path(sys.argv[1]))
    folder = Path(sys.argv[2]) if len(sys.argv) == 3 else ROOT / "any2any_qgis"
    count = 0
    for path in sorted(folder.rglob("*.py")):
        for line, name in faults(path.read_text(encoding="utf-8"), modules):
            sys.stdout.write(f"{path}:{line}: Qt 6 has no {name}\n")
            count += 1
    sys.stdout.write(f"{count} names of Qt that Qt 6 lacks\n")
    return int(bool(count))


if __name__ == "__main__":
    sys.exit(main())

"""Check that each program called by tests, benchmarks and packaging is one that the Makefile installs.

``python3 .ci/programs.py`` reads the sources and runs nothing. A test that calls a program which only a used machine
has would otherwise fail first for a newcomer. Listed programs are in ``packaging/programs.txt``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("tests", "backend", "any2any_qgis", "packaging", ".ci")
STARTERS = {"run", "Popen", "call", "check_call", "check_output"}
SHELLS = {("os", "system"), ("os", "popen"), ("subprocess", "getoutput"), ("subprocess", "getstatusoutput")}
EVERYWHERE = {"sh", "python3", "/usr/bin/python3", "taskkill", "uv"}
"""Debian has these before ``make`` runs; Windows has ``taskkill``; ``make locks`` installs ``uv`` with pip."""


def installed() -> set[str]:
    """Return the programs that packaging/ensure_qgis.sh installs."""
    lines = (ROOT / "packaging" / "programs.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def called(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of each program that a source file names; a shell's command line is named as a whole."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = _assigned(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno, name) for name in _programs(node, names))


def unlisted() -> Iterator[str]:
    """Yield ``file:line: program`` for each program that nobody installs."""
    known = installed() | EVERYWHERE
    for path in (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))):
        for line, name in called(path):
            if name not in known:
                yield f"{path.relative_to(ROOT)}:{line}: {name}"


def _programs(call: ast.Call, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    function = call.func
    owner = (
        function.value.id
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
        else ""
    )
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if (owner, name) in SHELLS:
        yield f"a shell: {ast.unparse(call)}"
    elif name == "which" or (name == "program" and "program" in names):
        yield from _alternatives(call, names)
    elif name in STARTERS and owner == "subprocess" and call.args:
        yield from _literals(_first(call.args[0], names), names)


def _alternatives(call: ast.Call, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Of several names for one program the first that is installed counts, else all are unlisted."""
    found = [name for argument in call.args for name in _literals(argument, names)]
    listed = [name for name in found if name in installed()]
    yield from listed[:1] or found


def _first(command: ast.expr, names: dict[str, list[ast.expr]]) -> ast.expr:
    """The program of a command: the first element of a list, through names and unpacking."""
    while True:
        if isinstance(command, (ast.List, ast.Tuple)) and command.elts:
            command = command.elts[0]
        elif isinstance(command, ast.Starred):
            command = command.value
        elif isinstance(command, ast.Name) and len(names.get(command.id, ())) == 1:
            [command] = names[command.id]
        else:
            return command


def _literals(expression: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.Name):
        for value in names.get(expression.id, ()):
            if isinstance(value, (ast.Constant, ast.List)):
                yield from _literals(_first(value, names), names)


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Every value that a plain name is given anywhere in a file."""
    names: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    names.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.ImportFrom) and node.module == "programs":
            names["program"] = []  # tests/programs.py
    return names


if __name__ == "__main__":
    found = list(unlisted())
    for entry in found:
        sys.stderr.write(f"{entry} is called, and packaging/programs.txt does not install it\n")
    sys.exit(bool(found))

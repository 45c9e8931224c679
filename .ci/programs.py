"""Check that each program called by tests, benchmarks and packaging is one that the Makefile installs.

``python3 .ci/programs.py`` reads the sources and runs nothing. A test that calls a program which only a used machine
has would otherwise fail first for a newcomer. Listed programs are in ``packaging/programs.txt``.

Calls are found under any name that a file imports them by, and in programs that a file holds as text. A program that
only running would show, such as one given as an argument of a function, is not found.
"""

from __future__ import annotations

import ast
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("tests", "backend", "any2any_qgis", "packaging", ".ci")
OWN_TEST = ROOT / "tests" / "backend" / "packaging" / "test_programs.py"
"""Its examples name programs that nobody installs."""

PLACES = {
    **{f"subprocess.{name}": 0 for name in ("run", "Popen", "call", "check_call", "check_output")},
    **{f"os.exec{kind}": 0 for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")},
    **{f"os.spawn{kind}": 1 for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")},
    **{"os.posix_spawn": 0, "os.posix_spawnp": 0, "pty.spawn": 0, "asyncio.create_subprocess_exec": 0},
    **{f"qgis.PyQt.QtCore.QProcess.{name}": 0 for name in ("execute", "startDetached")},
}
"""Which argument of a function holds the program, or a command that begins with it."""
KEYWORDS = {"args", "path", "file", "program"}
"""The names of that argument."""
METHODS = {"start", "setProgram"}
"""Methods of a QProcess that take a program."""
SHELLS = {
    *("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"),
    "asyncio.create_subprocess_shell",
}
LOOKUPS = {"shutil.which", "programs.program"}
"""Functions that look a program up by one of several names; the second is in ``tests/programs.py``."""
EVERYWHERE = {"sh", "sleep", "python3", "make", "taskkill", "uv"}
"""A newcomer has these before ``make test`` runs; Windows has ``taskkill``; ``make locks`` installs ``uv`` with pip."""


def installed() -> set[str]:
    """Return the programs that packaging/ensure_qgis.sh installs."""
    lines = (ROOT / "packaging" / "programs.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def called(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of each program that a source file names; a shell's command line is named as a whole."""
    yield from _called_in(path.read_text(encoding="utf-8"))


def unlisted() -> Iterator[str]:
    """Yield ``file:line: program`` for each program that nobody installs."""
    known = installed() | EVERYWHERE
    for path in (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))):
        for line, name in called(path) if path != OWN_TEST else ():
            if name not in known:
                yield f"{path.relative_to(ROOT)}:{line}: {name}"


@dataclass
class Names:
    """What the plain names of a file stand for, wherever in it they are given a value."""

    imported: dict[str, str] = field(default_factory=dict)
    """Dotted origin of each imported name."""
    assigned: dict[str, list[ast.expr]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: ast.Module) -> Names:
        """Read the imports and assignments of a file."""
        names = cls()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names.imported |= {alias.asname or alias.name: alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.imported |= {
                    alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names
                }
            elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    if isinstance(target, ast.Name):
                        names.assigned.setdefault(target.id, []).append(node.value)
        return names

    def dotted(self, function: ast.expr) -> str:
        """Return a function's full name, such as ``subprocess.run``; empty where it belongs to an object."""
        if isinstance(function, ast.Name):
            return self.imported.get(function.id, "")
        if isinstance(function, ast.Attribute):
            owner = self.dotted(function.value)
            return f"{owner}.{function.attr}" if owner else ""
        return ""


def _called_in(source: str, first_line: int = 0) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    names = Names.of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((first_line + node.lineno, name) for name in _programs(node, names))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "import " in node.value:
            yield from _called_in_text(node.value, first_line + node.lineno - 1)


def _called_in_text(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Look into a text that is itself a program, as tests hand to ``python -c``."""
    try:
        yield from _called_in(textwrap.dedent(text), first_line)
    except SyntaxError:  # prose
        return


def _programs(call: ast.Call, names: Names) -> Iterator[str]:
    function = names.dotted(call.func)
    if function in SHELLS or any(
        keyword.arg == "shell" and getattr(keyword.value, "value", True) for keyword in call.keywords
    ):
        yield f"a shell: {ast.unparse(call)}"
    elif function in LOOKUPS:
        yield from _alternatives(call, names)
    elif function in PLACES:
        yield from _literals(_argument(call, PLACES[function]), names)
    elif getattr(call.func, "attr", "") in METHODS and _has_qprocess(names):
        yield from _literals(_argument(call, 0), names)


def _argument(call: ast.Call, place: int) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg in KEYWORDS]
    return call.args[place] if len(call.args) > place else next(iter(named), None)


def _has_qprocess(names: Names) -> bool:
    return any(origin.endswith(".QProcess") for origin in names.imported.values())


def _alternatives(call: ast.Call, names: Names) -> Iterator[str]:
    """Of several names for one program the first that is installed counts, else all are unlisted."""
    found = [name for argument in call.args for name in _literals(argument, names)]
    listed = [name for name in found if name in installed()]
    yield from listed[:1] or found


def _literals(command: ast.expr | None, names: Names, above: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield each program with which a command can begin; ``above`` holds the names that led here."""
    if isinstance(command, ast.Constant) and isinstance(command.value, str):
        yield command.value.rsplit("/", 1)[-1] if command.value.startswith("/") else command.value
    elif isinstance(command, ast.Name) and command.id not in above:
        for value in names.assigned.get(command.id, ()):
            yield from _literals(value, names, above | {command.id})
    else:
        for part in _beginnings(command):
            yield from _literals(part, names, above)


def _beginnings(command: ast.expr | None) -> list[ast.expr]:
    """The parts of a command that can hold its beginning: a list's first element, both sides of a choice."""
    if isinstance(command, (ast.List, ast.Tuple)):
        return command.elts[:1]
    if isinstance(command, (ast.Starred, ast.NamedExpr)):
        return [command.value]
    if isinstance(command, ast.BinOp) and isinstance(command.op, ast.Add):
        return [command.left]
    if isinstance(command, ast.IfExp):
        return [command.body, command.orelse]
    if isinstance(command, ast.BoolOp):
        return command.values
    if isinstance(command, ast.Call) and ast.unparse(command.func) in {"str", "Path", "list", "os.fspath"}:
        return command.args[:1]
    if (
        isinstance(command, ast.Call)
        and isinstance(command.func, ast.Attribute)
        and command.func.attr == "split"
        and isinstance(command.func.value, ast.Constant)
    ):
        return [ast.Constant(word) for word in str(command.func.value.value).split()[:1]]
    return []


if __name__ == "__main__":
    found = list(unlisted())
    for entry in found:
        sys.stderr.write(f"{entry} is called, and packaging/programs.txt does not install it\n")
    sys.exit(bool(found))

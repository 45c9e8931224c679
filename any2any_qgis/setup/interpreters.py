"""Find a Python that an environment can be made from."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from any2any_qgis.engine.child import IsCancelled, run_child
from any2any_qgis.setup.failures import Failure, SetupError

ANSWER_LIMIT_S = 20.0
_MARK = "any2any-base "
_PROBE = """
import json, sys, pathlib, importlib.util
wheels = []
if importlib.util.find_spec("ensurepip"):
    import ensurepip
    folders = [pathlib.Path(ensurepip.__file__).parent / "_bundled"]
    if getattr(ensurepip, "_WHEEL_PKG_DIR", None):
        folders.append(pathlib.Path(ensurepip._WHEEL_PKG_DIR))
    wheels = [str(path) for folder in folders for path in sorted(folder.glob("pip-*.whl"))]
import venv
print("\\nany2any-base " + json.dumps({
    "version": "%d.%d" % sys.version_info[:2], "wide": sys.maxsize > 2**32, "wheels": wheels,
    "pip": importlib.util.find_spec("pip") is not None, "name": sys.implementation.name}))
"""


@dataclass(frozen=True)
class BasePython:
    """A Python, the pip wheel that came with it, and whether it has pip itself."""

    path: Path
    version: str
    pip_wheel: Path | None
    has_pip: bool


def find_base(
    versions: Sequence[str],
    environment: dict[str, str],
    folder: Path,
    candidates: Sequence[Path] | None = None,
    is_cancelled: IsCancelled | None = None,
) -> BasePython:
    """Return the first candidate of one of the versions that can make environments.

    SetupError if there is none. ``folder`` is the children's working folder.
    """
    for path in candidates if candidates is not None else list(default_candidates()):
        base = _ask(path, environment, folder, is_cancelled)
        if base is not None and base.version in versions:
            return base
    raise SetupError(Failure.NO_PYTHON, wanted=f"{versions[0]} - {versions[-1]}")


def find_any(
    environment: dict[str, str],
    folder: Path,
    candidates: Sequence[Path],
    is_cancelled: IsCancelled | None = None,
) -> BasePython | None:
    """Return the first candidate that can install a wheel, of whatever version; None if there is none."""
    for path in candidates:
        base = _ask(path, environment, folder, is_cancelled)
        if base is not None and (base.pip_wheel is not None or base.has_pip):
            return base
    return None


def default_candidates() -> Iterator[Path]:
    """Yield QGIS's own Python, then those of the machine; ``sys.executable`` may be QGIS itself."""
    names = ("python.exe", "python3.exe") if sys.platform == "win32" else ("bin/python3",)
    found = [Path(sys.base_prefix) / name for name in names]
    for minor in (13, 12, 11):
        found += [Path(path) for path in [shutil.which(f"python3.{minor}")] if path]
        found += _installed(minor)
    found += [Path(path) for path in map(shutil.which, ("python3", "python")) if path]
    yield from (path for path in dict.fromkeys(found) if not _is_stub(path) and path.is_file())


def _is_stub(path: Path) -> bool:
    """Whether it is Apple's, which asks in a window to install developer tools, and is too old once they are there."""
    return sys.platform == "darwin" and path == Path("/usr/bin/python3")


_MAC_FOLDERS = (
    "/Library/Frameworks/Python.framework/Versions/3.{minor}/bin",
    "/opt/homebrew/bin",
    "/usr/local/bin",
    "/opt/local/bin",
)
"""Of python.org, Homebrew on both kinds of machines, and MacPorts: programs with windows do not have them in PATH."""


def _installed(minor: int) -> list[Path]:
    """Return where installers put a Python 3 without adding it to PATH."""
    system: str = sys.platform  # not asked for directly: mypy would find the other systems' lines unreachable
    if system == "darwin":
        return [Path(folder.format(minor=minor)) / f"python3.{minor}" for folder in _MAC_FOLDERS]
    if system != "win32":
        return []
    # The launcher's installer: for this user, or for all.
    places = [("LOCALAPPDATA", "Programs/Python/"), ("ProgramFiles", "")]
    return [
        Path(os.environ[name]) / f"{folder}Python3{minor}/python.exe"
        for name, folder in places
        if os.environ.get(name)
    ]


def _ask(
    path: Path, environment: dict[str, str], folder: Path, is_cancelled: IsCancelled | None
) -> BasePython | None:
    try:
        answer = run_child([str(path), "-c", _PROBE], environment, folder, ANSWER_LIMIT_S, is_cancelled)
    except OSError:
        return None
    lines = [line[len(_MARK) :] for line in answer.stdout.splitlines() if line.startswith(_MARK)]
    if answer.code != 0 or not lines:
        return None
    facts = json.loads(lines[-1])
    if not facts["wide"] or facts["name"] != "cpython":
        return None
    wheel = Path(facts["wheels"][-1]) if facts["wheels"] else None
    return BasePython(path, facts["version"], wheel, facts["pip"])

"""The worker's Python: find it, check it by running it once, and give it a clean environment."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsSettings

from any2any_qgis import paths
from any2any_qgis.engine.child import IsCancelled, run_child
from any2any_qgis.engine.child_environment import worker_environment
from any2any_qgis.engine.client import describe_exit
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.setup.location import ready_environment
from any2any_qgis.setup.profiles import WORKER_RUNTIMES
from any2any_qgis.translation import tr

SETTING = "any2any/python"
VARIABLE = "ANY2ANY_PYTHON"
CHECK_LIMIT_S = 60.0
IDLE_SETTING = "any2any/idle_minutes"
IDLE_MINUTES = 10.0

_CHECKED = "any2any/checked"
_PROBE = """
import sys
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed, this is %d.%d" % sys.version_info[:2])
import importlib, importlib.util, json
import numpy, rasterio, safetensors
found = [name for name in sys.argv[1:] if importlib.util.find_spec(name)]
if not found:
    sys.exit("No module named '%s'" % "' or '".join(sys.argv[1:]))
versions = {"python": sys.version.split()[0], "numpy": numpy.__version__,
    "rasterio": rasterio.__version__, "GDAL": rasterio.__gdal_version__}
versions.update((name, importlib.import_module(name).__version__) for name in found)
if "torch" in found:
    versions["CUDA"] = sys.modules["torch"].cuda.is_available()
print("\\nany2any-versions " + json.dumps(versions))
"""
_MARK = "any2any-versions "


@dataclass(frozen=True)
class WorkerPython:
    """A Python interpreter and where its path came from, for people."""

    path: Path
    origin: str


def stored_python() -> str:
    """Return the path in the plugin's setting, empty if there is none."""
    return str(QgsSettings().value(SETTING, "") or "")


def idle_minutes() -> float:
    """Return the minutes without a job after which the worker ends; 0 keeps it."""
    return float(QgsSettings().value(IDLE_SETTING, IDLE_MINUTES) or 0)


def worker_command(python: WorkerPython) -> list[str]:
    """Return the command that starts the worker; ``-P`` keeps the working folder out of its imports."""
    return [str(python.path), "-P", "-m", "any2any.worker"]


def find_python(setting: str | None = None) -> WorkerPython:
    """Return the interpreter that is configured, unchecked; EngineError says how to configure one.

    ``setting`` replaces the stored setting, to try a path before storing it.
    """
    chosen = (stored_python() if setting is None else setting).strip()
    if chosen:
        return WorkerPython(Path(chosen).expanduser(), tr("the setting in Options > Any2Any"))
    chosen = os.environ.get(VARIABLE, "").strip()
    if chosen:
        return WorkerPython(Path(chosen).expanduser(), tr("the environment variable {}").format(VARIABLE))
    environment = ready_environment()
    if environment is not None:
        return WorkerPython(environment.python, tr("the environment that Set up made"))
    root = paths.checkout()
    if root is not None:
        for relative in ("bin/python", "Scripts/python.exe"):
            python = root / ".venv" / relative
            if python.exists():
                return WorkerPython(python, tr("the checkout's .venv"))
    raise EngineError(
        tr(
            "Any2Any is not set up yet: press Set up in its panel, run the algorithm any2any:setup, "
            "or choose a Python under Settings > Options > Any2Any."
        )
    )


def check_python(
    python: WorkerPython, use_cache: bool = True, is_cancelled: IsCancelled | None = None
) -> dict[str, object]:
    """Run the interpreter once and return its versions; EngineError says what it lacks.

    A valid answer is cached for the file's path and time. It may take a minute: never call this on the main thread.
    """
    try:
        stamp = f"{python.path}|{python.path.stat().st_mtime_ns}"
    except OSError as error:
        raise EngineError(
            tr(
                "The worker's Python {} ({}) cannot be used: {}. Choose another under Options > Any2Any."
            ).format(python.path, python.origin, error.strerror)
        ) from error
    remembered = json.loads(QgsSettings().value(_CHECKED, "") or "{}")
    if use_cache and remembered.get("stamp") == stamp:
        return remembered["versions"]
    versions = _probe(python, is_cancelled)
    QgsSettings().setValue(_CHECKED, json.dumps({"stamp": stamp, "versions": versions}))
    return versions


def _probe(python: WorkerPython, is_cancelled: IsCancelled | None = None) -> dict[str, object]:
    command = [str(python.path), "-c", _PROBE, *WORKER_RUNTIMES]
    environment = worker_environment(os.environ)
    try:
        answer = run_child(command, environment, paths.BACKEND, CHECK_LIMIT_S, is_cancelled)
    except OSError as error:
        raise EngineError(_unusable(python, str(error))) from error
    if answer.timed_out:
        raise EngineError(_unusable(python, tr("no answer within {:.0f} s").format(CHECK_LIMIT_S)))
    if answer.code != 0:
        raise EngineError(_unusable(python, answer.last_line or describe_exit(answer.code)))
    return _versions(python, answer.stdout)


def _versions(python: WorkerPython, output: str) -> dict[str, object]:
    """Find the probe's line among the output of a Python's start-up files."""
    for line in output.splitlines():
        if line.startswith(_MARK):
            with suppress(ValueError):
                return dict(json.loads(line[len(_MARK) :]))
    raise EngineError(_unusable(python, tr("it does not answer as Python does")))


def _unusable(python: WorkerPython, reason: str) -> str:
    return tr(
        "The worker's Python {} ({}) cannot be used ({}): press Set up in the Any2Any panel, "
        "or choose another under Options > Any2Any."
    ).format(python.path, python.origin, reason)

"""The worker's Python: find it, check it by running it once, and give it a clean environment."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsSettings

from any2any_qgis import paths
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr

SETTING = "any2any/python"
VARIABLE = "ANY2ANY_PYTHON"
CHECK_LIMIT_S = 60.0

_CHECKED = "any2any/checked"
_PROBE = """
import json, sys
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed, this is %d.%d" % sys.version_info[:2])
import numpy, rasterio, safetensors, torch
print(json.dumps({
    "python": sys.version.split()[0], "torch": torch.__version__, "numpy": numpy.__version__,
    "rasterio": rasterio.__version__, "GDAL": rasterio.__gdal_version__, "CUDA": torch.cuda.is_available(),
}))
"""

# QGIS sets these for its own libraries; a Python of another build that inherits them loads the wrong ones.
_SCRUBBED_PREFIXES = ("PYTHON", "PIP_", "PROJ_", "GDAL_", "DYLD_", "QT_")
_SCRUBBED = ("LD_LIBRARY_PATH", "LD_PRELOAD", "__PYVENV_LAUNCHER__")


@dataclass(frozen=True)
class WorkerPython:
    """A Python interpreter and where its path came from, for people."""

    path: Path
    origin: str


def stored_python() -> str:
    """Return the path in the plugin's setting, empty if there is none."""
    return str(QgsSettings().value(SETTING, "") or "")


def find_python(setting: str | None = None) -> WorkerPython:
    """Return the interpreter that is configured, unchecked; EngineError says how to configure one.

    ``setting`` stands in for the stored setting, to try a path before it is stored.
    """
    chosen = (stored_python() if setting is None else setting).strip()
    if chosen:
        return WorkerPython(Path(chosen).expanduser(), tr("the setting in Options > Any2Any"))
    chosen = os.environ.get(VARIABLE, "").strip()
    if chosen:
        return WorkerPython(Path(chosen).expanduser(), tr("the environment variable {}").format(VARIABLE))
    root = paths.checkout()
    if root is not None:
        for relative in ("bin/python", "Scripts/python.exe"):
            python = root / ".venv" / relative
            if python.exists():
                return WorkerPython(python, tr("the checkout's .venv"))
    raise EngineError(
        tr(
            "No Python for the Any2Any worker is configured: choose one with torch, rasterio and safetensors "
            "under Settings > Options > Any2Any, or set {} to it."
        ).format(VARIABLE)
    )


def check_python(python: WorkerPython, use_cache: bool = True) -> dict[str, object]:
    """Run the interpreter once and return its versions; EngineError says what it lacks.

    A good answer is remembered for the file's path and time. It may take a minute: never call this on the main thread.
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
    versions = _probe(python)
    QgsSettings().setValue(_CHECKED, json.dumps({"stamp": stamp, "versions": versions}))
    return versions


def _probe(python: WorkerPython) -> dict[str, object]:
    try:
        answer = subprocess.run(
            [str(python.path), "-c", _PROBE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=CHECK_LIMIT_S,
            env=worker_environment(os.environ),
            cwd=str(paths.BACKEND),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(_unusable(python, tr("no answer within {:.0f} s").format(CHECK_LIMIT_S))) from error
    except OSError as error:
        raise EngineError(_unusable(python, str(error))) from error
    if answer.returncode != 0:
        last_line = (answer.stderr.decode("utf-8", "replace").strip().splitlines() or [tr("no message")])[-1]
        raise EngineError(_unusable(python, last_line))
    return json.loads(answer.stdout)


def _unusable(python: WorkerPython, reason: str) -> str:
    return tr(
        "The worker's Python {} ({}) cannot be used ({}): install torch, rasterio and safetensors into it, "
        "or choose another under Options > Any2Any."
    ).format(python.path, python.origin, reason)


def worker_environment(inherited: os._Environ[str] | dict[str, str]) -> dict[str, str]:
    """Return the child's environment: the inherited one without what QGIS put there, and the backend's source."""
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.upper().startswith(_SCRUBBED_PREFIXES) and name.upper() not in _SCRUBBED
    }
    return {**kept, "PYTHONPATH": str(paths.BACKEND), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}

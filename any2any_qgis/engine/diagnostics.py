"""A short text about this installation, for bug reports."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

from osgeo import gdal
from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR

from any2any_qgis import __about__, paths
from any2any_qgis.engine.environment import check_python, find_python
from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.service import worker_service


def report(setting: str | None = None) -> str:
    """Describe QGIS, the worker's Python (checked again: up to a minute) and the bundled model.

    ``setting`` replaces the stored path of the worker's Python.
    """
    sections = [
        f"Any2Any {__about__.VERSION} in {paths.PLUGIN}",
        f"QGIS {Qgis.QGIS_VERSION}, Qt {QT_VERSION_STR}, GDAL {gdal.__version__}, "
        f"Python {platform.python_version()}, {platform.platform()}",
        _worker_lines(setting),
        _model_line(),
        f"Running worker: process {worker_service().worker_pid() or 'none'}",
    ]
    return redacted("\n".join(sections))


def summary() -> str:
    """Describe the versions of everything but the worker's Python: starts nothing."""
    return (
        f"Any2Any {__about__.VERSION}, QGIS {Qgis.QGIS_VERSION}, Qt {QT_VERSION_STR}, GDAL {gdal.__version__}, "
        f"Python {platform.python_version()}, {platform.platform()}"
    )


def redacted(text: str) -> str:
    """Return a text without the user's home folder, user name and passwords in addresses."""
    home = str(Path.home())
    text = text.replace(home, "~") if home not in ("/", "") else text
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    if len(user) > 2 and user != "root":
        text = re.sub(rf"\b{re.escape(user)}\b", "<user>", text)
    return re.sub(r"(://)[^/@\s]+@", r"\1<login>@", text)


def _worker_lines(setting: str | None) -> str:
    try:
        python = find_python(setting)
        versions = check_python(python, use_cache=False)
    except EngineError as error:
        return f"Worker's Python: {error}"
    listed = ", ".join(f"{name} {value}" for name, value in versions.items())
    return f"Worker's Python: {python.path} (from {python.origin})\nWorker has: {listed}"


def _model_line() -> str:
    try:
        model = read_model()
    except EngineError as error:
        return f"Bundled model: {error}"
    titles = ", ".join(modality.title for modality in model.modalities)
    return f"Bundled model: {model.name} {model.version} ({titles})"

"""A package index on loopback, and a lock file of two small wheels that it serves."""

from __future__ import annotations

import compileall
import hashlib
import os
import sys
import threading
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from loopback import PACKAGES, Index, write_wheel
from qgis.core import QgsSettings

from any2any_qgis import paths
from any2any_qgis.setup import managed_python
from any2any_qgis.setup.interpreters import BasePython, find_any
from any2any_qgis.setup.profiles import INDEX_SETTING, Lock, platform_name


@pytest.fixture
def wheels(tmp_path) -> Path:
    folder = tmp_path / "served"
    folder.mkdir()
    for name in PACKAGES:
        write_wheel(folder, name, filler_bytes=100_000)
    return folder


@pytest.fixture(scope="session")
def unpacked_pip(tmp_path_factory) -> Path | None:
    """A folder of resources with this Python's own pip, unpacked and compiled; None if this Python brings none."""
    base = find_any(dict(os.environ), paths.PLUGIN, [Path(sys.executable)])
    if base is None or base.pip_wheel is None:
        return None
    resources = tmp_path_factory.mktemp("resources")
    folder = resources / "wheels" / base.pip_wheel.name
    with zipfile.ZipFile(base.pip_wheel) as archive:
        archive.extractall(folder)
    compileall.compile_dir(folder, quiet=1)
    return resources


@pytest.fixture
def quick_pip(unpacked_pip, monkeypatch) -> None:
    """Let builds start pip from a folder. Python compiles pip again at each start from a wheel: most of a build's time.

    Modules whose subject is not pip use it; ``test_places.py`` and ``test_build.py`` also build from the wheel.
    """
    if unpacked_pip is None:
        return
    monkeypatch.setattr(paths, "RESOURCES", unpacked_pip)
    [folder] = (unpacked_pip / "wheels").iterdir()

    def find_quick(*arguments) -> BasePython | None:
        base = find_any(*arguments)
        return base and replace(base, pip_wheel=folder)

    monkeypatch.setattr(managed_python, "find_any", find_quick)


@pytest.fixture
def index(qgis_app, wheels):
    server = Index(wheels)
    threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
    QgsSettings().setValue(INDEX_SETTING, f"{server.address}/simple")
    yield server
    QgsSettings().remove("any2any")
    server.shutdown()
    server.server_close()


@pytest.fixture
def lock(wheels, tmp_path, monkeypatch) -> Lock:
    folder = tmp_path / "locks"
    folder.mkdir()
    path = folder / f"train-{platform_name()}.txt"
    digests = {
        name: hashlib.sha256((wheels / f"{name}-1.0-py3-none-any.whl").read_bytes()).hexdigest()
        for name in PACKAGES
    }
    lines = [f"{name}==1.0 --hash=sha256:{digest}" for name, digest in digests.items()]
    header = "# profile: train\n# pythons: 3.11 3.12 3.13\n# download_mb: 0.2\n"
    path.write_text(header + "\n".join(lines) + "\n")
    monkeypatch.setattr(paths, "LOCKS", folder)
    return Lock(path, "train")

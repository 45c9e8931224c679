"""A package index on loopback, and a lock file of two small wheels that it serves."""

from __future__ import annotations

import hashlib
import threading
from functools import partial
from pathlib import Path

import pytest
from loopback import PACKAGES, Index, write_wheel
from qgis.core import QgsSettings

from any2any_qgis import paths
from any2any_qgis.setup.profiles import INDEX_SETTING, Lock, platform_name


@pytest.fixture
def wheels(tmp_path) -> Path:
    folder = tmp_path / "served"
    folder.mkdir()
    for name in PACKAGES:
        write_wheel(folder, name, filler_bytes=100_000)
    return folder


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

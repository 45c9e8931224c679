from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "build_plugin.py"


@pytest.fixture
def build():
    return runpy.run_path(str(SCRIPT))["build"]


def test_plugin_has_all_it_needs_and_nothing_else(build, tmp_path):
    plugin = tmp_path / "any2any_qgis"
    build(plugin)
    for name in (
        "__init__.py",
        "metadata.txt",
        "LICENSE",
        "resources/icons/any2any.svg",
        "i18n/any2any_de.qm",
        "backend/any2any/worker/server.py",
    ):
        assert (plugin / name).is_file(), name
    names = {path.name for path in plugin.rglob("*")}
    assert not {"__pycache__", "tests", "ruff.toml"} & names
    assert not any(name.endswith((".pyc", ".part")) for name in names)
    texts = [
        path.read_bytes() for path in plugin.rglob("*") if path.suffix in (".py", ".txt", ".svg", ".json")
    ]
    assert not any(str(ROOT).encode() in text for text in texts)  # nothing of the machine that built it


def test_what_programs_leave_beside_files_is_not_shipped():
    """QGIS writes statistics beside a raster that it shows, here beside the sample of the checkout."""
    left_out = runpy.run_path(str(SCRIPT))["_NOT_SHIPPED"]
    found = [
        "sar.tif",
        "sar.tif.aux.xml",
        "worker.pyc",
        "__pycache__",
        ".ruff_cache",
        "ruff.toml",
        "model.part",
    ]
    assert left_out("sample", found) == set(found) - {"sar.tif"}


def test_packaged_plugin_finds_its_own_files(build, tmp_path):
    build(tmp_path / "any2any_qgis")
    program = (
        "from any2any_qgis import __about__, paths\n"
        "print(__about__.VERSION, paths.BACKEND, paths.ICON, paths.checkout())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    version, backend, icon, checkout = done.stdout.split()
    assert version[0].isdigit()
    assert Path(backend) == tmp_path / "any2any_qgis" / "backend"
    assert Path(icon).is_file()
    assert checkout == "None"


def test_second_build_replaces_the_first(build, tmp_path):
    plugin = tmp_path / "any2any_qgis"
    build(plugin)
    (plugin / "stale.py").touch()
    build(plugin)
    assert not (plugin / "stale.py").exists()


def test_strange_folder_is_left_alone(build, tmp_path):
    plugin = tmp_path / "any2any_qgis"
    plugin.mkdir()
    (plugin / "thesis.txt").touch()
    with pytest.raises(SystemExit, match="is not a built plugin"):
        build(plugin)
    assert (plugin / "thesis.txt").exists()
    with pytest.raises(SystemExit, match="must be named"):
        build(tmp_path / "other")

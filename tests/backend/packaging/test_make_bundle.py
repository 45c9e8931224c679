"""A bundle's Python must run from wherever it is unpacked, and keep its permissions and links."""

from __future__ import annotations

import runpy
import stat
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture(scope="module")
def make_bundle():
    return runpy.run_path(str(ROOT / "packaging" / "make_bundle.py"))


@pytest.fixture
def python(tmp_path) -> Path:
    """A program that says that it lives here, as a Python that can be moved does."""
    folder = tmp_path / "a python"
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / "python3.12"
    program.write_text(f'#!/bin/sh\necho \'["3.12", "{folder}"]\'\n')
    program.chmod(0o755)
    (folder / "bin" / "python3").symlink_to("python3.12")
    for name in ("lib/os.py", "lib/test/x.py", "lib/__pycache__/os.pyc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x = 1\n")
    return folder


def test_version_is_that_of_the_python_in_the_folder(make_bundle, python):
    assert make_bundle["checked_version"](make_bundle["program_in"](python), python) == "3.12"


def test_a_python_that_lives_elsewhere_is_refused(make_bundle, tmp_path):
    with pytest.raises(SystemExit, match="cannot be moved"):
        make_bundle["checked_version"](Path(sys.executable), tmp_path)
    assert make_bundle["checked_version"](Path(sys.executable), None) == VERSION


def test_files_keep_permissions_and_links_stay_links(make_bundle, python, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for path in make_bundle["files_of"](python):
            make_bundle["add"](archive, path, path.relative_to(python).as_posix())
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
        assert archive.read("bin/python3") == b"python3.12"
    assert set(modes) == {"bin/python3", "bin/python3.12", "lib/os.py"}  # no tests, nothing compiled
    assert stat.S_ISLNK(modes["bin/python3"])
    assert stat.S_IMODE(modes["bin/python3.12"]) == 0o755


def test_platform_is_named_as_in_lock_files(make_bundle):
    assert (ROOT / "locks" / f"train-{make_bundle['platform_name']()}.txt").is_file()
    assert sysconfig.get_platform().startswith(make_bundle["platform_name"]().partition("-")[0])


def commands_of_make(python: str) -> str:
    """What ``make bundle`` would run."""
    command = ["make", "--dry-run", "--old-file=.venv/.backend", "bundle", f"BUNDLE_PYTHON={python}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_make_takes_any_python_as_it_is_brings_the_default_and_leaves_it_out(python):
    moved = python.rename(python.with_name("moved"))  # make knows no names with spaces
    assert "uv python install" not in commands_of_make(str(moved))
    assert f"--python {moved}" in commands_of_make(str(moved))
    assert "uv python install 3.99" in commands_of_make("build/python/3.99")
    assert "--python" not in commands_of_make("")

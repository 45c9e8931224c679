"""What differs on Windows and macOS, by its logic: these tests run on any system."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from qgis.core import QgsSettings

from any2any_qgis.setup import interpreters, location
from any2any_qgis.setup.interpreters import default_candidates
from any2any_qgis.setup.location import FOLDER_VARIABLE, cache_folder, python_in
from any2any_qgis.setup.managed_python import ManagedPython
from any2any_qgis.setup.profiles import platform_name


@pytest.fixture
def windows(monkeypatch, tmp_path) -> Path:
    """Windows, with QGIS's Python in ``apps`` and QGIS itself as ``sys.executable``."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / "QGIS" / "apps" / "Python312"))
    monkeypatch.setattr(sys, "executable", str(touched(tmp_path / "QGIS" / "bin" / "qgis-bin.exe")))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Jörg Müller" / "AppData" / "Local"))
    monkeypatch.setenv("ProgramFiles", str(tmp_path / "Program Files"))
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    return tmp_path


@pytest.fixture
def mac(monkeypatch, tmp_path) -> Path:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / "QGIS.app" / "Contents" / "MacOS"))
    monkeypatch.setattr(
        sys, "executable", str(touched(tmp_path / "QGIS.app" / "Contents" / "MacOS" / "QGIS"))
    )
    monkeypatch.setattr(shutil, "which", lambda name: None)
    places = tuple(f"{tmp_path}{folder}" for folder in interpreters._MAC_FOLDERS)
    monkeypatch.setattr(interpreters, "_MAC_FOLDERS", places)
    return tmp_path


def touched(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_windows_takes_qgis_python_first_then_installed_ones_but_never_qgis(windows):
    own = touched(windows / "QGIS" / "apps" / "Python312" / "python.exe")
    programs = windows / "Jörg Müller" / "AppData" / "Local" / "Programs" / "Python"
    for_user = touched(programs / "Python311" / "python.exe")
    for_all = touched(windows / "Program Files" / "Python313" / "python.exe")
    assert list(default_candidates()) == [own, for_all, for_user]  # the newest first


def test_windows_without_its_variables_has_no_installed_ones(windows, monkeypatch):
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.delenv("ProgramFiles")
    assert list(default_candidates()) == []


def test_windows_keeps_environments_under_a_short_path(windows, qgis_app):
    QgsSettings().remove("any2any")
    assert cache_folder() == windows / "Jörg Müller" / "AppData" / "Local" / "any2any"
    assert python_in(Path("env")) == Path("env/Scripts/python.exe")


def test_windows_calls_a_managed_python_by_its_name(windows):
    python = touched(windows / location.PYTHONS / "cpython-3.13.1-windows-x86_64-none" / "python.exe")
    assert ManagedPython(windows, {}).present() == [python]


def test_mac_finds_pythons_that_are_not_on_the_path_of_programs_with_windows(mac):
    own = touched(mac / "QGIS.app" / "Contents" / "MacOS" / "bin" / "python3")
    framework = mac / "Library" / "Frameworks" / "Python.framework" / "Versions"
    python_org = touched(framework / "3.12" / "bin" / "python3.12")
    homebrew = touched(mac / "opt" / "homebrew" / "bin" / "python3.11")
    assert list(default_candidates()) == [own, python_org, homebrew]


def test_mac_never_starts_apples_stub_which_asks_to_install_developer_tools(mac, monkeypatch):
    assert Path("/usr/bin/python3").is_file()
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/python3" if name == "python3" else None)
    assert list(default_candidates()) == []
    monkeypatch.setattr(sys, "platform", "linux")
    assert list(default_candidates()) == [Path("/usr/bin/python3")]


def test_mac_puts_environments_into_bin(mac):
    assert python_in(Path("env")) == Path("env/bin/python")


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("win32", "AMD64", "windows-x86_64"),
        ("darwin", "arm64", "macos-arm64"),
        ("darwin", "x86_64", "macos-x86_64"),
        ("linux", "aarch64", "linux-arm64"),
    ],
)
def test_platforms_have_the_names_of_the_lock_files(monkeypatch, system, machine, name):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    assert platform_name() == name

"""The zip of ``make package`` through the installer of QGIS's plugin manager, in a profile without any plugin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tiny_model import backend_python

ROOT = Path(__file__).resolve().parents[2]
NOTHING = {"folder": False, "loaded": False, "provider": False, "actions": []}
ALL = {"folder": True, "loaded": True, "provider": True, "actions": ["any2any_show_dock"]}


@pytest.fixture
def qgis_environment(qgis_environment: dict[str, str]) -> dict[str, str]:
    """Without the folder of plugins of the other tests, which holds the plugin already."""
    return {name: value for name, value in qgis_environment.items() if name != "QGIS_PLUGINPATH"}


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    """A new user's profile: no plugin is enabled but Processing, which QGIS brings."""
    settings = tmp_path / "profiles" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[PythonPlugins]\nprocessing=true\n[qgis]\ncheckVersion=false\n")
    return tmp_path / "profiles"


def test_the_plugin_manager_installs_updates_and_removes_the_zip(run_in_window, sample_path, tmp_path):
    subprocess.run([sys.executable, str(ROOT / "packaging" / "package.py")], check=True)
    [archive] = (ROOT / "dist").glob("any2any_qgis-*.zip")
    packages = tmp_path / "packages"
    for name in ("env-0123456789ab", "downloads"):
        (packages / name).mkdir(parents=True)
        (packages / name / "file").write_text("x")
    (packages / "mine.txt").write_text("not the plugin's")
    report = run_in_window(
        "install.py",
        tmp_path,
        WINDOW_TEST_ZIP=str(archive),
        WINDOW_TEST_SAMPLE=str(sample_path),
        ANY2ANY_PYTHON=str(backend_python()),
        ANY2ANY_ENVIRONMENTS=str(packages),
    )
    assert report["before"] == NOTHING
    assert report["installed"] == ALL
    assert report["enabled"]
    assert report["output"]
    assert report["updated"] == ALL
    assert report["uninstalled"] == NOTHING
    assert not report["offered after an update"]
    assert report["settings left"] == []
    assert report["offer"] == "Remove them (0 MB)"
    assert report["packages left"] == ["mine.txt"]

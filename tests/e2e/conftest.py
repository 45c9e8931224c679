"""Whole programs: the packaged plugin in the real ``qgis_process`` and in a real QGIS window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from programs import program, run_whole  # noqa: E402
from tiny_model import backend_python, write_tiny_model  # noqa: E402

LIMIT_S = 480
"""On an idle machine; a busy one has more time."""
MARGIN_S = 60
"""For QGIS to start and to end: a script in its window ends before its process is killed."""
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
"""Tests in several processes share neither the plugin nor the number of a display."""
BUILD = ROOT / "build" / "e2e" / WORKER
FIRST_DISPLAY = 99 + 100 * int(WORKER.removeprefix("gw") if WORKER != "alone" else 0)
SAMPLE = ROOT / "resources" / "sample" / "sar.tif"
SIDE = 2
"""The scene is the sample this many times in each direction."""


@pytest.fixture(scope="session")
def plugins() -> Path:
    """Package the plugin as ``make plugin`` does, inside the checkout, so that it finds the checkout's .venv.

    Without a bundled model, a random one is used: these tests compare programs, not pictures.
    """
    plugin = BUILD / "any2any_qgis"
    subprocess.run([sys.executable, str(ROOT / "packaging" / "build_plugin.py"), str(plugin)], check=True)
    model = plugin / "resources" / "models" / "any2any-tiny"
    if not (model / "config.json").is_file():
        write_tiny_model(model)
    return BUILD


@pytest.fixture
def sample_path() -> Path:
    """The demo's radar image: 512 x 512 pixels of 10 m, in dB."""
    return SAMPLE


@pytest.fixture
def scene(sample_path, tmp_path) -> Path:
    """A radar scene of several pieces, so that the map fills in and a job can be stopped half-way."""
    sample = gdal.Open(str(sample_path))
    values = np.tile(sample.ReadAsArray(), (SIDE, SIDE))
    path = tmp_path / "sentinel1_vv.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), values.shape[1], values.shape[0], 1, gdal.GDT_Float32
    )
    dataset.SetGeoTransform(sample.GetGeoTransform())
    dataset.SetProjection(sample.GetProjection())
    dataset.GetRasterBand(1).WriteArray(values)
    dataset.GetRasterBand(1).SetDescription("vv")
    return path


def environment_of(home: Path, plugins: Path) -> dict[str, str]:
    """A user's environment, with the plugin where QGIS looks for more plugins."""
    home.mkdir()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QGIS_", "ANY2ANY_", "XDG_"))
    }
    return {
        **kept,
        "HOME": str(home),
        "QGIS_PLUGINPATH": str(plugins),
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
    }


@pytest.fixture
def qgis_environment(plugins, tmp_path) -> dict[str, str]:
    """The environment of a user without a profile."""
    return environment_of(tmp_path / "home", plugins)


@pytest.fixture(scope="session")
def enabled_home(plugins, tmp_path_factory) -> Path:
    """The home of a user who has enabled the plugin in ``qgis_process``, the way a user does it; read only."""
    home = tmp_path_factory.mktemp("enabled") / "home"
    enable = [program("qgis_process.bin", "qgis_process"), "plugins", "enable", "any2any_qgis"]
    environment = environment_of(home, plugins)
    subprocess.run(enable, env=environment, check=True, capture_output=True, timeout=LIMIT_S)
    return home


@pytest.fixture
def qgis_process(qgis_environment, enabled_home):
    """Start ``qgis_process`` with arguments, for a user who has enabled the plugin."""
    binary = program("qgis_process.bin", "qgis_process")
    shutil.copytree(enabled_home, qgis_environment["HOME"], dirs_exist_ok=True)
    processes: list[subprocess.Popen] = []

    def start(*arguments: str, **environment: str) -> subprocess.Popen:
        processes.append(
            subprocess.Popen(
                [binary, *arguments],
                env={**qgis_environment, **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def any2any():
    """Run the checkout's command line, which the plugin goes without, and return its stdout."""

    def run(*arguments: str) -> str:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "backend"),
            "OMP_NUM_THREADS": "1",
        }
        command = [str(backend_python()), "-m", "any2any.cli", *arguments]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def own_profiles(qgis_environment: dict[str, str]) -> Path:
    """The user's own profile, which qgis_process reads too; only Processing is enabled."""
    folder = Path(qgis_environment["HOME"], ".local", "share", "QGIS", "QGIS3")
    settings = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[PythonPlugins]\nprocessing=true\n[qgis]\ncheckVersion=false\n")
    return folder


@pytest.fixture
def profiles(tmp_path) -> Path:
    """A user's profile in which the plugin is enabled."""
    settings = tmp_path / "profiles" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[PythonPlugins]\nany2any_qgis=true\nprocessing=true\n[qgis]\ncheckVersion=false\n")
    return tmp_path / "profiles"


@pytest.fixture
def behind() -> list[str]:
    """A command before QGIS's own; a module that runs QGIS behind something gives another one."""
    return []


@pytest.fixture
def run_in_window(qgis_environment, profiles, behind, tmp_path):
    """Run a script of ``in_window`` in a real QGIS on a virtual display; return its report, which has no error.

    QGIS runs in the test's own folder: a name without a folder lies there, and pictures show no path of this machine.
    """
    scripts = Path(__file__).with_name("in_window")

    def run(script: str, pictures: Path, limit_s: int = LIMIT_S, **environment: str) -> dict:
        command = [*behind, program("xvfb-run"), "-a", "-n", str(FIRST_DISPLAY)]
        command += ["-f", str(tmp_path / "xauthority"), "-s", "-screen 0 1400x900x24"]
        command += [program("qgis.bin", "qgis"), "--nologo", "--noversioncheck"]
        command += ["--profiles-path", str(profiles), "--code", str(scripts / script)]
        paths = {
            "WINDOW_TEST_FOLDER": str(pictures),
            "PYTHONPATH": os.pathsep.join((str(scripts), str(ROOT / "tests"))),
            "XDG_RUNTIME_DIR": str(tmp_path),
            "WINDOW_TEST_LIMIT_S": str(limit_s - MARGIN_S),
        }
        said = run_whole(
            command,
            limit_s,
            env={**qgis_environment, "QT_QPA_PLATFORM": "xcb", **paths, **environment},
            cwd=tmp_path,
        )
        assert (pictures / "report.json").is_file(), said[-2000:]
        report = json.loads((pictures / "report.json").read_text())
        assert report.get("error") is None, report["error"]
        return report

    return run

"""A user with nothing but the zip of ``make package``: install, set up, translate without and with a window, remove."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from programs import program
from qgis_support import read_raster

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 3600

pytestmark = pytest.mark.skipif(
    "ANY2ANY_TEST_DOWNLOADS" not in os.environ,
    reason="setting up downloads 91 MB: make test-zip does it",
)


@pytest.fixture
def qgis_environment(qgis_environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Without the checkout's plugin, whose Python the plugin would find; packages go into a folder of the test."""
    kept = {name: value for name, value in qgis_environment.items() if name != "QGIS_PLUGINPATH"}
    return {**kept, "ANY2ANY_ENVIRONMENTS": str(tmp_path / "packages")}


@pytest.fixture
def profiles(own_profiles: Path) -> Path:
    return own_profiles


@pytest.fixture
def run_algorithm(qgis_environment: dict[str, str]):
    """Run an algorithm in ``qgis_process``."""

    def run(name: str, **parameters: object) -> str:
        command = [program("qgis_process.bin", "qgis_process"), "run", name, "--"]
        command += [f"{key}={value}" for key, value in parameters.items()]
        done = subprocess.run(
            command, env=qgis_environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    return run


def test_from_the_zip_to_a_translation_and_back(run_in_window, run_algorithm, sample_path, tmp_path):
    subprocess.run([sys.executable, str(ROOT / "packaging" / "package.py")], check=True)
    [archive] = (ROOT / "dist").glob("any2any_qgis-*.zip")
    assert run_in_window("from_zip.py", tmp_path, WINDOW_TEST_STEP="install", WINDOW_TEST_ZIP=str(archive))[
        "installed"
    ]
    run_algorithm("any2any:setup")
    [environment] = (tmp_path / "packages").glob("env-*")
    assert (environment / "any2any.json").is_file()
    headless = tmp_path / "headless.tif"
    request = {"INPUT": sample_path, "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast"}
    run_algorithm("any2any:translate", **request, OUTPUT=headless)
    report = run_in_window(
        "from_zip.py", tmp_path, WINDOW_TEST_STEP="finish", WINDOW_TEST_SAMPLE=str(sample_path)
    )
    assert (read_raster(report["output"]) == read_raster(headless)).all()
    assert not report["left"]

"""A machine without network: the bundle of ``make bundle PROFILE=cpu``, in the window and headless."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from programs import program
from qgis_support import read_raster
from tiny_model import backend_python

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 1800

pytestmark = [
    pytest.mark.skipif(
        "ANY2ANY_TEST_DOWNLOADS" not in os.environ,
        reason="making the bundle downloads 91 MB: make test-zip does it",
    ),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root takes the network from a process"),
]


@pytest.fixture(scope="module")
def archive() -> Path:
    """The zip of ``make package``."""
    subprocess.run([sys.executable, str(ROOT / "packaging" / "package.py")], check=True)
    [built] = (ROOT / "dist").glob("any2any_qgis-*.zip")
    return built


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    """The wheels of the light profile for the Python that the tests' backend runs in; without a Python."""
    folder = tmp_path_factory.mktemp("bundle")
    command = [str(backend_python()), str(ROOT / "packaging" / "make_bundle.py"), "cpu", str(folder)]
    subprocess.run(command, check=True)
    [built] = folder.glob("any2any-cpu-*.zip")
    return built


@pytest.fixture
def qgis_environment(qgis_environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Without the checkout's plugin and without indexes on this machine; packages go into a folder of the test."""
    hidden = ("PIP_", "UV_", "QGIS_PLUGINPATH")
    kept = {name: value for name, value in qgis_environment.items() if not name.startswith(hidden)}
    return {**kept, "ANY2ANY_ENVIRONMENTS": str(tmp_path / "packages")}


@pytest.fixture
def profiles(own_profiles: Path) -> Path:
    return own_profiles


@pytest.fixture
def behind() -> list[str]:
    """No interface but a loopback that is down."""
    return [program("unshare"), "--net"]


@pytest.fixture
def run_algorithm(qgis_environment: dict[str, str], behind: list[str]):
    """Run an algorithm in ``qgis_process`` without network; return its exit code and all that it printed."""

    def run(name: str, **parameters: object) -> tuple[int, str]:
        command = [*behind, program("qgis_process.bin", "qgis_process"), "run", name, "--"]
        command += [f"{key}={value}" for key, value in parameters.items()]
        done = subprocess.run(
            command, env=qgis_environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_the_set_up_page_takes_the_bundle_and_shows_the_sample(run_in_window, archive, bundle, tmp_path):
    report = run_in_window(
        "offline.py", tmp_path, LIMIT_S, WINDOW_TEST_ZIP=str(archive), WINDOW_TEST_BUNDLE=str(bundle)
    )
    print(json.dumps(report, indent=1))  # noqa: T201 - the times are what is looked at
    assert report["states"] == ["needed", "failed", "ready"], report
    assert report["failure"].startswith("The package index cannot be reached.")
    assert report["layers"] == [
        "Sample (Sentinel-1)",
        "Sample (Sentinel-1) RGB (synthetic, from SAR; fast, seed 0)",
    ]


def test_headless_set_up_takes_the_bundle_and_translates(
    run_in_window, run_algorithm, archive, bundle, sample_path, tmp_path
):
    run_in_window("from_zip.py", tmp_path, WINDOW_TEST_STEP="install", WINDOW_TEST_ZIP=str(archive))
    code, printed = run_algorithm("any2any:setup", PROFILE="cpu")
    assert code != 0
    assert "The package index cannot be reached." in printed
    begin = time.monotonic()
    code, printed = run_algorithm("any2any:setup", BUNDLE=bundle)
    assert code == 0, printed[-3000:]
    print(f"headless set-up from the bundle: {time.monotonic() - begin:.0f} s")  # noqa: T201
    [environment] = (tmp_path / "packages").glob("env-*")
    assert json.loads((environment / "any2any.json").read_text())["profile"] == "cpu"
    output = tmp_path / "headless.tif"
    request = {"INPUT": sample_path, "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast"}
    code, printed = run_algorithm("any2any:translate", **request, OUTPUT=output)
    assert code == 0, printed[-3000:]
    assert read_raster(output).shape == (3, 512, 512)

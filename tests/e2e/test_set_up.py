"""As a new user: the zip, an empty profile, no checkout near; *Set up*, then *Try the sample*."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from osgeo import gdal
from tiny_model import backend_python

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "set-up"
PLATFORM = "linux-x86_64"
LIMIT_S = int(os.environ.get("ANY2ANY_SET_UP_LIMIT_S", "900"))


@pytest.fixture
def qgis_environment(qgis_environment: dict[str, str]) -> dict[str, str]:
    """Without the other tests' folder of plugins, and without the Python of the checkout."""
    hidden = ("QGIS_PLUGINPATH", "ANY2ANY_PYTHON")
    return {name: value for name, value in qgis_environment.items() if name not in hidden}


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    """A new user's profile: no plugin is enabled but Processing, which QGIS brings."""
    settings = tmp_path / "profiles" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[PythonPlugins]\nprocessing=true\n[qgis]\ncheckVersion=false\n")
    return tmp_path / "profiles"


def lock_of_this_index(folder: Path) -> str:
    """Lock the packages of this machine's index for the default profile; its PyTorch may be another build."""
    command = [str(backend_python()), "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
    command += ["--only-binary", ":all:", "--report", str(folder / "report.json")]
    subprocess.run([*command, "-r", str(ROOT / "locks" / "train.in")], check=True)
    lines = ["# profile: train", f"# platform: {PLATFORM}", "# pythons: 3.11", "# download_mb: 300"]
    for item in json.loads((folder / "report.json").read_text())["install"]:
        digest = sha256_of(item["download_info"])
        about = item["metadata"]
        lines.append(f"{about['name'].lower()}=={about['version']} \\\n    --hash=sha256:{digest}")
    return "\n".join(lines) + "\n"


def sha256_of(download: dict) -> str:
    """Digest of a wheel in pip's report; pip 23.0, Debian 12's, has none for wheels in a local folder."""
    known = download["archive_info"].get("hashes")
    if known:
        return known["sha256"]
    wheel = Path(unquote(urlsplit(download["url"]).path))
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The zip of ``make package``, with packages that can be had here."""
    subprocess.run([sys.executable, str(ROOT / "packaging" / "package.py")], check=True)
    [built] = (ROOT / "dist").glob("any2any_qgis-*.zip")
    path = tmp_path / built.name
    lock = lock_of_this_index(tmp_path)
    with zipfile.ZipFile(built) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            ours = entry.filename.endswith(f"locks/train-{PLATFORM}.txt")
            target.writestr(entry, lock if ours else source.read(entry))
    return path


def test_a_new_user_sets_up_and_sees_the_sample(run_in_window, archive, tmp_path):
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    report = run_in_window(
        "setup.py",
        PICTURES,
        LIMIT_S,
        WINDOW_TEST_ZIP=str(archive),
        ANY2ANY_ENVIRONMENTS=os.environ.get("ANY2ANY_SET_UP_FOLDER", str(tmp_path / "Jörg Müller")),
    )
    assert report["states"] == ["needed", "failed", "building", "needed", "ready"], report
    assert "is not a bundle for this plugin" in report["failure"]
    assert report["cancelled in s"] < 2
    assert report["text"] == "Device in use: cpu"
    assert report["layers"] == [
        "Sample (Sentinel-1)",
        "Sample (Sentinel-1) RGB (synthetic, from SAR; fast, seed 0)",
    ]
    assert report["badge"] == "CPU"
    assert "env-" in report["environments"]
    assert not {"new-", "old-"} & set(report["environments"])
    for path in PICTURES.glob("*.png"):
        assert np.unique(gdal.Open(str(path)).ReadAsArray()).size > 16, f"{path.name} is blank"

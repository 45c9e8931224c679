"""Environments built by real processes from an index on loopback that works, fails, lies or is slow."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from busy import allowed
from loopback import Index, write_wheel
from qgis.core import QgsSettings

from any2any_qgis import paths
from any2any_qgis.engine.protocol import JobCancelledError
from any2any_qgis.setup import build as build_module
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.interpreters import BasePython, find_base
from any2any_qgis.setup.location import read_environment, remove_all
from any2any_qgis.setup.packages import PackageInstaller, installer_environment
from any2any_qgis.setup.profiles import INDEX_SETTING, Lock

THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
ROOT = Path(__file__).resolve().parents[3]


def imports(python: Path, is_cancelled) -> str:
    program = "import loopone, looptwo, sys; print(loopone.NAME, looptwo.NAME, sys.prefix != sys.base_prefix)"
    done = subprocess.run([str(python), "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path) -> Path:
    """A cache folder of a user with a space and an umlaut, and a long path."""
    return tmp_path / "Jörg Müller" / ("x" * 80) / "any2any"


@pytest.fixture
def builder(lock, folder, index, quick_pip) -> Builder:
    return Builder(lock, folder, self_test=imports)


def never() -> bool:
    return False


def build(builder: Builder, is_cancelled=never):
    return builder.build(lambda *_: None, is_cancelled)


def remains(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*-*"))


def test_environment_is_built_tested_and_put_in_place(folder, index, lock):
    """As a user's is: with pip from its wheel."""
    heard = []
    environment = Builder(lock, folder, self_test=imports).build(lambda *report: heard.append(report), never)
    assert environment.folder == folder / f"env-{lock.digest}"
    assert environment.device == "loopone looptwo True"
    assert read_environment(environment.folder) == environment
    assert imports(environment.python, never) == "loopone looptwo True"  # also where it was renamed to
    assert remains(folder) == [f"env-{lock.digest}"]
    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert "Downloading loopone" in [text for _, text in heard]


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        ("hash", Failure.WRONG_HASH),
        ("403", Failure.INDEX_REFUSED),
    ],
)
def test_faults_of_the_index_are_typed_and_leave_nothing(builder, folder, index, fault, failure, monkeypatch):
    monkeypatch.setattr("any2any_qgis.setup.packages.RETRIES", 1)
    index.fault = fault
    with pytest.raises(SetupError) as caught:
        build(builder)
    assert caught.value.failure is failure, caught.value.details
    assert "\n" not in str(caught.value)
    assert remains(folder) == []


def test_index_that_is_not_there_is_no_network(builder, index, monkeypatch):
    monkeypatch.setattr("any2any_qgis.setup.packages.RETRIES", 0)
    QgsSettings().setValue(INDEX_SETTING, "http://127.0.0.1:9/simple")  # "discard": nothing listens
    with pytest.raises(SetupError) as caught:
        build(builder)
    assert caught.value.failure is Failure.NO_NETWORK, caught.value.details


def test_proxy_that_asks_for_a_login_is_named_without_the_password(lock, folder, index, monkeypatch):
    monkeypatch.setattr("any2any_qgis.setup.packages.RETRIES", 0)
    QgsSettings().setValue(INDEX_SETTING, "https://packages.invalid/simple")
    address = index.address.replace("://", "://jo:s3cret@")
    with pytest.raises(SetupError) as caught:
        build(Builder(lock, folder, {"HTTPS_PROXY": address, "https_proxy": address}, self_test=imports))
    assert caught.value.failure is Failure.PROXY_LOGIN, caught.value.details
    assert "CONNECT packages.invalid:443" in index.requests
    assert "s3cret" not in str(caught.value)


def test_one_dropped_connection_is_tried_again(builder, index):
    index.fault = "drop"
    assert build(builder).device == "loopone looptwo True"


def test_cancel_of_a_slow_download_takes_less_than_a_second(builder, folder, index):
    index.fault = "slow"
    cancelled = threading.Event()
    cancelled_at = []

    def cancel():
        assert index.downloading.wait(60)
        cancelled_at.append(time.monotonic())
        cancelled.set()

    threading.Thread(target=cancel).start()
    with pytest.raises(JobCancelledError):
        build(builder, cancelled.is_set)
    taken_s = time.monotonic() - cancelled_at[0]
    assert taken_s < allowed(1)
    assert remains(folder) == []


def test_failed_repair_keeps_what_is_there(builder, index):
    before = build(builder)

    def fail(python, is_cancelled):
        raise SetupError(Failure.SELF_TEST, reason="no")

    with pytest.raises(SetupError, match="does not translate the sample: no"):
        build(Builder(builder.lock, builder.folder, self_test=fail))
    assert read_environment(before.folder) == before


def test_repair_replaces_a_damaged_environment_and_removes_other_versions(builder, folder):
    damaged = build(builder)
    next(damaged.folder.rglob("loopone.py")).write_text("damaged(")
    (folder / "env-of-another-version").mkdir()
    assert build(builder).device == "loopone looptwo True"
    assert remains(folder) == [damaged.folder.name]


_BUILD = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from qgis.testing import start_app
start_app()
from qgis.core import QgsSettings
QgsSettings().setValue("any2any/index", {index!r})
from any2any_qgis import paths
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.profiles import Lock
paths.RESOURCES = Path({resources!r})
def report(fraction, text):
    print(text, flush=True)
    if text == {phase!r}:
        print("here", flush=True)
        import time; time.sleep(60)
Builder(Lock(Path({lock!r}), "train"), Path({folder!r}), self_test=lambda *_: "cpu").build(report, lambda: False)
"""


def start_build(index: Index, lock: Lock, folder: Path, phase: str) -> subprocess.Popen:
    """Start another QGIS that builds, and return when it has come to a phase and stays there."""
    command = [sys.executable, "-c", build_script(index, lock, folder, phase)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert "here\n" in process.stdout
    return process


def build_script(index: Index, lock: Lock, folder: Path, phase: str = "") -> str:
    """Return the program of another QGIS that builds, and stays in a phase if one is named."""
    places = {"index": f"{index.address}/simple", "lock": str(lock.path), "folder": str(folder)}
    return _BUILD.format(root=str(ROOT), resources=str(paths.RESOURCES), phase=phase, **places)


PHASES = ["Looking for a Python", "Creating the environment", "Downloading loopone", "Installing", "Testing"]


@pytest.mark.parametrize("is_repair", [False, True], ids=["first", "repair"])
@pytest.mark.parametrize("phase", PHASES)
def test_build_after_a_killed_one_works(builder, folder, index, lock, phase, is_repair):
    """What was there stays usable until the next build replaces it."""
    before = build(builder) if is_repair else None
    process = start_build(index, lock, folder, phase)
    process.kill()
    process.wait()
    assert read_environment(builder.target) == before
    assert before is None or imports(before.python, never) == "loopone looptwo True"
    assert build(builder).device == "loopone looptwo True"
    assert len(remains(folder)) == 1


def test_another_qgis_that_builds_is_named_and_not_disturbed(builder, folder, index, lock):
    process = start_build(index, lock, folder, "Testing")
    try:
        with pytest.raises(SetupError, match="Another QGIS"):
            build(builder)
        with pytest.raises(SetupError, match="Another QGIS"):
            remove_all(folder)
        assert (folder / f"new-{process.pid}").is_dir()
    finally:
        process.kill()
        process.wait()
    assert build(builder).device == "loopone looptwo True"  # the system has released the lock


def test_full_disk_is_noticed_before_anything_is_loaded(builder, index, monkeypatch):
    usage = type("Usage", (), {"free": 0.1e6})  # 0.1 MB free, 4 x 0.2 MB needed
    monkeypatch.setattr(build_module.shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(SetupError, match="disk is full"):
        build(builder)
    assert index.requests == []


@pytest.mark.parametrize("script", ["exit 0", "echo noise", "exit 1", "echo 'any2any-base {}x'; exit 1"])
def test_programs_that_are_not_python_are_passed_over(builder, tmp_path, script):
    fake = tmp_path / "python3"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    with pytest.raises(SetupError) as caught:
        build(Builder(builder.lock, builder.folder, bases=[fake], self_test=imports))
    assert caught.value.failure is Failure.NO_PYTHON
    good = Path(sys.base_prefix) / "bin" / "python3"
    environment = installer_environment(os.environ, {})
    assert find_base([THIS_PYTHON], environment, tmp_path, [fake, good]).path == good


@pytest.fixture
def bundle(wheels, lock, tmp_path) -> Path:
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lock.txt", lock.text)
        archive.writestr("python.txt", THIS_PYTHON)
        for wheel in wheels.iterdir():
            archive.write(wheel, f"wheels/{wheel.name}")
    return path


def test_bundle_installs_without_the_index(builder, bundle, index, folder, lock):
    environment = build(Builder(lock, folder, bundle=bundle, self_test=imports))
    assert environment.device == "loopone looptwo True"
    assert index.requests == []
    assert remains(folder) == [f"env-{lock.digest}"]


def test_bundle_for_another_python_says_which_one_is_missing(builder, bundle, folder, lock, wheels):
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr("lock.txt", lock.text)
        archive.writestr("python.txt", "3.99")
    with pytest.raises(SetupError, match=r"No Python 3\.99"):
        build(Builder(lock, folder, bundle=bundle, self_test=imports))


@pytest.mark.parametrize("kind", ["other lock", "no zip", "changed wheel"])
def test_bundle_that_is_not_this_one_is_refused(builder, bundle, folder, lock, wheels, kind, tmp_path):
    if kind == "no zip":
        bundle.write_bytes(b"PK nothing")
    else:
        with zipfile.ZipFile(bundle, "w") as archive:
            archive.writestr("lock.txt", lock.text + ("# more\n" if kind == "other lock" else ""))
            archive.writestr("python.txt", THIS_PYTHON)
            for wheel in wheels.iterdir():
                archive.writestr(f"wheels/{wheel.name}", wheel.read_bytes() + b"x")
    with pytest.raises(SetupError) as caught:
        build(Builder(lock, folder, bundle=bundle, self_test=imports))
    wanted = Failure.WRONG_HASH if kind == "changed wheel" else Failure.BAD_BUNDLE
    assert caught.value.failure is wanted
    assert remains(folder) == []


def test_record_that_is_damaged_does_not_count(builder):
    environment = build(builder)
    record = environment.folder / "any2any.json"
    for text in ("", "[]", "{}", json.dumps({"profile": 1})):
        record.write_text(text)
        assert read_environment(environment.folder) is None


def test_killed_qgis_takes_its_installer_along(folder, index, lock):
    index.fault = "slow"
    command = [sys.executable, "-c", build_script(index, lock, folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    assert index.downloading.wait(60)
    staging = str(folder / f"new-{process.pid}")
    assert users(staging)
    process.kill()
    process.wait()
    end = time.monotonic() + 60
    while users(staging) and time.monotonic() < end:
        time.sleep(0.1)
    assert users(staging) == []


def users(path: str) -> list[str]:
    """Process ids of those that were started with a path in their command line."""
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if path.encode() in command.read_bytes():
                found.append(command.parent.name)
    return found


def test_python_without_ensurepip_installs_with_its_own_pip(lock, folder, index, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    environment = installer_environment({"PATH": "/usr/bin"}, {})
    base = BasePython(Path(sys.executable), THIS_PYTHON, pip_wheel=None, has_pip=True)
    PackageInstaller(base, python, tmp_path / "downloads", environment).install(
        lock, None, lambda *_: None, never
    )
    assert imports(python, never) == "loopone looptwo True"
    with pytest.raises(SetupError, match="has no pip"):
        PackageInstaller(replace(base, has_pip=False), python, tmp_path, environment).install(
            lock, None, lambda *_: None, never
        )


def test_pip_of_the_lock_file_is_installed_first_and_used(index, wheels, lock, folder, tmp_path):
    """The lock file pins a pip that does nothing: after it was used, its own module is all there is."""
    digest = hashlib.sha256(write_wheel(wheels, "pip").read_bytes()).hexdigest()
    path = tmp_path / "with-pip.txt"
    path.write_text(f"{lock.text}pip==1.0 \\\n    --hash=sha256:{digest}\n")

    def installed(python: Path, is_cancelled) -> str:
        program = "import importlib.util as u, pip; print(pip.NAME, u.find_spec('loopone'))"
        return subprocess.run([str(python), "-c", program], capture_output=True, text=True).stdout.strip()

    assert build(Builder(Lock(path, "train"), folder, self_test=installed)).device == "pip None"

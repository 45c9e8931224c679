"""Where environments lie, and what of them and of the downloads stays when a build fails or the plugin changes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QStandardPaths

from any2any_qgis import paths
from any2any_qgis.engine.diagnostics import redacted
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.location import (
    FOLDER_SETTING,
    FOLDER_VARIABLE,
    cache_folder,
    environment_folder,
    read_environment,
    remove_all,
    size_mb,
)
from any2any_qgis.setup.packages import installer_environment
from any2any_qgis.setup.profiles import INDEX_SETTING, Lock, find_lock
from any2any_qgis.setup.self_test import check_imports

LOCKS = Path(__file__).resolve().parents[3] / "locks"


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "any2any"


def accept(python: Path, is_cancelled) -> str:
    subprocess.run([str(python), "-c", "import loopone, looptwo"], check=True)
    return "cpu"


def refuse(python: Path, is_cancelled) -> str:
    raise SetupError(Failure.SELF_TEST, reason="no")


def build(lock: Lock, folder: Path, self_test=accept):
    return Builder(lock, folder, self_test=self_test).build(lambda *_: None, lambda: False)


@pytest.fixture
def no_choice(qgis_app, monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    QgsSettings().remove("any2any")
    yield
    QgsSettings().remove("any2any")


def test_environments_lie_in_the_users_cache_and_nowhere_near_plugin_or_profile(no_choice):
    cache = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation))
    lock = find_lock("cpu")
    assert cache_folder() == cache / "any2any"
    assert environment_folder(lock) == cache / "any2any" / f"env-{lock.digest}"
    assert lock.digest == hashlib.sha256(lock.path.read_bytes()).hexdigest()[:12]
    profile = Path(QgsApplication.qgisSettingsDirPath())
    assert not environment_folder(lock).is_relative_to(profile)
    assert not environment_folder(lock).is_relative_to(paths.PLUGIN)


def test_the_option_wins_over_the_variable_and_the_variable_over_the_cache(no_choice, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, "/of/the/company")
    assert cache_folder() == Path("/of/the/company")
    QgsSettings().setValue(FOLDER_SETTING, " ~/my environments ")
    assert cache_folder() == Path.home() / "my environments"
    QgsSettings().setValue(FOLDER_SETTING, "")
    assert cache_folder() == Path("/of/the/company")


def test_an_upgrade_builds_the_new_one_and_only_then_removes_the_old(lock, folder, index):
    """A new version of the plugin brings another lock file; the old environment serves whoever goes back to the old."""
    old = build(lock, folder)
    lock.path.write_text(lock.text + "# the next version\n")
    new_lock = Lock(lock.path, lock.profile)
    assert new_lock.digest != old.folder.name.removeprefix("env-")
    with pytest.raises(SetupError):
        build(new_lock, folder, refuse)
    assert read_environment(old.folder) == old
    new = build(new_lock, folder)
    assert sorted(path.name for path in folder.glob("*-*")) == [new.folder.name]


def test_the_size_that_is_shown_is_what_remove_frees(lock, folder, index):
    environment = build(lock, folder)
    taken = subprocess.run(
        ["du", "--apparent-size", "--bytes", "-s", str(environment.folder)], capture_output=True, text=True
    )
    # du counts the folders themselves, too: 4 kB each.
    assert 0.2 < environment.size_mb <= int(taken.stdout.split()[0]) / 1e6
    assert environment.size_mb == pytest.approx(size_mb(environment.folder), abs=0.001)  # but for its record
    remove_all(folder)
    assert not folder.exists()


def test_remove_leaves_other_files_in_the_folder(lock, folder, index):
    build(lock, folder)
    (folder / "mine.txt").write_text("x")
    remove_all(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["mine.txt"]


@pytest.fixture
def with_pip(lock, wheels, tmp_path) -> Lock:
    """The lock file with the pip that the plugin pins, which the index serves."""
    requirement = Lock(LOCKS / "cpu-linux-x86_64.txt", "cpu").requirement("pip")
    text = tmp_path / "pip.txt"
    text.write_text(requirement)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    done = subprocess.run([*command, "-r", str(text), "-d", str(wheels)], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"the pinned pip cannot be downloaded here: {done.stderr[-200:]}")
    lock.path.write_text(lock.text + requirement)
    return Lock(lock.path, lock.profile)


def test_a_download_that_breaks_off_continues_where_it_was(with_pip, folder, index, wheels):
    """The index sends half of the file to everybody who asks for the whole."""
    index.fault = "cut loopone"
    build(with_pip, folder)
    size = (wheels / "loopone-1.0-py3-none-any.whl").stat().st_size
    assert index.ranges == [f"loopone-1.0-py3-none-any.whl bytes={size // 2}-"]


def test_a_python_that_is_not_an_environment_of_its_own_is_refused(qgis_app):
    base = Path(sys.base_prefix) / "bin" / "python3"
    with pytest.raises(SetupError, match="not separate"):
        check_imports(base, "cpu", installer_environment(os.environ, {}), lambda: False)


def command_lines() -> set[bytes]:
    """Return the command lines of all processes, as everybody on the machine may read them."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.add(path.read_bytes())
    return found


def test_the_login_of_a_proxy_reaches_the_proxy_and_no_command_line_log_or_file(
    lock, folder, index, monkeypatch
):
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    # Nothing listens there: only the proxy knows it.
    QgsSettings().setValue(INDEX_SETTING, "http://localhost:9/simple")
    address = index.address.replace("://", "://jo:s3cret@")
    seen: set[bytes] = set()
    said: list[str] = []
    log = QgsApplication.messageLog()
    log.messageReceived.connect(lambda text, *_: said.append(text))
    proxy = dict.fromkeys(("HTTP_PROXY", "http_proxy"), address)
    builder = Builder(lock, folder, proxy, self_test=accept)
    # Whether to go on is asked every 50 ms while a child runs.
    builder.build(lambda _, text: said.append(text), lambda: seen.update(command_lines()))
    assert set(index.logins) == {"jo:s3cret"}
    assert any(b"pip\0install" in line for line in seen), "no child was seen"
    assert not [line for line in seen if b"s3cret" in line]
    assert not [text for text in said if "s3cret" in text]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in files if b"s3cret" in path.read_bytes()]


def test_the_diagnostics_of_a_failure_behind_a_proxy_hold_no_login(lock, folder, index, monkeypatch):
    monkeypatch.setattr("any2any_qgis.setup.packages.RETRIES", 0)
    QgsSettings().setValue(INDEX_SETTING, "http://localhost:9/simple")
    proxy = dict.fromkeys(("HTTP_PROXY", "http_proxy"), "http://jo:s3cret@127.0.0.1:9")  # nothing listens
    with pytest.raises(SetupError) as caught:
        Builder(lock, folder, proxy, self_test=accept).build(lambda *_: None, lambda: False)
    assert caught.value.failure is Failure.NO_NETWORK
    assert "s3cret" not in redacted(f"{caught.value}\n{caught.value.details}")

"""Where no Python is new enough, one is downloaded: here a stand-in for uv brings a stand-in for Python.

At the end, the uv that is really pinned brings it, from a mirror on loopback.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import write_wheel

from any2any_qgis import paths
from any2any_qgis.engine.protocol import JobCancelledError
from any2any_qgis.setup import packages
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.profiles import Lock, platform_name

# It says that it is a Python that no machine has, and is this one in everything else.
PYTHON = f"""#!/bin/sh
case "$2" in
*any2any-base*)
    echo 'any2any-base {{"version": "3.99", "wide": true, "wheels": [], "pip": true, "name": "cpython"}}' ;;
*) exec {sys.executable} "$@" ;;
esac
"""
UV = """#!/bin/sh
echo "$@" >>"$(dirname "$5")/uv.log"
[ -z "$FAIL" ] || { echo "$FAIL" >&2; exit 2; }
mkdir -p "$5/cpython-$3/bin"
cat >"$5/cpython-$3/bin/python3" <<'END'
PYTHON
END
chmod +x "$5/cpython-$3/bin/python3"
"""


pytestmark = pytest.mark.usefixtures("quick_pip")


def accept(python: Path, is_cancelled) -> str:
    subprocess.run([str(python), "-c", "import loopone, looptwo"], check=True)
    return "cpu"


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "Jörg Müller" / "any2any"


@pytest.fixture
def serve_uv(wheels, lock):
    """Put a stand-in for uv on the index and into the lock file."""

    def serve(script: str = UV.replace("PYTHON\n", PYTHON)) -> None:
        digest = hashlib.sha256(write_wheel(wheels, "uv", script=script).read_bytes()).hexdigest()
        (paths.LOCKS / "managed").mkdir(exist_ok=True)
        (paths.LOCKS / "managed" / "uv.txt").write_text(f"uv==1.0 --hash=sha256:{digest}\n")

    return serve


@pytest.fixture
def builder(lock, folder, index, serve_uv) -> Builder:
    """The packages are for Python 3.99, and the machine has the one that runs this test."""
    serve_uv()
    lock.path.write_text(lock.text.replace("3.11 3.12 3.13", "3.98 3.99"))
    return Builder(Lock(lock.path, "train"), folder, bases=[Path(sys.executable)], self_test=accept)


def build(builder: Builder, is_cancelled=lambda: False):
    heard = []
    environment = builder.build(lambda fraction, text: heard.append(text), is_cancelled)
    return environment, heard


def test_a_python_is_downloaded_and_an_environment_is_made_from_it(builder, folder, index):
    environment, heard = build(builder)
    assert environment.device == "cpu"
    assert "Downloading Python 3.99" in heard
    assert (folder / "pythons" / "cpython-3.99" / "bin" / "python3").exists()
    assert sorted(path.name for path in folder.glob("*-*")) == [environment.folder.name]  # uv itself is gone


def test_a_python_that_was_downloaded_before_is_taken_again(builder, folder, index):
    build(builder)
    index.requests.clear()
    _, heard = build(builder)
    assert "Downloading Python 3.99" not in heard
    assert not any("uv" in path for path in index.requests)


def write_bundle(path: Path, lock: Lock, wheels: Path, files: dict[str, tuple[str, int]]) -> Path:
    """Write a bundle for Python 3.99; ``files`` are those of its Python, with their modes."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lock.txt", lock.text)
        archive.writestr("python.txt", "3.99\n")
        for wheel in wheels.iterdir():
            archive.write(wheel, f"wheels/{wheel.name}")
        for name, (text, mode) in files.items():
            info = zipfile.ZipInfo(f"python/{name}")
            info.create_system, info.external_attr = 3, mode << 16
            archive.writestr(info, text)
    return path


BUNDLED = {
    "bin/python3.99": (PYTHON, 0o100755),
    "bin/python3": ("python3.99", 0o120777),
    "lib/os.py": ("x = 1", 0o100644),
    "bin/away": ("../../../../away", 0o120777),
    "../away": ("x", 0o100644),
}


def test_a_bundle_brings_its_python_where_the_machine_has_none(builder, folder, index, wheels, tmp_path):
    path = write_bundle(tmp_path / "bundle.zip", builder.lock, wheels, BUNDLED)
    environment, heard = build(replace(builder, bundle=path, bases=[tmp_path / "nothing"]))
    assert environment.device == "cpu"
    assert index.requests == []
    assert not any(text.startswith("Downloading Python") for text in heard)
    python = folder / "pythons" / "cpython-3.99-bundle"
    assert sorted(path.name for path in (python / "bin").iterdir()) == ["python3", "python3.99"]
    assert (python / "bin" / "python3").is_symlink()
    assert not (folder / "pythons" / "away").exists()  # nothing is written outside
    assert sorted(path.name for path in folder.glob("*-*")) == [environment.folder.name]
    build(replace(builder, bundle=path, bases=[tmp_path / "nothing"]))  # a repair takes the one that is there


def test_a_bundle_without_a_python_says_which_one_is_missing(builder, folder, index, wheels, tmp_path):
    path = write_bundle(tmp_path / "bundle.zip", builder.lock, wheels, {})
    with pytest.raises(SetupError, match=r"No Python 3\.99"):
        build(replace(builder, bundle=path, bases=[tmp_path / "nothing"]))
    assert sorted(path.name for path in folder.glob("*-*")) == []


def test_a_python_of_the_machine_comes_first(lock, folder, index, serve_uv):
    serve_uv()
    _, heard = build(Builder(lock, folder, bases=[Path(sys.executable)], self_test=accept))
    assert not any(text.startswith("Downloading Python") for text in heard)
    assert not (folder / "pythons").exists()


def test_a_uv_that_is_not_the_pinned_one_is_not_run(builder, folder, index, wheels):
    write_wheel(wheels, "uv", script="#!/bin/sh\ntouch /tmp/any2any-not-run\n")
    with pytest.raises(SetupError) as caught:
        build(builder)
    assert caught.value.failure is Failure.WRONG_HASH, caught.value.details
    assert not (folder / "uv.log").exists()
    assert sorted(path.name for path in folder.glob("*-*")) == []


@pytest.mark.parametrize(
    ("message", "failure"),
    [
        (
            "error: error sending request for url (x)\n Caused by: dns error: failed to lookup",
            Failure.PYTHON_DOWNLOAD,
        ),
        ("error: Failed to download\n Caused by: invalid peer certificate: UnknownIssuer", Failure.TLS),
        ("error: HTTP status client error (403 Forbidden) for url (x)", Failure.PYTHON_DOWNLOAD),
        ("error: Hash mismatch for `cpython-3.12`", Failure.WRONG_HASH),
        ("error: Failed to extract: No space left on device (os error 28)", Failure.DISK_FULL),
        ("error: tunnel error: 407 Proxy Authentication Required", Failure.PROXY_LOGIN),
    ],
)
def test_failures_of_uv_are_typed(builder, folder, index, serve_uv, message, failure):
    serve_uv(UV.replace('[ -z "$FAIL" ] || { echo "$FAIL" >&2;', f"{{ cat >&2 <<'END'\n{message}\nEND\n"))
    with pytest.raises(SetupError) as caught:
        build(builder)
    assert caught.value.failure is failure, caught.value.details
    assert sorted(path.name for path in folder.glob("*-*")) == []


def test_without_any_python_the_user_is_asked_for_one(builder, folder, index, tmp_path):
    with pytest.raises(SetupError) as caught:
        build(Builder(builder.lock, folder, bases=[tmp_path / "nothing"], self_test=accept))
    assert caught.value.failure is Failure.NO_PYTHON


def test_cancelling_the_download_leaves_nothing(builder, folder, index, serve_uv):
    serve_uv('#!/bin/sh\ntouch "$(dirname "$5")/started"\nsleep 60\n')
    with pytest.raises(JobCancelledError):
        build(builder, (folder / "started").exists)
    assert sorted(path.name for path in folder.glob("*-*")) == []


UV_LOCK = Path(__file__).resolve().parents[3] / "locks" / "managed" / "uv.txt"


@pytest.fixture(scope="module")
def pinned_uv(tmp_path_factory) -> Path:
    """The wheel of the uv that the plugin pins, from this machine's index."""
    folder = tmp_path_factory.mktemp("uv")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    done = subprocess.run([*command, "-r", str(UV_LOCK), "-d", str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"the pinned uv cannot be downloaded here: {done.stderr[-200:]}")
    [wheel] = folder.glob("uv-*.whl")
    return wheel


SYSCONFIG = "# system configuration generated and used by the sysconfig module\nbuild_time_vars = {}\n"


def write_mirror(folder: Path) -> None:
    """Write an archive of the stand-in for Python, as uv's own are laid out, and the list that names it."""
    archive = folder / "python.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        settings = "_sysconfigdata__linux_x86_64-linux-gnu.py"  # uv writes the new place into it
        files = {"bin/python3.99": PYTHON, f"lib/python3.99/{settings}": SYSCONFIG}
        for name, text in files.items():
            entry = tarfile.TarInfo(f"python/{name}")
            entry.size, entry.mode = len(text.encode()), 0o755
            tar.addfile(entry, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("python/bin/python3")
        link.type, link.linkname = tarfile.SYMTYPE, "python3.99"
        tar.addfile(link)
    entry = {
        **{"name": "cpython", "major": 3, "minor": 99, "patch": 0, "prerelease": "", "build": "20260101"},
        **{"arch": {"family": "x86_64", "variant": None}, "os": "linux", "libc": "gnu", "variant": None},
        "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
    }
    (folder / "pythons.json").write_text(json.dumps({"cpython-3.99.0-linux-x86_64-gnu": entry}))


@pytest.fixture
def mirror(builder, pinned_uv, index, wheels, monkeypatch) -> Path:
    """Serve the pinned uv, and a mirror of Pythons such as a company's; return the list of Pythons."""
    if platform_name() != "linux-x86_64":
        pytest.skip("the mirror has a Python for Linux on x86_64 only")
    for path in wheels.glob("uv-*"):
        path.unlink()
    (wheels / pinned_uv.name).write_bytes(pinned_uv.read_bytes())
    (paths.LOCKS / "managed" / "uv.txt").write_bytes(UV_LOCK.read_bytes())
    write_mirror(wheels)
    names = [name for name in os.environ if name.lower().endswith("_proxy")]
    for name in names:
        monkeypatch.delenv(name)
    listed = wheels / "pythons.json"
    [(key, entry)] = json.loads(listed.read_text()).items()
    listed.write_text(json.dumps({key: {**entry, "url": f"{index.address}/python.tar.gz"}}))
    monkeypatch.setenv("UV_PYTHON_DOWNLOADS_JSON_URL", f"{index.address}/pythons.json")
    # One retry has uv's usual words; its usual three wait ten seconds for a server that is not there.
    monkeypatch.setattr(packages, "_COMPANY_VARIABLES", (*packages._COMPANY_VARIABLES, "UV_HTTP_RETRIES"))
    monkeypatch.setenv("UV_HTTP_RETRIES", "1")
    return listed


def test_the_pinned_uv_brings_a_python_from_a_mirror(builder, mirror, folder, index):
    environment, heard = build(builder)
    assert environment.device == "cpu"
    assert "Downloading Python 3.99" in heard
    assert "/python.tar.gz" in index.requests
    python = folder / "pythons" / "cpython-3.99.0-linux-x86_64-gnu" / "bin" / "python3"
    assert python.read_text() == PYTHON
    home = (environment.folder / "pyvenv.cfg").read_text().splitlines()[0]
    assert home.startswith("home = ")
    assert sorted(path.name for path in folder.glob("*-*")) == [environment.folder.name]  # uv itself is gone
    index.requests.clear()
    build(builder)  # a repair takes the Python that is there
    assert "/python.tar.gz" not in index.requests


def break_hash(mirror: Path, index) -> None:
    (mirror.parent / "python.tar.gz").open("ab").write(b"x")


def break_connection(mirror: Path, index) -> None:
    mirror.write_text(mirror.read_text().replace(index.address, "http://127.0.0.1:9"))  # nothing listens


@pytest.mark.parametrize(
    ("fault", "failure"),
    [(break_hash, Failure.WRONG_HASH), (break_connection, Failure.PYTHON_DOWNLOAD)],
)
def test_faults_of_the_mirror_are_what_the_pinned_uv_says(builder, mirror, folder, index, fault, failure):
    fault(mirror, index)
    with pytest.raises(SetupError) as caught:
        build(builder)
    assert caught.value.failure is failure, caught.value.details
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in folder.glob("*-*")) == []

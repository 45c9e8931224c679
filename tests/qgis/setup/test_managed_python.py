"""Where no Python is new enough, one is downloaded: here a stand-in for uv brings a stand-in for Python."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import write_wheel

from any2any_qgis import paths
from any2any_qgis.engine.protocol import JobCancelledError
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.profiles import Lock

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
    return Builder(Lock(lock.path, "torch"), folder, bases=[Path(sys.executable)], self_test=accept)


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
            Failure.NO_NETWORK,
        ),
        ("error: Failed to download\n Caused by: invalid peer certificate: UnknownIssuer", Failure.TLS),
        ("error: HTTP status client error (403 Forbidden) for url (x)", Failure.INDEX_REFUSED),
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

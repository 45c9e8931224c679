"""Lines of the table of failures that need more than an index: by real processes and files, not by their messages.

A certificate that nobody signed, a disk that runs full or lets no program run, paths that are too long, packages that
the machine cannot load, an index without a package, an installer and a Python that do not do what they should.
"""

from __future__ import annotations

import _ctypes
import hashlib
import os
import shutil
import ssl
import subprocess
import sys
import threading
import zipfile
from functools import partial
from pathlib import Path

import pytest
from loopback import Index, write_wheel
from programs import program
from qgis.core import QgsSettings

from any2any_qgis.engine.child_environment import CA_FILE_SETTING
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, Remedy, SetupError
from any2any_qgis.setup.location import read_environment
from any2any_qgis.setup.packages import installer_environment
from any2any_qgis.setup.profiles import INDEX_SETTING, Lock
from any2any_qgis.setup.self_test import check_imports, translate_window

pytestmark = pytest.mark.usefixtures("quick_pip")


def accept(python: Path, is_cancelled) -> str:
    subprocess.run([str(python), "-c", "import loopone, looptwo"], check=True)
    return "cpu"


def build(builder: Builder):
    return builder.build(lambda *_: None, lambda: False)


@pytest.fixture
def certificate(tmp_path) -> tuple[Path, Path]:
    """A certificate for loopback that only itself vouches for, and its key."""
    path, key = tmp_path / "own.pem", tmp_path / "key.pem"
    command = [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=loopback", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(path)], check=True, capture_output=True)
    return path, key


@pytest.fixture
def tls_index(qgis_app, wheels, certificate, monkeypatch):
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    server = Index(wheels)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda request, address: None  # refused handshakes are what is tested
    threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
    # By name: pip 25 on Python 3.13 cannot check the certificate of a numeric address.
    address = server.address.replace("http://127.0.0.1", "https://localhost")
    QgsSettings().setValue(INDEX_SETTING, f"{address}/simple")
    yield server
    QgsSettings().remove("any2any")
    server.shutdown()
    server.server_close()


def test_a_certificate_that_is_not_trusted_is_named_and_the_chosen_ca_file_mends_it(
    lock, tmp_path, tls_index, certificate, monkeypatch
):
    monkeypatch.setattr("any2any_qgis.setup.packages.RETRIES", 0)
    builder = Builder(lock, tmp_path / "any2any", self_test=accept)
    with pytest.raises(SetupError) as caught:
        build(builder)
    assert caught.value.failure is Failure.TLS, caught.value.details
    assert tls_index.requests == []
    QgsSettings().setValue(CA_FILE_SETTING, str(certificate[0]))
    assert build(builder).device == "cpu"


def test_the_ca_file_of_the_options_wins_over_pips_own_variable(
    lock, tmp_path, tls_index, certificate, monkeypatch
):
    other = tmp_path / "company.pem"
    other.write_text(ssl.DER_cert_to_PEM_cert(ssl.PEM_cert_to_DER_cert(certificate[0].read_text())))
    monkeypatch.setenv("PIP_CERT", str(tmp_path / "not-there.pem"))
    QgsSettings().setValue(CA_FILE_SETTING, str(other))
    assert build(Builder(lock, tmp_path / "any2any", self_test=accept)).device == "cpu"


def test_a_finished_download_is_not_loaded_again_after_a_failure(
    lock, tmp_path, tls_index, certificate, wheels, monkeypatch
):
    """pip keeps what came over TLS, as it does from every real index, and asks again for what is missing only."""
    QgsSettings().setValue(CA_FILE_SETTING, str(certificate[0]))
    folder = tmp_path / "any2any"
    gone = (wheels / "looptwo-1.0-py3-none-any.whl").rename(tmp_path / "looptwo-1.0-py3-none-any.whl")
    with pytest.raises(SetupError):
        build(Builder(lock, folder, self_test=accept))
    assert "/loopone-1.0-py3-none-any.whl" in tls_index.requests
    gone.rename(wheels / gone.name)
    tls_index.requests.clear()
    build(Builder(lock, folder, self_test=accept))
    assert "/loopone-1.0-py3-none-any.whl" not in tls_index.requests
    assert "/looptwo-1.0-py3-none-any.whl" in tls_index.requests


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a size in megabytes; mounting needs root, and a container may forbid it."""
    mounted = []

    def mount(size_mb: int) -> Path:
        folder = tmp_path / "disk"
        folder.mkdir(exist_ok=True)
        how = f"size={size_mb}m" + (",remount" if mounted else "")
        done = subprocess.run(
            [program("mount"), "-t", "tmpfs", "-o", how, "tmpfs", str(folder)], capture_output=True, text=True
        )
        if done.returncode != 0:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
        mounted[:] = [folder]
        return folder

    yield mount
    for folder in mounted:
        subprocess.run([program("umount"), str(folder)], check=True)


def test_a_disk_that_is_too_small_is_refused_before_any_download(lock, index, small_disk):
    folder = small_disk(1)
    (folder / "filler").write_bytes(b"x" * 600_000)  # 0.4 MB are left, 4 x 0.2 MB needed
    with pytest.raises(SetupError) as caught:
        build(Builder(lock, folder, self_test=accept))
    assert caught.value.failure is Failure.DISK_FULL
    assert index.requests == []


def test_a_disk_that_runs_full_in_mid_install_is_named_and_repair_works(lock, index, small_disk):
    folder = small_disk(20)
    filler = folder / "filler"

    def fill(fraction: float, text: str) -> None:
        if text.startswith("Downloading") and not filler.exists():
            filler.write_bytes(b"x" * (shutil.disk_usage(folder).free - 50_000))  # each wheel has 100 kB

    with pytest.raises(SetupError) as caught:
        Builder(lock, folder, self_test=accept).build(fill, lambda: False)
    assert caught.value.failure is Failure.DISK_FULL, caught.value.details
    assert sorted(path.name for path in folder.glob("*-*")) == []
    filler.unlink()
    environment = build(Builder(lock, folder, self_test=accept))
    assert read_environment(environment.folder) == environment


def almost_too_long(folder: Path) -> Path:
    """A folder of 4,036 bytes in all: it can be made, the files of a Python in it have more than 4,096."""
    parts = ["x" * 200] * 19  # with their slashes 3,819 bytes
    return folder.joinpath(*parts, "y" * (4036 - len(str(folder)) - 3819 - 1))


@pytest.mark.parametrize(
    "too_long",
    [
        pytest.param(lambda folder: folder / ("x" * 256), id="one name"),
        pytest.param(almost_too_long, id="the whole path"),
    ],
)
def test_a_path_that_is_too_long_is_named(lock, index, tmp_path, too_long):
    with pytest.raises(SetupError) as caught:
        build(Builder(lock, too_long(tmp_path), self_test=accept))
    assert caught.value.failure is Failure.PATH_TOO_LONG, caught.value.details
    assert caught.value.remedy is Remedy.OPTIONS


def locked_again(lock: Lock, wheels: Path, names: tuple[str, ...]) -> Lock:
    """Write the lock file for the wheels that are served now."""
    digests = {
        name: hashlib.sha256((wheels / f"{name}-1.0-py3-none-any.whl").read_bytes()).hexdigest()
        for name in names
    }
    header = "".join(line for line in lock.text.splitlines(keepends=True) if line.startswith("#"))
    lines = [f"{name}==1.0 --hash=sha256:{digest}\n" for name, digest in digests.items()]
    lock.path.write_text(header + "".join(lines))
    return Lock(lock.path, lock.profile)


def imports_of_the_profile(python: Path, is_cancelled) -> str:
    """What a build really does first with a new environment."""
    check_imports(python, "train", installer_environment(os.environ, {}), is_cancelled)
    return "cpu"


_MODULES = ("numpy", "rasterio", "safetensors", "torch")


@pytest.mark.parametrize(
    ("message", "failure"),
    [
        ("ImportError('DLL load failed while importing _base: not found')", Failure.VC_RUNTIME),
        ('ImportError("/lib/libm.so.6: version `GLIBC_2.99\' not found (required by x.so)")', Failure.GLIBC),
        ("RuntimeError('The NVIDIA driver on your system is too old (found version 11040)')", Failure.DRIVER),
        ("PermissionError(13, 'Permission denied', 'x.so')", Failure.BLOCKED),
        ("RuntimeError('something else')", Failure.UNKNOWN),
    ],
)
def test_packages_that_this_machine_cannot_load_leave_nothing(
    lock, index, wheels, tmp_path, message, failure
):
    for name in _MODULES:
        write_wheel(wheels, name, module=f"raise {message}\n" if name == "torch" else "")
    folder = tmp_path / "any2any"
    builder = Builder(locked_again(lock, wheels, _MODULES), folder, self_test=imports_of_the_profile)
    with pytest.raises(SetupError) as caught:
        build(builder)
    assert caught.value.failure is failure, caught.value.details
    assert list(folder.glob("*-*")) == []


def test_a_disk_on_which_no_program_may_run_is_named(lock, index, wheels, small_disk):
    """As a policy forbids it: a library there is refused when it is loaded."""
    folder = small_disk(30)
    for name in _MODULES:
        write_wheel(wheels, name)
    path = wheels / "torch-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    files["torch.py"] = (
        b"import ctypes, pathlib\nctypes.CDLL(str(pathlib.Path(__file__).with_name('library.bin')))\n"
    )
    files["library.bin"] = Path(_ctypes.__file__).read_bytes()  # any library
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    builder = Builder(locked_again(lock, wheels, _MODULES), folder, self_test=imports_of_the_profile)
    assert build(builder).device == "cpu"
    subprocess.run([program("mount"), "-o", "remount,noexec", str(folder)], check=True)
    with pytest.raises(SetupError) as caught:
        build(builder)
    assert caught.value.failure is Failure.BLOCKED, caught.value.details


def test_a_folder_that_is_read_only_is_named(lock, index, small_disk):
    folder = small_disk(5)
    subprocess.run([program("mount"), "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(SetupError) as caught:
        build(Builder(lock, folder, self_test=accept))
    assert caught.value.failure is Failure.BLOCKED, caught.value.details
    assert index.requests == []


def test_a_package_that_the_index_does_not_offer_is_named(lock, index, wheels, tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    (wheels / "looptwo-1.0-py3-none-any.whl").unlink()
    with pytest.raises(SetupError) as caught:
        build(Builder(lock, tmp_path / "any2any", self_test=accept))
    assert caught.value.failure is Failure.NOT_OFFERED, caught.value.details


def test_an_installer_that_takes_too_long_is_ended(lock, index, tmp_path, monkeypatch):
    monkeypatch.setattr("any2any_qgis.setup.packages.LIMIT_S", 3.0)
    index.fault = "slow"
    folder = tmp_path / "any2any"
    with pytest.raises(SetupError) as caught:
        build(Builder(lock, folder, self_test=accept))
    assert caught.value.failure is Failure.TIMEOUT
    assert list(folder.glob("*-*")) == []


def test_a_python_that_cannot_translate_the_sample_is_named(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "bare")], check=True)
    python = tmp_path / "bare" / "bin" / "python"
    with pytest.raises(SetupError) as caught:
        translate_window(python, dict(os.environ), lambda: False)
    assert caught.value.failure is Failure.SELF_TEST
    assert "\n" not in str(caught.value)

"""A certificate that nobody signed, and a disk that runs full: by real means, not by their messages."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import threading
from functools import partial
from pathlib import Path

import pytest
from loopback import Index
from programs import program
from qgis.core import QgsSettings

from any2any_qgis.engine.child_environment import CA_FILE_SETTING
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.location import read_environment
from any2any_qgis.setup.profiles import INDEX_SETTING


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

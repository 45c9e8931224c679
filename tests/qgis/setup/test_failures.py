from __future__ import annotations

import errno

import pytest

from any2any_qgis import paths
from any2any_qgis.setup.failures import Failure, SetupError, diagnose, failure_of
from any2any_qgis.setup.profiles import DEFAULT_PROFILE, GPU_PROFILE, PROFILES, RUNTIMES, Lock, find_lock


@pytest.mark.parametrize(
    ("output", "failure"),
    [
        ("WARNING: Connection timed out\nProxyError('Tunnel connection failed: 407 x')", Failure.PROXY_LOGIN),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", Failure.TLS),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", Failure.WRONG_HASH),
        (
            "Could not fetch URL x: 403 Client Error: Forbidden\nERROR: No matching distribution",
            Failure.INDEX_REFUSED,
        ),
        (
            "Retrying after NewConnectionError\nERROR: No matching distribution found for x",
            Failure.NO_NETWORK,
        ),
        (
            "error: incomplete-download\nDownload failed because not enough bytes were received",
            Failure.NO_NETWORK,
        ),
        ("ERROR: No matching distribution found for x==1", Failure.NOT_OFFERED),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", Failure.DISK_FULL),
        ("OSError: [WinError 206] The filename or extension is too long", Failure.PATH_TOO_LONG),
        ("PermissionError: [WinError 5] Access is denied", Failure.BLOCKED),
        ("ImportError: DLL load failed while importing x", Failure.VC_RUNTIME),
        ("ImportError: /lib/libc.so.6: version `GLIBC_2.32' not found", Failure.GLIBC),
        ("RuntimeError: The NVIDIA driver on your system is too old", Failure.DRIVER),
        ("ERROR: something new", Failure.UNKNOWN),
        ("", Failure.UNKNOWN),
    ],
)
def test_output_of_installers_and_imports_is_typed(qgis_app, output, failure):
    error = diagnose(output)
    assert error.failure is failure
    assert error.details == output
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("number", "failure"),
    [(errno.ENOSPC, Failure.DISK_FULL), (errno.EROFS, Failure.BLOCKED), (errno.EIO, Failure.UNKNOWN)],
)
def test_failed_file_operations_are_typed(qgis_app, number, failure):
    assert failure_of(OSError(number, "x")).failure is failure


@pytest.mark.parametrize("failure", list(Failure))
def test_docs_list_every_failure(failure):
    text = (paths.PLUGIN.parent / "docs" / "set-up.md").read_text(encoding="utf-8")
    assert text.count(f"| `{failure.value}` |") == 1


LOCKS = sorted(paths.LOCKS.glob("*.txt"))


WINDOWS_PACKAGES = {"cpu": "onnxruntime", "gpu": "onnxruntime-directml", "train": "torch"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_lock_files_pin_and_hash_everything_and_name_no_address(path):
    lock = Lock(path, path.stem.partition("-")[0])
    modules = {**RUNTIMES, GPU_PROFILE: "torch"} if "windows" not in path.stem else WINDOWS_PACKAGES
    assert modules[lock.profile] in lock.packages
    assert f"# profile: {lock.profile}\n" in lock.text
    assert "3.11" in lock.pythons
    assert lock.download_mb > 10
    assert "://" not in lock.text
    assert {"numpy", "rasterio", "safetensors", "pip"} <= set(lock.packages)
    for name in lock.packages:
        assert "--hash=sha256:" in lock.requirement(name), name
    assert len(set(lock.packages)) == len(lock.packages)


def test_light_profile_stays_under_100_mb():
    assert [lock.stem for lock in LOCKS if lock.stem.startswith("cpu-")] == [
        f"cpu-{name}" for name in ("linux-x86_64", "macos-arm64", "macos-x86_64", "windows-x86_64")
    ]
    assert max(Lock(path, "cpu").download_mb for path in LOCKS if path.stem.startswith("cpu-")) < 100


def test_only_profiles_that_the_worker_can_use_are_offered(qgis_app):
    assert find_lock().profile == DEFAULT_PROFILE
    for profile in {*RUNTIMES, "other"} - set(PROFILES):
        with pytest.raises(SetupError, match="no package list"):
            find_lock(profile)

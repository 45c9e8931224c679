"""Failures of building an environment: each has a code, one sentence and one remedy."""

from __future__ import annotations

import errno
import re
from enum import Enum

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr


class Failure(Enum):
    """Kinds of failures; ``docs/set-up.md`` lists them with their remedies."""

    NO_NETWORK = "no-network"
    PROXY_LOGIN = "proxy-login"
    TLS = "tls"
    INDEX_REFUSED = "index-refused"
    WRONG_HASH = "wrong-hash"
    NOT_OFFERED = "not-offered"
    DISK_FULL = "disk-full"
    PATH_TOO_LONG = "path-too-long"
    BLOCKED = "blocked"
    NO_PYTHON = "no-python"
    PYTHON_DOWNLOAD = "python-download"
    NO_PIP = "no-pip"
    NO_LOCK = "no-lock"
    VC_RUNTIME = "vc-runtime"
    GLIBC = "glibc"
    DRIVER = "driver"
    GPU_UNUSED = "gpu-unused"
    GPU_DIFFERS = "gpu-differs"
    GPU_SLOWER = "gpu-slower"
    BUSY = "busy"
    BAD_BUNDLE = "bad-bundle"
    SELF_TEST = "self-test"
    TIMEOUT = "timeout"
    UNKNOWN = "unknown"


class Remedy(Enum):
    """The action of a button beside a failure."""

    RETRY = "retry"
    PROXY = "proxy"
    OPTIONS = "options"
    BUNDLE = "bundle"
    PYTHON = "python"
    STAY = "stay"


class SetupError(EngineError):
    """The environment cannot be built; ``failure`` says why and ``values`` fill its sentence."""

    def __init__(self, failure: Failure, details: str = "", **values: object) -> None:
        self.failure = failure
        self.details = details
        self.values = values
        super().__init__(f"{_sentence(failure).format(**values)} {_advice(failure)}")

    @property
    def remedy(self) -> Remedy:
        """The button to offer."""
        return _REMEDIES.get(self.failure, Remedy.RETRY)


_REMEDIES = {
    Failure.PROXY_LOGIN: Remedy.PROXY,
    Failure.TLS: Remedy.OPTIONS,
    Failure.INDEX_REFUSED: Remedy.BUNDLE,
    Failure.NO_NETWORK: Remedy.RETRY,
    Failure.PATH_TOO_LONG: Remedy.OPTIONS,
    Failure.NO_PYTHON: Remedy.PYTHON,
    Failure.PYTHON_DOWNLOAD: Remedy.PYTHON,
    Failure.NO_PIP: Remedy.PYTHON,
    Failure.NO_LOCK: Remedy.PYTHON,
    Failure.BAD_BUNDLE: Remedy.BUNDLE,
    Failure.GPU_UNUSED: Remedy.STAY,
    Failure.GPU_DIFFERS: Remedy.STAY,
    Failure.GPU_SLOWER: Remedy.STAY,
}

_PATTERNS = (
    (Failure.PROXY_LOGIN, r"\b407\b|Proxy Authentication Required"),
    (
        Failure.TLS,
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError|self.signed certificate|invalid peer certificate",
    ),
    (Failure.WRONG_HASH, r"DO NOT MATCH THE HASHES|Hash mismatch"),
    (Failure.DISK_FULL, r"No space left on device|not enough space on the disk|Errno 28\b|WinError 112\b"),
    (Failure.PATH_TOO_LONG, r"File name too long|Errno 36\b|WinError 206\b"),
    (
        Failure.INDEX_REFUSED,
        r"\b(401|403|451|503) (Client|Server) Error|HTTP (error|status .*\()\W*(401|403|451|503)",
    ),
    (Failure.GLIBC, r"version `GLIBC(XX)?_[\d.]+' not found"),
    (Failure.VC_RUNTIME, r"DLL load failed|vcruntime|WinError 126\b"),
    (Failure.DRIVER, r"driver (version is insufficient|on your system is too old)"),
    (
        Failure.NO_NETWORK,
        r"NewConnectionError|ConnectTimeout|ReadTimeout|NameResolutionError|Temporary failure in name resolution"
        r"|Connection (refused|reset|aborted)|RemoteDisconnected|IncompleteRead|not enough bytes"
        r"|ProxyError|Network is unreachable|dns error|tcp connect error|error sending request|Failed to download",
    ),
    (Failure.NOT_OFFERED, r"No matching distribution|Could not find a version"),
    (
        Failure.BLOCKED,
        r"Permission denied|Access is denied|WinError (5|32|225)\b|Operation not permitted"
        r"|Read-only file system|failed to map segment from shared object",  # the latter: no program may run there
    ),
)


def diagnose(output: str) -> SetupError:
    """Return the error for an installer's or an import's output; its last line is kept."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")] or lines
    for failure, pattern in _PATTERNS:
        if re.search(pattern, output, re.IGNORECASE):
            return SetupError(failure, details=output)
    return SetupError(Failure.UNKNOWN, details=output, reason=errors[-1] if errors else "-")


def failure_of(error: OSError) -> SetupError:
    """Return the error for a failed file operation."""
    kinds = {
        errno.ENOSPC: Failure.DISK_FULL,
        errno.EDQUOT: Failure.DISK_FULL,
        errno.ENAMETOOLONG: Failure.PATH_TOO_LONG,
        errno.EACCES: Failure.BLOCKED,
        errno.EPERM: Failure.BLOCKED,
        errno.EROFS: Failure.BLOCKED,
    }
    kind = kinds.get(error.errno or 0, Failure.UNKNOWN)
    return SetupError(kind, details=str(error), reason=str(error))


def _sentence(failure: Failure) -> str:
    return {
        Failure.NO_NETWORK: tr("The package index cannot be reached."),
        Failure.PROXY_LOGIN: tr("The proxy asks for a user name and a password (407)."),
        Failure.TLS: tr("The certificate of the package index is not trusted on this computer."),
        Failure.INDEX_REFUSED: tr("The package index or a firewall refused the download."),
        Failure.WRONG_HASH: tr("A downloaded package differs from the one that this plugin was tested with."),
        Failure.NOT_OFFERED: tr("The package index does not offer a package that is needed."),
        Failure.DISK_FULL: tr("The disk is full."),
        Failure.PATH_TOO_LONG: tr("The folder of the environment has too long a path."),
        Failure.BLOCKED: tr("Another program or a policy blocks the files of the environment."),
        Failure.NO_PYTHON: tr("No Python {wanted} was found on this computer."),
        Failure.PYTHON_DOWNLOAD: tr(
            "This computer has no Python that is new enough, and Python {version} cannot be downloaded."
        ),
        Failure.NO_PIP: tr("The Python {python} has no pip."),
        Failure.NO_LOCK: tr("The plugin has no package list {profile!r} for {platform}."),
        Failure.VC_RUNTIME: tr("The Microsoft Visual C++ runtime is missing."),
        Failure.GLIBC: tr("This Linux is too old for the packages (glibc)."),
        Failure.DRIVER: tr("The driver of the graphics card is too old."),
        Failure.GPU_UNUSED: tr("The packages do not see the graphics card."),
        Failure.GPU_DIFFERS: tr(
            "The graphics card computes other values than the processor ({share:.1%} off)."
        ),
        Failure.GPU_SLOWER: tr(
            "The graphics card takes {gpu_s:.1f} s for the sample, the processor {cpu_s:.1f} s."
        ),
        Failure.BUSY: tr("Another QGIS is setting up Any2Any now."),
        Failure.BAD_BUNDLE: tr("{path} is not a bundle for this plugin and {platform}."),
        Failure.SELF_TEST: tr("The new environment does not translate the sample: {reason}"),
        Failure.TIMEOUT: tr("The installation took longer than {minutes:.0f} minutes."),
        Failure.UNKNOWN: tr("The installation failed: {reason}"),
    }[failure]


def _advice(failure: Failure) -> str:
    return {
        Failure.NO_NETWORK: tr("Check the connection and the proxy, then try again."),
        Failure.PROXY_LOGIN: tr("Enter them under Settings > Options > Network."),
        Failure.TLS: tr("Choose your company's CA file under Options > Any2Any."),
        Failure.INDEX_REFUSED: tr("Set a mirror under Options > Any2Any, or use an offline bundle."),
        Failure.WRONG_HASH: tr("Nothing was installed: try again, and report it if it stays."),
        Failure.NOT_OFFERED: tr("Check the mirror under Options > Any2Any, or use an offline bundle."),
        Failure.DISK_FULL: tr("Free some space, or choose another folder under Options > Any2Any."),
        Failure.PATH_TOO_LONG: tr("Choose a shorter one under Options > Any2Any."),
        Failure.BLOCKED: tr("Close other QGIS windows, allow the folder in the antivirus, then try again."),
        Failure.NO_PYTHON: tr("Install one, or choose an existing Python."),
        Failure.PYTHON_DOWNLOAD: tr("Install it, or choose an existing Python."),
        Failure.NO_PIP: tr("Install pip for it, or choose another Python."),
        Failure.NO_LOCK: tr("Choose an existing Python that has the packages."),
        Failure.VC_RUNTIME: tr("Install the Visual C++ Redistributable, then try again."),
        Failure.GLIBC: tr("Choose an existing Python that has the packages."),
        Failure.DRIVER: tr("Update it, or set up the profile for the processor."),
        Failure.GPU_UNUSED: tr("Update its driver and try again; until then the processor is used."),
        Failure.GPU_DIFFERS: tr("The processor is used as before: report it with the diagnostics."),
        Failure.GPU_SLOWER: tr("The processor is used as before: there is nothing to do."),
        Failure.BUSY: tr("Wait until it has finished, then try again."),
        Failure.BAD_BUNDLE: tr("Choose a bundle that was made for both."),
        Failure.SELF_TEST: tr("Try again, and report it with the diagnostics if it stays."),
        Failure.TIMEOUT: tr("Try again: finished downloads are kept."),
        Failure.UNKNOWN: tr("Try again, and report it with the diagnostics if it stays."),
    }[failure]

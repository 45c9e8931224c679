"""Install a lock file's packages with pip, from the index or from a bundle, and report progress."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from qgis.core import QgsSettings

from any2any_qgis import paths
from any2any_qgis.engine.child import WATCHED_MODULE, IsCancelled, run_child
from any2any_qgis.engine.child_environment import ca_file, child_environment
from any2any_qgis.setup.failures import Failure, SetupError, diagnose
from any2any_qgis.setup.interpreters import BasePython
from any2any_qgis.setup.profiles import INDEX_SETTING, Lock

LIMIT_S = 2 * 3600.0
RETRIES = 4
TIMEOUT_S = 30

OnFraction = Callable[[float, str], None]

# What a company sets for pip and uv on purpose; all else of PIP_ and UV_ changes where or what they install.
_COMPANY_VARIABLES = (
    *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CERT", "PIP_CONFIG_FILE", "PIP_FIND_LINKS"),
    *("UV_PYTHON_INSTALL_MIRROR", "UV_PYTHON_DOWNLOADS_JSON_URL"),
)
_SIZE = re.compile(r"\(([\d.]+) (kB|MB|GB)\)")
_MB = {"kB": 1e-3, "MB": 1.0, "GB": 1e3}


def installer_environment(inherited: Mapping[str, str], proxy: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of pip; the index, which may hold a password, comes only here and never in a command."""
    company = {name: inherited[name] for name in _COMPANY_VARIABLES if name in inherited}
    index = str(QgsSettings().value(INDEX_SETTING, "") or "").strip()
    if index:
        company["PIP_INDEX_URL"] = index
    clean = child_environment(inherited)
    certificate = {"PIP_CERT": clean["REQUESTS_CA_BUNDLE"]} if "REQUESTS_CA_BUNDLE" in clean else {}
    return {
        **clean,
        **certificate,
        **company,
        **({"PIP_CERT": ca_file()} if ca_file() else {}),  # options take precedence over the environment
        **proxy,
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


@dataclass(frozen=True)
class PackageInstaller:
    """Installs into one environment."""

    base: BasePython
    python: Path
    """The environment's interpreter."""
    downloads: Path
    """Folder of pip's downloads, kept for the next try."""
    environment: dict[str, str]

    def install(
        self, lock: Lock, wheels: Path | None, on_fraction: OnFraction, is_cancelled: IsCancelled
    ) -> None:
        """Install exactly the lock file's packages; SetupError says why not. ``wheels`` is a bundle's folder.

        The lock file's own pip goes first: it continues broken downloads and trusts the system's certificates.
        """
        command, environment = self._pip()
        offline = ["--no-index", "--find-links", str(wheels)] if wheels is not None else []
        if "pip" in lock.packages:
            with tempfile.TemporaryDirectory() as folder:
                requirement = Path(folder) / "pip.txt"
                requirement.write_text(lock.requirement("pip"), encoding="utf-8")
                arguments = [*offline, "-r", str(requirement)]
                self._install(command, environment, arguments, is_cancelled, lambda line: None)
            command, environment = [str(self.python), "-P", "-c", WATCHED_MODULE, "pip"], self.environment
        arguments = [*offline, "-r", str(lock.path)]
        self._install(command, environment, arguments, is_cancelled, PipProgress(lock, on_fraction).read)

    def _install(
        self,
        pip: list[str],
        environment: dict[str, str],
        arguments: list[str],
        is_cancelled: IsCancelled,
        on_line: Callable[[str], None],
    ) -> None:
        """Run pip, and run it again where the first output does not explain the failure."""
        options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile"]
        options += ["--progress-bar", "off", "--timeout", str(TIMEOUT_S), *arguments]
        careful = ["--retries", str(RETRIES), "--cache-dir", str(self.downloads)]
        error = self._try([*pip, "install", *careful, *options], environment, is_cancelled, on_line)
        if error is not None and _was_cut(error):
            fresh = ["--retries", str(RETRIES), "--no-cache-dir"]
            error = self._try([*pip, "install", *fresh, *options], environment, is_cancelled, on_line)
        elif error is not None and error.failure is Failure.NOT_OFFERED:
            # Only pip's debug log says why an index gave nothing.
            talkative = ["-vv", "--retries", "0", "--no-cache-dir"]
            error = self._try([*pip, "install", *talkative, *options], environment, is_cancelled, on_line)
        if error is not None:
            raise error

    def _try(
        self,
        command: list[str],
        environment: dict[str, str],
        is_cancelled: IsCancelled,
        on_line: Callable[[str], None],
    ) -> SetupError | None:
        try:
            answer = run_child(command, environment, self.python.parent, LIMIT_S, is_cancelled, on_line)
        except OSError as error:
            return diagnose(str(error))
        if answer.timed_out:
            return SetupError(Failure.TIMEOUT, minutes=LIMIT_S / 60)
        return None if answer.code == 0 else diagnose(answer.stdout + answer.stderr)

    def _pip(self) -> tuple[list[str], dict[str, str]]:
        """Return the start of pip's command: the plugin's wheel, the base Python's, or the base's own pip."""
        shipped = sorted((paths.RESOURCES / "wheels").glob("pip-*.whl"))
        wheel = shipped[-1] if shipped else self.base.pip_wheel
        if wheel is not None:
            path = {"PYTHONPATH": str(wheel)}
            return [str(self.python), "-P", "-c", WATCHED_MODULE, "pip"], {**self.environment, **path}
        if self.base.has_pip:
            return [str(self.base.path), "-m", "pip", "--python", str(self.python)], dict(self.environment)
        raise SetupError(Failure.NO_PIP, python=self.base.path)


def _was_cut(error: SetupError) -> bool:
    """Whether a broken connection may be the reason: an old pip takes it for the file's end, 25.1 tries once."""
    return error.failure is Failure.WRONG_HASH or "incomplete-download" in error.details


class PipProgress:
    """Turns pip's lines into a fraction of the download."""

    def __init__(self, lock: Lock, on_fraction: OnFraction) -> None:
        self._total_mb = max(lock.download_mb, 1.0)
        self._done_mb = 0.0
        self._current_mb = 0.0
        self._on_fraction = on_fraction

    def read(self, line: str) -> None:
        """Take one line: a download that begins ends the one before it."""
        words = line.split()
        if line.startswith("Collecting"):
            self._on_fraction(self._fraction(), words[1].partition("==")[0])
        elif words[:1] in (["Downloading"], ["Using"]):
            size = _SIZE.search(line)
            self._done_mb += self._current_mb
            self._current_mb = float(size[1]) * _MB[size[2]] if size else 0.0
        elif line.startswith("Installing collected packages"):
            self._done_mb, self._current_mb = self._total_mb, 0.0
            self._on_fraction(1.0, "")

    def _fraction(self) -> float:
        return min((self._done_mb + self._current_mb) / self._total_mb, 1.0)

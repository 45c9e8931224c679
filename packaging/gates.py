"""The plugin repository's own checks on the zip: ``python packaging/gates.py dist/any2any_qgis-<version>.zip``.

Runs bandit, detect-secrets and flake8 as the repository does after an upload. A finding fails unless ``gates.txt``
lists it with a reason; rules that the repository calls mandatory cannot be listed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

EXCEPTIONS = Path(__file__).with_name("gates.txt")
SKIPPABLE = {
    *("B101", "B104", "B108", "B110", "B112", "B113", "B303", "B308", "B310", "B311"),
    *("B313", "B314", "B315", "B316", "B317", "B318", "B319", "B320", "B324", "B403"),
    *("B405", "B406", "B407", "B408", "B409", "B504", "B508", "B509", "B603", "B606"),
    *("B607", "B608", "B614", "B702", "B703", "B704"),
    *("Base64_High_Entropy_String", "Hex_High_Entropy_String", "Secret_Keyword", "F401"),
}
"""Rules that the repository lets an uploader skip; all others are mandatory."""
NOT_CHECKED = "B404,B410,B411,B109"
"""Rules of bandit that the repository has switched off; importing ``subprocess`` is one."""
FLAKE8 = ("--max-line-length=120", "--select=E9,F,W6")
"""Errors and pyflakes; the repository has style switched off."""


@dataclass(frozen=True)
class Finding:
    """A rule that a file breaks; ``path`` is inside the plugin's folder, with slashes."""

    rule: str
    path: str
    line: int


@dataclass(frozen=True)
class Exemption:
    """A rule that files matching a pattern may break, and why."""

    rule: str
    pattern: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether it is about that finding."""
        return finding.rule == self.rule and fnmatch(finding.path, self.pattern)


def exemptions(path: Path = EXCEPTIONS) -> list[Exemption]:
    """Read the exceptions; SystemExit for one without a reason, or of a mandatory rule."""
    lines = path.read_text(encoding="utf-8").splitlines()
    parts = [line.split(None, 2) for line in lines if line.strip() and not line.startswith("#")]
    for part in parts:
        if len(part) != 3:
            raise SystemExit(f"{path.name}: {' '.join(part)!r} needs a rule, a path and a reason")
        if part[0] not in SKIPPABLE:
            raise SystemExit(f"{path.name}: {part[0]} is mandatory: mend the code instead")
    return [Exemption(*part) for part in parts]


def verdict(findings: list[Finding], listed: list[Exemption]) -> tuple[list[Finding], list[Exemption]]:
    """Return findings that no exception covers, and exceptions that cover nothing."""
    open_ = [finding for finding in findings if not any(entry.covers(finding) for entry in listed)]
    idle = [entry for entry in listed if not any(entry.covers(finding) for finding in findings)]
    return open_, idle


def bandit(folder: Path) -> Iterator[Finding]:
    """Security of Python code."""
    report = _json("bandit", "-r", ".", "-f", "json", "--quiet", "-s", NOT_CHECKED, folder=folder)
    for error in report["errors"]:
        yield Finding("unreadable", error["filename"], 0)
    for issue in report["results"]:
        yield Finding(issue["test_id"], issue["filename"].removeprefix("./"), issue["line_number"])


def secrets(folder: Path) -> Iterator[Finding]:
    """Passwords and keys in any file."""
    report = _json(
        "detect_secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt", ".", folder=folder
    )
    for path, found in report["results"].items():
        for secret in found:
            yield Finding(secret["type"].replace(" ", "_"), path.removeprefix("./"), secret["line_number"])


def flake8(folder: Path) -> Iterator[Finding]:
    """Errors in Python code."""
    options = ("--isolated", *FLAKE8, "--format=%(code)s|%(path)s|%(row)d")
    for line in _output("flake8", *options, ".", folder=folder).splitlines():
        rule, path, row = line.split("|")
        yield Finding(rule, path.removeprefix("./"), int(row))


def _output(module: str, *arguments: str, folder: Path) -> str:
    """Return a tool's standard output; bandit and flake8 exit with 1 if they found something."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
        raise SystemExit(f"{module} failed: {done.stderr[-2000:]}")
    return done.stdout


def _json(module: str, *arguments: str, folder: Path) -> dict:
    return json.loads(_output(module, *arguments, folder=folder))


def main() -> int:
    """Check one zip; return 1 if a finding has no reason. Reasons without a finding are only named."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: gates.py ZIP")
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(sys.argv[1]) as archive:
        archive.extractall(place)
        [plugin] = Path(place).iterdir()
        findings = [*bandit(plugin), *secrets(plugin), *flake8(plugin)]
    open_, idle = verdict(findings, exemptions())
    for finding in open_:
        sys.stdout.write(f"{finding.path}:{finding.line}: {finding.rule}\n")
    for entry in idle:
        sys.stdout.write(
            f"gates.txt: {entry.rule} in {entry.pattern} is not needed any more: remove the line\n"
        )
    sys.stdout.write(
        f"{len(open_)} open, {len(findings) - len(open_)} with a reason, {len(idle)} idle exceptions\n"
    )
    return int(bool(open_))


if __name__ == "__main__":
    sys.exit(main())

"""What ``make test`` installs: what is missing, and no second QGIS beside one that is there under another name."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[3] / "packaging"
LISTED = dict(
    line.split()
    for line in (PACKAGING / "programs.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
"""Package by program."""


def installed_beside(folder: Path, missing: set[str]) -> list[str]:
    """Run the script where all listed programs exist but the missing ones; return what it hands to apt-get."""
    log = folder / "log"
    bodies = dict.fromkeys(set(LISTED) - missing, "exit 0")
    bodies |= {
        "python3": "exit 0",
        "id": "echo 0",
        "dirname": f"echo {PACKAGING}",
        "apt-get": f'echo "$@" >>{log}',
    }
    for name, body in bodies.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    command = ["sh", str(PACKAGING / "ensure_qgis.sh"), "python3"]
    subprocess.run(command, env={"PATH": str(folder)}, executable="/bin/sh", check=True)
    lines = log.read_text().splitlines() if log.exists() else []
    return [
        word for line in lines if line.startswith("install ") for word in line.split()[1:] if word[0] != "-"
    ]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (set(), []),
        ({"qgis.bin", "qgis_process.bin"}, []),  # QGIS's Docker images
        ({"qgis", "qgis.bin"}, ["qgis", "qgis"]),  # no QGIS at all: both entries ask for it
        ({"xvfb-run", "openssl"}, ["xvfb", "openssl"]),
    ],
)
def test_what_is_missing_is_installed_and_nothing_else(
    tmp_path: Path, missing: set[str], expected: list[str]
):
    (tmp_path / "qgis_process").write_text("")
    (tmp_path / "qgis_process").chmod(0o755)
    assert installed_beside(tmp_path, missing) == expected

"""Write ``locks/*.txt``: ``python packaging/write_locks.py`` with ``uv`` on the path.

Each file has one platform's hashed wheels of one profile, for all Pythons that have them, and no index address.
``locks/PROFILE.in`` says what is asked for; ``locks/managed`` is the tool that brings a Python.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "locks"
PLATFORMS = {
    "linux-x86_64": "x86_64-manylinux_2_28",
    "windows-x86_64": "x86_64-pc-windows-msvc",
    "macos-arm64": "aarch64-apple-darwin",
    "macos-x86_64": "x86_64-apple-darwin",
}
MACOS = "14.0"
"""The oldest macOS that PyTorch has wheels for."""

PYTHONS = ("3.11", "3.12", "3.13")

Package = dict[str, object]


def compile_lock(source: Path, platform: str, python: str, constraints: Path | None) -> list[Package] | None:
    """Resolve for one platform and Python; None if some package has no wheel there."""
    command = ["uv", "pip", "compile", "--quiet", "--format", "pylock.toml", "--only-binary", ":all:"]
    command += ["--python-version", python, "--python-platform", PLATFORMS[platform], str(source)]
    command += ["--constraints", str(constraints)] if constraints else []
    environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": MACOS}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        sys.stderr.write(
            f"{source.stem} {platform} Python {python}: {done.stderr.strip().splitlines()[-1]}\n"
        )
        return None
    return tomllib.loads(done.stdout)["packages"]


def write(profile: str, platform: str) -> None:
    """Write one lock file, with the versions of the oldest Python for all of them."""
    source = FOLDER / f"{profile}.in"
    first = compile_lock(source, platform, PYTHONS[0], None)
    if first is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "versions.txt"
        constraints.write_text("".join(f"{package['name']}=={package['version']}\n" for package in first))
        more = {python: compile_lock(source, platform, python, constraints) for python in PYTHONS[1:]}
    resolved = {PYTHONS[0]: first, **{python: packages for python, packages in more.items() if packages}}
    path = FOLDER / f"{profile}-{platform}.txt"
    path.write_text(_text(profile, platform, resolved), encoding="utf-8")
    sys.stdout.write(f"{path.name}: {len(first)} packages, Python {', '.join(resolved)}\n")


def _text(profile: str, platform: str, resolved: dict[str, list[Package]]) -> str:
    first = next(iter(resolved.values()))
    size_mb = sum(max(wheel["size"] for wheel in package["wheels"]) for package in first) / 1e6
    lines = [
        "# Written by `make locks`; do not edit.",
        f"# profile: {profile}",
        f"# platform: {platform}",
        f"# pythons: {' '.join(resolved)}",
        f"# download_mb: {size_mb:.0f}",
    ]
    for package in first:
        lines.append(
            " \\\n    ".join(
                [f"{package['name']}=={package['version']}", *_hashes(package["name"], resolved)]
            )
        )
    text = "\n".join(lines) + "\n"
    assert not re.search(r"https?://", text), "a lock file names no address"
    return text


def _hashes(name: str, resolved: dict[str, list[Package]]) -> list[str]:
    wheels = [w for packages in resolved.values() for p in packages if p["name"] == name for w in p["wheels"]]
    return sorted({f"--hash=sha256:{wheel['hashes']['sha256']}" for wheel in wheels})


def write_managed() -> None:
    """Pin the tool that brings a Python, with the hashes of its wheels for all platforms."""
    source = FOLDER / "managed" / "uv.in"
    command = [
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
    ]
    command += ["--no-emit-index-url", "--no-emit-find-links", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    text = "# Written by `make locks`; do not edit.\n" + done.stdout
    assert not re.search(r"https?://|file:", text), "a lock file names no address"
    source.with_suffix(".txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_managed()
    for profile_file in sorted(FOLDER.glob("*.in")):
        for platform_name in PLATFORMS:
            write(profile_file.stem, platform_name)

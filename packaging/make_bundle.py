"""Write an offline bundle for this platform: ``python packaging/make_bundle.py PROFILE FOLDER [--python FOLDER]``.

The zip holds the plugin's lock file and its wheels, for one version of Python: that of the Python in ``--python``,
which goes into the zip too, or else that of the Python that runs this.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

LOCKS = Path(__file__).resolve().parent.parent / "locks"
SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
MACHINES = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
PROBE = "import json, sys; print(json.dumps(['%d.%d' % sys.version_info[:2], sys.base_prefix]))"
LEFT_OUT = {"__pycache__", "test", "idlelib", "turtledemo"}
"""Folders of a Python that no package needs."""


def platform_name() -> str:
    """Return the platform's name in lock files, as the plugin's ``setup.profiles`` does."""
    machine = platform.machine().lower()
    return f"{SYSTEMS.get(sys.platform, sys.platform)}-{MACHINES.get(machine, machine)}"


def bundle(lock: Path, destination: Path, python: Path | None) -> None:
    """Download a lock file's wheels, compare their hashes and zip them, with a Python if there is one."""
    program = Path(sys.executable) if python is None else program_in(python)
    version = checked_version(program, python)
    with tempfile.TemporaryDirectory() as folder:
        # This Python's pip, for a Python in a folder may have none: wheels are chosen by its version.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
        command += ["--only-binary", ":all:", "--python-version", version, "--dest", folder, "-r", str(lock)]
        subprocess.run(command, check=True)
        destination.parent.mkdir(parents=True, exist_ok=True)
        # Wheels are zips already: storing them is as small, and faster.
        with zipfile.ZipFile(destination, "w", zipfile.ZIP_STORED) as archive:
            archive.write(lock, "lock.txt")
            archive.writestr("python.txt", f"{version}\n")
            for wheel in sorted(Path(folder).glob("*.whl")):
                archive.write(wheel, f"wheels/{wheel.name}")
            for path in files_of(python) if python is not None else ():
                add(archive, path, f"python/{path.relative_to(python).as_posix()}")


def program_in(folder: Path) -> Path:
    """Return the program of a Python in a folder, as ``uv python install`` lays it out."""
    return folder / ("python.exe" if sys.platform == "win32" else "bin/python3")


def checked_version(program: Path, folder: Path | None) -> str:
    """Return a Python's version like ``3.12``; SystemExit if it would not run from another folder."""
    done = subprocess.run([str(program), "-I", "-c", PROBE], capture_output=True, text=True, check=True)
    version, prefix = json.loads(done.stdout)
    if folder is not None and Path(prefix).resolve() != folder.resolve():
        raise SystemExit(f"{folder} cannot be moved: its Python lives in {prefix}; take one that uv installs")
    return str(version)


def files_of(folder: Path) -> Iterator[Path]:
    """Yield files and links to files of a Python; without those that only its own tests and editor need."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - LEFT_OUT)
        yield from (Path(root) / name for name in sorted(names))


def add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    """Add a file with its permissions, or a link as a link."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3  # Unix: else it has no permissions
    info.external_attr = path.lstat().st_mode << 16
    if path.is_symlink() and not path.readlink().is_absolute():
        archive.writestr(info, str(path.readlink()))
        return
    info.external_attr = (stat.S_IFREG | stat.S_IMODE(path.stat().st_mode)) << 16
    archive.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)


def main() -> None:
    """Make the bundle that the command line names."""
    parser = argparse.ArgumentParser(description="Write an offline bundle for this platform.")
    parser.add_argument("profile", help="cpu, gpu or train")
    parser.add_argument("folder", type=Path, help="where the zip goes")
    parser.add_argument("--python", type=Path, help="folder of a Python that goes into the bundle")
    args = parser.parse_args()
    name = f"{args.profile}-{platform_name()}"
    lock = LOCKS / f"{name}.txt"
    if not lock.is_file():
        raise SystemExit(f"{lock} does not exist: run `make locks`, or choose another profile")
    destination = args.folder / f"any2any-{name}.zip"
    bundle(lock, destination, args.python)
    digest = hashlib.sha256(destination.read_bytes()).hexdigest()
    sys.stdout.write(f"{destination}: {destination.stat().st_size / 1e6:.0f} MB, SHA-256 {digest}\n")


if __name__ == "__main__":
    main()

"""Write an offline bundle for this platform: ``python packaging/make_bundle.py PROFILE DESTINATION``.

The zip holds the plugin's lock file and its wheels, for one version of Python: that of the Python that runs this.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

LOCKS = Path(__file__).resolve().parent.parent / "locks"
SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
MACHINES = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}


def platform_name() -> str:
    """Return the platform's name in lock files, as the plugin's ``setup.profiles`` does."""
    machine = platform.machine().lower()
    return f"{SYSTEMS.get(sys.platform, sys.platform)}-{MACHINES.get(machine, machine)}"


def bundle(lock: Path, destination: Path) -> None:
    """Download a lock file's wheels, compare their hashes and zip them."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
        command += ["--only-binary", ":all:", "--dest", folder, "-r", str(lock)]
        subprocess.run(command, check=True)
        destination.parent.mkdir(parents=True, exist_ok=True)
        # Wheels are zips already: storing them is as small, and faster.
        with zipfile.ZipFile(destination, "w", zipfile.ZIP_STORED) as archive:
            archive.write(lock, "lock.txt")
            archive.writestr("python.txt", f"{sys.version_info.major}.{sys.version_info.minor}\n")
            for wheel in sorted(Path(folder).glob("*.whl")):
                archive.write(wheel, f"wheels/{wheel.name}")


def main() -> None:
    """Make the bundle that the command line names."""
    if len(sys.argv) != 3:
        raise SystemExit("usage: make_bundle.py PROFILE FOLDER")
    name = f"{sys.argv[1]}-{platform_name()}"
    lock = LOCKS / f"{name}.txt"
    if not lock.is_file():
        raise SystemExit(f"{lock} does not exist: run `make locks`, or choose another profile")
    destination = Path(sys.argv[2]) / f"any2any-{name}.zip"
    bundle(lock, destination)
    sys.stdout.write(f"{destination}: {destination.stat().st_size / 1e6:.0f} MB\n")


if __name__ == "__main__":
    main()

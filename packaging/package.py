"""Zip the plugin for its repository: ``python3 packaging/package.py [--release] [--wheels FOLDER]``.

Writes ``dist/any2any_qgis-<version>.zip``, the same bytes for the same sources: sorted names, one date, one permission.
``--wheels`` adds the wheel of pip with which the set-up installs into an environment whose Python came without pip.
``--release`` refuses what the repository would refuse; without it those faults are warnings.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "packaging")]  # tests run this file by its path

from build_plugin import PLUGIN_NAME, build  # noqa: E402

LIMIT_BYTES = 25_000_000
"""The repository takes no larger file."""
REQUIRED = (
    *("name", "qgisMinimumVersion", "description", "about", "version", "author", "email"),
    *("homepage", "repository", "tracker"),
)
"""What the repository requires of metadata.txt, and a homepage."""
SUSPICIOUS = {
    ".exe",
    ".dll",
    ".so",
    ".dylib",
    ".sh",
    ".bat",
    ".cmd",
    ".ps1",
    ".pyc",
    ".pyd",
    ".com",
    ".vbs",
    ".jar",
}
"""Endings of file names that the repository refuses."""
EARLIEST_S = 315_532_800
"""1980-01-01 in seconds since 1970: the first date that a zip can hold."""


def metadata(folder: Path) -> dict[str, str]:
    """Return the general section of a folder's metadata.txt."""
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(folder / "metadata.txt", encoding="utf-8")
    return dict(parser["general"])


def write_zip(plugin: Path, path: Path) -> None:
    """Zip a folder as the only top folder of ``path``; the same files give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    date = time.gmtime(max(EARLIEST_S, int(os.environ.get("SOURCE_DATE_EPOCH", EARLIEST_S))))[:6]
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(entry for entry in plugin.rglob("*") if entry.is_file()):
            info = zipfile.ZipInfo(f"{plugin.name}/{file.relative_to(plugin).as_posix()}", date)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o100644 << 16
            info.create_system = 3  # Unix: else it depends on the machine that zips
            archive.writestr(info, file.read_bytes(), compresslevel=9)


def faults(plugin: Path, path: Path) -> Iterator[str]:
    """Yield one sentence for each reason for which the repository refuses a zip."""
    values = metadata(plugin)
    for key in REQUIRED:
        if not values.get(key):
            yield f"metadata.txt has no {key}: fill it in"
    if values.get("email", "").endswith(".example"):
        yield f"the email in metadata.txt is {values['email']}, a placeholder: give one that is read"
    for file in sorted(plugin.rglob("*")):
        if file.suffix.lower() in SUSPICIOUS or file.name.startswith("."):
            yield f"{file.relative_to(plugin)} is of a kind that the repository refuses: leave it out of the plugin"
    size = path.stat().st_size
    if size >= LIMIT_BYTES:
        yield f"{path.name} has {size:,} bytes, of which {LIMIT_BYTES:,} are too many: leave something out"


def package(wheels: Path | None) -> tuple[Path, Path]:
    """Build the plugin and zip it; return the plugin's folder and the zip."""
    plugin = ROOT / "build" / "package" / PLUGIN_NAME
    build(plugin)
    for wheel in sorted(wheels.glob("*.whl")) if wheels else ():
        target = plugin / "resources" / "wheels" / wheel.name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(wheel, target)
    path = ROOT / "dist" / f"{PLUGIN_NAME}-{metadata(plugin)['version']}.zip"
    write_zip(plugin, path)
    return plugin, path


def main() -> int:
    """Make the zip; return 1 for a release that the repository would refuse."""
    parser = argparse.ArgumentParser(description="Zip the plugin for its repository.")
    parser.add_argument("--release", action="store_true", help="fail on what the repository would refuse")
    parser.add_argument("--wheels", type=Path, metavar="FOLDER", help="wheels that the set-up installs with")
    args = parser.parse_args()
    plugin, path = package(args.wheels)
    found = list(faults(plugin, path))
    for fault in found:
        sys.stderr.write(
            f"{'error' if args.release else 'warning: the repository refuses this zip'}: {fault}\n"
        )
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes\n")
    return int(args.release and bool(found))


if __name__ == "__main__":
    sys.exit(main())

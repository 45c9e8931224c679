"""Assemble the loadable plugin: ``python3 packaging/build_plugin.py build/any2any_qgis``.

With ``QGIS_PLUGINPATH=build`` QGIS loads it. Nothing of this machine goes in, so the same folder is what a release
zips. Needs nothing but the standard library.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGIN_NAME = "any2any_qgis"
FILES = ("metadata.txt", "LICENSE")
FOLDERS = {"resources": "resources", "backend/any2any": "backend/any2any"}
_NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "*.part", "ruff.toml")


def build(destination: Path) -> None:
    """Make ``destination`` the plugin's folder; what was built there before goes."""
    if destination.name != PLUGIN_NAME:
        raise SystemExit(
            f"{destination} must be named {PLUGIN_NAME}: QGIS imports the plugin by its folder's name"
        )
    if destination.exists():
        if not (destination / "metadata.txt").is_file():
            raise SystemExit(f"{destination} exists and is no built plugin: move it away")
        shutil.rmtree(destination)
    shutil.copytree(ROOT / PLUGIN_NAME, destination, ignore=_NOT_SHIPPED)
    for source, target in FOLDERS.items():
        shutil.copytree(ROOT / source, destination / target, ignore=_NOT_SHIPPED)
    for name in FILES:
        shutil.copy2(ROOT / name, destination / name)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: build_plugin.py DESTINATION")
    build(Path(sys.argv[1]))

"""Assemble the loadable plugin: ``python3 packaging/build_plugin.py build/any2any_qgis``.

With ``QGIS_PLUGINPATH=build`` QGIS loads it. Nothing of this machine goes in, so the same folder is what a release
zips. Of the backend it holds what the worker imports (``closure.py``). Needs nothing but the standard library, and Qt's
lrelease for texts in other languages than English.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "packaging")]  # tests run this file by its path

from closure import closure  # noqa: E402

PLUGIN_NAME = "any2any_qgis"
FILES = ("metadata.txt", "LICENSE")
FOLDERS = {"resources": "resources", "locks": "locks"}
BACKEND = "backend"
ENTRY_POINTS = ("any2any.worker",)
"""What the plugin starts: ``python -m any2any.worker``."""
LRELEASE = (
    "/usr/lib/qt5/bin/lrelease",
    "/usr/lib/qt6/bin/lrelease",
    "lrelease",
    "lrelease-qt5",
    "lrelease-qt6",
)
"""Where Qt's compiler of translations is found; that of another Qt writes the same files."""
_NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "*.part", "*.aux.xml", "ruff.toml")
"""What Python, GDAL and the linter keep beside the files: QGIS writes a raster's statistics to ``*.aux.xml``."""


def build(destination: Path) -> None:
    """Make ``destination`` the plugin's folder; what was built there before goes."""
    if destination.name != PLUGIN_NAME:
        raise SystemExit(
            f"{destination} must be named {PLUGIN_NAME}: QGIS imports the plugin by its folder's name"
        )
    if destination.exists():
        if not (destination / "metadata.txt").is_file():
            raise SystemExit(f"{destination} exists and is not a built plugin: move it away")
        shutil.rmtree(destination)
    shutil.copytree(ROOT / PLUGIN_NAME, destination, ignore=_NOT_SHIPPED)
    for source, target in FOLDERS.items():
        shutil.copytree(ROOT / source, destination / target, ignore=_NOT_SHIPPED)
    for name in FILES:
        shutil.copy2(ROOT / name, destination / name)
    copy_backend(destination / BACKEND)
    compile_texts(destination / "i18n")


def copy_backend(destination: Path) -> None:
    """Copy the modules that the worker may import, and their packages' other files, such as ``py.typed``."""
    root = ROOT / BACKEND
    modules = closure(root, ENTRY_POINTS)
    data = {
        path
        for module in modules
        for path in module.parent.iterdir()
        if path.is_file() and path.suffix != ".py"
    }
    for path in sorted(modules | data):
        target = destination / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)


def compile_texts(folder: Path) -> None:
    """Compile every translation that there is into a folder; without Qt's tools say so and make none."""
    lrelease = next(filter(None, map(shutil.which, LRELEASE)), None)
    if lrelease is None:
        sys.stderr.write("no lrelease: the plugin speaks English only (apt-get install qttools5-dev-tools)\n")
        return
    folder.mkdir()
    for source in sorted((ROOT / "i18n").glob("*.ts")):
        compiled = folder / f"{source.stem}.qm"
        subprocess.run([lrelease, "-silent", str(source), "-qm", str(compiled)], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: build_plugin.py DESTINATION")
    build(Path(sys.argv[1]))

"""The script with which QGIS's authors move plugins to Qt 6 finds nothing to change."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = (
    "import sys\nsys.modules['qgis'] = None\n"  # one of Qt 5 would be loaded beside Qt 6
    "from pyqt5to6.pyqt5to6 import main\nsys.exit(main(sys.argv[1:]))"
)


def migrate(folder: Path) -> int:
    """Run the script in place; return its exit code, 1 where it changed something."""
    return subprocess.run([sys.executable, "-c", CODE, str(folder)], check=False).returncode


def test_the_migration_changes_nothing(tmp_path):
    folder = tmp_path / "any2any_qgis"
    shutil.copytree(ROOT / "any2any_qgis", folder, ignore=shutil.ignore_patterns("__pycache__"))
    assert migrate(folder) == 0
    for path in folder.rglob("*.py"):
        assert path.read_bytes() == (ROOT / "any2any_qgis" / path.relative_to(folder)).read_bytes(), path


def test_the_migration_would_change_what_qt_6_lacks(tmp_path):
    path = tmp_path / "old.py"
    path.write_text("from PyQt5.QtCore import Qt\nrole = Qt.UserRole\ndialog.exec_()\n")
    assert migrate(tmp_path) == 1
    assert (
        path.read_text()
        == "from qgis.PyQt.QtCore import Qt\nrole = Qt.ItemDataRole.UserRole\ndialog.exec()\n"
    )

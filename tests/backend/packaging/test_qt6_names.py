"""Names of Qt that Qt 6 lacks are found in a plugin's sources."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SPEC = importlib.util.spec_from_file_location("qt6_names", ROOT / "packaging" / "qt6_names.py")
qt6_names = importlib.util.module_from_spec(SPEC)
sys.modules["qt6_names"] = qt6_names
SPEC.loader.exec_module(qt6_names)

CORE = """
class Qt:
    class ItemDataRole(enum.IntEnum):
        UserRole = ... # type: Qt.ItemDataRole
class QObject:
    objectNameChanged: typing.ClassVar[pyqtSignal]
    def objectName(self, *args: int, /) -> str: ...
def qVersion() -> str: ...
"""
GUI = "class QAction(QtCore.QObject):\n    def trigger(self) -> None: ...\n"
WIDGETS = """
class QWidget(QtCore.QObject):
    def show(self) -> None: ...
class QMessageBox(QWidget):
    class StandardButton(enum.Flag):
        Yes = ... # type: QMessageBox.StandardButton
"""


@pytest.fixture
def modules(tmp_path: Path) -> dict:
    texts = {"QtCore": CORE, "QtGui": GUI, "QtWidgets": WIDGETS}
    with zipfile.ZipFile(tmp_path / "PyQt6.whl", "w") as archive:
        for name in qt6_names.MODULES:
            archive.writestr(f"PyQt6/{name}.pyi", texts.get(name, ""))
    return qt6_names.read_stubs(tmp_path / "PyQt6.whl")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Qt.ItemDataRole.UserRole", []),
        ("Qt.UserRole", ["Qt.UserRole"]),
        ("Qt.ItemDataRole.Other", ["Qt.ItemDataRole.Other"]),
        ("QMessageBox.StandardButton.Yes.value", []),
        ("QMessageBox.Yes", ["QMessageBox.Yes"]),
        ("QMessageBox.show", []),  # of its parent
        ("QMessageBox.objectName", []),  # of its parent's parent, in another module
        ("QMessageBox.exec_", ["QMessageBox.exec_"]),
        ("QAction.trigger", []),  # Qt 6 has it in QtGui, qgis.PyQt in both
        ("widget.exec_", []),  # of unknown class: not for this check
        ("qVersion().upper", []),
    ],
)
def test_members_and_scoped_enums_are_looked_up(modules, line, wrong) -> None:
    source = (
        "from qgis.PyQt.QtCore import Qt, qVersion\nfrom qgis.PyQt.QtWidgets import QAction, QMessageBox\n"
        + line
    )
    assert list(qt6_names.faults(source, modules)) == [(3, name) for name in wrong]


def test_classes_that_went_are_named_also_where_they_are_imported_in_a_function(modules) -> None:
    lines = ("from qgis.PyQt.QtCore import QRegExp", "from qgis.PyQt.QtWidgets import QWidget as W", "W.no")
    source = "def f():\n" + "".join(f"    {line}\n" for line in lines)
    assert list(qt6_names.faults(source, modules)) == [(2, "QtCore.QRegExp"), (4, "W.no")]

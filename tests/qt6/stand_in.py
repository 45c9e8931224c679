"""A stand-in for ``qgis`` on PyQt6, for machines without QGIS 4.

Everything of Qt is real: ``qgis.PyQt`` is PyQt6, and QGIS's widgets are widgets of Qt 6 with the members that the
plugin uses. Everything else of QGIS accepts any call and answers with a mock, so no test can say that QGIS 4 itself
works.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any, ClassVar
from unittest.mock import MagicMock

from PyQt6 import QtGui, sip
from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QFrame,
    QGraphicsItem,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QWidget,
)

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtXml", "QtSvg")


class Answer(MagicMock):
    """Stands for an object or an enum of QGIS: any call and any ``|`` works."""

    def __or__(self, other: object) -> Answer:
        return self

    def _get_child_mock(self, /, **kw: Any) -> MagicMock:
        return Answer(**kw)


class AnyMember(type(QObject)):  # type: ignore[misc] # sip's metaclass
    """Gives a class every member that is asked for."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        answer = Answer(name=f"{cls.__name__}.{name}")
        setattr(cls, name, answer)
        return answer


class Thing(QObject, metaclass=AnyMember):
    """A class of QGIS that is not a widget; the plugin may inherit from it."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Answer(name=name)


class QgsSettings:
    """Settings that last as long as the process."""

    kept: ClassVar[dict[str, Any]] = {}

    def value(self, key: str, default: Any = None, type: Any = None) -> Any:
        return self.kept.get(key, default)

    def setValue(self, key: str, value: Any) -> None:
        self.kept[key] = value

    def remove(self, key: str) -> None:
        self.kept.pop(key, None)


class QgsDockWidget(QDockWidget):
    def setUserVisible(self, visible: bool) -> None:
        self.setVisible(visible)

    def isUserVisible(self) -> bool:
        return not self.isHidden()


class QgsMapLayerComboBox(QComboBox, metaclass=AnyMember):
    layerChanged = pyqtSignal(object)  # noqa: N815

    def setFilters(self, filters: object) -> None: ...

    def setAllowEmptyLayer(self, allowed: bool, text: str = "") -> None: ...

    def setExceptedLayerList(self, layers: list) -> None: ...

    def setLayer(self, layer: object) -> None:
        self._layer = layer
        self.layerChanged.emit(layer)

    def currentLayer(self) -> object:
        return vars(self).get("_layer")


class QgsFileWidget(QWidget, metaclass=AnyMember):
    fileChanged = pyqtSignal(str)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit()
        QHBoxLayout(self).addWidget(self._line)

    def lineEdit(self) -> QLineEdit:
        return self._line

    def filePath(self) -> str:
        return self._line.text()

    def setFilePath(self, path: str) -> None:
        self._line.setText(path)

    def setStorageMode(self, mode: object) -> None: ...

    def setConfirmOverwrite(self, confirm: bool) -> None: ...

    def setFilter(self, text: str) -> None: ...

    def setDialogTitle(self, text: str) -> None: ...


class QgsCollapsibleGroupBox(QGroupBox):
    def setCollapsed(self, collapsed: bool) -> None: ...

    def isCollapsed(self) -> bool:
        return False

    def setSaveCollapsedState(self, save: bool) -> None: ...


class QgsMessageBar(QFrame):
    @staticmethod
    def createMessage(title: str, text: str) -> QFrame:
        item = QFrame()
        QHBoxLayout(item)
        return item

    def pushWidget(self, *args: object) -> None: ...

    def popWidget(self, *args: object) -> None: ...


class QgsOptionsPageWidget(QWidget): ...


class QgsMapCanvas(QWidget, metaclass=AnyMember):
    extentsChanged = pyqtSignal()  # noqa: N815
    destinationCrsChanged = pyqtSignal()  # noqa: N815
    layersChanged = pyqtSignal()  # noqa: N815

    def extent(self) -> str:
        return "everywhere"


class QgsMapCanvasItem(QGraphicsItem):
    def __init__(self, canvas: object = None) -> None:
        super().__init__()


GUI = {
    cls.__name__: cls
    for cls in (
        QgsDockWidget,
        QgsMapLayerComboBox,
        QgsFileWidget,
        QgsCollapsibleGroupBox,
        QgsMessageBar,
        QgsOptionsPageWidget,
        QgsMapCanvas,
        QgsMapCanvasItem,
    )
}


class AnyClass(ModuleType):
    """A module that has every class of QGIS that is asked for."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith(("Qgs", "Qgis")):
            raise AttributeError(f"the stand-in for {self.__name__} has no {name}")
        made = AnyMember(name, (Thing,), {})
        setattr(self, name, made)
        return made


def install() -> MagicMock:
    """Put the stand-in where ``import qgis`` finds it; return the ``iface`` that the plugin gets."""
    qgis, pyqt = ModuleType("qgis"), ModuleType("qgis.PyQt")
    core, gui, utils = AnyClass("qgis.core"), AnyClass("qgis.gui"), ModuleType("qgis.utils")
    vars(core).update(QgsSettings=QgsSettings)
    vars(gui).update(GUI)
    core.QgsApplication.locale = staticmethod(lambda: "en")
    iface = Answer(name="iface")
    window = QMainWindow()
    iface.mainWindow.return_value = window
    iface.activeLayer.return_value = None
    utils.iface, utils.plugins = iface, {}  # type: ignore[attr-defined]
    modules = {"qgis": qgis, "qgis.core": core, "qgis.gui": gui, "qgis.utils": utils, "qgis.PyQt": pyqt}
    for name in QT_MODULES:
        modules[f"qgis.PyQt.{name}"] = _qt_module(name)
    pyqt.sip = modules["qgis.PyQt.sip"] = sip  # type: ignore[attr-defined]
    for name, module in modules.items():
        sys.modules[name] = module
        owner, _, own = name.rpartition(".")
        if owner:
            setattr(sys.modules[owner], own, module)
    return iface


def _qt_module(name: str) -> ModuleType:
    """A module of PyQt6, with what ``qgis.PyQt`` offers in a second place."""
    module = ModuleType(f"qgis.PyQt.{name}")
    vars(module).update(vars(importlib.import_module(f"PyQt6.{name}")))
    if name == "QtWidgets":
        for moved in ("QAction", "QActionGroup", "QShortcut"):
            setattr(module, moved, getattr(QtGui, moved))
    return module

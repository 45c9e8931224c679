"""Registers the page in QGIS's Options; what the page needs is imported when the dialog opens."""

from __future__ import annotations

from qgis.gui import QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon

from any2any_qgis import __about__, paths


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page whenever the dialog opens."""

    def __init__(self) -> None:
        super().__init__(__about__.TITLE, QIcon(str(paths.ICON)))

    def createWidget(self, parent):
        from any2any_qgis.gui.options import OptionsPage

        return OptionsPage(parent)

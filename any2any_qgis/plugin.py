"""The plugin object: it only wires."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt import sip

from any2any_qgis import __about__, paths
from any2any_qgis.engine.service import stop_worker
from any2any_qgis.processing.provider import Any2AnyProvider
from any2any_qgis.translation import install_texts, remove_texts, tr

WELCOMED = "any2any/welcomed"


class Any2AnyPlugin:
    """Adds the Processing provider and, where there is a window, the dock and the options page."""

    def __init__(self, iface) -> None:
        self._iface = iface
        # Made when they are needed: their classes are imported no earlier.
        self._texts: Any = None
        self._provider: Any = None
        self._action: Any = None
        self._dock: Any = None
        self._options: Any = None
        self._welcome_item: Any = None

    def initProcessing(self) -> None:
        """Add the algorithms; all that ``qgis_process`` calls."""
        self._texts = install_texts()
        self._provider = Any2AnyProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Add the algorithms, the action that shows the dock, and the options page."""
        from qgis.PyQt.QtCore import QTimer
        from qgis.PyQt.QtGui import QIcon
        from qgis.PyQt.QtWidgets import QAction

        from any2any_qgis.gui.options_factory import OptionsFactory

        self.initProcessing()
        self._action = QAction(QIcon(str(paths.ICON)), __about__.TITLE, self._iface.mainWindow())
        self._action.setObjectName("any2any_show_dock")
        self._action.setToolTip(tr("Show the Any2Any panel"))
        self._action.setCheckable(True)
        self._action.toggled.connect(self._show_dock)
        # The plugin toolbar: that for rasters is hidden by default.
        self._iface.addToolBarIcon(self._action)
        self._iface.addPluginToRasterMenu(__about__.TITLE, self._action)
        self._options = OptionsFactory()
        self._iface.registerOptionsWidgetFactory(self._options)
        QTimer.singleShot(0, self._welcome)  # when QGIS has started

    def unload(self) -> None:
        """Remove everything and end the worker, even during a job; the main thread does not wait."""
        self._end_welcome()
        stop_worker()  # first: jobs end at once, before what they use is removed
        if self._dock is not None:
            self._dock.shut_down()
            self._iface.removeDockWidget(self._dock)
            self._dock.deleteLater()
            self._dock = None
        if self._options is not None:
            self._iface.unregisterOptionsWidgetFactory(self._options)
            self._options = None
        if self._action is not None:
            from any2any_qgis.gui.uninstalled import watch_for_removal

            watch_for_removal(self._iface.messageBar())
            self._iface.removeToolBarIcon(self._action)
            self._iface.removePluginRasterMenu(__about__.TITLE, self._action)
            self._action.deleteLater()
            self._action = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        remove_texts(self._texts)
        self._texts = None

    def _welcome(self) -> None:
        """Tell the user once, after the first activation, where the panel is."""
        if self._action is None or QgsSettings().value(WELCOMED, False, type=bool):
            return
        QgsSettings().setValue(WELCOMED, True)
        from qgis.gui import QgsMessageBar
        from qgis.PyQt.QtWidgets import QPushButton

        from any2any_qgis.gui.setup_view import is_ready

        ready, to_do = (
            tr("Any2Any is ready: open its panel."),
            tr("Any2Any is installed: open its panel to set it up."),
        )
        message = QgsMessageBar.createMessage(__about__.TITLE, ready if is_ready() else to_do)
        button = QPushButton(tr("Open the panel"))
        button.clicked.connect(lambda *_: self._action.setChecked(True))
        message.layout().addWidget(button)
        self._welcome_item = message
        self._iface.messageBar().pushWidget(message)

    def _end_welcome(self) -> None:
        """Remove the message once the panel was opened or the plugin is unloaded."""
        item, self._welcome_item = self._welcome_item, None
        if item is not None and not sip.isdeleted(item):
            self._iface.messageBar().popWidget(item)

    def _show_dock(self, visible: bool) -> None:
        self._end_welcome()
        if self._dock is None:
            from qgis.PyQt.QtCore import Qt

            from any2any_qgis.gui.dock import TranslateDock

            self._dock = TranslateDock(self._iface.mainWindow())
            self._dock.visibilityChanged.connect(self._follow_dock)
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
        self._dock.setUserVisible(visible)

    def _follow_dock(self, visible: bool) -> None:
        # A dock behind another tab is not visible, but it is still open.
        self._action.blockSignals(True)
        self._action.setChecked(self._dock.isUserVisible())
        self._action.blockSignals(False)

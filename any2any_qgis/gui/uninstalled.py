"""After the plugin manager removed the plugin: forget its settings, and offer to remove the downloaded packages.

QGIS tells a plugin only that it is unloaded, which disabling and updating do too. So its folder is looked at a moment
later. By then its files and modules are gone: whatever is needed is loaded and worded before.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings, QgsTask
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QPushButton

from any2any_qgis import __about__, paths
from any2any_qgis.setup.location import all_folders, cache_folder, recorded_mb, remove_all
from any2any_qgis.translation import tr

LOOK_AFTER_MS = 2000
SETTINGS_GROUP = "any2any"


def watch_for_removal(bar: QgsMessageBar) -> None:
    """Call it while the plugin is unloaded; it takes no time."""
    folder = cache_folder()
    size = sum(recorded_mb(path) for path in all_folders(folder))
    texts = (
        tr("The plugin is removed; the packages that it downloaded are still in {}.").format(folder),
        tr("Remove them ({:.0f} MB)").format(size),
    )
    QTimer.singleShot(LOOK_AFTER_MS, partial(_look, bar, folder, texts, __about__.TITLE, paths.PLUGIN))


def _look(bar: QgsMessageBar, folder: Path, texts: tuple[str, str], title: str, plugin: Path) -> None:
    if plugin.exists():  # disabled or updated
        return
    QgsSettings().remove(SETTINGS_GROUP)
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    message = bar.createMessage(title, texts[0])
    button = QPushButton(texts[1])
    button.setObjectName("any2any_remove_packages")
    button.clicked.connect(lambda *_: (_remove(folder, texts[1]), bar.popWidget()))
    message.layout().addWidget(button)
    bar.pushWidget(message)


def _remove(folder: Path, text: str) -> None:
    task = QgsTask.fromFunction(text, lambda task: remove_all(folder))
    task.taskCompleted.connect(lambda: task)  # Python keeps it until then
    QgsApplication.taskManager().addTask(task)

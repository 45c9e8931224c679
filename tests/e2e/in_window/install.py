"""Runs inside a QGIS window (``qgis --code``): the plugin manager's installer takes the zip, and removes the plugin."""

import os
from pathlib import Path

import processing
import pyplugin_installer
from qgis import utils
from qgis.core import Qgis, QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QEvent, QTimer
from qgis.PyQt.QtWidgets import QPushButton
from qgis.utils import iface, plugins
from recorder import FOLDER, end, report, start, step

ZIP = os.environ["WINDOW_TEST_ZIP"]
SAMPLE = os.environ["WINDOW_TEST_SAMPLE"]
PACKAGES = Path(os.environ["ANY2ANY_ENVIRONMENTS"])
NAME = "any2any_qgis"


@step
def install_translate_uninstall():
    installer = pyplugin_installer.instance()
    report["before"] = state()
    installer.installFromZipFile(ZIP)
    report["installed"] = state()
    report["enabled"] = QgsSettings().value(f"/PythonPlugins/{NAME}", False, bool)
    output = FOLDER / "rgb.tif"
    request = {"INPUT": SAMPLE, "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast", "OUTPUT": str(output)}
    report["output"] = Path(processing.run("any2any:translate", request)["OUTPUT"]).is_file()
    installer.installFromZipFile(ZIP)  # an update while the worker still holds the model
    if Qgis.QGIS_VERSION_INT // 100 == 334:  # QGIS 3.34 stops a plugin for its update and leaves it stopped
        utils.loadPlugin(NAME)
        utils.startPlugin(NAME)
    report["updated"] = state()
    QTimer.singleShot(3000, uninstall)


@step
def uninstall():
    report["offered after an update"] = remove_button() is not None
    QgsSettings().setValue("any2any/idle_minutes", 7)
    installer = pyplugin_installer.instance()
    installer.uninstallPlugin(NAME, quiet=True)
    report["uninstalled"] = state()
    QTimer.singleShot(3000, remove_packages)


@step
def remove_packages():
    report["settings left"] = [key for key in QgsSettings().allKeys() if key.startswith("any2any")]
    button = remove_button()
    report["offer"] = button.text()
    button.click()
    QTimer.singleShot(2000, look_at_packages)


@step
def look_at_packages():
    report["packages left"] = sorted(path.name for path in PACKAGES.iterdir())
    end()


def remove_button():
    return iface.messageBar().findChild(QPushButton, "any2any_remove_packages")


def state():
    """What of the plugin is there, once Qt has deleted what was to be deleted later."""
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {
        "folder": Path(QgsApplication.qgisSettingsDirPath(), "python", "plugins", NAME).exists(),
        "loaded": NAME in plugins,
        "provider": QgsApplication.processingRegistry().providerById("any2any") is not None,
        "actions": [
            action.objectName()
            for action in iface.mainWindow().findChildren(type(iface.actionExit()))
            if action.objectName().startswith("any2any")
        ],
    }


start(install_translate_uninstall)

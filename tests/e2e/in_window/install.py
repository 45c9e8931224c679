"""Runs inside a QGIS window (``qgis --code``): the plugin manager's installer takes the zip, and removes the plugin."""

import os
from pathlib import Path

import processing
import pyplugin_installer
import qgis.utils
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QEvent
from qgis.utils import iface, plugins
from recorder import FOLDER, end, report, start, step

ZIP = os.environ["WINDOW_TEST_ZIP"]
SAMPLE = os.environ["WINDOW_TEST_SAMPLE"]
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
    report["updated"] = state()
    installer.uninstallPlugin(NAME, quiet=True)
    report["uninstalled"] = state()
    end()


def state():
    """What of the plugin is there, once Qt has deleted what was to be deleted later."""
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {
        "folder": Path(qgis.utils.home_plugin_path, NAME).exists(),
        "loaded": NAME in plugins,
        "provider": QgsApplication.processingRegistry().providerById("any2any") is not None,
        "actions": [
            action.objectName()
            for action in iface.mainWindow().findChildren(type(iface.actionExit()))
            if action.objectName().startswith("any2any")
        ],
    }


start(install_translate_uninstall)

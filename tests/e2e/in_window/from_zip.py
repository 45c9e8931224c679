"""Runs inside a QGIS window (``qgis --code``): one step of a user who has nothing but the plugin's zip."""

import os
from pathlib import Path

import processing
import pyplugin_installer
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEvent
from qgis.utils import plugins
from recorder import FOLDER, end, report, start, step

NAME = "any2any_qgis"


@step
def install():
    pyplugin_installer.instance().installFromZipFile(os.environ["WINDOW_TEST_ZIP"])
    report["installed"] = NAME in plugins
    end()


@step
def translate_and_uninstall():
    request = {"INPUT": os.environ["WINDOW_TEST_SAMPLE"], "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast"}
    output = FOLDER / "window.tif"
    report["output"] = processing.run("any2any:translate", {**request, "OUTPUT": str(output)})["OUTPUT"]
    pyplugin_installer.instance().uninstallPlugin(NAME, quiet=True)
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    report["left"] = Path(QgsApplication.qgisSettingsDirPath(), "python", "plugins", NAME).exists()
    end()


start({"install": install, "finish": translate_and_uninstall}[os.environ["WINDOW_TEST_STEP"]])

"""What the scripts in a QGIS window share: a report, pictures, and an end that leaves nothing behind.

The scripts are executed (``qgis --code``), not imported; they find this module through PYTHONPATH.
"""

import json
import os
import traceback
from functools import wraps
from pathlib import Path

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["WINDOW_TEST_FOLDER"])
LIMIT_MS = 1000 * int(os.environ["WINDOW_TEST_LIMIT_S"])

report = {}


def end():
    """Write the report and leave QGIS, whatever it is doing."""
    (FOLDER / "report.json").write_text(json.dumps(report))
    if "any2any_qgis" in plugins:
        plugins["any2any_qgis"].unload()
    os._exit(0)


def step(function):
    """Let no error vanish in QGIS's own error dialog."""

    @wraps(function)
    def run(*arguments):
        try:
            function(*arguments)
        except Exception:  # noqa: BLE001 - it goes into the report
            report["error"] = traceback.format_exc()
            end()

    return run


def show(name, widget=None):
    """Save a picture of a widget, or of the whole window."""
    QApplication.processEvents()
    (widget or iface.mainWindow()).grab().save(str(FOLDER / f"{name}.png"))


def start(function):
    """Begin when the window is there, and end in any case."""
    QTimer.singleShot(LIMIT_MS, end)
    QTimer.singleShot(0, function)

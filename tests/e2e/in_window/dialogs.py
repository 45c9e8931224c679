"""Runs inside a QGIS window (``qgis --code``): every dialog of the panel, the route, and the set-up page."""

import os

import processing
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog
from qgis.utils import iface, plugins
from recorder import end, report, show, start, step, when

SCENE, OUTPUT = os.environ["WINDOW_TEST_SCENE"], os.environ["WINDOW_TEST_OUTPUT"]
THEME = os.environ["WINDOW_TEST_THEME"]
ALGORITHMS = ("translate", "translatebatch", "fill", "compare", "status", "setup")


def picture(name, widget=None):
    show(f"{name}_{'dark' if THEME != 'default' else 'light'}", widget)


@step
def begin():
    global tab
    if THEME != "default":
        QgsApplication.instance().setUITheme(THEME)
    report["titles"] = {}
    QgsProject.instance().addMapLayer(QgsRasterLayer(SCENE, "scene"))
    plugins["any2any_qgis"]._action.trigger()
    tab = plugins["any2any_qgis"]._dock.translate_tab
    iface.mainWindow().resize(1380, 860)
    when(lambda: tab.source.guess is not None, choose_a_route)


@step
def choose_a_route():
    tab.advanced.box.setCollapsed(False)
    box = tab.advanced.route_box
    box.setCurrentIndex(max(box.findData("nir"), 0))
    tab.target.buttons["sar"].click()
    QTimer.singleShot(500, see_the_route)


@step
def see_the_route():
    report["route"] = tab.target.route_picture.accessibleName()
    report["route_shown"] = tab.target.route_picture.isVisible()
    picture("route", plugins["any2any_qgis"]._dock)
    look_at_dialogs(
        "card", tab.advanced.show_card, lambda: look_at_dialogs("question", run_wrongly, algorithms)
    )


def run_wrongly():
    """Claim units that the values do not have, and a file that exists."""
    box = tab.source.units_box
    box.setCurrentIndex(box.findData("display8"))
    tab.output_file.setFilePath(OUTPUT)
    tab.run()


def look_at_dialogs(name, opens, then):
    """Open a modal dialog, take its picture and title, refuse it, and continue."""

    @step
    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(50, look)
            return
        report["titles"][name] = dialog.windowTitle()
        picture(name, dialog)
        dialog.reject()
        QTimer.singleShot(50, then)

    QTimer.singleShot(200, look)
    QTimer.singleShot(0, opens)


@step
def algorithms():
    for name in ALGORITHMS:
        dialog = processing.createAlgorithmDialog(f"any2any:{name}", {})
        dialog.show()
        report["titles"][name] = dialog.windowTitle()
        picture(name, dialog)
        dialog.close()
    tab.device_badge.clicked.emit()
    QTimer.singleShot(300, set_up)


@step
def set_up():
    picture("set_up", plugins["any2any_qgis"]._dock)
    report["left_open"] = [
        type(widget).__name__
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible()
    ]
    report["queued"] = len(plugins["any2any_qgis"]._dock.queue.jobs)
    end()


start(begin)

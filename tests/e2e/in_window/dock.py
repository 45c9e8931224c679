"""Runs inside a QGIS window (``qgis --code``): the dock translates a layer, pictures show it, a report says how.

Paths come in the environment: this file is executed, not imported.
"""

import os

import processing
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDialogButtonBox
from qgis.utils import iface, plugins
from recorder import FOLDER, end, report, show, start, step

SAMPLE = os.environ["WINDOW_TEST_SAMPLE"]


@step
def translate_from_the_dock():
    layer = QgsRasterLayer(SAMPLE, "sentinel1")
    QgsProject.instance().addMapLayer(layer)
    iface.mapCanvas().setExtent(layer.extent())
    plugin = plugins["any2any_qgis"]
    plugin._action.trigger()
    dock = plugin._dock
    report["dock_visible"] = dock.isVisible()
    report["ticks"] = 0
    wait_for_guess(dock)


@step
def wait_for_guess(dock):
    if dock.translate_tab.source.guess is None:
        QTimer.singleShot(50, lambda: wait_for_guess(dock))
        return
    report["guess"] = [dock.translate_tab.source.modality.name, dock.translate_tab.source.reason_note.text()]
    dock.translate_tab.run_button.click()
    ticker = QTimer(dock)
    ticker.timeout.connect(lambda: report.update(ticks=report["ticks"] + 1))
    ticker.start(20)
    [job] = dock.queue.jobs
    job.progressed.connect(show_running)
    job.finished.connect(show_finished)


@step
def show_running(percent):
    if percent > 20 and "running_at" not in report:
        report["running_at"] = percent
        show("dock_running")


@step
def show_finished(successful, message):
    report.update(successful=successful, message=message)
    report["layers"] = [layer.name() for layer in QgsProject.instance().mapLayers().values()]
    iface.mapCanvas().mapCanvasRefreshed.connect(show_map)
    iface.mapCanvas().refreshAllLayers()


@step
def show_map():
    iface.mapCanvas().mapCanvasRefreshed.disconnect(show_map)
    show("dock_finished")
    iface.mapCanvas().grab().save(str(FOLDER / "map.png"))
    dialog = processing.createAlgorithmDialog("any2any:translate", {})
    dialog.show()
    show("toolbox_dialog", dialog)
    dialog.close()
    QTimer.singleShot(0, check_options)
    iface.showOptionsDialog(iface.mainWindow(), "Any2Any")


@step
def check_options():
    dialog = QApplication.activeModalWidget() or next(
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible()
    )
    from any2any_qgis.gui.options import OptionsPage

    page = dialog.findChild(OptionsPage)
    report["options_page"] = page is not None
    page.check()
    page._task.taskCompleted.connect(lambda: QTimer.singleShot(0, lambda: show_options(dialog, page)))


@step
def show_options(dialog, page):
    report["diagnostics"] = page.report_text.toPlainText()
    show("options_page", dialog)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel).click()
    end()


start(translate_from_the_dock)

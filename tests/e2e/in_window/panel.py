"""What scripts do in the panel as a user does: show a place, choose a layer, run, answer a question."""

import time

from qgis.core import QgsCoordinateTransform, QgsProject, QgsRectangle, QgsReferencedRectangle
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface, plugins
from recorder import step, when

QUESTION_PATIENCE_S = 5


def open_panel():
    """Show the panel and return the tab that translates."""
    plugins["any2any_qgis"]._action.trigger()
    dock = plugins["any2any_qgis"]._dock
    tab = dock.translate_tab
    tab.preset_box.setCurrentIndex(tab.preset_box.findData("fast"))
    return dock, tab


def show_place(place: QgsReferencedRectangle):
    """Let the map show a rectangle, in its own CRS."""
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(place.crs())
    canvas.setExtent(QgsRectangle(place))
    canvas.refresh()


def choose_area(tab, kind):
    """Choose an entry of the area's box as a click does."""
    tab.area.box.setCurrentIndex(tab.area.box.findData(kind))
    tab.area.box.activated.emit(tab.area.box.currentIndex())


def add(layer):
    """Add a layer to the project and make it the active one; the panel follows."""
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)


def choose(tab, layer, then):
    """Add a layer and continue when the panel has looked at it."""
    add(layer)
    when(lambda: tab.source.layer is layer and tab.source.guess is not None, then, limit_s=30)


def answer(button, questions, begun=None):
    """Click a button of the next question once it is there; its text goes into ``questions``."""
    begun = begun or time.monotonic()
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        questions.append(box.text())
        box.button(button).click()
    elif time.monotonic() - begun < QUESTION_PATIENCE_S:
        QTimer.singleShot(20, step(lambda: answer(button, questions, begun)))


def outcome(dock, job):
    """Return what a user sees of a job that is over, and whether the panel can be used again."""
    row = dock.translate_tab.jobs_list.rows[job]
    return {
        "state": job.state.value,
        "row": row.message_note.text(),
        "output": str(job.output),
        "run_enabled": dock.translate_tab.run_button.isEnabled(),
        "running": dock.queue.running is not None,
    }


def run(dock, then, button=None):
    """Click Run, answer what it asks with a button, and continue with the outcome when the job is over.

    A run whose question was refused has no job: the outcome has the questions only.
    """
    questions, count = [], len(dock.queue.jobs)
    if button is not None:
        QTimer.singleShot(20, step(lambda: answer(button, questions)))
    dock.translate_tab.run_button.click()
    if len(dock.queue.jobs) == count:
        then({"questions": questions})
        return
    job = dock.queue.jobs[-1]
    when(lambda: job.state.is_over, lambda: over(dock, job, questions, then))


def over(dock, job, questions, then):
    """Hand on the outcome and take the job off the list."""
    said = {**outcome(dock, job), "questions": questions}
    dock.queue.dismiss(job)
    then(said)


def place_in(layer, place):
    """Return a place in a layer's CRS."""
    to_layer = QgsCoordinateTransform(place.crs(), layer.crs(), QgsProject.instance())
    return to_layer.transformBoundingBox(place)

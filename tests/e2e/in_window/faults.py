"""Runs inside a QGIS window (``qgis --code``): what once locked the panel, spoiled a result or lost it.

One case after the other in one window: each leaves the panel usable for the next.
"""

import json
import os
import time
from urllib.request import urlopen

from panel import choose, choose_area, open_panel, outcome, run, show_place
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtWidgets import QMessageBox
from qgis.utils import iface
from recorder import Gaps, end, report, show, start, step, when

PATHS = {name: os.environ[f"WINDOW_TEST_{name}"] for name in ("SCENE", "OPTICAL", "PROJECT", "NO_MODEL")}
SOURCES = json.loads(os.environ["WINDOW_TEST_SOURCES"])
X_M, Y_M, CRS = 402_560, 5_497_440, QgsCoordinateReferenceSystem("EPSG:32633")
"""The middle of what the services show."""


def around(side_m):
    """A square around the middle of the services' picture."""
    half = side_m / 2
    return QgsReferencedRectangle(QgsRectangle(X_M - half, Y_M - half, X_M + half, Y_M + half), CRS)


def note(name, then):
    """Take a run's outcome into the report and continue."""

    @step
    def take(said):
        report[name] = said
        QTimer.singleShot(0, then)

    return take


@step
def begin():
    global dock, tab, gaps
    dock, tab = open_panel()
    gaps = Gaps()
    tiles = QgsRasterLayer(SOURCES["xyz"], "tiles", "wms")
    choose(tab, tiles, without_an_area)


@step
def without_an_area():
    choose_area(tab, "whole")
    report["xyz_whole"] = {"run_enabled": tab.run_button.isEnabled(), "hint": tab.hint_note.text()}
    show_place(around(200_000))
    choose_area(tab, "view")
    report["xyz_too_large"] = {"run_enabled": tab.run_button.isEnabled(), "hint": tab.hint_note.text()}
    refused_question()


@step
def refused_question():
    show_place(around(25_000))
    run(dock, note("xyz_refused", tiles), QMessageBox.StandardButton.Cancel)


@step
def tiles():
    show_place(around(1_200))
    run(dock, note("xyz", dead_service))


@step
def dead_service():
    """The service fails from now on; QGIS shows an empty map for it."""
    open_switch("fail")
    layer = QgsRasterLayer(SOURCES["wms"], "dead", "wms")
    choose(tab, layer, lambda: run(dock, note("dead_service", service)))


def open_switch(how):
    """Tell the server, through its own address, how to answer."""
    urlopen(f"{SOURCES['address']}/{how}").close()


@step
def service():
    open_switch("serve")
    layer = QgsRasterLayer(SOURCES["wms"], "service", "wms")
    choose(tab, layer, lambda: run(dock, note("wms", dead_coverage)))


@step
def dead_coverage():
    """A coverage that does not answer is zeros without a nodata value."""
    layer = QgsRasterLayer(SOURCES["wcs"], "coverage", "wcs")
    choose(tab, layer, lambda: (open_switch("fail"), run(dock, note("dead_coverage", slow_service))))


@step
def slow_service():
    open_switch("slow")
    gaps.enter("start")
    tab.run_button.click()
    job = dock.queue.jobs[-1]
    QTimer.singleShot(2_000, lambda: cancel_download(job))


@step
def cancel_download(job):
    report["downloading"] = tab.jobs_list.rows[job].message_note.text()
    begun = time.monotonic()
    gaps.enter("cancel")
    job.cancel()
    when(lambda: job.state.is_over, lambda: download_cancelled(job, begun))


@step
def download_cancelled(job, begun):
    report["cancelled_s"] = time.monotonic() - begun
    gaps.enter("idle")
    report["download"] = outcome(dock, job)
    dock.queue.dismiss(job)
    open_switch("serve")
    bad_model()


@step
def bad_model():
    layer = QgsRasterLayer(PATHS["SCENE"], "scene")
    tab.advanced.model_file.setFilePath(PATHS["NO_MODEL"])
    choose_area(tab, "whole")
    choose(tab, layer, lambda: run(dock, note("bad_model", model_again)))


@step
def model_again():
    show("bad_model")
    tab.advanced.model_file.setFilePath("")
    drop()


def drop():
    """Drop an RGB image, as from a file manager."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(PATHS["OPTICAL"])])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dock.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    when(lambda: tab.source.layer is not None and tab.source.layer.name() == "optical", dropped)


@step
def dropped():
    when(lambda: tab.source.guess is not None, guessed)


@step
def guessed():
    report["rgb"] = {
        "guess": [tab.source.modality.name, tab.source.reason_note.text()],
        "units": tab.source.units_box.currentText(),
        "bands": [box.currentText() for box in tab.source.bands_row.boxes],
        "target": tab.target.modality.name,
    }
    tab.source.modality_box.setCurrentIndex(tab.source.modality_box.findData("sar"))
    run(dock, note("rgb_as_radar", slow_job), QMessageBox.StandardButton.Cancel)


@step
def slow_job():
    """The slowest preset says soon how far it is, and how long it takes."""
    tab.source.modality_box.setCurrentIndex(tab.source.modality_box.findData("rgb"))
    tab.target.choose("nir")
    tab.preset_box.setCurrentIndex(tab.preset_box.findData("paper"))
    tab.run_button.click()
    job = dock.queue.jobs[-1]
    rows = report["rows"] = []
    note_label = tab.jobs_list.rows[job].message_note
    job.changed.connect(lambda: rows.append(note_label.text()))
    begun = time.monotonic()
    when(
        lambda: job.seconds_left is not None or job.state.is_over,
        lambda: slow_job_speaks(job, begun),
        limit_s=60,
    )


@step
def slow_job_speaks(job, begun):
    report["left"] = {"row": tab.jobs_list.rows[job].message_note.text(), "seconds": job.seconds_left}
    report["left"]["after_s"] = time.monotonic() - begun
    show("time_left")
    job.cancel()
    when(lambda: job.state.is_over, lambda: (dock.queue.dismiss(job), another_project()))


@step
def another_project():
    """Open a saved project while a job of this one runs."""
    tab.preset_box.setCurrentIndex(tab.preset_box.findData("fast"))
    layer = QgsRasterLayer(PATHS["SCENE"], "scene again")
    choose(tab, layer, run_and_open)


@step
def run_and_open():
    tab.run_button.click()
    job = dock.queue.jobs[-1]
    when(lambda: job.percent > 5 or job.state.is_over, lambda: open_project(job))


@step
def open_project(job):
    report["percent_at_opening"] = job.percent
    QgsProject.instance().setDirty(False)  # the user has saved
    iface.addProject(PATHS["PROJECT"])
    report["opened"] = [QgsProject.instance().title(), names()]
    when(lambda: job.state.is_over, lambda: QTimer.singleShot(500, lambda: finish(job)))


@step
def finish(job):
    report["other_project"] = {**outcome(dock, job), "layers": names()}
    report["said"] = iface.messageBar().currentItem().text()
    show("another_project")
    report.update(gaps_ms=gaps.worst, gaps_in=gaps.blame)
    end()


def names():
    return sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())


start(begin)

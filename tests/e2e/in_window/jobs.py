"""Runs inside a QGIS window (``qgis --code``): two jobs, a closed project, a plugin disabled in mid-job."""

import os
from pathlib import Path

from qgis import utils
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QPushButton
from qgis.utils import iface, plugins
from recorder import Gaps, end, report, show, start, step, when

SCENE = os.environ["WINDOW_TEST_SCENE"]
PLUGIN = "any2any_qgis"


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def names():
    return sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())


def open_scene(then):
    global dock
    layer = QgsRasterLayer(SCENE, "scene")
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)
    dock = plugins[PLUGIN]._dock
    dock.translate_tab.source.follow(layer)
    when(
        lambda: dock.translate_tab.source.layer is layer and dock.translate_tab.source.guess is not None, then
    )


@step
def begin():
    global gaps
    plugins[PLUGIN]._action.trigger()
    gaps = Gaps()
    open_scene(two_jobs)


@step
def two_jobs():
    dock.translate_tab.preset_box.setCurrentIndex(dock.translate_tab.preset_box.findData("fast"))
    gaps.enter("start")
    dock.translate_tab.run_button.click()
    dock.translate_tab.target.buttons["ms"].click()
    dock.translate_tab.run_button.click()
    report["states"] = [job.state.value for job in dock.queue.jobs]
    later = dock.queue.jobs[1]
    when(lambda: later.state.value == "running", lambda: show_two(later))


@step
def show_two(later):
    show("two_jobs")
    gaps.enter("end")
    when(lambda: later.state.is_over, lambda: QTimer.singleShot(1500, both_done))


@step
def both_done():
    report["after_two"] = [[job.state.value, job.message] for job in dock.queue.jobs]
    report["layers_after_two"] = names()
    [job, _] = dock.queue.jobs
    group = QgsProject.instance().layerTreeRoot().findLayer(job.layer.id()).parent()
    report["group"] = [group.name(), [node.name() for node in group.children()]]
    report["active"] = iface.activeLayer().name()
    gaps.enter("idle")
    for done in list(dock.queue.jobs):
        dock.queue.dismiss(done)
    dock.translate_tab.run_button.click()
    [job] = dock.queue.jobs
    when(lambda: job.percent > 10 or job.state.is_over, lambda: close_project(job))


@step
def close_project(job):
    report["percent_at_close"] = job.percent
    iface.newProject(False)
    report["said_at_close"] = iface.messageBar().currentItem().text()
    show("project_closed")
    when(lambda: job.state.is_over, lambda: QTimer.singleShot(500, lambda: project_was_closed(job)))


@step
def project_was_closed(job):
    report["layers_in_new_project"] = names()
    report["closed_job"] = [job.state.value, job.message]
    item = iface.messageBar().currentItem()
    report["said_at_end"] = item.text()
    [add] = [button for button in item.findChildren(QPushButton) if "Add" in button.text()]
    add.click()
    report["layers_after_adding"] = names()
    dock.queue.dismiss(job)
    open_scene(run_and_disable)


@step
def run_and_disable():
    from any2any_qgis.engine.service import worker_service

    dock.translate_tab.preset_box.setCurrentIndex(dock.translate_tab.preset_box.findData("detailed"))
    dock.translate_tab.run_button.click()
    [job] = dock.queue.jobs
    pid = worker_service().worker_pid()
    when(lambda: job.percent > 5, lambda: disable(pid))


@step
def disable(pid):
    gaps.enter("disable")
    report["worker_before"] = is_alive(pid)
    report["disabled"] = utils.unloadPlugin(PLUGIN)
    when(lambda: not is_alive(pid), disabled, limit_s=20)


@step
def disabled():
    gaps.enter("idle")
    report["still_there"] = [
        w.objectName() for w in iface.mainWindow().children() if "Any2Any" in w.objectName()
    ]
    report["enabled_again"] = utils.loadPlugin(PLUGIN) and utils.startPlugin(PLUGIN)
    plugins[PLUGIN]._action.trigger()
    open_scene(last_run)


@step
def last_run():
    dock.translate_tab.preset_box.setCurrentIndex(dock.translate_tab.preset_box.findData("fast"))
    dock.translate_tab.target.buttons["rgb"].click()
    dock.translate_tab.run_button.click()
    [job] = dock.queue.jobs
    when(lambda: job.state.is_over, lambda: finish(job))


@step
def finish(job):
    report.update(last=[job.state.value, job.message], gaps_ms=gaps.worst, gaps_in=gaps.blame)
    end()


start(begin)

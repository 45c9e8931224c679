"""Runs inside a QGIS window (``qgis --code``): a user's whole way, with pictures for the guide and the loop's gaps.

Drop a file, see the guess, preview, run, watch the map fill in, cancel, keep, resume, compare.
"""

import os
import time

from qgis.core import QgsApplication, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.utils import iface, plugins
from recorder import Gaps, end, report, show, start, step, when

SCENE = os.environ["WINDOW_TEST_SCENE"]
RESULT = os.environ["WINDOW_TEST_RESULT"]
THEME = os.environ.get("WINDOW_TEST_THEME", "default")


def picture(name):
    phase, gaps.phase = gaps.phase, "picture"
    show(f"{name}_{'dark' if THEME != 'default' else 'light'}")
    gaps.enter(phase)


def later(function, ms=0):
    QTimer.singleShot(ms, function)


@step
def drop_a_file():
    global gaps, dock
    if THEME != "default":
        QgsApplication.instance().setUITheme(THEME)
    iface.mainWindow().resize(1380, 860)
    plugins["any2any_qgis"]._action.trigger()
    dock = plugins["any2any_qgis"]._dock
    gaps = Gaps()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(SCENE)])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dock.dropEvent(event)
    when(lambda: dock.translate_tab.source.guess is not None, see_the_guess)


@step
def see_the_guess():
    report["guess"] = [dock.translate_tab.source.modality.name, dock.translate_tab.source.reason_note.text()]
    iface.mapCanvas().setExtent(dock.translate_tab.source.layer.extent())
    iface.mapCanvas().refresh()
    dock.translate_tab.preset_box.setCurrentIndex(dock.translate_tab.preset_box.findData("fast"))
    later(lambda: (picture("panel"), preview()), 1500)


@step
def preview():
    gaps.enter("preview")
    begin = time.monotonic()
    dock.translate_tab.show_preview()
    dock.translate_tab.preview.finished.connect(
        lambda seconds: report.setdefault("previews_s", []).append(seconds)
    )
    when(lambda: not dock.translate_tab.preview.is_busy, lambda: after_preview(begin))


@step
def after_preview(begin):
    report["first_preview_s"] = time.monotonic() - begin
    picture("preview")
    begin = time.monotonic()
    dock.translate_tab.target.buttons["nir"].click()  # a preview in sight follows
    report["empty_meanwhile"] = [
        dock.translate_tab.preview.captions[1].text(),
        dock.translate_tab.preview.note.text(),
    ]
    when(lambda: len(report.get("previews_s", ())) >= 2, lambda: move_the_map(begin))


@step
def move_the_map(begin):
    report["next_preview_s"] = time.monotonic() - begin
    before = dock.translate_tab.preview.pictures[0].pixmap().toImage()
    canvas = iface.mapCanvas()
    canvas.setExtent(corner_of(dock.translate_tab.source.layer.extent()))
    canvas.refresh()
    when(lambda: len(report.get("previews_s", ())) >= 3, lambda: run(before))


def corner_of(extent):
    """The upper left ninth of an extent: the middle window of the map view lies elsewhere then."""
    return QgsRectangle(
        extent.xMinimum(),
        extent.yMaximum() - extent.height() / 3,
        extent.xMinimum() + extent.width() / 3,
        extent.yMaximum(),
    )


@step
def run(before):
    report["preview_follows_the_map"] = dock.translate_tab.preview.pictures[0].pixmap().toImage() != before
    iface.mapCanvas().setExtent(dock.translate_tab.source.layer.extent())
    iface.mapCanvas().refresh()
    dock.translate_tab.target.buttons["rgb"].click()
    gaps.enter("start")
    dock.translate_tab.output_file.setFilePath(RESULT)
    dock.translate_tab.run_button.click()
    [job] = dock.queue.jobs
    live = lambda: any("in progress" in layer.name() for layer in QgsProject.instance().mapLayers().values())  # noqa: E731
    when(lambda: live() or job.state.is_over, lambda: later(lambda: when(is_drawn, lambda: watch(job)), 700))
    when(lambda: job.percent > 0, lambda: gaps.enter("run"))


@step
def watch(job):
    report["percent_at_fill"] = job.percent
    picture("filling")
    gaps.enter("cancel")
    begin = time.monotonic()
    job.finished.connect(lambda *_: report.update(cancel_s=time.monotonic() - begin))
    job.cancel()
    when(lambda: job.state.is_over, lambda: keep(job))


@step
def keep(job):
    report["state_after_cancel"] = job.state.value
    picture("cancelled")
    dock.translate_tab.jobs_list.rows[job].keep_button.click()
    gaps.enter("keep")
    when(lambda: any("finished rows" in name for name in names()), lambda: resume(job))


@step
def resume(job):
    report["kept"] = [n for n in names() if "finished rows" in n]
    gaps.enter("resume")
    dock.translate_tab.jobs_list.rows[job].resume_button.click()
    [again] = dock.queue.jobs
    when(lambda: again.percent > 90 or again.state.is_over, lambda: gaps.enter("end"))
    when(
        lambda: again.state.is_over,
        lambda: later(lambda: when(preview_is_back, lambda: compare(again)), 1500),
    )


def is_drawn():
    return not iface.mapCanvas().isDrawing()


def preview_is_back():
    """Whether the preview that gave way to a job was made again."""
    preview = dock.translate_tab.preview
    return not preview.is_busy and not preview.note.text()


@step
def compare(job):
    report.update(successful=job.layer is not None, message=job.message)
    picture("finished")
    gaps.enter("compare")
    dock.translate_tab.jobs_list.rows[job].compare_button.click()
    tool = iface.mapCanvas().mapTool()
    when(lambda: None not in tool.item.images, lambda: later(lambda: finish(tool, job), 300))


@step
def finish(tool, job):
    picture("compare")
    tool.end()
    dock.translate_tab.jobs_list.rows[job].again_button.click()
    dock.translate_tab.advanced.box.setCollapsed(False)
    later(leave, 400)


@step
def leave():
    picture("advanced")
    report.update(gaps_ms=gaps.worst, gaps_in=gaps.blame, layers=names())
    end()


def names():
    return [layer.name() for layer in QgsProject.instance().mapLayers().values()]


start(drop_a_file)

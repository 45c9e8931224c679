"""Runs inside a QGIS window (``qgis --code``): a user fills a cloud gap in the panel's second tab.

Open the layers, see the image follow the active one, choose holes and radar, preview a hole, fill, look.
"""

import os

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QTabWidget
from qgis.utils import iface, plugins
from recorder import Gaps, end, report, show, start, step, when

IMAGE, CLASSES, RADAR = (os.environ[f"WINDOW_TEST_{name}"] for name in ("IMAGE", "CLASSES", "RADAR"))
RESULT = os.environ["WINDOW_TEST_RESULT"]
THEME = os.environ.get("WINDOW_TEST_THEME", "default")


def picture(name):
    phase, gaps.phase = gaps.phase, "picture"
    show(f"{name}_{'dark' if THEME != 'default' else 'light'}")
    gaps.enter(phase)


def boxes():
    return [tab.image_box, tab.mask_box, *(source.layer_box for source in tab.sources), tab.reference_box]


def pick(box, name):
    """Choose an entry with the keyboard."""
    while box.currentText() != name:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before, f"{name} is not offered"
    report.setdefault("picked", []).append(box.currentText())


@step
def open_the_tab():
    global gaps, dock, tab
    if THEME != "default":
        QgsApplication.instance().setUITheme(THEME)
    iface.mainWindow().resize(1380, 860)
    plugins["any2any_qgis"]._action.trigger()
    dock = plugins["any2any_qgis"]._dock
    tab = dock.fill_tab
    tabs = dock.findChild(QTabWidget)
    tabs.setCurrentIndex(tabs.indexOf(tab))
    gaps = Gaps()
    report["without_layers"] = [box.currentText() for box in boxes()]
    report["hint_without_layers"] = tab.hint_note.text()
    QTimer.singleShot(300, open_the_layers)


@step
def open_the_layers():
    picture("fill_empty")
    for path, name in ((RADAR, "radar"), (CLASSES, "classes"), (IMAGE, "cloudy")):
        QgsProject.instance().addMapLayer(QgsRasterLayer(path, name))
    [image] = QgsProject.instance().mapLayersByName("cloudy")
    iface.setActiveLayer(image)
    iface.mapCanvas().setExtent(image.extent())
    iface.mapCanvas().refresh()
    when(lambda: tab.image_box.currentLayer() is image, choose)


@step
def choose():
    report["with_layers"] = [box.currentText() for box in boxes()]
    pick(tab.mask_box, "classes")
    QTest.keyClicks(tab.classes_edit, "9")
    pick(tab.sources[0].layer_box, "radar")
    when(lambda: tab.sources[0].note.text(), lambda: QTimer.singleShot(1500, chosen))


@step
def chosen():
    report["source"] = [tab.sources[0].modality, tab.sources[0].note.text()]
    [radar] = QgsProject.instance().mapLayersByName("radar")
    iface.setActiveLayer(radar)  # to look at it: the image stays what it is
    QTimer.singleShot(200, preview)


@step
def preview():
    report["image_meanwhile"] = tab.image_box.currentText()
    picture("fill_chosen")
    gaps.enter("preview")
    QTest.mouseClick(tab.preview_button, Qt.MouseButton.LeftButton)
    report["preview_busy"] = tab.preview.is_busy
    when(lambda: not tab.preview.is_busy, lambda: QTimer.singleShot(300, previewed))


@step
def previewed():
    report["preview_note"] = tab.preview.note.text()
    picture("fill_preview")
    gaps.enter("start")
    tab.output_file.setFilePath(RESULT)
    QTest.mouseClick(tab.run_button, Qt.MouseButton.LeftButton)
    [job] = dock.queue.jobs
    when(lambda: job.percent > 0, lambda: gaps.enter("run"))
    when(lambda: job.percent > 80 or job.state.is_over, lambda: gaps.enter("end"))
    when(lambda: job.state.is_over, lambda: QTimer.singleShot(1500, lambda: finish(job)))


@step
def finish(job):
    report.update(state=job.state.value, message=job.message, gaps_ms=gaps.worst, gaps_in=gaps.blame)
    tree = QgsProject.instance().layerTreeRoot()
    report["layers"] = [node.name() for node in tree.findLayers()]
    report["groups"] = [group.name() for group in tree.findGroups()]
    report["active"] = iface.activeLayer().name()
    picture("fill_finished")
    end()


start(open_the_tab)

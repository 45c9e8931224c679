"""Runs inside a QGIS window (``qgis --code``): the zip, then *Set up*, *Try the sample*; a picture of each state."""

import os
import time
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.utils import iface, plugins
from recorder import FOLDER, end, install_zip, report, show, start, step

LOOK_MS = 200
SAMPLE_LAYERS = 2

clicked_s = {}


@step
def install():
    install_zip(open_panel)


@step
def open_panel():
    show("1_welcome")
    plugin = plugins["any2any_qgis"]
    plugin._action.trigger()
    page = plugin._dock.widget().widget(0)
    report["states"] = [page.state.value]
    show("2_needed")
    bogus = FOLDER / "no-bundle.zip"
    bogus.write_bytes(b"not a zip")
    page.set_up(bundle=bogus)
    report["states"].append(page.state.value)
    report["failure"] = page.text_label.text()
    show("3_failed")
    page.set_up()
    QTimer.singleShot(1500, lambda: cancel(page))


@step
def cancel(page):
    report["states"].append(page.state.value)
    show("4_building")
    page.cancel_button.click()
    clicked_s["cancel"] = time.monotonic()
    when(lambda: page.state.value != "building", lambda: set_up(page))


@step
def set_up(page):
    report["cancelled in s"] = time.monotonic() - clicked_s["cancel"]
    report["states"].append(page.state.value)
    clicked_s["set up"] = time.monotonic()
    page.setup_button.click()
    QTimer.singleShot(20_000, lambda: show("5_installing"))
    when(lambda: page.state.value != "building", lambda: try_sample(page))


@step
def try_sample(page):
    report["set up in s"] = time.monotonic() - clicked_s["set up"]
    report["states"].append(page.state.value)
    report["text"] = page.text_label.text()
    show("6_ready")
    if page.state.value != "ready":
        report["details"] = page.error.details[-3000:]
        end()
    page.sample_button.click()
    when(lambda: len(QgsProject.instance().mapLayers()) == SAMPLE_LAYERS, lambda: show_result(page))


@step
def show_result(page):
    report["first pixel in s"] = time.monotonic() - clicked_s["set up"]
    report["layers"] = sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())
    report["sample"] = page.text_label.text()
    page.continue_button.click()
    iface.mapCanvas().mapCanvasRefreshed.connect(finish)
    iface.mapCanvas().zoomToFullExtent()
    iface.mapCanvas().refreshAllLayers()


@step
def finish():
    iface.mapCanvas().mapCanvasRefreshed.disconnect(finish)
    badge = plugins["any2any_qgis"]._dock.translate_tab.device_badge
    report["badge"] = badge.text() if badge.isVisible() else ""
    report["environments"] = sorted(
        path.name[:4] for path in Path(os.environ["ANY2ANY_ENVIRONMENTS"]).iterdir()
    )
    show("7_panel")
    badge.click()
    show("8_set-up again")
    end()


def when(condition, then):
    """Go on once a condition is true."""
    if condition():
        then()
    else:
        QTimer.singleShot(LOOK_MS, lambda: when(condition, then))


start(install)

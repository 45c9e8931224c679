"""Runs inside a QGIS window (``qgis --code``) without network: *Set up* fails, *From an offline bundle* does not."""

import os
import time

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QFileDialog
from qgis.utils import plugins
from recorder import end, install_zip, report, show, start, step, when

LIMIT_S = 1500
SAMPLE_LAYERS = 2

clicked_s = {}


@step
def install():
    install_zip(open_panel)


@step
def open_panel():
    plugin = plugins["any2any_qgis"]
    plugin._action.trigger()
    page = plugin._dock.widget().widget(0)
    report["states"] = [page.state.value]
    page.setup_button.click()
    when(lambda: page.state.value != "building", lambda: take_bundle(page), LIMIT_S)


@step
def take_bundle(page):
    report["states"].append(page.state.value)
    report["failure"] = page.text_label.text()
    show("offline_failed")
    QFileDialog.getOpenFileName = lambda *_: (os.environ["WINDOW_TEST_BUNDLE"], "")  # instead of a user
    clicked_s["bundle"] = time.monotonic()
    page.choose_bundle()
    when(lambda: page.state.value != "building", lambda: try_sample(page), LIMIT_S)


@step
def try_sample(page):
    report["set up in s"] = time.monotonic() - clicked_s["bundle"]
    report["states"].append(page.state.value)
    report["text"] = page.text_label.text()
    show("offline_ready")
    if page.state.value != "ready":
        report["details"] = page.error.details[-3000:]
        end()
    page.sample_button.click()
    when(lambda: len(QgsProject.instance().mapLayers()) == SAMPLE_LAYERS, finish, LIMIT_S)


@step
def finish():
    report["first pixel in s"] = time.monotonic() - clicked_s["bundle"]
    report["layers"] = sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())
    show("offline_sample")
    end()


start(install)

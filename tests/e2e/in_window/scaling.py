"""Runs inside a QGIS window (``qgis --code``): the panel at a scale and in a theme."""

import os

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QAbstractButton, QLabel, QToolButton
from qgis.utils import iface, plugins
from recorder import FOLDER, end, report, show, start, step, when

SCENE = os.environ["WINDOW_TEST_SCENE"]
THEME = os.environ["WINDOW_TEST_THEME"]
NAME = os.environ["WINDOW_TEST_NAME"]


@step
def begin():
    global dock
    if THEME != "default":
        QgsApplication.instance().setUITheme(THEME)
    QgsProject.instance().addMapLayer(QgsRasterLayer(SCENE, "a multispectral scene with a long name"))
    plugins["any2any_qgis"]._action.trigger()
    dock = plugins["any2any_qgis"]._dock
    iface.mainWindow().showMaximized()
    when(lambda: dock.translate_tab.source.guess is not None, look)


@step
def look():
    dock.translate_tab.target.buttons["pan"].click()
    dock.translate_tab.advanced.box.setCollapsed(False)
    QTimer.singleShot(800, measure)


@step
def measure():
    content, view = dock.translate_tab._scroll.widget(), dock.translate_tab._scroll.viewport()
    report["ratio"] = dock.devicePixelRatioF()
    report["content_px"], report["view_px"] = content.width(), view.width()
    report["cut_off"] = [name_of(w) for w in dock.findChildren((QAbstractButton, QLabel)) if is_cut_off(w)]
    report["modality"] = dock.translate_tab.source.modality.name
    show(f"{NAME}_window")
    dock.grab().save(str(FOLDER / f"{NAME}.png"))
    end()


def is_cut_off(widget):
    """Whether a text has less room than it needs; a label that wraps or may be shortened has enough."""
    if not widget.isVisible() or not widget.text():
        return False
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.height() < widget.heightForWidth(widget.width())
        return widget.sizePolicy().horizontalPolicy() != widget.sizePolicy().Policy.Ignored and (
            widget.width() < widget.sizeHint().width()
        )
    need = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
    return widget.width() < need + (2 if isinstance(widget, QToolButton) else 8)


def name_of(widget):
    return f"{type(widget).__name__} {widget.text()!r}: {widget.width()} of {widget.sizeHint().width()} px"


start(begin)

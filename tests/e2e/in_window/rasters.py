"""Runs inside a QGIS window (``qgis --code``): every kind of raster layer is translated from the panel.

Kinds that the worker cannot open are exported first; the file's own layer shows what the others should give.
"""

import json
import os

from panel import choose, choose_area, open_panel, run, show_place
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtCore import QTimer
from recorder import Gaps, end, report, start, step

SOURCES = json.loads(os.environ["WINDOW_TEST_SOURCES"])
"""By kind: a layer's source, its provider, the area's kind in the panel, and the modality that it shows."""
PLACE = json.loads(os.environ["WINDOW_TEST_PLACE"])
"""Left, bottom, right, top and the CRS of what the map shows."""


@step
def begin():
    global dock, tab, gaps, names
    dock, tab = open_panel()
    gaps = Gaps()
    names = list(SOURCES)
    report["cases"] = {}
    next_case()


@step
def next_case():
    if not names:
        report.update(gaps_ms=gaps.worst, gaps_in=gaps.blame)
        end()
    gaps.enter("idle")
    name = names.pop(0)
    source, provider, area, modality = SOURCES[name]
    layer = QgsRasterLayer(source, name, provider)
    if not layer.isValid():
        report["cases"][name] = {"state": "QGIS cannot open it", "row": layer.error().message()}
        QTimer.singleShot(0, next_case)
        return
    if name == "edited":
        assert layer.dataProvider().setEditable(True)
    choose(tab, layer, lambda: translate(name, layer, area, modality))


@step
def translate(name, layer, area, modality):
    *corners, crs = PLACE
    show_place(QgsReferencedRectangle(QgsRectangle(*corners), QgsCoordinateReferenceSystem(crs)))
    choose_area(tab, area)
    guessed = [tab.source.modality.name, tab.source.reason_note.text()]
    tab.source.modality_box.setCurrentIndex(tab.source.modality_box.findData(modality))
    tab.target.choose("rgb" if modality != "rgb" else "nir")
    gaps.enter(f"start {name}")

    @step
    def note(said):
        report["cases"][name] = {**said, "guess": guessed}
        if name == "edited":
            layer.dataProvider().setEditable(False)
        QgsProject.instance().removeMapLayer(layer.id())
        QTimer.singleShot(0, next_case)

    run(dock, note)


start(begin)

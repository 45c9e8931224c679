"""Runs inside a QGIS window (``qgis --code``): shows the dialogs of training and the footprints on the map.

Paths come in the environment: this file is executed, not imported.
"""

import os
from pathlib import Path

import processing
from qgis.core import QgsProject, QgsRasterLayer
from qgis.utils import iface
from recorder import FOLDER, end, report, show, start, step

SCENE = Path(os.environ["WINDOW_TEST_SCENE"])


def show_dialog(algorithm, name):
    dialog = processing.createAlgorithmDialog(algorithm, {})
    dialog.resize(1000, 800)
    dialog.show()
    show(name, dialog)
    dialog.close()


@step
def export_and_show():
    layers = {name: QgsRasterLayer(str(SCENE / f"{name}.tif"), name) for name in ("rgb", "sar")}
    QgsProject.instance().addMapLayers(list(layers.values()))
    show_dialog("any2any:exporttrainingtiles", "export_dialog")
    parameters = {"RGB": layers["rgb"], "SAR": layers["sar"], "LICENCE": "CC0-1.0"}
    parameters["OUTPUT"] = str(FOLDER.parent / "window_tiles.gpkg")
    report["results"] = processing.runAndLoadResults("any2any:exporttrainingtiles", parameters)
    [tiles] = QgsProject.instance().mapLayersByName("Training tiles")
    report["footprints"] = tiles.featureCount()
    report["renderer"] = tiles.renderer().type()
    show_dialog("any2any:finetune", "finetune_dialog")
    iface.setActiveLayer(tiles)
    iface.mapCanvas().mapCanvasRefreshed.connect(show_map)
    iface.zoomToActiveLayer()


@step
def show_map():
    iface.mapCanvas().mapCanvasRefreshed.disconnect(show_map)
    show("training_tiles")
    end()


start(export_and_show)

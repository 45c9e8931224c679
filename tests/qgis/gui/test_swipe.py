"""The line between a result and its source on the map."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsProject, QgsRasterLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis_support import write_raster

from any2any_qgis.gui import swipe
from any2any_qgis.gui.swipe import SwipeTool
from any2any_qgis.layers.result import RESULT_PROPERTY

DARK, BRIGHT = 60, 200
SIZE_PX = 400, 300


@pytest.fixture
def layers(project, tmp_path):
    """A dark source and a bright result, each of one value."""
    made = []
    for name, value in (("source", DARK), ("result", BRIGHT)):
        values = np.full((1, 30, 40), value, np.uint16)
        path = write_raster(tmp_path / f"{name}.tif", values, (0, 1, 0, 30, 0, -1), 32632)
        layer = QgsRasterLayer(str(path), name)
        layer.renderer().contrastEnhancement()
        enhancement = layer.renderer().contrastEnhancement()
        enhancement.setMinimumValue(0)
        enhancement.setMaximumValue(255)
        project.addMapLayer(layer)
        made.append(layer)
    made[1].setCustomProperty(RESULT_PROPERTY, True)
    return made


@pytest.fixture
def canvas(qgis_app, layers, monkeypatch):
    monkeypatch.setattr(swipe, "REDRAW_MS", 10)
    canvas = QgsMapCanvas()
    canvas.resize(*SIZE_PX)
    canvas.setDestinationCrs(layers[0].crs())
    canvas.setLayers(layers)
    canvas.setExtent(layers[0].extent())
    canvas.show()
    yield canvas
    canvas.deleteLater()


@pytest.fixture
def tool(canvas, layers):
    source, result = layers
    tool = SwipeTool(canvas, result, source)
    canvas.setMapTool(tool)
    wait_until_drawn(tool)
    yield tool
    tool.end()


def wait_until_drawn(tool: SwipeTool) -> None:
    for _ in range(500):
        images = tool.item.images
        if None not in images and tool.item._extent == tool.canvas().extent():
            return
        QTest.qWait(10)
    raise AssertionError("the two pictures never came")


def grey_at(canvas: QgsMapCanvas, x: int) -> int:
    return canvas.grab().toImage().pixelColor(x, 250).red()


def test_the_result_is_left_of_the_line_and_the_source_right(canvas, tool):
    assert grey_at(canvas, 100) == pytest.approx(BRIGHT, abs=8)
    assert grey_at(canvas, 300) == pytest.approx(DARK, abs=8)


def test_the_line_is_dragged_and_a_double_click_shows_one_side(canvas, tool):
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(350, 250))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(350, 250))
    assert grey_at(canvas, 300) == pytest.approx(BRIGHT, abs=8)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(350, 250))
    assert grey_at(canvas, 100) == pytest.approx(DARK, abs=8)


def test_both_sides_follow_the_map(canvas, tool, layers):
    canvas.zoomByFactor(0.5)
    wait_until_drawn(tool)
    assert grey_at(canvas, 100) == pytest.approx(BRIGHT, abs=8)
    assert grey_at(canvas, 300) == pytest.approx(DARK, abs=8)


@pytest.mark.parametrize("how", ["escape", "another tool", "layer removed"])
def test_it_ends_without_a_trace(canvas, layers, how):
    tool = SwipeTool(canvas, layers[1], layers[0])
    canvas.setMapTool(tool)
    item, ended = tool.item, []
    tool.ended.connect(lambda: ended.append(True))
    assert item in canvas.scene().items()
    if how == "escape":
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
    elif how == "another tool":
        canvas.unsetMapTool(tool)
    else:
        QgsProject.instance().removeMapLayer(layers[1].id())
    assert ended == [True]
    assert tool.item is None
    assert canvas.mapTool() is not tool


def test_only_vectors_are_above_the_compared_image(canvas, layers, project):
    source, result = layers
    other = result.clone()
    project.addMapLayer(other)
    canvas.setLayers([other, result, source])
    assert swipe._settings(canvas, source).layers() == [source]
    assert swipe._settings(canvas, result).layers() == [result, source]

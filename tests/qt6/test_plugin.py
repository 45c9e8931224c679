"""Every module's body, and the plugin's window from its start to its end, on Qt 6."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from PyQt6.QtCore import QT_VERSION
from PyQt6.QtWidgets import QComboBox, QPushButton

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "any2any_qgis").rglob("*.py")
)


def test_qt_is_qt_6():
    assert QT_VERSION >> 16 == 6


@pytest.mark.parametrize("name", MODULES)
def test_each_module_runs(name):
    importlib.import_module(name)


@pytest.fixture
def plugin(iface, turn):
    from any2any_qgis import classFactory

    plugin = classFactory(iface)
    plugin.initGui()
    turn()
    yield plugin
    plugin.unload()
    turn()


def test_the_panel_opens_and_goes(plugin, turn):
    plugin._action.setChecked(True)
    turn()
    dock = plugin._dock
    assert dock.isVisibleTo(dock.parentWidget())
    assert dock.translate_tab.run_button.text() == "&Run"
    for box in dock.findChildren(QComboBox):
        for index in range(box.count()):
            box.setCurrentIndex(index)
            turn()


def test_the_options_page_opens(plugin, turn):
    page = plugin._options.createWidget(None)
    page.show()
    turn()
    assert [button for button in page.findChildren(QPushButton) if button.text()]
    page.apply()


@pytest.fixture
def layer():
    """The sample, as far as the panel asks a layer."""
    from qgis.core import QgsRasterLayer

    path = ROOT / "resources" / "sample" / "sar.tif"

    class Sample(QgsRasterLayer):
        def __getattr__(self, name):
            answers = {"id": "sample", "name": "sample", "source": str(path), "providerType": "gdal"}
            answers |= {"isValid": True, "width": 512, "height": 512}
            return (lambda: answers[name]) if name in answers else super().__getattr__(name)

    return Sample()


def test_the_panel_describes_a_layer_in_every_direction(plugin, layer, turn, monkeypatch, tmp_path):
    from any2any_qgis.gui import area_section, source_section
    from any2any_qgis.layers.facts import read_facts

    plugin._action.setChecked(True)
    dock = plugin._dock
    monkeypatch.setattr(source_section, "layer_facts", lambda layer: (read_facts(layer.source()), None))
    monkeypatch.setattr(area_section, "area_px", lambda layer, extent: (512, 512))
    dock.translate_tab.area.restore("whole")
    dock.translate_tab.source.layer_box.setLayer(layer)
    turn()
    assert dock.translate_tab.source.modality.name == "sar"
    assert dock.translate_tab.run_button.isEnabled()
    assert "512" in dock.translate_tab.estimate_note.text()
    for box in (
        dock.translate_tab.source.modality_box,
        dock.translate_tab.preset_box,
        dock.translate_tab.source.units_box,
    ):
        for index in range(box.count()):
            box.setCurrentIndex(index)
            for button in dock.translate_tab.target.buttons.values():
                button.click()
            turn()
    dock.setFloating(True)
    dock.resize(420, 900)
    turn()
    assert dock.grab().save(str(tmp_path / "panel.png"))


def test_the_line_between_two_pictures_is_painted():
    from qgis.gui import QgsMapCanvas
    from qgis.PyQt.QtGui import QImage, QPainter

    from any2any_qgis.gui.swipe import SwipeItem

    canvas = QgsMapCanvas()
    canvas.resize(100, 40)
    item = SwipeItem(canvas, ("result", "source"))
    extent, black, white = canvas.extent(), *(QImage(100, 40, QImage.Format.Format_RGB32) for _ in range(2))
    black.fill(0xFF0000)
    white.fill(0x0000FF)
    item.show_images([black, white], extent)
    shown = QImage(100, 40, QImage.Format.Format_RGB32)
    with QPainter(shown) as painter:
        item.paint(painter)
    assert shown.pixelColor(2, 38).name() == "#ff0000"
    assert shown.pixelColor(97, 38).name() == "#0000ff"

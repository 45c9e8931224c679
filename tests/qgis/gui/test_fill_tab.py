"""The panel's tab that fills gaps."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtWidgets import QMessageBox, QTabWidget
from qgis_support import read_raster, wait_for, wait_until, write_raster

from any2any_qgis.gui.dock import TranslateDock
from any2any_qgis.gui.fill_preview import SIDE_PX, copy_around
from any2any_qgis.gui.job import JobState
from any2any_qgis.layers.holes import HoleSearch, write_outline
from any2any_qgis.layers.result import RESULT_PROPERTY

PLACE = (500_000, 10, 0, 5_000_000, 0, -10)
SIDE = 96
ROWS, COLUMNS = slice(40, 60), slice(30, 70)


def add(path, values) -> QgsRasterLayer:
    write_raster(path, values, PLACE, 32632)
    layer = QgsRasterLayer(str(path), path.stem)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def layers(any2any_provider, project, tmp_path) -> dict[str, QgsRasterLayer]:
    """An image with a cloud, classes that say where it is, radar and an older image of the same fields."""
    parcel = np.kron(np.random.default_rng(0).random((6, 6)), np.ones((16, 16)))
    truth = np.stack([600 + 1500 * parcel, 700 + 900 * parcel, 500 + 700 * parcel])
    image, classes = truth.copy(), np.full((1, SIDE, SIDE), 4, np.uint8)
    image[:, ROWS, COLUMNS] = 8000
    classes[:, ROWS, COLUMNS] = 9
    rasters = {
        "image": image.astype(np.uint16),
        "classes": classes,
        "radar": (-18 + 8 * parcel).astype(np.float32)[None],
        "older": (0.8 * truth).astype(np.uint16),
    }
    return {name: add(tmp_path / f"{name}.tif", values) for name, values in rasters.items()}


@pytest.fixture
def tab(layers):
    dock = TranslateDock()
    yield dock.fill_tab
    dock.shut_down()
    dock.deleteLater()


def choose(tab, layers) -> None:
    tab.image_box.setLayer(layers["image"])
    tab.mask_box.setLayer(layers["classes"])
    tab.classes_edit.setText("3,8,9,10")
    tab.sources[0].layer_box.setLayer(layers["radar"])
    tab.reference_box.setLayer(layers["older"])


def test_the_panel_has_two_tabs(tab):
    tabs = tab.parentWidget().parentWidget()
    assert isinstance(tabs, QTabWidget)
    assert [tabs.tabText(index) for index in range(tabs.count())] == ["Translate", "Fill gaps"]


def test_what_is_missing_is_said_until_it_is_there(tab, layers):
    assert not tab.run_button.isEnabled()
    assert tab.missing == "Choose the image with holes."
    tab.image_box.setLayer(layers["image"])
    assert "Choose a source or an older image" in tab.missing
    tab.sources[0].layer_box.setLayer(layers["image"])
    assert "cannot fill its own holes" in tab.missing
    tab.sources[0].layer_box.setLayer(layers["radar"])
    assert tab.missing == ""
    assert tab.run_button.isEnabled()


def test_the_active_layer_is_the_image_unless_the_tab_uses_it_otherwise(tab, layers, tmp_path):
    tab.follow(layers["image"])
    assert tab.image_box.currentLayer() is layers["image"]
    choose(tab, layers)
    for name in ("classes", "radar", "older"):
        tab.follow(layers[name])
        assert tab.image_box.currentLayer() is layers["image"], name
    other = add(tmp_path / "other.tif", read_raster(layers["image"].source()))
    tab.follow(QgsVectorLayer("Polygon?crs=EPSG:32632", "clouds", "memory"))
    assert tab.image_box.currentLayer() is layers["image"]
    tab.follow(other)
    assert tab.image_box.currentLayer() is other


def test_every_empty_choice_says_what_it_means(tab, layers):
    """A box shows its text from the start, after a choice was taken back, and when its layer has left the project."""
    boxes = [tab.image_box, tab.mask_box, *(source.layer_box for source in tab.sources), tab.reference_box]
    texts = ["Choose a raster layer", "Nodata of the image", "No layer", "No layer", "No layer"]
    assert [box.currentText() for box in boxes] == texts
    for box in boxes:
        box.setLayer(layers["older"])
        assert box.currentText() == "older"
        box.setLayer(None)
    assert [box.currentText() for box in boxes] == texts
    assert tab.hint_note.text() == "Choose the image with holes."
    for box in boxes:
        box.setLayer(layers["older"])
    QgsProject.instance().removeMapLayer(layers["older"].id())
    assert [box.currentText() for box in boxes] == texts
    assert tab.hint_note.text() == "Choose the image with holes."


def test_synthetic_layers_are_not_offered(tab, layers):
    choose(tab, layers)
    layers["older"].setCustomProperty(RESULT_PROPERTY, True)
    tab._queue.changed.emit()
    offered = [tab.reference_box.layer(index) for index in range(tab.reference_box.count())]
    assert layers["older"] not in offered
    assert layers["radar"] in offered


def test_a_source_is_taken_for_what_its_file_says_with_the_reason(tab, layers, tmp_path):
    path = tmp_path / "B08.tif"
    write_raster(path, np.full((1, SIDE, SIDE), 2500, np.uint16), PLACE, 32632)
    nir = QgsRasterLayer(str(path), "near")
    QgsProject.instance().addMapLayer(nir)
    [first, second] = tab.sources
    first.layer_box.setLayer(nir)
    second.layer_box.setLayer(layers["radar"])
    wait_until(lambda: first.note.text() and second.note.text())
    assert (first.modality, second.modality) == ("nir", "sar")
    assert "B08.tif" in first.note.text()
    assert "decibels" in second.note.text()
    assert (first.doubt, second.doubt) == ("", "")
    second.modality_box.setCurrentIndex(second.modality_box.findData("rgb"))
    assert "decibels" in second.doubt
    assert second.note.text() == second.doubt


def test_a_wrong_claim_asks_before_it_fills(tab, layers, monkeypatch):
    asked = []
    buttons = QMessageBox.StandardButton
    monkeypatch.setattr(QMessageBox, "question", lambda *args: asked.append(args[2]) or buttons.Cancel)
    choose(tab, layers)
    [source, _] = tab.sources
    wait_until(source.note.text)
    source.modality_box.setCurrentIndex(source.modality_box.findData("pan"))
    tab.run()
    assert len(asked) == 1
    assert "decibels" in asked[0]
    assert tab._queue.jobs == []


def test_classes_are_asked_for_only_of_a_raster(tab, layers):
    tab.mask_box.setLayer(None)
    assert tab.classes_edit.isHidden()
    tab.mask_box.setLayer(layers["classes"])
    assert not tab.classes_edit.isHidden()


def test_a_fill_adds_the_image_its_map_and_an_outline(tab, layers, tmp_path):
    choose(tab, layers)
    tab.output_file.setFilePath(str(tmp_path / "filled.tif"))
    tab.run()
    job = tab._queue.jobs[-1]
    if not job.state.is_over:
        wait_for(job.finished)
    assert job.state is JobState.DONE, job.message
    names = {layer.name() for layer in QgsProject.instance().mapLayers().values()}
    assert {
        "image: holes filled (partly synthetic)",
        "image: synthetic pixels",
        "image: outline of the filled parts",
    } <= names
    group = QgsProject.instance().layerTreeRoot().findGroup("image: synthetic")
    assert len(group.findLayers()) == 3  # above the image, which would hide them
    filled = read_raster(tmp_path / "filled.tif")
    assert (filled[:, ROWS, COLUMNS] < 4000).all()  # the cloud's 8,000 are gone
    outline = QgsVectorLayer(str(tmp_path / "filled_outline.gpkg"), "outline", "ogr")
    assert [feature.geometry().area() for feature in outline.getFeatures()] == [20 * 40 * 100]
    tab.fill_in({})
    assert tab.image_box.currentLayer() is None
    tab.fill_in(job.parameters)
    assert tab.parameters()["MASK_VALUES"] == "3,8,9,10"
    assert tab.parameters()["REFERENCE"] == layers["older"]
    shown = {child.name(): child.itemVisibilityChecked() for child in group.children()}
    assert shown == {
        "image: holes filled (partly synthetic)": True,
        "image: synthetic pixels": False,  # a tint over what was filled
        "image: outline of the filled parts": True,
    }


def test_a_preview_fills_the_hole_in_view_and_adds_nothing(tab, layers):
    choose(tab, layers)
    before = len(QgsProject.instance().mapLayers())
    tab.show_preview()
    assert tab.preview.is_busy
    wait_for(tab.preview.finished)
    assert tab.preview.note.text() == ""
    assert not tab.preview.pictures[1].pixmap().isNull()
    assert tab.preview.isVisibleTo(tab)
    tab.classes_edit.setText("3")
    assert not tab.preview.isVisibleTo(tab)  # it showed other classes
    assert len(QgsProject.instance().mapLayers()) == before


def test_a_view_without_a_hole_is_said(tab, layers):
    choose(tab, layers)
    tab.classes_edit.setText("3")
    tab.show_preview()
    wait_for(tab.preview.finished)
    assert "shows no hole" in tab.preview.note.text()


def test_the_hole_nearest_to_the_middle_is_found(layers):
    image, classes = layers["image"], layers["classes"]
    place = HoleSearch(image, classes, 1, [9], image.extent()).nearest()
    # The middle of the image, row 48 and column 48, is inside the hole.
    assert (place.x(), place.y()) == (pytest.approx(500_480, abs=10), pytest.approx(4_999_520, abs=10))
    corner = QgsRectangle(500_000, 4_999_800, 500_200, 5_000_000)
    assert HoleSearch(image, classes, 1, [9], corner).nearest() is None


def test_polygons_and_nodata_are_holes_too(layers, tmp_path):
    image = layers["image"]
    polygons = QgsVectorLayer("Polygon?crs=EPSG:32632", "clouds", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500_100, 4_999_700, 500_200, 4_999_800)))
    polygons.dataProvider().addFeature(feature)
    place = HoleSearch(image, polygons, 1, None, image.extent()).nearest()
    assert feature.geometry().contains(QgsGeometry.fromPointXY(place))
    assert HoleSearch(image, None, 1, None, image.extent()).nearest() is None
    image.dataProvider().setUserNoDataValue(1, [])
    empty = layers["radar"]
    values = read_raster(empty.source())
    values[:, :10] = np.nan
    other = add(tmp_path / "gaps.tif", values)
    found = HoleSearch(other, None, 1, None, other.extent()).nearest()
    assert found is None or found.y() > 4_999_900  # NaN counts as nodata where the provider says so


def test_the_surroundings_of_a_place_are_copied_inside_the_image(tmp_path, any2any_provider, project):
    values = np.arange(600 * 700, dtype=np.float32).reshape(1, 600, 700)
    layer = add(tmp_path / "large.tif", values)
    copy = QgsRasterLayer(copy_around(layer.source(), 500_000 + 10 * 690, 5_000_000 - 10 * 300))
    assert (copy.width(), copy.height()) == (SIDE_PX, SIDE_PX)
    copied = read_raster(copy.source())
    # Column 690 is near the right edge: the copy ends there, at column 700.
    np.testing.assert_array_equal(copied[0], values[0, 300 - 256 : 300 + 256, 700 - SIDE_PX :])


def test_an_outline_goes_around_what_is_synthetic_or_left(tmp_path, any2any_provider):
    state = np.zeros((1, 20, 20), np.uint8)
    state[0, 2:5, 2:6] = 1
    state[0, 10, 10] = 2
    write_raster(tmp_path / "state.tif", state, PLACE, 32632)
    write_outline(str(tmp_path / "state.tif"), str(tmp_path / "outline.gpkg"))
    layer = QgsVectorLayer(str(tmp_path / "outline.gpkg"), "outline", "ogr")
    areas = {feature["value"]: feature.geometry().area() for feature in layer.getFeatures()}
    assert areas == {1: 3 * 4 * 100, 2: 100}

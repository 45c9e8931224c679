from __future__ import annotations

import json
import re
import time

import numpy as np
import pytest
from qgis.core import QgsMimeDataUtils, QgsProject, QgsRasterLayer, QgsSettings
from qgis.PyQt.QtCore import QMimeData, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtWidgets import QMessageBox
from qgis_support import read_raster, wait_for, wait_until, write_raster

from any2any_qgis import paths
from any2any_qgis.engine.service import worker_service
from any2any_qgis.gui import units_rows
from any2any_qgis.gui.advanced_section import ModelCard
from any2any_qgis.gui.dock import TranslateDock
from any2any_qgis.gui.estimate import SETTING
from any2any_qgis.gui.job import JobState
from any2any_qgis.layers.result import choices_of, source_of

RESULT = "radar RGB (synthetic, from SAR; fast, seed 0)"


@pytest.fixture
def no_speeds(qgis_app) -> None:
    """Forget what earlier tests measured."""
    QgsSettings().remove(SETTING)


@pytest.fixture
def dock(any2any_provider, sar_layer):
    dock = TranslateDock()
    choose_layer(dock, sar_layer)
    dock.translate_tab.preset_box.setCurrentIndex(dock.translate_tab.preset_box.findData("fast"))
    dock.translate_tab.target.choose("rgb")  # another test may have left another one
    yield dock
    dock.shut_down()
    dock.deleteLater()


def choose_layer(dock: TranslateDock, layer: QgsRasterLayer) -> None:
    """Choose a layer and wait until it was looked at."""
    dock.translate_tab.source.layer_box.setLayer(layer)
    while dock.translate_tab.source.guess is None:
        wait_for(dock.translate_tab.source.changed)


def add_raster(path, values, names=(), dtype=np.float32) -> QgsRasterLayer:
    from osgeo import gdal

    write_raster(path, values.astype(dtype), (500_000, 10, 0, 5_000_000, 0, -10), 32632)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number, name in enumerate(names, 1):
        dataset.GetRasterBand(number).SetDescription(name)
    del dataset
    layer = QgsRasterLayer(str(path), path.stem)
    QgsProject.instance().addMapLayer(layer)
    return layer


def add_layer(path) -> QgsRasterLayer:
    layer = QgsRasterLayer(str(path), path.stem)
    QgsProject.instance().addMapLayer(layer)
    return layer


def finish(dock: TranslateDock):
    """Wait for the last job's end."""
    job = dock.queue.jobs[-1]
    if not job.state.is_over:
        wait_for(job.finished)
    return job


def answers(monkeypatch, button) -> list[str]:
    asked = []

    def question(parent, title, text, buttons):
        asked.append(text)
        return button

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


def test_the_source_modality_is_guessed_from_the_layer(dock, tmp_path):
    assert dock.translate_tab.source.modality.name == "sar"
    assert "decibels" in dock.translate_tab.source.reason_note.text()
    assert "Decibels" in dock.translate_tab.source.units_box.currentText()
    values = np.random.default_rng(0).uniform(300, 3000, (3, 64, 64))
    choose_layer(dock, add_raster(tmp_path / "ortho.tif", values, ("red", "green", "blue"), np.uint16))
    assert dock.translate_tab.source.modality.name == "rgb"
    assert dock.translate_tab.source.reason_note.text() == "3 bands named red, green, blue"
    assert "× 10000" in dock.translate_tab.source.units_box.currentText()
    assert dock.translate_tab.source.bands == [1, 2, 3]


def test_the_level_is_asked_of_reflectance_only_and_guessed(dock, tmp_path):
    assert dock.translate_tab.source.level_box.isHidden()
    assert dock.translate_tab.parameters()["LEVEL"] == "auto"
    values = np.random.default_rng(0).uniform(300, 3000, (3, 64, 64))
    names = ("red", "green", "blue")
    choose_layer(dock, add_raster(tmp_path / "S2A_MSIL1C_2023.tif", values, names, np.uint16))
    assert not dock.translate_tab.source.level_box.isHidden()
    assert dock.translate_tab.source.level_box.currentText() == "Automatic: Top of the atmosphere (level 1C)"
    dock.translate_tab.source.level_box.setCurrentIndex(
        dock.translate_tab.source.level_box.findData("surface")
    )
    assert dock.translate_tab.parameters()["LEVEL"] == "surface"
    choose_layer(dock, add_raster(tmp_path / "S2A_MSIL2A_2023.tif", values, names, np.uint16))
    assert dock.translate_tab.source.level_box.itemText(0) == "Automatic: Surface (level 2A)"


def test_a_target_is_never_the_source(dock, tmp_path):
    assert dock.translate_tab.target.modality.name == "rgb"
    assert not dock.translate_tab.target.buttons["sar"].isEnabled()
    values = np.random.default_rng(0).uniform(300, 3000, (3, 64, 64))
    choose_layer(dock, add_raster(tmp_path / "ortho.tif", values, ("red", "green", "blue"), np.uint16))
    assert not dock.translate_tab.target.buttons["rgb"].isEnabled()
    assert dock.translate_tab.target.modality.name != "rgb"


def test_zero_shot_directions_look_different(dock):
    assert dock.translate_tab.target.buttons["pan"].text() == "PAN *"
    assert dock.translate_tab.target.buttons["nir"].text() == "NIR"
    dock.translate_tab.target.buttons["pan"].click()
    assert "Zero-shot" in dock.translate_tab.target.note.text()
    dock.translate_tab.target.buttons["nir"].click()
    assert dock.translate_tab.target.note.text() == "Trained direction"


def test_a_route_is_shown_as_a_picture(dock):
    """The test model has no routes of its own: one is chosen."""
    assert dock.translate_tab.target.route_picture.isHidden()
    dock.translate_tab.advanced.route_box.setCurrentIndex(
        dock.translate_tab.advanced.route_box.findData("nir")
    )
    assert not dock.translate_tab.target.route_picture.isHidden()
    assert dock.translate_tab.target.route_picture.accessibleName() == "SAR → NIR → RGB"
    assert dock.translate_tab.target.note.text() == "Trained direction, translated through NIR by your choice"
    picture = dock.translate_tab.target.route_picture
    picture.resize(picture.sizeHint())
    image = picture.grab().toImage()
    columns = [x for stop in range(3) for x in range(stop * 66 + 4, stop * 66 + 42, 4)]
    assert len({image.pixel(x, 15) for x in columns}) > 10  # three pictures, not a grey box
    dock.translate_tab.target.buttons["pan"].click()
    assert picture.accessibleName() == "SAR → NIR → PAN"
    dock.translate_tab.advanced.route_box.setCurrentIndex(
        dock.translate_tab.advanced.route_box.findData("direct")
    )
    assert picture.isHidden()
    dock.translate_tab.target.buttons["rgb"].click()


def test_run_needs_a_layer(dock, project):
    assert dock.translate_tab.run_button.isEnabled()
    project.clear()
    assert not dock.translate_tab.run_button.isEnabled()
    assert dock.translate_tab.hint_note.text() == "Choose a raster layer."


def test_run_adds_a_named_and_styled_layer(dock, project, tmp_path):
    output = tmp_path / "out.tif"
    dock.translate_tab.output_file.setFilePath(str(output))
    dock.translate_tab.run()
    assert dock.translate_tab.run_button.isEnabled()  # another job can be queued
    job = finish(dock)
    assert job.state is JobState.DONE, job.message
    [layer] = project.mapLayersByName(RESULT)
    assert layer.source() == str(output)
    assert layer.renderer().type() == "multibandcolor"
    assert "synthetic" in layer.metadata().keywords()["any2any"]
    assert read_raster(output).shape == (3, 80, 96)


def test_results_are_not_offered_as_sources(dock, project):
    dock.translate_tab.run()
    finish(dock)
    [layer] = project.mapLayersByName(RESULT)
    assert dock.translate_tab.source.layer_box.exceptedLayerList() == [
        layer
    ]  # and not the one that showed its progress
    dock.translate_tab.source.follow(layer)
    assert dock.translate_tab.source.layer.name() == "radar"


def test_the_time_is_estimated_once_a_speed_was_measured(no_speeds, dock):
    """96 x 80 pixels give 96 x 80 RGB pixels of three 16-bit bands: 46 kB. A preview is measured, then a run."""
    note = dock.translate_tab.estimate_note
    assert note.text() == "96 × 80 px · up to 46 kB · time unknown before a preview"
    dock.translate_tab.show_preview()
    wait_for(dock.translate_tab.preview.finished)
    assert re.fullmatch(r".* · about \d+ s by the preview", note.text())
    dock.translate_tab.run()
    finish(dock)
    assert re.fullmatch(r".* · about \d+ s", note.text())


@pytest.mark.parametrize("refuse", [True, False])
def test_a_wrong_claim_and_an_existing_file_are_asked_about(dock, monkeypatch, tmp_path, refuse):
    buttons = QMessageBox.StandardButton
    asked = answers(monkeypatch, buttons.Cancel if refuse else buttons.Ok)
    values = np.random.default_rng(0).uniform(300, 3000, (3, 64, 64))
    choose_layer(dock, add_raster(tmp_path / "ortho.tif", values, ("red", "green", "blue"), np.uint16))
    dock.translate_tab.source.modality_box.setCurrentIndex(
        dock.translate_tab.source.modality_box.findData("sar")
    )
    output = tmp_path / "there.tif"
    output.write_bytes(b"here first")
    dock.translate_tab.output_file.setFilePath(str(output))
    dock.translate_tab.run()
    assert "3 bands named red, green, blue" in asked[0]
    if refuse:
        assert dock.queue.jobs == []
    else:
        assert asked[1] == f"{output} exists. Replace it?"
        dock.queue.jobs[0].cancel()
    assert output.read_bytes() == b"here first"


def test_units_against_the_values_are_asked_about(dock, monkeypatch):
    asked = answers(monkeypatch, QMessageBox.StandardButton.Cancel)
    dock.translate_tab.source.units_box.setCurrentIndex(dock.translate_tab.source.units_box.findData("power"))
    dock.translate_tab.run()
    assert asked == ["Its values look like “Decibels”, but “Linear power” is chosen.\n\nRun anyway?"]


def test_the_preset_and_target_are_remembered(dock, any2any_provider):
    dock.translate_tab.target.buttons["nir"].click()
    dock.translate_tab.run()
    dock.queue.jobs[0].cancel()
    again = TranslateDock()
    again.translate_tab.source.layer_box.setLayer(dock.translate_tab.source.layer)
    while again.translate_tab.source.guess is None:
        wait_for(again.translate_tab.source.changed)
    assert again.translate_tab.preset_box.currentData() == "fast"
    assert again.translate_tab.target.modality.name == "nir"
    again.shut_down()
    again.deleteLater()
    dock.translate_tab.target.buttons["rgb"].click()


def test_the_preview_shows_both_sides(dock):
    dock.translate_tab.show_preview()
    assert dock.translate_tab.preview.is_busy
    wait_for(dock.translate_tab.preview.finished)
    assert [caption.text() for caption in dock.translate_tab.preview.captions] == ["SAR", "RGB"]
    for picture in dock.translate_tab.preview.pictures:
        image = picture.pixmap().toImage()
        colours = {image.pixel(x, y) for x in range(20, 130, 10) for y in range(40, 110, 10)}
        assert len(colours) > 5
    assert len(QgsProject.instance().mapLayers()) == 1  # a preview is not a layer


def test_a_preview_in_sight_follows_the_options(dock):
    dock.show()
    dock.translate_tab.show_preview()
    wait_for(dock.translate_tab.preview.finished)
    dock.translate_tab.target.buttons["nir"].click()
    wait_for(dock.translate_tab.preview.finished)
    assert dock.translate_tab.preview.captions[1].text() == "NIR"
    dock.translate_tab.preset_box.setCurrentIndex(
        dock.translate_tab.preset_box.findData("paper")
    )  # minutes: not unasked
    assert "250 steps" in dock.translate_tab.preview.note.text()
    assert is_empty(dock.translate_tab.preview)
    dock.translate_tab.preset_box.setCurrentIndex(dock.translate_tab.preset_box.findData("fast"))
    wait_for(dock.translate_tab.preview.finished)
    assert not is_empty(dock.translate_tab.preview)
    assert dock.translate_tab.preview.note.text() == ""
    dock.translate_tab.target.buttons["rgb"].click()


def is_empty(preview) -> bool:
    """Whether no picture and no caption claims anything."""
    return all(
        (picture.pixmap() is None or picture.pixmap().isNull()) and not caption.text()
        for picture, caption in zip(preview.pictures, preview.captions, strict=True)
    )


def test_a_preview_never_shows_another_target_while_a_job_runs(dock, large_sar_path):
    dock.show()
    dock.translate_tab.show_preview()
    wait_for(dock.translate_tab.preview.finished)
    choose_layer(dock, add_layer(large_sar_path))
    dock.translate_tab.run()
    job = dock.queue.jobs[0]
    dock.translate_tab.target.buttons["nir"].click()
    assert is_empty(dock.translate_tab.preview)
    assert (
        dock.translate_tab.preview.note.text() == "A job is running: the preview follows when it has ended."
    )
    assert not dock.translate_tab.preview.pictures[0].isVisible()  # its room is the job's
    job.cancel()
    wait_for(dock.translate_tab.preview.finished)
    assert job.state is JobState.CANCELLED
    assert dock.translate_tab.preview.pictures[0].isVisible()
    assert [caption.text() for caption in dock.translate_tab.preview.captions] == ["SAR", "NIR"]
    dock.translate_tab.target.buttons["rgb"].click()


def test_the_next_preview_cancels_the_one_that_runs_and_keeps_the_worker(dock):
    dock.show()
    dock.translate_tab.show_preview()
    wait_for(dock.translate_tab.preview.finished)
    worker = worker_service().worker_pid()
    dock.translate_tab.advanced.steps_box.setValue(900)  # a minute, unless it is cancelled
    dock.translate_tab.show_preview()
    slow = dock.translate_tab.preview._job
    wait_for(slow.changed)
    dock.translate_tab.advanced.steps_box.setValue(2)
    assert dock.translate_tab.preview._job is None
    assert is_empty(dock.translate_tab.preview)
    begin = time.monotonic()
    wait_for(dock.translate_tab.preview.finished)
    assert not is_empty(dock.translate_tab.preview)
    assert worker_service().worker_pid() == worker
    print(f"the next preview after {time.monotonic() - begin:.2f} s")  # noqa: T201 - the latency is what is looked at
    dock.translate_tab.advanced.steps_box.setValue(0)


def test_a_job_takes_the_worker_from_a_preview(dock):
    dock.show()
    dock.translate_tab.advanced.steps_box.setValue(900)
    dock.translate_tab.show_preview()
    dock.translate_tab.advanced.steps_box.setValue(0)
    dock.translate_tab.show_preview()
    dock.translate_tab.run()
    assert not dock.translate_tab.preview.is_busy
    assert "follows when it has ended" in dock.translate_tab.preview.note.text()
    assert finish(dock).state is JobState.DONE
    wait_for(dock.translate_tab.preview.finished)
    assert not is_empty(dock.translate_tab.preview)


def test_a_job_stays_in_sight_when_its_text_and_buttons_come(dock):
    """A panel of 400 px shows no job without scrolling; a result's row is higher than a running one's."""
    dock.resize(420, 400)
    dock.show()
    dock.translate_tab.run()
    job = finish(dock)
    row = dock.translate_tab.jobs_list.rows[job]
    wait_until(lambda: not row.visibleRegion().isEmpty() and row.visibleRegion().boundingRect() == row.rect())
    assert row.again_button.isVisible()


def test_a_job_fills_in_the_panel_again(dock, tmp_path):
    dock.translate_tab.source.units_box.setCurrentIndex(dock.translate_tab.source.units_box.findData("db"))
    dock.translate_tab.target.buttons["nir"].click()
    dock.translate_tab.advanced.seed_box.setValue(7)
    dock.translate_tab.advanced.steps_box.setValue(3)
    dock.translate_tab.advanced.pixel_size_box.setValue(20)
    wanted = dock.translate_tab.parameters()
    dock.translate_tab.run()
    job = finish(dock)
    assert job.state is JobState.DONE, job.message
    values = np.random.default_rng(0).uniform(300, 3000, (3, 64, 64))
    choose_layer(dock, add_raster(tmp_path / "ortho.tif", values, ("red", "green", "blue"), np.uint16))
    dock.translate_tab.advanced.seed_box.setValue(1)
    dock.translate_tab.jobs_list.rows[job].again_button.click()
    while dock.translate_tab.source.guess is None:
        wait_for(dock.translate_tab.source.changed)
    assert dock.translate_tab.parameters() == wanted
    # The layer itself says it too, for a project that is opened later.
    assert choices_of(job.layer) == {
        "SOURCE": "sar", "TARGET": "nir", "PRESET": "fast", "RADIOMETRY": "db", "VIA": "auto",
        "PRECISION": "auto", "RUNTIME": "auto", "LEVEL": "auto", "OUTPUT_LEVEL": "surface", "SEED": 7, "SAMPLES": 1,
        "BANDS": [], "STEPS": 3, "PIXEL_SIZE": 20.0,
    }  # fmt: skip
    assert source_of(job.layer) is dock.translate_tab.source.layer


@pytest.mark.parametrize("kind", ["file", "layer", "browser"])
def test_what_is_dropped_is_chosen(dock, project, tmp_path, kind):
    values = np.random.default_rng(0).uniform(300, 3000, (3, 64, 64))
    layer = add_raster(tmp_path / "ortho.tif", values, ("red", "green", "blue"), np.uint16)
    if kind == "layer":
        uri = QgsMimeDataUtils.Uri(layer)
        data = QgsMimeDataUtils.encodeUriList([uri])
    else:
        project.removeMapLayer(layer.id())
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "ortho.tif"))])
    if kind == "browser":
        uri = QgsMimeDataUtils.Uri()
        uri.layerType, uri.providerKey, uri.name, uri.uri = (
            "raster",
            "gdal",
            "ortho",
            str(tmp_path / "ortho.tif"),
        )
        data = QgsMimeDataUtils.encodeUriList([uri])
    event = QDropEvent(
        QPointF(1, 1),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dock.dropEvent(event)
    assert event.isAccepted()
    assert dock.translate_tab.source.layer.name() == "ortho"
    assert len(project.mapLayers()) == 2
    while dock.translate_tab.source.guess is None:
        wait_for(dock.translate_tab.source.changed)
    assert dock.translate_tab.source.modality.name == "rgb"


def test_a_dropped_file_that_is_not_a_raster_is_named(dock, project, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("no raster")
    dock.translate_tab.source.open_file(str(path))
    assert "notes.txt" in dock.translate_tab.source.reason_note.text()
    assert len(project.mapLayers()) == 1


def test_the_card_of_the_model_is_shown(any2any_provider, tmp_path):
    (tmp_path / "README.md").write_text("# A model\n\nNot for *damage*.")
    card = ModelCard(tmp_path)
    assert "Not for damage." in card.browser.toPlainText()
    card = ModelCard(tmp_path / "nothing")
    assert "has no card" in card.browser.toPlainText()


@pytest.mark.parametrize(("licence", "shown"), [("CC-BY-4.0", "CC-BY-4.0"), ("", "not stated")])
def test_the_card_begins_with_the_models_licence(any2any_provider, tmp_path, licence, shown):
    """Whether it has a card of its own or not."""
    document = json.loads((paths.BUNDLED_MODEL / "config.json").read_text(encoding="utf-8"))
    changed = document | {"title": "My model", "version": "7", "licence": licence}
    (tmp_path / "config.json").write_text(json.dumps(changed))
    card = ModelCard(tmp_path)
    first, second = card.browser.toPlainText().split("\n", 1)
    assert first == f"My model 7, licence: {shown}"
    assert "has no card" in second


def test_the_error_is_shown_and_the_next_run_offered(dock):
    dock.translate_tab.output_file.setFilePath("/no/such/folder/out.tif")
    dock.translate_tab.run()
    job = finish(dock)
    assert job.state is JobState.FAILED
    assert "/no/such/folder" in dock.translate_tab.jobs_list.rows[job].message_note.text()
    assert dock.translate_tab.run_button.isEnabled()


def test_units_are_guessed_once_for_each_choice(dock, tmp_path, monkeypatch):
    """Percentiles of many bands take 10 ms on the main thread, and a look at a layer asked for them many times."""
    asked = []
    guess = units_rows.guess_units

    def counted(facts, quantity, bands):
        asked.append((quantity, tuple(bands)))
        return guess(facts, quantity, bands)

    monkeypatch.setattr(units_rows, "guess_units", counted)
    values = np.random.default_rng(0).integers(200, 4000, (3, 64, 64))
    choose_layer(dock, add_raster(tmp_path / "s2.tif", values, ("red", "green", "blue"), np.uint16))
    assert dock.translate_tab.source.units_box.currentText().startswith("Automatic: Reflectance × 10000")
    dock.translate_tab.source.modality_box.setCurrentIndex(
        dock.translate_tab.source.modality_box.findData("nir")
    )
    dock.translate_tab.source.modality_box.setCurrentIndex(
        dock.translate_tab.source.modality_box.findData("rgb")
    )
    assert asked == [("reflectance", bands) for bands in ((1, 2, 3), (1,), (1, 2, 3))]

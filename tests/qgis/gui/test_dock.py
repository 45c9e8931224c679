from __future__ import annotations

import pytest
from qgis_support import read_raster, wait_for

from any2any_qgis.gui.dock import TranslateDock
from any2any_qgis.gui.job import TranslateJob


@pytest.fixture
def dock(any2any_provider, sar_layer):
    dock = TranslateDock()
    dock.layer_box.setLayer(sar_layer)
    dock.preset_box.setCurrentIndex(dock.preset_box.findData("fast"))
    yield dock
    dock.shut_down()
    dock.deleteLater()


def choose(dock: TranslateDock, source: str, target: str) -> None:
    dock.source_box.setCurrentIndex(dock.source_box.findData(source))
    dock.target_box.setCurrentIndex(dock.target_box.findData(target))


def test_modalities_come_from_the_model(dock):
    names = [dock.source_box.itemData(i) for i in range(dock.source_box.count())]
    assert names == ["rgb", "sar", "nir", "ms", "pan"]
    assert (dock.source_box.currentData(), dock.target_box.currentData()) == ("sar", "rgb")


def test_run_is_offered_for_two_modalities_and_a_layer(dock, project):
    assert dock.run_button.isEnabled()
    choose(dock, "sar", "sar")
    assert not dock.run_button.isEnabled()
    assert "two different" in dock.note_label.text()
    choose(dock, "sar", "pan")
    assert dock.run_button.isEnabled()
    assert "Zero-shot" in dock.note_label.text()
    project.clear()
    assert not dock.run_button.isEnabled()


def test_run_adds_a_named_and_styled_layer(dock, project, tmp_path):
    output = tmp_path / "out.tif"
    dock.output_file.setFilePath(str(output))
    dock.run()
    assert not dock.run_button.isEnabled()
    assert dock.cancel_button.isEnabled()
    successful, name = wait_for(dock._job.finished)
    assert successful, name
    [layer] = project.mapLayersByName("radar RGB (synthetic, from SAR)")
    assert layer.source() == str(output)
    assert layer.renderer().type() == "multibandcolor"
    assert "synthetic" in layer.metadata().keywords()["any2any"]
    assert read_raster(output).shape == (3, 80, 96)
    assert dock.status_label.text().startswith("Done: radar RGB")
    assert dock.note_label.text() == ""
    assert dock.progress_bar.value() == 100
    assert dock.run_button.isEnabled()
    assert not dock.cancel_button.isEnabled()


def test_warnings_of_the_job_stay_in_sight(dock, project, tmp_path):
    choose(dock, "sar", "pan")
    dock.run()
    wait_for(dock._job.finished)
    assert "zero-shot translation" in dock.note_label.text()
    choose(dock, "sar", "rgb")
    assert dock.note_label.text() == ""


def test_cancel_leaves_no_layer(dock, project, large_sar_path, tmp_path):
    output = tmp_path / "out.tif"
    job = TranslateJob({"INPUT": str(large_sar_path), "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast"})
    job.progressed.connect(lambda percent: job.cancel())
    job.start(str(output))
    successful, message = wait_for(job.finished)
    assert not successful
    assert message == "Cancelled."
    assert len(project.mapLayers()) == 1
    assert not output.exists()


def test_error_is_shown_and_the_next_run_offered(dock, sar_path):
    dock.output_file.setFilePath("/no/such/folder/out.tif")
    dock.run()
    successful, message = wait_for(dock._job.finished)
    assert not successful
    assert "/no/such/folder" in message
    assert dock.status_label.text() == message
    assert dock.run_button.isEnabled()

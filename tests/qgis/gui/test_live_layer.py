"""The map fills in while a job runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsProject, QgsRasterLayer
from qgis_support import wait_for, wait_until

from any2any_qgis.engine.models import read_model
from any2any_qgis.gui import live_layer
from any2any_qgis.gui.job import JobState, TranslateJob
from any2any_qgis.gui.live_layer import LiveLayer
from any2any_qgis.gui.queue import JobQueue

STEPS = 6
"""Enough for a piece to take longer than a look at it, on any machine: both slow down alike."""


@pytest.fixture
def queue(any2any_provider, project, monkeypatch):
    monkeypatch.setattr(live_layer, "LOOK_MS", 20)
    monkeypatch.setattr(live_layer, "DRAWING_SHARE", 1.0)  # on a busy machine a pause might outlast the job
    queue = JobQueue()
    yield queue
    queue.abandon_all()
    queue.deleteLater()


@pytest.fixture
def radar(project, large_sar_path):
    layer = QgsRasterLayer(str(large_sar_path), "radar")
    project.addMapLayer(layer)
    return layer


def begin(
    queue: JobQueue, radar: QgsRasterLayer, output: Path, target: str = "rgb", steps: int = STEPS
) -> tuple[TranslateJob, LiveLayer]:
    chosen = {"INPUT": radar, "SOURCE": "sar", "TARGET": target, "PRESET": "fast", "STEPS": steps}
    job = TranslateJob(chosen, "radar → RGB")
    live = LiveLayer(job, read_model().modality(target), radar.id())
    queue.submit(job, str(output))
    return job, live


def shown(layer: QgsRasterLayer) -> np.ndarray:
    """Return which rows have data, as the layer itself reads them now: one column says it."""
    column = layer.extent()
    column.setXMaximum(column.xMinimum() + layer.rasterUnitsPerPixelX())
    block = layer.dataProvider().block(1, column, 1, layer.height())
    return np.array([not block.isNoData(row, 0) for row in range(layer.height())])


@pytest.mark.parametrize(("target", "side"), [("rgb", 2048), ("pan", 4096), ("ms", 1024)])
def test_finished_rows_show_and_grow_until_the_result_comes(queue, radar, tmp_path, target, side):
    job, live = begin(queue, radar, tmp_path / "out.tif", target)
    wait_until(lambda: live.is_there)
    assert live.layer.extent() == radar.extent()
    assert (live.layer.width(), live.layer.height()) == (side, side)
    assert "synthetic" in live.layer.name()
    seen = []

    def look(pieces: int) -> None:
        rows = shown(live.layer)
        if (job.part_folder / "plan.json").exists():  # else the job has just ended
            seen.append((pieces, int(rows.sum())))
            assert rows[: seen[-1][1]].all()  # from the top, without gaps

    live.shown.connect(look)
    look(1)
    wait_for(job.finished)
    assert job.state is JobState.DONE, job.message
    assert len({rows for _, rows in seen}) >= 2, seen
    assert [rows for _, rows in seen] == sorted(rows for _, rows in seen)
    assert seen[-1][1] >= side * (seen[-1][0] - 1) // 6  # 512 latent rows are 5.3 pieces of 96
    assert [layer.name() for layer in QgsProject.instance().mapLayers().values() if layer is not radar] == [
        job.layer.name()
    ]


def test_a_cancelled_job_leaves_no_layer_and_no_empty_group(queue, radar, tmp_path):
    job, live = begin(queue, radar, tmp_path / "out.tif")
    wait_until(lambda: live.is_there)
    job.cancel()
    wait_for(job.finished)
    assert list(QgsProject.instance().mapLayers().values()) == [radar]
    assert [node.name() for node in QgsProject.instance().layerTreeRoot().children()] == ["radar"]


def test_the_layer_is_not_forced_on_a_user_who_took_it_away(queue, radar, tmp_path):
    job, live = begin(queue, radar, tmp_path / "out.tif")
    wait_until(lambda: live.is_there)
    QgsProject.instance().removeMapLayer(live.layer.id())
    wait_for(job.finished)
    assert not live.is_there
    assert job.state is JobState.DONE, job.message


def test_another_project_gets_no_live_layer(queue, radar, tmp_path, project):
    job, _ = begin(queue, radar, tmp_path / "out.tif", steps=1)
    project.clear()
    wait_for(job.finished)
    assert project.mapLayers() == {}


def test_a_project_saved_meanwhile_has_no_broken_layer_later(queue, radar, tmp_path, project):
    job, live = begin(queue, radar, tmp_path / "out.tif")
    wait_until(lambda: live.is_there)
    assert project.write(str(tmp_path / "saved.qgs"))
    job.cancel()
    wait_for(job.finished)
    project.read(str(tmp_path / "saved.qgs"))
    assert [layer.name() for layer in project.mapLayers().values()] == ["radar"]
    assert all(layer.isValid() for layer in project.mapLayers().values())

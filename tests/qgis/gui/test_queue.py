from __future__ import annotations

import gc
import time

import pytest
from busy import allowed
from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QThreadPool
from qgis_support import PATIENCE_MS, wait_for

from any2any_qgis.gui.job import JobState, TranslateJob
from any2any_qgis.gui.jobs_list import JobRow
from any2any_qgis.gui.queue import JobQueue
from any2any_qgis.layers.partial import finished_rows

CANCEL_LIMIT_S = 1.0


@pytest.fixture
def queue(any2any_provider, project):
    queue = JobQueue()
    yield queue
    queue.abandon_all()
    queue.deleteLater()


def job_of(layer, **parameters) -> TranslateJob:
    chosen = {"INPUT": layer, "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast", **parameters}
    return TranslateJob(chosen, "radar → RGB")


def wait_until_over(job: TranslateJob) -> None:
    if not job.state.is_over:
        wait_for(job.finished)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"MODEL": "/no/model"}, "/no/model"),
        ({"EXTENT": "0,1,0,1 [EPSG:32632]"}, "does not touch"),
        ({"TARGET": "sar"}, "both SAR"),
        ({"INPUT": "/no/raster.tif"}, "INPUT"),
    ],
)
def test_an_error_of_preparing_ends_the_job_with_its_sentence(queue, sar_layer, parameters, sentence):
    """Each is raised before the algorithm's thread starts; none may leave the queue waiting."""
    job = job_of(sar_layer, **parameters)
    queue.submit(job)
    assert job.state is JobState.FAILED
    assert sentence in job.message
    following = job_of(sar_layer)
    queue.submit(following)
    wait_until_over(following)
    assert following.state is JobState.DONE, following.message


def test_a_waiting_job_takes_no_thread(queue, sar_layer, large_sar_path):
    running, waiting = job_of(str(large_sar_path)), job_of(sar_layer)
    queue.submit(running)
    queue.submit(waiting)
    assert (running.state, waiting.state) == (JobState.RUNNING, JobState.WAITING)
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    assert QgsApplication.taskManager().countActiveTasks() == 0
    waiting.cancel()
    assert waiting.state is JobState.CANCELLED


def test_a_waiting_job_can_pass_another(queue, sar_layer, large_sar_path):
    jobs = [job_of(str(large_sar_path)), job_of(sar_layer), job_of(sar_layer)]
    for job in jobs:
        queue.submit(job)
    queue.move_up(jobs[2])
    assert queue.jobs == [jobs[0], jobs[2], jobs[1]]
    queue.move_up(jobs[2])  # never before the one that runs
    assert queue.jobs[0] is jobs[0]


@pytest.mark.parametrize("preset", ["fast", "detailed", "paper"])
def test_cancelling_takes_less_than_a_second(queue, large_sar_path, preset):
    job = job_of(str(large_sar_path), PRESET=preset)
    queue.submit(job)
    while job.message != "Translating" and job.message != "Encoding":
        wait_for(job.changed)
    begin = time.monotonic()
    job.cancel()
    assert job.state is JobState.STOPPING
    wait_until_over(job)
    taken = time.monotonic() - begin
    print(f"{preset}: cancelled after {taken:.2f} s")  # noqa: T201 - the latency is what is looked at
    assert job.state is JobState.CANCELLED
    assert taken < allowed(CANCEL_LIMIT_S)
    assert not job.output.exists()
    assert len(QgsProject.instance().mapLayers()) == 0


def test_a_stopped_job_resumes_to_the_same_bytes(queue, large_sar_path, tmp_path):
    whole = job_of(str(large_sar_path))
    queue.submit(whole, str(tmp_path / "whole.tif"))
    wait_until_over(whole)
    job = job_of(str(large_sar_path))
    queue.submit(job, str(tmp_path / "stopped.tif"))
    while not any(job.part_folder.glob("rows_*.tif")):
        wait_for(job.changed)
    job.cancel()
    wait_until_over(job)
    assert job.can_resume
    kept = finished_rows(job.part_folder, tmp_path / "kept.tif")
    from osgeo import gdal

    part, complete = gdal.Open(str(kept)), gdal.Open(str(tmp_path / "whole.tif"))
    assert part.GetGeoTransform() == complete.GetGeoTransform()
    assert 0 < part.RasterYSize < complete.RasterYSize
    rows = part.RasterYSize
    assert (part.ReadAsArray() == complete.ReadAsArray(0, 0, 2048, rows)).all()
    assert part.GetMetadataItem("ANY2ANY_SYNTHETIC") == "yes"
    assert part.GetMetadataItem("ANY2ANY_TARGET") == "rgb"
    again = queue.resume(job)
    wait_until_over(again)
    assert again.state is JobState.DONE, again.message
    assert (tmp_path / "stopped.tif").read_bytes()[:4] == (tmp_path / "whole.tif").read_bytes()[:4]
    resumed = gdal.Open(str(tmp_path / "stopped.tif"))
    assert (resumed.ReadAsArray() == complete.ReadAsArray()).all()


def test_a_result_does_not_land_in_another_project(queue, sar_layer, project):
    job = job_of(sar_layer)
    queue.submit(job)
    project.clear()
    assert not job.belongs_here
    wait_until_over(job)
    assert job.state is JobState.DONE, job.message
    assert project.mapLayers() == {}
    assert str(job.output) in job.message
    job.add_result()  # what the user is offered
    assert len(project.mapLayers()) == 1


def test_a_layer_may_go_before_its_job_runs(queue, sar_layer, large_sar_path, project):
    """What runs has taken all from the layer; a thread that met its remains crashed QGIS."""
    running, waiting = job_of(str(large_sar_path)), job_of(sar_layer)
    queue.submit(running)
    queue.submit(waiting)
    project.removeMapLayer(sar_layer.id())
    running.cancel()
    wait_until_over(waiting)
    assert waiting.state is JobState.DONE, waiting.message


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_job_whose_layer_is_gone_resumes_from_its_file(queue, sar_layer, large_sar_path, project, when):
    """A job keeps no layer, only what names it: QGIS deletes the object with the project's layer."""
    running, stopped = job_of(str(large_sar_path)), job_of(sar_layer, BANDS=[1])
    queue.submit(running)
    queue.submit(stopped)
    held = [*stopped.parameters.values(), *stopped._run_with.values()]
    assert not any(isinstance(value, QgsMapLayer) for value in held)
    if when == "before":
        project.removeMapLayer(sar_layer.id())
    stopped.cancel()
    assert stopped.state is JobState.CANCELLED
    if when == "after":
        project.removeMapLayer(sar_layer.id())
    running.cancel()
    wait_until_over(running)
    again = queue.resume(stopped)
    wait_until_over(again)
    assert again.state is JobState.DONE, again.message
    assert again.output == stopped.output


def test_a_job_whose_layer_was_no_file_says_that_it_is_gone(queue, large_sar_path, project):
    service = QgsRasterLayer("type=xyz&url=file:///no/{z}/{x}/{y}.png&zmax=18&zmin=0", "tiles", "wms")
    project.addMapLayer(service)
    extent = QgsReferencedRectangle(QgsRectangle(0, 0, 2000, 2000), service.crs())
    running = job_of(str(large_sar_path))
    queue.submit(running)
    stopped = job_of(service, SOURCE="rgb", TARGET="nir", EXTENT=extent)
    queue.submit(stopped)
    stopped.cancel()
    project.removeMapLayer(service.id())
    again = queue.resume(stopped)
    assert again.state is JobState.FAILED
    assert again.message == "The layer tiles is no longer in the project: add it again."
    running.cancel()
    wait_until_over(running)


def test_the_workers_own_time_left_and_windows_are_shown(queue, large_sar_path):
    """2048 pixels are 512 latent pixels: 1 + 448 / 48 = 11 windows along a side."""
    job = job_of(str(large_sar_path))
    row = JobRow(job, queue)
    queue.submit(job)
    while job.seconds_left is None:
        wait_for(job.changed)
    assert 0 < job.seconds_left < 600
    done, windows = job.windows_done
    assert windows == 11 * 11
    assert 0 <= done <= windows
    assert f" % · {done} of {windows} windows · " in row.message_note.text()
    job.cancel()
    wait_until_over(job)
    assert job.seconds_left is None


def test_a_finished_job_is_dismissed_and_a_running_one_is_not(queue, sar_layer):
    job = job_of(sar_layer)
    queue.submit(job)
    queue.dismiss(job)
    assert queue.jobs == [job]
    wait_until_over(job)
    queue.dismiss(job)
    assert queue.jobs == []


def test_an_abandoned_job_outlives_its_thread_until_the_signal_came(
    any2any_provider, project, large_sar_path
):
    """A thread that has ended no longer holds the job, and its signal still waits for the event loop.

    The garbage collector freed the slot in between, and QGIS crashed when the signal came.
    """
    queue, gone = JobQueue(), []
    job = job_of(str(large_sar_path))
    job.destroyed.connect(lambda *_: gone.append(True))
    queue.submit(job)
    wait_for(job.changed)
    queue.abandon_all()
    queue.deleteLater()
    assert job._run.wait(PATIENCE_MS)
    del job
    gc.collect()
    assert not gone
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not gone and time.monotonic() < deadline:
        QCoreApplication.processEvents()
        gc.collect()
    assert gone

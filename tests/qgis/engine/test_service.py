from __future__ import annotations

import time

import pytest
from qgis.core import QgsSettings
from qgis_support import Feedback, run

from any2any_qgis.engine import service
from any2any_qgis.engine.client import WorkerClient
from any2any_qgis.engine.environment import IDLE_SETTING
from any2any_qgis.engine.service import worker_service


@pytest.fixture
def job(any2any_provider, sar_layer, tmp_path):
    def translate(feedback: Feedback | None = None) -> int | None:
        output = tmp_path / "out.tif"
        output.unlink(missing_ok=True)
        choices = {"INPUT": sar_layer, "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast"}
        run("any2any:translate", {**choices, "OUTPUT": str(output)}, feedback=feedback)
        assert output.exists() == (feedback is None)
        return worker_service().worker_pid()

    yield translate
    QgsSettings().remove(IDLE_SETTING)
    worker_service().stop()


def test_idle_worker_ends_and_the_next_job_starts_another(job):
    QgsSettings().setValue(IDLE_SETTING, 0.01)  # 0.6 s
    first = job()
    end = time.monotonic() + 60
    while worker_service().worker_pid() is not None and time.monotonic() < end:
        time.sleep(0.05)
    assert worker_service().worker_pid() is None
    QgsSettings().setValue(IDLE_SETTING, 10)
    second = job()
    assert second not in (None, first)
    assert job() == second  # and the next job takes it


def test_a_job_after_a_slow_cancel_gets_another_worker(job, monkeypatch):
    """A worker that is being ended runs a little longer; the job that was sent to it came to nothing."""
    monkeypatch.setitem(service.CANCEL_LIMITS_S, "translate", -1.0)
    end = WorkerClient._end
    monkeypatch.setattr(WorkerClient, "_end", lambda self, grace_s: (time.sleep(2), end(self, grace_s)))
    first = job()
    cancelled = Feedback()
    cancelled.cancel()
    assert job(cancelled) is None
    second = job()
    assert second not in (None, first)

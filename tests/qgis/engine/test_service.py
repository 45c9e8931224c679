from __future__ import annotations

import time
from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis_support import run

from any2any_qgis.engine.environment import IDLE_SETTING
from any2any_qgis.engine.service import worker_service


@pytest.fixture
def job(any2any_provider, sar_layer, tmp_path):
    def translate() -> int | None:
        output = str(tmp_path / "out.tif")
        run(
            "any2any:translate",
            {"INPUT": sar_layer, "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast", "OUTPUT": output},
        )
        assert Path(output).exists()
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

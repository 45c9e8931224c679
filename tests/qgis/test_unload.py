"""Disabling the plugin while a job runs: in a process of its own, because the fault is a crash."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from busy import allowed
from programs import alive

ROOT = Path(__file__).resolve().parents[2]

_UNLOAD = """
import json, os, sys, time
from unittest import mock
from pathlib import Path
from qgis.testing import start_app
application = start_app()
from qgis.core import QgsApplication
QgsApplication.messageLog().messageReceived.connect(lambda text, *_: print(text, file=sys.stderr))
import qgis.utils
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtWidgets import QMainWindow

root, raster, output, model, phase = sys.argv[1:]
sys.path.insert(0, root)
window = QMainWindow()
iface = mock.Mock()
iface.mainWindow.return_value = window
qgis.utils.available_plugins.append("any2any_qgis")
qgis.utils.iface = iface
assert qgis.utils.loadPlugin("any2any_qgis")
from any2any_qgis import paths
paths.BUNDLED_MODEL = Path(model)
assert qgis.utils.startPlugin("any2any_qgis")
plugin = qgis.utils.plugins["any2any_qgis"]
layer = QgsRasterLayer(raster, "large")
QgsProject.instance().addMapLayer(layer)
plugin._show_dock(True)
dock = plugin._dock
dock.translate_tab.source.layer_box.setLayer(layer)
begin = time.perf_counter()
while dock.translate_tab.source.guess is None and time.perf_counter() - begin < 20:
    application.processEvents()
dock.translate_tab.output_file.setFilePath(output)
dock.translate_tab.preset_box.setCurrentIndex(dock.translate_tab.preset_box.findData("paper"))

from any2any_qgis.engine.service import worker_service
def pump(until, limit_s=120):
    begin = time.perf_counter()
    while not until():
        application.processEvents()
        time.sleep(0.005)
        assert time.perf_counter() - begin < limit_s, "nothing happened"

dock.translate_tab.run()
pid = None
if phase == "starting":
    begin = time.perf_counter()
    pump(lambda: time.perf_counter() - begin > 0.3)
else:
    [job] = dock.queue.jobs
    pump(lambda: job.stage == "translating")  # 250 steps a window take minutes
    pid = worker_service().worker_pid()
if phase == "killed":
    print(json.dumps({"worker": pid}), flush=True)
    time.sleep(120)
begin = time.perf_counter()
assert qgis.utils.unloadPlugin("any2any_qgis")
unloading_s = time.perf_counter() - begin
begin = time.perf_counter()
pump(lambda: time.perf_counter() - begin > 1)
again = bool(qgis.utils.loadPlugin("any2any_qgis") and qgis.utils.startPlugin("any2any_qgis"))
print(json.dumps({"unloading_s": unloading_s, "worker": pid, "again": again}), flush=True)
qgis.utils.unloadPlugin("any2any_qgis")
os._exit(0)
"""


def start(phase: str, raster: Path, model: Path, folder: Path) -> subprocess.Popen:
    arguments = [str(ROOT), str(raster), str(folder / "out.tif"), str(model), phase]
    return subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", _UNLOAD, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_gone(pid: int, limit_s: float) -> bool:
    end = time.monotonic() + limit_s
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


@pytest.mark.parametrize("phase", ["starting", "running"])
def test_disabling_in_mid_job_ends_it_without_freeze_or_crash(phase, large_sar_path, tiny_model, tmp_path):
    process = start(phase, large_sar_path, tiny_model, tmp_path)
    stdout, stderr = process.communicate(timeout=600)
    assert process.returncode == 0, stderr[-4000:]
    report = json.loads(stdout.splitlines()[-1])
    assert report["unloading_s"] < allowed(0.5)
    assert report["again"]
    assert "Traceback" not in stderr, stderr[-4000:]
    assert not (tmp_path / "out.tif").exists()
    assert report["worker"] is None or wait_until_gone(report["worker"], 60)


def test_no_worker_outlives_a_killed_qgis(large_sar_path, tiny_model, tmp_path):
    process = start("killed", large_sar_path, tiny_model, tmp_path)
    worker = next(json.loads(line)["worker"] for line in process.stdout if line.startswith("{"))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert wait_until_gone(worker, 60)

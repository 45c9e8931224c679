"""Runs inside a QGIS window (``qgis --code``): a job is cancelled in each preset and phase."""

import os
import time

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.utils import plugins
from recorder import Gaps, end, report, start, step, when

SCENE = os.environ["WINDOW_TEST_SCENE"]
PRESETS = ("fast", "balanced", "detailed", "paper")
CASES = [(preset, phase) for preset in PRESETS for phase in ("start", "loading the model", "translating")]
CASES += [("fast", phase) for phase in ("checking the input", "encoding", "decoding", "writing")]
"""Decoding and writing do not depend on the preset, and come late in the slow ones."""


@step
def begin():
    global dock, gaps
    layer = QgsRasterLayer(SCENE, "scene")
    QgsProject.instance().addMapLayer(layer)
    plugins["any2any_qgis"]._action.trigger()
    dock = plugins["any2any_qgis"]._dock
    gaps = Gaps()
    report["cancelled_s"], report["missed"] = {}, []
    when(lambda: dock.translate_tab.source.guess is not None, next_case)


@step
def next_case():
    if not CASES:
        report.update(gaps_ms=gaps.worst, gaps_in=gaps.blame)
        end()
    preset, phase = CASES.pop(0)
    if phase == "loading the model":  # a worker that has the model loads nothing
        from any2any_qgis.engine.service import stop_worker

        stop_worker()
    dock.translate_tab.preset_box.setCurrentIndex(dock.translate_tab.preset_box.findData(preset))
    gaps.enter("start")
    dock.translate_tab.run_button.click()
    job = dock.queue.jobs[-1]
    if phase == "start":
        cancel(job, preset, phase)
    else:
        # Stages may be shorter than a look takes: each report is looked at.
        job.changed.connect(lambda: job.stage == phase and cancel(job, preset, phase))
        job.finished.connect(lambda *_: over(job, preset, phase))


@step
def cancel(job, preset, phase):
    if hasattr(job, "cancelled_at") or job.state.is_over:
        return
    job.cancelled_at = time.monotonic()
    gaps.enter("cancel")
    job.cancel()
    if phase == "start":
        job.finished.connect(lambda *_: over(job, preset, phase))


@step
def over(job, preset, phase):
    begun = getattr(job, "cancelled_at", None)
    if begun is None:
        report["missed"].append(f"{preset}, {phase}: {job.state.value} {job.message}")
    else:
        report["cancelled_s"][f"{preset}, {phase}"] = [time.monotonic() - begun, job.state.value]
    gaps.enter("idle")
    QTimer.singleShot(200, lambda: (dock.queue.dismiss(job), next_case()))


start(begin)

"""What the scripts in a QGIS window share: a report, pictures, and an end that leaves nothing behind.

The scripts are executed (``qgis --code``), not imported; they find this module through PYTHONPATH.
"""

import json
import os
import sys
import threading
import time
import traceback
from collections import Counter
from functools import wraps
from pathlib import Path

from busy import allowed
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["WINDOW_TEST_FOLDER"])
LIMIT_S = int(os.environ["WINDOW_TEST_LIMIT_S"])
TICK_MS = 5
"""Between two looks at the event loop."""
LONG_S = 0.02
DEPTH, STACKS = 6, 4
"""Frames and stacks that are reported of a turn that takes longer than ``LONG_S``."""

report = {}


def end():
    """Write the report and leave QGIS, whatever it is doing."""
    (FOLDER / "report.json").write_text(json.dumps(report))
    if "any2any_qgis" in plugins:
        plugins["any2any_qgis"].unload()
    os._exit(0)


def step(function):
    """Let no error vanish in QGIS's own error dialog."""

    @wraps(function)
    def run(*arguments):
        try:
            function(*arguments)
        except Exception:  # noqa: BLE001 - it goes into the report
            report["error"] = traceback.format_exc()
            end()

    return run


def show(name, widget=None):
    """Save a picture of a widget, or of the whole window."""
    QApplication.processEvents()
    (widget or iface.mainWindow()).grab().save(str(FOLDER / f"{name}.png"))


def when(condition, then, limit_s=150, begin=None):
    """Call ``then`` once a condition holds; the limit is each condition's own, and longer on a busy machine."""
    begin = begin or time.monotonic()
    if condition():
        QTimer.singleShot(0, then)
        return
    late = is_late(begin, limit_s)
    assert not late, f"{then.__name__}: its condition never came"
    QTimer.singleShot(20, step(lambda: when(condition, then, limit_s, begin)))


def is_late(begin, limit_s):
    """Whether a limit is over; how busy the machine is is measured after the idle machine's limit only."""
    taken_s = time.monotonic() - begin
    return taken_s > limit_s and taken_s > allowed(limit_s)


def stack_of(frame):
    """Say where a thread is: file, line and function of its innermost frames; source files are not read for it."""
    places = []
    while frame is not None and len(places) < DEPTH:
        places.append(f"{Path(frame.f_code.co_filename).stem}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(places)


class Gaps:
    """The longest time between two turns of the event loop, by phase: wall time and the main thread's own, ms."""

    def __init__(self):
        self.phase, self.worst, self.blame = "idle", {}, {}
        """``blame``: where the main thread was during a phase's longest gap, Python lines by how often they were seen;
        empty for QGIS's own."""
        self._last = time.perf_counter(), time.thread_time()
        self._stacks = Counter()
        self._main = threading.get_ident()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)
        threading.Thread(target=self._watch, daemon=True).start()

    def _tick(self):
        now = time.perf_counter(), time.thread_time()
        gap = [1000 * (b - a) for a, b in zip(self._last, now, strict=True)]
        stacks, self._stacks = self._stacks, Counter()
        self._last = now
        worst = self.worst.setdefault(self.phase, [0.0, 0.0])
        if gap[1] > worst[1]:
            self.blame[self.phase] = stacks.most_common(STACKS)
        self.worst[self.phase] = [max(a, b) for a, b in zip(worst, gap, strict=True)]

    def _watch(self):
        """Look where the main thread is when a turn takes long."""
        while True:
            time.sleep(TICK_MS / 1000)
            if time.perf_counter() - self._last[0] > LONG_S:
                frame = sys._current_frames().get(self._main)
                self._stacks[stack_of(frame)] += 1

    def enter(self, phase):
        """Begin a phase; what a picture cost does not count."""
        self.phase = phase
        self._last = time.perf_counter(), time.thread_time()


def install_zip(then):
    """Install the plugin's zip as its manager does, then continue when QGIS has started it."""
    import pyplugin_installer

    pyplugin_installer.instance().installFromZipFile(os.environ["WINDOW_TEST_ZIP"])
    QTimer.singleShot(2000, then)


def start(function):
    """Begin when the window is there, and end in any case."""
    QTimer.singleShot(0, function)
    watch_limit(time.monotonic())


@step
def watch_limit(begin):
    """End with an error when the whole script takes too long."""
    assert not is_late(begin, LIMIT_S), f"the script was not over in time; its report so far: {report}"
    QTimer.singleShot(1000, lambda: watch_limit(begin))

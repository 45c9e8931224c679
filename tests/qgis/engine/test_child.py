from __future__ import annotations

import os
import sys
import threading
import time

import pytest
from busy import allowed
from programs import alive

from any2any_qgis.engine.child import MAX_LINE_BYTES, MAX_LINES, run_child
from any2any_qgis.engine.protocol import JobCancelledError


def run(tmp_path, script: str, limit_s: float = 60, **options):
    return run_child([sys.executable, "-c", script], dict(os.environ), tmp_path, limit_s, **options)


def test_output_exit_code_and_lines_come_back(tmp_path):
    lines = []
    answer = run(
        tmp_path, "import sys; print('ä'); print('no\\n', file=sys.stderr); sys.exit(3)", on_line=lines.append
    )
    assert (answer.code, answer.stdout, answer.last_line, lines) == (3, "ä\n", "no", ["ä"])


def test_endless_noise_is_bounded_and_ended(tmp_path):
    answer = run(tmp_path, "while True: print('x' * 100_000)", limit_s=1)
    assert answer.timed_out
    assert len(answer.stdout) <= MAX_LINES * MAX_LINE_BYTES


def test_cancel_ends_the_child_and_its_children_at_once(tmp_path):
    pids = tmp_path / "pids"
    script = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen(['sleep', '60'])\n"
        f"open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}} ')\n"
        "time.sleep(60)"
    )
    cancelled = threading.Event()
    threading.Timer(1.0, cancelled.set).start()
    begin_s = time.monotonic()
    with pytest.raises(JobCancelledError):
        run(tmp_path, script, is_cancelled=cancelled.is_set)
    taken_s = time.monotonic() - begin_s
    assert taken_s < allowed(2)
    time.sleep(0.2)
    assert [alive(int(pid)) for pid in pids.read_text().split()] == [False, False]

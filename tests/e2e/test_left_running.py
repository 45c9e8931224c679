"""A program in a window that takes too long is ended with all that it started."""

from __future__ import annotations

import subprocess

import pytest
from programs import group, program, run_whole


def test_after_its_limit_neither_the_display_nor_the_program_on_it_runs(tmp_path):
    """The leader of the group is ``xvfb-run``; Xvfb and the program are its children."""
    noted = tmp_path / "leader"
    script = f"echo $PPID > {noted}.part; mv {noted}.part {noted}; trap '' TERM; while :; do sleep 1; done"
    command = [program("xvfb-run"), "-a", "-f", str(tmp_path / "xauthority"), "sh", "-c", script]
    with pytest.raises(subprocess.TimeoutExpired):
        run_whole(command, limit_s=5)
    assert group(int(noted.read_text())) == []


def test_a_program_in_time_returns_what_it_said(tmp_path):
    assert run_whole(["sh", "-c", "pwd >&2"], limit_s=60, cwd=tmp_path) == f"{tmp_path}\n"

"""A local Ray cluster of two workers gives the bytes of a single run, also when one worker is killed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from any2any.distributed.ray_crew import _count, ray_crew
from any2any.errors import UsageError

from .commands import document, process_at_work, started, wait_for
from .conftest import SingleRun


def test_a_killed_actor_is_replaced_and_the_bytes_are_those_of_a_single_run(
    sar, tall: Path, saved_graphs: Path, tmp_path: Path, single_run: SingleRun
) -> None:
    pytest.importorskip("ray", reason="Ray is an optional extra: pip install 'any2any-rs[ray]'")
    small = sar(tmp_path / "small.tif")
    listed, out = tmp_path / "list.txt", tmp_path / "out"
    listed.write_text(f"{small}\n{tall}\n")
    ray = ("--engine", "ray", "--workers", 2, "--ray-address", "local")
    with started(listed, "--out-dir", out, "--model", saved_graphs, *ray) as process:
        os.kill(wait_for(lambda: process_at_work(out / "tall_rgb.tif.part")), signal.SIGKILL)
        report = document(process)
    assert (report["engine"], report["workers"]) == ("ray", ["cpu", "cpu"])
    assert [(scene["status"], scene["shards"], scene["lost"]) for scene in report["scenes"]] == [
        ("translated", 1, 0),
        ("translated", 2, 1),
    ]
    for source in (small, tall):
        assert (out / f"{source.stem}_rgb.tif").read_bytes() == single_run(source)


def test_without_ray_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        pytest.raises(UsageError, match=r"cannot be imported .*pip install 'any2any-rs\[ray\]'"),
        ray_crew(None, None),
    ):
        raise AssertionError("there is no Ray")


def test_more_workers_than_the_cluster_has_room_for_would_never_start() -> None:
    assert _count(None, {"CPU": 6.0}, "CPU") == 6
    assert _count(2, {"CPU": 6.0}, "CPU") == 2
    with pytest.raises(UsageError, match="7 workers requested, but the Ray cluster has 6 CPUs"):
        _count(7, {"CPU": 6.0}, "CPU")
    with pytest.raises(UsageError, match="the Ray cluster has 0 CPUs"):
        _count(None, {}, "CPU")

"""One holder at a time: of real processes, killed ones, other machines and those that only pretend."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from any2any.errors import Any2AnyError, UsageError
from any2any.locking import lock as lock_module
from any2any.locking.lock import LEASE_S, Lock, LockedError, holder
from any2any.locking.owner import Owner, process_begun

BACKEND = Path(__file__).parents[3] / "backend"

HOLD = """
import sys, time
from pathlib import Path
from any2any.locking.lock import Lock
Lock.acquire(Path(sys.argv[1]), "out.tif")
print("held", flush=True)
time.sleep(60)
"""

COUNT = """
import sys, time
from pathlib import Path
from any2any.locking.lock import Lock
path, count = Path(sys.argv[1]), Path(sys.argv[2])
for _ in range(int(sys.argv[3])):
    with Lock.acquire(path, "count", wait_s=60):
        number = int(count.read_text())
        time.sleep(0.002)
        count.write_text(str(number + 1))
"""


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(BACKEND)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "job.lock"


def leave(path: Path, owner: Owner, idle_s: float = 0.0) -> None:
    path.write_text(json.dumps(asdict(owner)))
    then = path.stat().st_mtime - idle_s
    os.utime(path, (then, then))


def test_a_second_job_learns_who_has_the_lock(path: Path) -> None:
    with Lock.acquire(path, "out.tif", about="a plan"):
        with pytest.raises(
            UsageError, match=rf"out\.tif is being worked on by process {os.getpid()} on .* since 2"
        ):
            Lock.acquire(path, "out.tif")
        held = holder(path)
        assert held is not None
        assert held.owner is not None
        assert held.owner.about == "a plan"
    assert list(path.parent.iterdir()) == []
    Lock.acquire(path, "out.tif").release()


def test_the_lock_of_a_killed_process_is_taken_over_at_once(path: Path) -> None:
    """Also before anyone waits for the dead process, while its id is still in the process table."""
    process = run(HOLD, path)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(LockedError, match=f"process {process.pid} on"):
        Lock.acquire(path, "out.tif")
    os.kill(process.pid, signal.SIGKILL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # a zombie now
    with Lock.acquire(path, "out.tif"):
        held = holder(path)
        assert held is not None
        assert held.owner is not None
        assert held.owner.pid == os.getpid()
    process.communicate()
    assert list(path.parent.iterdir()) == []


def test_two_processes_are_never_inside_together(path: Path) -> None:
    """Each adds one to a number in a file 40 times: one lost update, and the sum is not 120."""
    count = path.with_name("count")
    count.write_text("0")
    processes = [run(COUNT, path, count, 40) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert count.read_text() == "120"


def test_of_many_that_find_a_dead_lock_one_takes_it(path: Path) -> None:
    leave(path, dead())
    barrier, taken, refused = threading.Barrier(8), [], []

    def take() -> None:
        barrier.wait()
        try:
            taken.append(Lock.acquire(path, "out.tif"))
        except LockedError:
            refused.append(1)

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), len(refused)) == (1, 7)
    taken[0].release()
    assert list(path.parent.iterdir()) == []


def dead() -> Owner:
    """A process that has ended: a number beyond any that Linux gives."""
    return replace(Owner.here(), pid=2**22 + 1)


@pytest.mark.parametrize(
    ("changes", "idle_s", "is_held"),
    [
        ({}, 0, True),  # this very process
        ({}, 10 * LEASE_S, True),  # suspended for long, but here and alive
        ({"begun": "1"}, 0, False),  # the number was given to another process since
        ({"boot": "before the power cut"}, 0, False),
        ({"host": "elsewhere"}, 0, True),
        ({"host": "elsewhere"}, LEASE_S - 60, True),
        ({"host": "elsewhere"}, LEASE_S + 60, False),
        ({"namespace": "another container"}, 0, True),
        ({"namespace": "another container"}, LEASE_S + 60, False),
    ],
)
def test_who_is_taken_for_alive(path: Path, changes: dict[str, str], idle_s: float, is_held: bool) -> None:
    leave(path, replace(Owner.here(), **changes), idle_s)
    assert (holder(path) is not None) == is_held


@pytest.mark.parametrize(("idle_s", "is_held"), [(0, True), (LEASE_S + 60, False)])
def test_a_lock_without_a_name_is_given_its_time(path: Path, idle_s: float, is_held: bool) -> None:
    path.touch()
    os.utime(path, (path.stat().st_mtime - idle_s,) * 2)
    assert (holder(path) is not None) == is_held
    if is_held:
        with pytest.raises(LockedError, match=r"another process: .* delete .*job\.lock"):
            Lock.acquire(path, "out.tif")


def test_a_lock_is_kept_alive(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_module, "BEAT_S", 0.01)
    with Lock.acquire(path, "out.tif"):
        os.utime(path, (1, 1))
        touched = threading.Event()
        for _ in range(500):
            if path.stat().st_mtime > 1 or touched.wait(0.01):
                break
        assert path.stat().st_mtime > 1


def test_a_full_disk_leaves_no_lock_without_a_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        Lock.acquire(path, "out.tif")
    assert list(path.parent.iterdir()) == []


def test_a_lost_lock_is_noticed_and_the_new_one_left_alone(path: Path) -> None:
    lock = Lock.acquire(path, "out.tif")
    lock.check()
    leave(path, dead())
    with pytest.raises(Any2AnyError, match="is no longer held by this process"):
        lock.check()
    lock.release()
    assert path.exists()


def test_a_guard_of_a_killed_takeover_is_removed(path: Path) -> None:
    leave(path, dead())
    leave(path.with_name("job.lock.taking"), dead(), idle_s=3600)
    with Lock.acquire(path, "out.tif"):
        assert [entry.name for entry in path.parent.iterdir()] == ["job.lock"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_begin_of_a_process_is_the_kernels() -> None:
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    assert process_begun(os.getpid()) == fields[19]
    assert process_begun(2**22 + 1) is None

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
import torch

from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.training.loop.monitor import Hooks
from any2any.training.loop.state import read_checkpoint, write_checkpoint

from .small_run import EVERY_STEP, make_loop, samples

STATE = {"step": 3, "weights": {"a": torch.arange(6.0)}, "best": {"psnr_db": float("-inf"), "average": {}}}
BATCHES = samples(4)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.pt"
    write_checkpoint(path, {**STATE, "step": 2})
    write_checkpoint(path, STATE)
    state = read_checkpoint(path)
    assert state["step"] == 3
    assert torch.equal(state["weights"]["a"], torch.arange(6.0))
    assert state["best"] == {"psnr_db": float("-inf"), "average": {}}
    assert [p.name for p in tmp_path.iterdir()] == ["checkpoint.pt"]


def refuse(monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Make the disk full: while torch writes, or when the bytes are to reach the disk."""

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if when == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(torch, "save", full)


@pytest.mark.parametrize("when", ["save", "fsync"])
def test_a_full_disk_leaves_the_last_checkpoint_intact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    stopped = make_loop(tmp_path, hooks=Hooks(is_cancelled=lambda: True))
    with pytest.raises(CancelledError):
        stopped.run(BATCHES, "test")
    good = (tmp_path / "checkpoint.pt").read_bytes()
    with monkeypatch.context() as patch:
        refuse(patch, when)
        with pytest.raises(Any2AnyError) as error:
            make_loop(tmp_path, monitor=EVERY_STEP).run(BATCHES, "test")
    text = str(error.value)
    assert text.startswith(
        f"the checkpoint of step 2 cannot be written to {tmp_path}: No space left on device; "
    )
    assert (
        f"the previous one in {tmp_path / 'checkpoint.pt'} is intact: make room and run the same command"
        in text
    )
    assert (tmp_path / "checkpoint.pt").read_bytes() == good
    assert not list(tmp_path.glob("*.part"))
    again = make_loop(tmp_path)
    assert again.step == 1
    again.run(BATCHES, "test")
    assert again.step == 16


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's device that is always full")
def test_a_really_full_device_is_named(tmp_path: Path) -> None:
    """What torch makes of a failed write is its own affair: the message has the system's reason all the same."""
    (tmp_path / "checkpoint.pt.part").symlink_to("/dev/full")
    with pytest.raises(Any2AnyError, match=r"No space left on device; there was none before: make room"):
        write_checkpoint(tmp_path / "checkpoint.pt", STATE)
    assert not list(tmp_path.iterdir())


def test_metrics_that_find_no_room_stop_the_run(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs Linux's device that is always full")
    loop = make_loop(tmp_path, monitor=EVERY_STEP)
    (tmp_path / "metrics.jsonl").symlink_to("/dev/full")
    with pytest.raises(
        Any2AnyError, match=r"metrics\.jsonl cannot be written: No space left on device; the last"
    ):
        loop.run(BATCHES, "test")


@pytest.mark.parametrize("keep", [0, 100, 0.5])
def test_a_damaged_checkpoint_is_named(tmp_path: Path, keep: float) -> None:
    path = tmp_path / "checkpoint.pt"
    write_checkpoint(path, STATE)
    content = path.read_bytes()
    path.write_bytes(content[: int(keep * len(content)) if keep < 1 else int(keep)])
    with pytest.raises(Any2AnyError, match=r"checkpoint\.pt is damaged .* remove it to start over"):
        read_checkpoint(path)


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.pt"
    torch.save({"format_version": 1, "path": Path("/")}, path)  # a pickled object of a class
    with pytest.raises(Any2AnyError, match="is damaged"):
        read_checkpoint(path)


@pytest.mark.parametrize("state", [{"step": 3}, {"format_version": 99}, torch.zeros(2)])
def test_a_checkpoint_of_another_version_is_refused(tmp_path: Path, state: object) -> None:
    path = tmp_path / "checkpoint.pt"
    torch.save(state, path)
    with pytest.raises(UsageError, match="this version reads 1: choose another run folder"):
        read_checkpoint(path)


@pytest.mark.parametrize("change", ["missing", "shape"])
def test_a_checkpoint_of_another_model_is_refused(tmp_path: Path, change: str) -> None:
    make_loop(tmp_path).run(BATCHES, "test")
    state = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    if change == "missing":
        del state["module"]["trunk.0.bias"]
    else:
        state["module"]["trunk.0.bias"] = torch.zeros(9)
    torch.save(state, tmp_path / "checkpoint.pt")
    with pytest.raises(
        UsageError, match=r"is of another model: trunk\.0\.bias differs; choose another run folder"
    ):
        make_loop(tmp_path)

"""Two processes on the CPU stand for two GPUs: equal bytes, also where one is killed in the middle."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from any2any.cli import main

from .commands import document, process_at_work, started, wait_for


@pytest.fixture
def tall(sar, tmp_path: Path) -> Path:
    """5,000 x 64 pixels are 1,250 x 16 cells: 14 pieces, about 26 windows."""
    return sar(tmp_path / "tall.tif", 5000)


def single_run(source: Path, output: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    options = ["--source", "sar", "--target", "rgb", "--preset", "fast", "--model", str(model)]
    assert main(["translate", str(source), str(output), *options]) == 0
    return output.read_bytes()


def test_a_process_that_is_killed_is_replaced_and_the_bytes_are_those_of_a_single_run(
    tall: Path, sar, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The large scene is begun first, in two shards; one of their processes dies with pieces made."""
    small = sar(tmp_path / "small.tif")
    listed = tmp_path / "list.txt"
    listed.write_text(f"{small}\n{tall}\n")
    out = tmp_path / "out"
    with started(listed, "--out-dir", out, "--model", model, "--devices", "cpu,cpu") as process:
        os.kill(wait_for(lambda: process_at_work(out / "tall_rgb.tif.part")), signal.SIGKILL)
        told = document(process)
    assert told["workers"] == ["cpu", "cpu"]
    assert told["counts"] == {"translated": 2, "skipped": 0, "failed": 0, "stopped": 0}
    assert [(scene["shards"], scene["lost"]) for scene in told["scenes"]] == [(1, 0), (2, 1)]
    for source in (small, tall):
        expected = single_run(source, tmp_path / f"single_{source.name}", model, monkeypatch)
        assert (out / f"{source.stem}_rgb.tif").read_bytes() == expected
    assert sorted(path.name for path in out.iterdir()) == ["small_rgb.tif", "tall_rgb.tif"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_command_and_the_same_command_goes_on(
    tall: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"{tall}\n")
    out = tmp_path / "out"
    command = (listed, "--out-dir", out, "--model", model, "--devices", "cpu,cpu")
    part = out / "tall_rgb.tif.part"
    with started(*command) as process:
        worker = wait_for(lambda: process_at_work(part))
        process.send_signal(number)
        if number == signal.SIGTERM:
            assert document(process, 130)["counts"]["stopped"] == 1
        else:
            process.communicate()
    wait_for(lambda: not Path(f"/proc/{worker}").exists())
    assert list(part.glob("rows_*.tif"))
    with started(*command) as process:
        assert document(process)["counts"]["translated"] == 1
    assert (out / "tall_rgb.tif").read_bytes() == single_run(
        tall, tmp_path / "single.tif", model, monkeypatch
    )

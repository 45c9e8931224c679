"""Processes on the CPU stand in for several GPUs; a played crew stands in for processes that fail."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.cli import main
from any2any.distributed import one_raster
from any2any.distributed.crew import Task
from any2any.distributed.one_raster import compute_shares, run_on_devices
from any2any.errors import CancelledError, UsageError
from any2any.requests.progress import Progress
from any2any.requests.translate import TranslateRequest, TranslateResult
from any2any.translate.job import ModelCache

from .played import PlayedCrew


@pytest.fixture
def job(sar: Callable[..., Path], model: Path, tmp_path: Path) -> Callable[..., TranslateRequest]:
    """2,000 x 64 pixels are 500 x 16 cells: 6 pieces and 11 windows: 10 in steps of 48, and a last one."""
    source = sar(tmp_path / "tall.tif", 2000)

    def request(output: str, device: str) -> TranslateRequest:
        return TranslateRequest(
            str(source), tmp_path / output, "sar", "rgb", model=model, preset="fast", device=device
        )

    return request


def run(request: TranslateRequest, seen: list[Progress] | None = None) -> TranslateResult:
    return run_on_devices(request, (seen if seen is not None else []).append, lambda: False, ModelCache())


def play(monkeypatch: pytest.MonkeyPatch, status: str) -> list[PlayedCrew]:
    """Let processes be played; return those that were started."""
    crews: list[PlayedCrew] = []

    def start(devices: tuple[str, ...]) -> PlayedCrew:
        crews.append(PlayedCrew(len(devices), lambda task, tries: status))
        return crews[-1]

    monkeypatch.setattr(one_raster, "ProcessCrew", start)
    return crews


def pixels(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read()


@pytest.mark.parametrize(("via", "runtime"), [("direct", "torch"), ("nir", "onnx")])
def test_two_processes_make_the_bytes_of_one(
    sar: Callable[..., Path],
    saved_graphs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    via: str,
    runtime: str,
) -> None:
    """Through an intermediate modality both halves are distributed, one after the other."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    source = sar(tmp_path / "tall.tif", 1000)
    options = ["--source", "sar", "--target", "rgb", "--preset", "fast", "--via", via]
    options += ["--model", str(saved_graphs), "--runtime", runtime]
    for device in ("cpu", "cpu,cpu"):
        output = tmp_path / device / "rgb.tif"
        output.parent.mkdir()
        assert main(["translate", str(source), str(output), "--device", device, *options]) == 0
        assert [path.name for path in output.parent.iterdir()] == ["rgb.tif"]
    one, two = (tmp_path / device / "rgb.tif" for device in ("cpu", "cpu,cpu"))
    if via == "direct":
        assert one.read_bytes() == two.read_bytes()
    else:  # the tags record when the intermediate image was made
        assert np.array_equal(pixels(one), pixels(two))


def test_what_processes_fail_to_compute_is_computed_here(
    job: Callable[..., TranslateRequest],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    crews = play(monkeypatch, "failed")
    run(job("one.tif", "cpu"))
    assert crews == []
    with caplog.at_level(logging.WARNING):
        run(request := job("two.tif", "cpu,cpu,cpu"))
    assert crews[0].begun == ["0 shard 1/3", "0 shard 2/3", "0 shard 3/3"]
    assert "share 2/3: it was failed" in caplog.text
    assert request.output.read_bytes() == request.output.with_name("one.tif").read_bytes()


def test_progress_never_goes_back(
    job: Callable[..., TranslateRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of two played shares says that it translated three windows; all eleven are then translated here."""
    play(monkeypatch, "done")
    seen: list[Progress] = []
    assert run(job("out.tif", "cpu,cpu"), seen).windows == 2 * 3 + 11
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert "translating on 2 devices" in {progress.stage for progress in seen}


@pytest.mark.parametrize(("each", "devices"), [(5, 2), (3, 3), (6, None), (12, None)])
def test_auto_takes_as_many_gpus_as_have_enough_windows(
    job: Callable[..., TranslateRequest], monkeypatch: pytest.MonkeyPatch, each: int, devices: int | None
) -> None:
    """Eleven windows are enough for two devices of five each, and one device needs no process."""
    crews = play(monkeypatch, "done")
    monkeypatch.setattr(one_raster, "choose_devices", lambda names, runtime: ("cuda:0", "cuda:1", "cuda:2"))
    monkeypatch.setattr(one_raster, "WINDOWS_EACH", each)
    run(job("out.tif", "auto"))
    assert [len(crew.workers) for crew in crews] == ([] if devices is None else [devices])


def test_no_more_processes_than_pieces_are_missing(
    job: Callable[..., TranslateRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    crews = play(monkeypatch, "done")
    run(job("out.tif", ",".join(["cpu"] * 9)))
    assert [len(crew.workers) for crew in crews] == [6]


def test_an_unfinished_job_of_another_seed_is_refused_before_any_process_starts(
    job: Callable[..., TranslateRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Overwritten, none of its six pieces counts as made."""
    crews = play(monkeypatch, "done")
    request = job("out.tif", ",".join(["cpu"] * 9))
    other = replace(request, seed=1, device="cpu")
    part = request.output.with_name("out.tif.part")
    with pytest.raises(CancelledError):
        run_on_devices(other, lambda progress: None, lambda: any(part.glob("rows_*.tif")), ModelCache())
    with pytest.raises(UsageError, match="holds an unfinished job with other settings"):
        run(request)
    assert crews == []
    run(replace(request, overwrite=True))
    assert [len(crew.workers) for crew in crews] == [6]


def test_a_wrong_device_among_several_is_refused(job: Callable[..., TranslateRequest]) -> None:
    with pytest.raises(UsageError, match="unknown device 'gpu'"):
        run(job("out.tif", "cpu,gpu"))


@pytest.mark.parametrize(("losses", "begun"), [(1, 2), (2, 3), (9, 3)])
def test_a_lost_share_goes_again_three_times_in_all(
    job: Callable[..., TranslateRequest], losses: int, begun: int
) -> None:
    def status(task: Task, tries: int) -> str:
        return "lost" if str(task.shard) == "1/2" and tries <= losses else "done"

    crew = PlayedCrew(2, status)
    compute_shares(crew, job("out.tif", "cpu"), None, lambda: False, lambda: None)
    assert crew.begun.count("0 shard 1/2") == begun
    assert crew.begun.count("0 shard 2/2") == 1


def test_a_cancelled_job_says_that_its_rows_are_kept(job: Callable[..., TranslateRequest]) -> None:
    crew = PlayedCrew(2, lambda task, tries: "done")
    answers = iter([False, True])
    with pytest.raises(CancelledError, match="finished rows are kept"):
        compute_shares(crew, job("out.tif", "cpu"), None, lambda: next(answers, True), lambda: None)
    assert len(crew.begun) == 2

"""Real processes share batches, models and checkpoints, and are killed. A server that has imported torch once forks
them, so that each starts at once.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import runpy
import socket
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from any2any.errors import UsageError
from any2any.training.loop.step import sample_parts

from . import small_run
from .small_run import EVERY_STEP, make_loop, optimiser, samples

STEPS = optimiser().steps
Start = Callable[..., list[BaseProcess]]


@pytest.fixture(scope="module")
def start() -> Start:
    """Start a group of processes that do the job of the keywords."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["any2any.training.loop.loop", "torch.distributed.fsdp", "torch.export"])

    def group(folder: Path, size: int = 1, **job: Any) -> list[BaseProcess]:
        folder.mkdir(parents=True, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        processes: list[BaseProcess] = []
        for rank in range(size):
            arguments = {"folder": folder, "size": size, "rank": rank, "port": port, **job}
            processes.append(
                context.Process(
                    target=runpy.run_path,
                    args=(small_run.__file__, {"arguments": arguments}, "__main__"),
                    daemon=True,
                )
            )
            processes[-1].start()
        return processes

    return group


def finish(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * len(processes)


def rows(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]


def difference(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> float:
    assert a.keys() == b.keys()
    return max(float((a[key] - b[key]).abs().max()) for key in a)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, torch.Tensor], list[dict[str, float]]]:
    """One process, from the first step to the last: weights and loss curve."""
    folder = tmp_path_factory.mktemp("whole")
    loop = make_loop(folder, monitor=EVERY_STEP)
    loop.run(samples(4), "test")
    return loop.average, rows(folder)


def resume_alone(folder: Path) -> dict[str, torch.Tensor]:
    loop = make_loop(folder, monitor=EVERY_STEP)
    loop.run(samples(4), "test")
    assert loop.step == STEPS
    return loop.average


def assert_same_curve(a: list[dict[str, float]], b: list[dict[str, float]]) -> None:
    assert [row["step"] for row in a] == [row["step"] for row in b] == list(range(1, STEPS + 1))
    for name in ("total", "half", "gradient_norm", "learning_rate"):
        assert [row[name] for row in a] == pytest.approx([row[name] for row in b], rel=1e-5)


@pytest.mark.parametrize("fsdp", [False, True], ids=["ddp", "fsdp2"])
def test_two_processes_with_half_the_batch_are_one_with_all_of_it(
    start: Start, tmp_path: Path, whole: tuple[dict[str, torch.Tensor], list[dict[str, float]]], fsdp: bool
) -> None:
    """The second process cancels at step 7; then one process continues to the same weights and curve."""
    finish(start(tmp_path, size=2, accumulate=2, stop_at=7, fsdp=fsdp))
    ranks = [load_file(tmp_path / f"average-{rank}.safetensors") for rank in (0, 1)]
    assert difference(*ranks) == 0.0
    assert [row["step"] for row in rows(tmp_path)] == list(range(1, 8))
    average = resume_alone(tmp_path)
    assert difference(average, whole[0]) < 1e-12  # float64: only the order of sums differs
    assert_same_curve(rows(tmp_path), whole[1])

    drawn = [(tmp_path / f"drawn-{rank}.txt").read_text().splitlines() for rank in (0, 1)]
    before = [{line for line in lines if int(line.split()[0]) < 7} for lines in drawn]
    assert not before[0] & before[1]
    assert before[0] | before[1] == {f"{step} {sample}" for step in range(7) for sample in range(4)}
    assert (tmp_path / "written-0.txt").read_text().split() == [str(step) for step in range(1, 8)]
    assert not (tmp_path / "written-1.txt").exists()
    trained = 3 * 8 + 8 + 3 * 9  # trunk and heads
    held = [int((tmp_path / f"shards-{rank}.txt").read_text()) for rank in (0, 1)]
    assert sum(held) == trained if fsdp else held == [trained, trained]


def test_a_run_of_one_process_continues_with_two(
    start: Start, tmp_path: Path, whole: tuple[dict[str, torch.Tensor], list[dict[str, float]]]
) -> None:
    finish(start(tmp_path, size=1, stop_at=5))
    finish(start(tmp_path, size=2))
    assert difference(load_file(tmp_path / "average-1.safetensors"), whole[0]) < 1e-12
    assert_same_curve(rows(tmp_path), whole[1])


def test_stage_two_trains_the_same_when_two_processes_share_its_model(start: Start, tmp_path: Path) -> None:
    job: dict[str, Any] = {"steps": 4, "core": True}
    alone = start(tmp_path / "alone", **job)
    finish(start(tmp_path / "shared", size=2, fsdp=True, **job))
    finish(alone)
    curves = [[row["total"] for row in rows(tmp_path / name)] for name in ("alone", "shared")]
    assert curves[1] == pytest.approx(curves[0], rel=1e-4)
    averages = [load_file(tmp_path / name / "average-0.safetensors") for name in ("alone", "shared")]
    # A bias of keys has no gradient but rounding, which AdamW scales up: it may go 4 steps of 0.05 its own way.
    assert difference(*averages) < 1e-3
    assert difference(averages[0], small_run.small_core().state_dict()) > 0.05
    held = [int((tmp_path / f"shared/shards-{rank}.txt").read_text()) for rank in (0, 1)]
    assert sum(held) == int((tmp_path / "alone/shards-0.txt").read_text())
    assert max(held) < 0.7 * sum(held)


def test_a_run_killed_twice_ends_with_the_same_bits(
    start: Start, tmp_path: Path, whole: tuple[dict[str, torch.Tensor], list[dict[str, float]]]
) -> None:
    rng = random.Random()
    for low in (0, 7):
        step = low + rng.randrange(1, 8)
        [process] = start(tmp_path, sleep_s=0.005)
        metrics = tmp_path / "metrics.jsonl"
        deadline = time.monotonic() + 60
        while not (metrics.is_file() and metrics.read_text().count("\n") >= step):
            assert process.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.002)
        process.kill()
        process.join()
        assert process.exitcode == -9
    average = resume_alone(tmp_path)
    assert difference(average, whole[0]) == 0.0
    curve = ["step", "total", "half", "gradient_norm", "learning_rate"]
    assert [[row[name] for name in curve] for row in rows(tmp_path)] == [
        [row[name] for name in curve] for row in whole[1]
    ]


@pytest.mark.parametrize(("processes", "accumulate"), [(1, 1), (2, 1), (3, 2), (12, 1), (1, 12)])
def test_every_sample_belongs_to_one_part_of_one_process(processes: int, accumulate: int) -> None:
    parts = [part for rank in range(processes) for part in sample_parts(12, processes, rank, accumulate)]
    assert len(parts) == processes * accumulate
    assert sorted(sample for part in parts for sample in part) == list(range(12))
    assert len({len(part) for part in parts}) == 1


def test_a_batch_that_cannot_be_shared_is_refused() -> None:
    message = "batch 12 cannot be shared by 5 processes with accumulate = 2: .* multiple of 10"
    with pytest.raises(UsageError, match=message):
        sample_parts(12, 5, 0, 2)

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.training.config import MonitorConfig, OptimiserConfig
from any2any.training.loop.loop import Loop
from any2any.training.loop.monitor import Hooks
from any2any.training.loop.step import Batch, learning_rate, set_rate_share

from .small_run import EVERY_STEP, Heads, make_loop, optimiser, samples

CONFIG = optimiser()
BATCHES = samples(CONFIG.batch)


class KilledError(Exception):
    """Stands for a killed process."""


def rows(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]


def curve(folder: Path) -> list[list[float]]:
    """What must not depend on how often a run was stopped: everything but the timings."""
    return [[row["step"], row["total"], row["half"], row["gradient_norm"]] for row in rows(folder)]


def same(a: Mapping[str, Tensor], b: Mapping[str, Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[key], b[key]) for key in a)


def stop_after(step: int) -> Hooks:
    """Cancel as soon as the given number of steps is done."""
    asked = iter(range(1, step + 1))
    return Hooks(is_cancelled=lambda: next(asked) == step)


def fail_at(step: int) -> Callable[[int, Sequence[int]], Batch]:
    def draw(current: int, numbers: Sequence[int]) -> Batch:
        if current == step:
            raise KilledError
        return BATCHES(current, numbers)

    return draw


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loop, Path]:
    """A run that nothing stops; a row every third step."""
    folder = tmp_path_factory.mktemp("whole")
    loop = make_loop(folder, monitor=MonitorConfig(report_every_steps=3))
    loop.run(BATCHES, "test")
    return loop, folder


@pytest.mark.parametrize(("schedule", "end"), [("cosine", 0.2), ("constant", 2.0)])
def test_learning_rate_warms_up_and_follows_its_schedule(schedule: str, end: float) -> None:
    config = OptimiserConfig(110, 1, 2.0, schedule=schedule, warmup_steps=10)  # type: ignore[arg-type]
    rates = [learning_rate(config, step) for step in range(111)]
    assert rates[:10] == pytest.approx([0.2 * (step + 1) for step in range(10)])
    assert rates[10] == pytest.approx(2.0)
    assert rates[60] == pytest.approx((2.0 + end) / 2)  # half way
    assert rates[110] == pytest.approx(end)
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert learning_rate(config, 500) == pytest.approx(end)


def test_no_warm_up_starts_at_the_full_rate() -> None:
    assert learning_rate(OptimiserConfig(10, 1, 3.0, warmup_steps=0), 0) == pytest.approx(3.0)


def test_a_run_reaches_its_last_step_and_learns(tmp_path: Path) -> None:
    config = optimiser(100, batch=8)
    loop = make_loop(tmp_path, config, monitor=MonitorConfig(report_every_steps=10))
    loop.run(samples(8), "test")
    assert loop.step == 100
    totals = [row["total"] for row in rows(tmp_path)]
    assert totals[-1] < 0.2 * totals[0]
    assert 0.0 < loop.wait_share < 1.0
    assert loop.seconds > 0.0


@pytest.mark.parametrize("stopped_at", [1, 7, 15])
def test_a_cancelled_run_continues_to_the_same_weights_and_metrics(
    tmp_path: Path, whole: tuple[Loop, Path], stopped_at: int
) -> None:
    monitor = MonitorConfig(report_every_steps=3)
    stopped = make_loop(tmp_path, hooks=stop_after(stopped_at), monitor=monitor)
    message = f"test: stopped at step {stopped_at} of 16; repeating the command resumes there"
    with pytest.raises(CancelledError, match=message):
        stopped.run(BATCHES, "test")
    resumed = make_loop(tmp_path, monitor=monitor)
    assert resumed.step == stopped_at
    resumed.run(BATCHES, "test")
    assert same(whole[0].module.state_dict(), resumed.module.state_dict())
    assert same(whole[0].average, resumed.average)
    assert curve(tmp_path) == curve(whole[1])


@pytest.mark.parametrize("every", [1, 3])
def test_a_run_killed_between_checkpoints_repeats_steps_but_not_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, every: int
) -> None:
    """The checkpoint is of step 4 and the kill at 11: rows 5 to 11 are dropped and made again."""
    monitor = MonitorConfig(report_every_steps=every)
    with pytest.raises(CancelledError):
        make_loop(tmp_path / "killed", hooks=stop_after(4), monitor=monitor).run(BATCHES, "test")
    with pytest.raises(KilledError):
        make_loop(tmp_path / "killed", monitor=monitor).run(fail_at(11), "test")
    assert rows(tmp_path / "killed")[-1]["step"] == 11 // every * every
    with (tmp_path / "killed/metrics.jsonl").open("a") as stream:
        stream.write('{"step": 1')  # the kill came while a row was written
    make_loop(tmp_path / "killed", monitor=monitor).run(BATCHES, "test")
    make_loop(tmp_path / "whole", monitor=monitor).run(BATCHES, "test")
    assert curve(tmp_path / "killed") == curve(tmp_path / "whole")


@pytest.mark.parametrize(("accumulate", "threads"), [(2, 1), (4, 3)])
def test_accumulation_and_threads_do_not_change_the_weights(
    tmp_path: Path, whole: tuple[Loop, Path], accumulate: int, threads: int
) -> None:
    monitor = MonitorConfig(report_every_steps=3, loader_threads=threads)
    loop = make_loop(tmp_path, optimiser(accumulate=accumulate), monitor=monitor)
    loop.run(BATCHES, "test")
    for key, value in whole[0].average.items():
        torch.testing.assert_close(loop.average[key], value, rtol=0, atol=1e-12)
    assert [row[1] for row in curve(tmp_path)] == pytest.approx([row[1] for row in curve(whole[1])], rel=1e-5)


def test_a_finished_run_does_not_go_on(tmp_path: Path, whole: tuple[Loop, Path]) -> None:
    make_loop(tmp_path).run(BATCHES, "test")
    written = (tmp_path / "checkpoint.pt").stat().st_mtime_ns
    again = make_loop(tmp_path)
    again.run(fail_at(CONFIG.steps), "test")
    assert same(again.average, whole[0].average)
    assert (tmp_path / "checkpoint.pt").stat().st_mtime_ns == written


def test_the_average_follows_the_weights_slowly(tmp_path: Path) -> None:
    """Decay (1 + n) / (10 + n) at step n: after the first step 2/11 of the start and 9/11 of the first weights."""
    loop = make_loop(tmp_path, optimiser(1, warmup_steps=0))
    start = {key: value.clone() for key, value in loop.module.state_dict().items()}
    loop.run(BATCHES, "test")
    assert loop.average["seen"].dtype == torch.int64
    for key, value in loop.module.state_dict().items():
        if value.is_floating_point():
            torch.testing.assert_close(loop.average[key], start[key] * 2 / 11 + value * 9 / 11)
    assert torch.equal(loop.average["frozen.weight"], start["frozen.weight"])
    assert not torch.equal(loop.average["trunk.0.weight"], start["trunk.0.weight"])


@pytest.mark.parametrize(("bf16", "dtype"), [(True, torch.bfloat16), (False, torch.float32)])
def test_bf16_computes_in_bf16_and_keeps_float32_weights(
    tmp_path: Path, bf16: bool, dtype: torch.dtype
) -> None:
    class Spy(nn.Linear):
        def forward(self, batch: Batch) -> dict[str, Tensor]:  # type: ignore[override]
            y = super().forward(batch["x"].float())
            assert y.dtype == dtype
            return {"total": y.float().square().mean()}

    loop = Loop(Spy(3, 1), optimiser(2, bf16=bf16), tmp_path, "cpu")
    loop.run(BATCHES, "test")
    assert {value.dtype for value in loop.average.values()} == {torch.float32}


def test_a_parameter_may_learn_at_a_share_of_the_rate(tmp_path: Path) -> None:
    """The first step of AdamW without decay is the rate itself, whatever the gradient: 0.05 and a tenth of it."""
    module = Heads()
    start = {name: value.clone() for name, value in module.state_dict().items()}
    set_rate_share(module.trunk[0].bias, 0.1)
    Loop(module, optimiser(1, warmup_steps=0, weight_decay=0.0), tmp_path, "cpu").run(BATCHES, "test")
    moved = {name: (value.detach() - start[name]).abs().max() for name, value in module.named_parameters()}
    assert float(moved["trunk.0.weight"]) == pytest.approx(0.05, rel=1e-4)
    assert float(moved["trunk.0.bias"]) == pytest.approx(0.005, rel=1e-4)
    assert float(moved["frozen.weight"]) == 0.0
    again = Heads()
    set_rate_share(again.trunk[0].bias, 0.1)
    assert same(Loop(again, optimiser(1), tmp_path, "cpu").module.state_dict(), module.state_dict())


@pytest.mark.parametrize("where", ["loss", "gradient"])
def test_a_loss_that_is_not_finite_stops_with_the_batch_saved(tmp_path: Path, where: str) -> None:
    class Breaks(Heads):
        def forward(self, batch: Batch) -> dict[str, Tensor]:
            terms = super().forward(batch)
            if batch["x"].sum() != BATCHES(5, range(4))["x"].sum():
                return terms
            zero = 0.0 * terms["total"]  # the square root of 0 is finite, its gradient is not
            return terms | {"total": terms["total"] * math.nan if where == "loss" else zero.sqrt()}

    loop = Loop(Breaks(), CONFIG, tmp_path, "cpu", monitor=EVERY_STEP)
    with pytest.raises(Any2AnyError) as error:
        loop.run(BATCHES, "test")
    path = tmp_path / "nan-batch-5.safetensors"
    assert str(error.value).startswith("step 5: the loss or its gradient is not finite (total ")
    assert f"the batch is in {path}: lower the learning rate" in str(error.value)
    assert same(load_file(path), BATCHES(5, range(4)))
    assert all(value.isfinite().all() for value in loop.module.parameters())
    assert make_loop(tmp_path).step == 5


def test_metrics_are_json_lines_of_means(tmp_path: Path) -> None:
    make_loop(tmp_path / "each", monitor=EVERY_STEP).run(BATCHES, "test")
    make_loop(tmp_path / "fives", monitor=MonitorConfig(report_every_steps=5)).run(BATCHES, "test")
    each = [row["total"] for row in rows(tmp_path / "each")]
    fives = rows(tmp_path / "fives")
    assert [row["step"] for row in fives] == [5, 10, 15, 16]  # and the last step
    means = [sum(each[a:b]) / (b - a) for a, b in ((0, 5), (5, 10), (10, 15), (15, 16))]
    assert [row["total"] for row in fives] == pytest.approx(means)
    for row in fives:
        assert row["half"] == pytest.approx(row["total"] / 2)
        assert row["learning_rate"] == pytest.approx(learning_rate(CONFIG, int(row["step"]) - 1))
        assert row["steps_per_second"] > 0
        assert 0 <= row["wait_share"] <= 1


def test_gradients_are_clipped_together(tmp_path: Path) -> None:
    loop = make_loop(tmp_path, optimiser(1, gradient_clip=1e-3), monitor=EVERY_STEP)
    loop.run(BATCHES, "test")
    squares = sum(float(p.grad.square().sum()) for p in loop.module.parameters() if p.grad is not None)
    assert math.sqrt(squares) == pytest.approx(1e-3, rel=1e-2)
    assert rows(tmp_path)[0]["gradient_norm"] > 1e-2  # as it was before


def test_progress_reports_speed_and_time_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("any2any.training.loop.loop.PROGRESS_EVERY_S", -1.0)
    reported: list[tuple[int, int, Mapping[str, float]]] = []
    hooks = Hooks(on_step=lambda *values: reported.append(values))
    make_loop(tmp_path, hooks=hooks, monitor=MonitorConfig(report_every_steps=3)).run(BATCHES, "test")
    assert [(step, steps) for step, steps, _ in reported] == [(i, 16) for i in range(1, 17)]
    for step, _, values in reported:
        assert values["seconds_left"] == pytest.approx((16 - step) / values["steps_per_second"])
        assert values["total"] > 0
        assert {"half", "learning_rate", "wait_share"} <= values.keys()


def make_judge(scores: Sequence[float], seen: list[dict[str, Tensor]]) -> Callable[[nn.Module], float]:
    def judge(module: nn.Module) -> float:
        assert not module.training
        assert not torch.is_grad_enabled()
        seen.append({key: value.clone() for key, value in module.state_dict().items()})
        return scores[len(seen) - 1]

    return judge


STOPPING = MonitorConfig(validate_every_steps=2, patience=2, report_every_steps=4)


def test_validation_stops_early_with_the_best_average(tmp_path: Path) -> None:
    """PSNR after steps 2, 4, 6, 8: the best is at 4, and two worse ones (NaN is one) end the run at 8."""
    seen: list[dict[str, Tensor]] = []
    hooks = Hooks(validate=make_judge([20.0, 23.0, math.nan, 22.0], seen))
    loop = make_loop(tmp_path, hooks=hooks, monitor=STOPPING)
    loop.run(BATCHES, "test")
    assert loop.step == 8
    assert same(loop.average, seen[1])
    assert [(row["step"], row.get("psnr_db")) for row in rows(tmp_path)][:2] == [(2, 20.0), (4, 23.0)]
    assert "total" in rows(tmp_path)[1]  # a report and a validation of one step share a row
    again = make_loop(tmp_path, hooks=Hooks(validate=make_judge([], [])), monitor=STOPPING)
    again.run(fail_at(8), "test")
    assert again.step == 8
    assert same(again.average, seen[1])


def test_patience_survives_a_stop(tmp_path: Path) -> None:
    """Scores 20, 19 before the stop at step 5, then 18: the second worse one in a row ends the run at 6."""
    hooks = Hooks(validate=make_judge([20.0, 19.0], []), is_cancelled=stop_after(5).is_cancelled)
    with pytest.raises(CancelledError):
        make_loop(tmp_path, hooks=hooks, monitor=STOPPING).run(BATCHES, "test")
    loop = make_loop(tmp_path, hooks=Hooks(validate=make_judge([18.0], [])), monitor=STOPPING)
    loop.run(BATCHES, "test")
    assert loop.step == 6


def test_without_patience_the_last_average_counts(tmp_path: Path, whole: tuple[Loop, Path]) -> None:
    hooks = Hooks(validate=make_judge([30.0 - i for i in range(8)], []))
    loop = make_loop(tmp_path, hooks=hooks, monitor=replace(STOPPING, patience=0))
    loop.run(BATCHES, "test")
    assert loop.step == 16
    assert same(loop.average, whole[0].average)


def test_samples_are_drawn_with_the_averaged_weights(tmp_path: Path) -> None:
    drawn: list[tuple[int, Tensor]] = []
    hooks = Hooks(
        sample=lambda module, step: drawn.append((step, module.state_dict()["trunk.0.bias"].clone()))
    )
    loop = make_loop(tmp_path, hooks=hooks, monitor=MonitorConfig(sample_every_steps=8))
    loop.run(BATCHES, "test")
    assert [step for step, _ in drawn] == [8, 16]
    assert torch.equal(drawn[-1][1], loop.average["trunk.0.bias"])


@pytest.mark.parametrize("name", ["validate", "sample"])
def test_asking_for_what_a_run_cannot_do_is_refused(tmp_path: Path, name: str) -> None:
    message = f"{name}_every_steps is 5, but this run cannot {name}: set it to 0"
    with pytest.raises(UsageError, match=message):
        make_loop(tmp_path, monitor=MonitorConfig(**{f"{name}_every_steps": 5}))  # type: ignore[arg-type]


def test_a_failing_source_of_batches_is_the_run_s_failure(tmp_path: Path) -> None:
    def broken(step: int, numbers: Sequence[int]) -> Batch:
        raise Any2AnyError("too many corrupt tiles")

    with pytest.raises(Any2AnyError, match="too many corrupt tiles"):
        make_loop(tmp_path).run(broken, "test")
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("loader")]


def test_tensorboard_holds_the_same_numbers(tmp_path: Path) -> None:
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    make_loop(tmp_path, monitor=MonitorConfig(report_every_steps=4, tensorboard=True)).run(BATCHES, "test")
    events = accumulator.EventAccumulator(str(tmp_path / "tensorboard"))
    events.Reload()
    shown = [(event.step, event.value) for event in events.Scalars("total")]
    assert shown == [(row["step"], pytest.approx(row["total"], rel=1e-6)) for row in rows(tmp_path)]

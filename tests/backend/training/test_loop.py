from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from any2any.errors import Any2AnyError
from any2any.training import loop as loop_module
from any2any.training.config import OptimiserConfig
from any2any.training.loop import Loop, Losses, Randomness, learning_rate

CONFIG = OptimiserConfig(steps=30, batch=4, learning_rate=0.05, warmup_steps=5, bf16=False)


class KilledError(Exception):
    """Stands for a killed process."""


def make_loop(folder: Path, config: OptimiserConfig = CONFIG) -> tuple[Loop, Callable[[], Losses]]:
    """A regression whose data, noise and dropout come from all three generators."""
    randomness = Randomness.from_seed(7)
    module = nn.Sequential(nn.Linear(3, 8), nn.Dropout(0.1), nn.Tanh(), nn.Linear(8, 1))
    loop = Loop(module, config, folder, randomness)

    def losses() -> Losses:
        x = torch.from_numpy(randomness.numpy.normal(size=(config.batch, 3))).float()
        noise = 0.01 * torch.randn(config.batch, 1, generator=randomness.torch)
        return {"total": (module(x) - x.sum(dim=1, keepdim=True) - noise).square().mean()}

    return loop, losses


def same(a: dict[str, Tensor], b: dict[str, Tensor]) -> bool:
    return all(torch.equal(a[key], b[key]) for key in a)


def test_learning_rate_warms_up_and_falls_to_a_tenth() -> None:
    config = OptimiserConfig(steps=110, batch=1, learning_rate=2.0, warmup_steps=10)
    rates = [learning_rate(config, step) for step in range(111)]
    assert rates[:10] == pytest.approx([0.2 * (step + 1) for step in range(10)])
    assert rates[10] == pytest.approx(2.0)
    assert rates[60] == pytest.approx(2.0 * 0.55)  # half way down from 1 to 0.1
    assert rates[110] == pytest.approx(0.2)
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert learning_rate(config, 500) == pytest.approx(0.2)


def test_no_warm_up_starts_at_the_full_rate() -> None:
    assert learning_rate(OptimiserConfig(10, 1, 3.0, warmup_steps=0), 0) == pytest.approx(3.0)


def test_a_run_reaches_its_last_step_and_learns(tmp_path: Path) -> None:
    config = OptimiserConfig(steps=200, batch=16, learning_rate=0.03, warmup_steps=5, bf16=False)
    loop, losses = make_loop(tmp_path, config)
    before = float(losses()["total"].detach())
    loop.run(losses, "test")
    assert loop.step == 200
    loop.module.eval()
    assert float(losses()["total"].detach()) < 0.2 * before


@pytest.mark.parametrize("killed_at", [1, 13, 29])
def test_a_killed_run_resumes_to_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    whole, losses = make_loop(tmp_path / "whole")
    whole.run(losses, "test")

    monkeypatch.setattr(loop_module, "CHECKPOINT_EVERY_S", -1.0)  # after every step
    killed, losses = make_loop(tmp_path / "killed")

    def failing() -> Losses:
        terms = losses()  # draws before it dies: the checkpoint must not remember that
        if killed.step == killed_at:
            raise KilledError
        return terms

    with pytest.raises(KilledError):
        killed.run(failing, "test")
    resumed, losses = make_loop(tmp_path / "killed")
    assert resumed.step == killed_at
    resumed.run(losses, "test")
    assert resumed.step == CONFIG.steps
    assert same(whole.module.state_dict(), resumed.module.state_dict())
    assert same(whole.average, resumed.average)


def test_a_finished_run_does_not_go_on(tmp_path: Path) -> None:
    first, losses = make_loop(tmp_path)
    first.run(losses, "test")
    second, _ = make_loop(tmp_path)

    def unexpected() -> Losses:
        raise AssertionError("a finished run took another step")

    second.run(unexpected, "test")
    assert same(first.average, second.average)


def test_the_average_follows_the_weights_slowly(tmp_path: Path) -> None:
    """Decay (1 + n) / (10 + n) at step n: after the first step 2/11 of the start and 9/11 of the first weights."""
    loop, losses = make_loop(
        tmp_path, OptimiserConfig(steps=1, batch=4, learning_rate=0.1, warmup_steps=0, bf16=False)
    )
    start = {key: value.clone() for key, value in loop.module.state_dict().items()}
    loop.run(losses, "test")
    for key, value in loop.module.state_dict().items():
        torch.testing.assert_close(loop.average[key], start[key] * 2 / 11 + value * 9 / 11)


def test_a_loss_that_is_not_finite_stops_the_run(tmp_path: Path) -> None:
    loop, _ = make_loop(tmp_path)
    parameter = next(loop.module.parameters())
    with pytest.raises(Any2AnyError, match=r"step 0: the loss is .*lower the learning rate"):
        loop.run(lambda: {"total": parameter.sum() * math.nan}, "test")


def test_metrics_are_json_lines_of_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_module, "REPORT_EVERY_STEPS", 10)
    loop, losses = make_loop(tmp_path)
    seen = []

    def spy() -> Losses:
        terms = losses()
        seen.append(float(terms["total"].detach()))
        return terms

    loop.run(spy, "test")
    rows = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == [10, 20, 30]
    for i, row in enumerate(rows):
        assert row["total"] == pytest.approx(sum(seen[10 * i : 10 * i + 10]) / 10)
        assert row["learning_rate"] == pytest.approx(learning_rate(CONFIG, 10 * i + 9))
        assert row["steps_per_second"] > 0


def test_means_are_right_after_resuming_between_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop_module, "REPORT_EVERY_STEPS", 10)
    monkeypatch.setattr(loop_module, "CHECKPOINT_EVERY_S", -1.0)
    loop, _ = make_loop(tmp_path)
    parameter = next(loop.module.parameters())

    def constant() -> Losses:
        if loop.step == 7:
            raise KilledError
        return {"total": (parameter - parameter.detach()).sum() + 4.0}

    with pytest.raises(KilledError):
        loop.run(constant, "test")
    loop, _ = make_loop(tmp_path)
    parameter = next(loop.module.parameters())
    loop.run(lambda: {"total": (parameter - parameter.detach()).sum() + 4.0}, "test")
    rows = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [row["total"] for row in rows] == pytest.approx([4.0, 4.0, 4.0])


def test_gradients_are_clipped_together(tmp_path: Path) -> None:
    config = OptimiserConfig(
        steps=1, batch=4, learning_rate=1.0, warmup_steps=0, gradient_clip=1e-3, bf16=False
    )
    loop, losses = make_loop(tmp_path, config)
    loop.run(lambda: {"total": 1e6 * losses()["total"]}, "test")
    norm = math.sqrt(sum(float(p.grad.square().sum()) for p in loop.module.parameters()))
    assert norm == pytest.approx(1e-3, rel=1e-2)

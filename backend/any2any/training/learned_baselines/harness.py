"""Train a baseline within its budget; a killed run continues from its last checkpoint."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from any2any.errors import Any2AnyError, UsageError
from any2any.files import whole_file
from any2any.training.config import OptimiserConfig
from any2any.training.learned_baselines.pairwise import Pairwise, Training
from any2any.training.loop.processes import sample_rng
from any2any.training.loop.state import Average, check_names, read_checkpoint, write_checkpoint
from any2any.training.loop.step import (
    Batch,
    BatchSource,
    Prefetcher,
    adamw,
    learning_rate,
    load_optimiser_state,
    optimiser_state,
    set_learning_rate,
)


@dataclass(frozen=True)
class Budget:
    """Seconds of computing, or a number of steps, which makes a run repeatable to the bit."""

    seconds: float | None = None
    steps: int | None = None
    threads: int = 1
    """Computing threads: one second of the budget is this many seconds of CPU time."""

    def __post_init__(self) -> None:
        if (self.seconds is None) == (self.steps is None):
            raise UsageError(
                f"a budget of {self.seconds} seconds and {self.steps} steps: give exactly one of them"
            )
        amount = self.steps if self.seconds is None else self.seconds
        if amount is None or not (math.isfinite(amount) and amount > 0):
            raise UsageError(f"a budget of {amount}: give a number above 0")
        if self.threads < 1:
            raise UsageError(f"a budget of {self.threads} threads: give 1 or more")

    def share(self, step: int, seconds: float) -> float:
        """Return the used share, 0 to 1, after these steps and seconds."""
        used = seconds / self.seconds if self.seconds is not None else step / (self.steps or 1)
        return min(used, 1.0)


class Clock:
    """Counts this process's CPU time divided by its threads, starting at ``seconds``.

    Wall time would include other work of the machine. Reading data is not counted, because the one model trains on
    latents that were cached before its clock started.
    """

    def __init__(self, threads: int, seconds: float = 0.0) -> None:
        self._threads = threads
        self._before = seconds
        self._start = time.process_time()
        self._lock = threading.Lock()
        self._loading = 0.0

    @property
    def seconds(self) -> float:
        """Seconds used so far."""
        with self._lock:
            computing = time.process_time() - self._start - self._loading
        return self._before + computing / self._threads

    def uncounted(self, batches: BatchSource) -> BatchSource:
        """Return the same batches without counting the CPU time of the threads that make them."""

        def measured(step: int, samples: Sequence[int]) -> Batch:
            start = time.thread_time()
            try:
                return batches(step, samples)
            finally:
                with self._lock:
                    self._loading += time.thread_time() - start

        return measured


CHECKPOINT_EVERY_S = 20.0
"""Wall time."""

SCHEDULE_PARTS = 10_000
"""Resolution of the used budget share that sets the learning rate."""

WARMUP_SHARE = 0.03

_NO_SAMPLE = 1 << 40
"""Pseudo sample number for the random numbers of a whole step."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trained:
    """Cost of a finished training."""

    steps: int
    seconds: float
    """Of CPU time over the budget's threads."""


def train(
    model: Pairwise,
    prepare: Callable[[], BatchSource],
    budget: Budget,
    folder: Path,
    seed: int,
    checkpoint_every_s: float = CHECKPOINT_EVERY_S,
) -> Trained:
    """Train to the end of the budget and leave the averaged weights in ``model``, ready to translate.

    ``prepare`` returns the batches; its time and that of reading them are not counted. ``folder`` keeps the checkpoint
    while training and ``weights.safetensors`` afterwards; if that exists, it is read instead of training. Any2AnyError
    if the loss is not finite.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "weights.safetensors"
    if not weights.is_file():
        batches = prepare()
        run = _Run(model, budget, folder / "checkpoint.pt", seed)
        run.finish(batches, checkpoint_every_s)
        _write_weights(weights, run.average.state, Trained(run.step, run.clock.seconds))
        run.checkpoint.unlink(missing_ok=True)
    return _read_weights(weights, model)


def _write_weights(path: Path, state: dict[str, Tensor], trained: Trained) -> None:
    facts = {"steps": str(trained.steps), "seconds": repr(trained.seconds)}
    with whole_file(path) as unfinished:
        save_file({name: value.contiguous() for name, value in state.items()}, unfinished, facts)


def _read_weights(path: Path, model: Pairwise) -> Trained:
    with safe_open(path, "pt") as stored:
        state = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118 (no mapping)
        facts = stored.metadata()
    check_names(path, state, model.state_dict())
    model.load_state_dict(state)
    # As in training: another memory layout sums in another order.
    model.to(memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
    return Trained(int(facts["steps"]), float(facts["seconds"]))


class _Run:
    """The state of one training."""

    def __init__(self, model: Pairwise, budget: Budget, checkpoint: Path, seed: int) -> None:
        self._model = model.to(memory_format=torch.channels_last).train()  # type: ignore[call-overload]
        self._settings: Training = model.training_settings
        self._schedule = _schedule(self._settings)
        self._optimisers = {name: self._optimiser(part) for name, part in model.parts().items()}
        self.average = Average(model, self._settings.ema_decay)
        self._budget = budget
        self.checkpoint = checkpoint
        self._seed = seed
        self.step = 0
        self.clock = Clock(budget.threads)
        if checkpoint.is_file():
            self._read()

    def _optimiser(self, part: nn.Module) -> torch.optim.AdamW:
        optimiser = adamw(part, self._schedule)
        for group in optimiser.param_groups:
            group["betas"] = self._settings.betas
        return optimiser

    @property
    def _share(self) -> float:
        return self._budget.share(self.step, self.clock.seconds)

    def finish(self, batches: BatchSource, checkpoint_every_s: float) -> None:
        """Take steps until the budget is used up."""
        last = self._budget.steps or 1 << 40
        parts = [range(self._settings.batch)]
        saved = time.monotonic()
        with Prefetcher(
            self.clock.uncounted(batches), parts, self.step, last, 1, torch.device("cpu")
        ) as loader:
            upcoming = iter(loader)
            while self._share < 1.0:
                self._take_step(next(upcoming))
                if time.monotonic() - saved >= checkpoint_every_s:
                    self._write()
                    saved = time.monotonic()
        logger.info("%d steps in %.1f s", self.step, self.clock.seconds)

    def _take_step(self, batch: Batch) -> None:
        part = min(int(self._share * SCHEDULE_PARTS), SCHEDULE_PARTS)
        rate = learning_rate(self._schedule, part)
        with torch.random.fork_rng(devices=[]):  # dropout and noise are functions of seed and step
            torch.manual_seed(int(sample_rng(self._seed, self.step, _NO_SAMPLE).integers(1 << 62)))
            losses = self._model.losses(batch)
            while True:
                with torch.autocast("cpu", torch.bfloat16, enabled=self._settings.bf16):
                    named = next(losses, None)
                if named is None:
                    break
                name, loss = named
                self._learn(name, loss, rate)
        self.step += 1
        self.average.update(self.step)

    def _learn(self, name: str, loss: Tensor, rate: float) -> None:
        if not math.isfinite(float(loss.detach())):
            raise Any2AnyError(
                f"step {self.step}: the loss of the {name} is {float(loss.detach())}: lower the learning rate "
                f"{self._settings.learning_rate:g}"
            )
        optimiser = self._optimisers[name]
        set_learning_rate(optimiser, rate)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self._model.parts()[name].parameters(), self._settings.gradient_clip)
        optimiser.step()

    def _write(self) -> None:
        parts = self._model.parts()
        state = {
            "step": self.step,
            "seconds": self.clock.seconds,
            "module": self._model.state_dict(),
            "average": self.average.state,
            "optimisers": {
                name: optimiser_state(optimiser, parts[name], keep=True)
                for name, optimiser in self._optimisers.items()
            },
        }
        write_checkpoint(self.checkpoint, state)

    def _read(self) -> None:
        state = read_checkpoint(self.checkpoint)
        check_names(self.checkpoint, state["module"], self._model.state_dict())
        self._model.load_state_dict(state["module"])
        self.average.load(state["average"])
        for name, part in self._model.parts().items():
            load_optimiser_state(self._optimisers[name], part, state["optimisers"][name])
        self.step = state["step"]
        self.clock = Clock(self._budget.threads, state["seconds"])


def _schedule(settings: Training) -> OptimiserConfig:
    return OptimiserConfig(
        steps=SCHEDULE_PARTS,
        batch=settings.batch,
        learning_rate=settings.learning_rate,
        warmup_steps=round(WARMUP_SHARE * SCHEDULE_PARTS),
        weight_decay=settings.weight_decay,
    )

"""Inputs of a step: each process's samples and batches, the optimiser and its rate."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

import torch
from torch import Tensor, nn

from any2any.errors import UsageError
from any2any.training.config import OptimiserConfig
from any2any.training.loop.processes import like, whole

BETAS = (0.9, 0.99)

_SHARE = "rate_share"


def learning_rate(config: OptimiserConfig, step: int) -> float:
    """Linear warm-up, then constant, or a cosine down to a tenth of the full rate."""
    if step < config.warmup_steps:
        return config.learning_rate * (step + 1) / config.warmup_steps
    if config.schedule == "constant":
        return config.learning_rate
    done = (step - config.warmup_steps) / max(config.steps - config.warmup_steps, 1)
    return config.learning_rate * (0.1 + 0.45 * (1.0 + math.cos(math.pi * min(done, 1.0))))


def set_rate_share(parameter: nn.Parameter, share: float) -> None:
    """Let a parameter learn at this share of the learning rate (default 1). Call it before the loop is built."""
    setattr(parameter, _SHARE, share)


def adamw(module: nn.Module, config: OptimiserConfig) -> torch.optim.AdamW:
    """Return AdamW over the trainable parameters, with a group for each share of the learning rate."""
    groups: dict[float, list[nn.Parameter]] = {}
    for parameter in module.parameters():
        if parameter.requires_grad:
            groups.setdefault(getattr(parameter, _SHARE, 1.0), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": members, _SHARE: share} for share, members in groups.items()],
        lr=config.learning_rate,
        weight_decay=config.weight_decay,
        betas=BETAS,
    )


def set_learning_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """Set every group's rate to its share of ``rate``."""
    for group in optimiser.param_groups:
        group["lr"] = rate * group[_SHARE]


def optimiser_state(
    optimiser: torch.optim.Optimizer, module: nn.Module, keep: bool
) -> dict[str, dict[str, Tensor]]:
    """Return the moments by parameter name, as ``whole`` does; every process must call it."""
    state = {}
    for name, parameter in module.named_parameters():
        if parameter in optimiser.state:
            moments = whole(optimiser.state[parameter], keep)
            if keep:
                state[name] = moments
    return state


def load_optimiser_state(
    optimiser: torch.optim.Optimizer, module: nn.Module, state: Mapping[str, Mapping[str, Tensor]]
) -> None:
    """Restore what ``optimiser_state`` returned; every process must call it with the same value."""
    for name, parameter in module.named_parameters():
        if name in state:
            optimiser.state[parameter] = {
                key: value.clone() if key == "step" else like(parameter, value)
                for key, value in state[name].items()
            }


Batch = dict[str, Tensor]

BatchSource = Callable[[int, Sequence[int]], Batch]
"""Maps a step and sample numbers within its global batch to their tensors, stacked in that order.

A pure function, called from several threads: the same step and samples give the same tensors in any process.
"""


def sample_parts(batch: int, processes: int, process: int, accumulate: int) -> list[range]:
    """Return a process's samples of one step, split into parts to accumulate; UsageError if impossible."""
    if batch % (processes * accumulate):
        raise UsageError(
            f"batch {batch} cannot be shared by {processes} processes with accumulate = {accumulate}: "
            f"choose a batch that is a multiple of {processes * accumulate}"
        )
    size = batch // (processes * accumulate)
    first = process * accumulate * size
    return [range(first + i * size, first + (i + 1) * size) for i in range(accumulate)]


class Prefetcher:
    """Yields the batches of steps ``first`` to ``last`` - 1, part by part, in order; use it as a context manager."""

    def __init__(
        self,
        source: BatchSource,
        parts: Sequence[range],
        first: int,
        last: int,
        threads: int,
        device: torch.device,
    ) -> None:
        self.waited_s = 0.0
        """Seconds that the consumer has waited for data."""
        self._source = source
        self._device = device
        self._upcoming = ((step, part) for step in range(first, last) for part in parts)
        self._ahead = threads + 1  # one batch is ready while every thread works
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="loader")
        self._pending: deque[Future[Batch]] = deque()

    def __iter__(self) -> Iterator[Batch]:
        self._refill()
        while self._pending:
            before = time.perf_counter()
            batch = self._pending.popleft().result()
            self.waited_s += time.perf_counter() - before
            self._refill()
            yield {name: value.to(self._device, non_blocking=True) for name, value in batch.items()}

    def _refill(self) -> None:
        while len(self._pending) < self._ahead and (task := next(self._upcoming, None)) is not None:
            self._pending.append(self._pool.submit(self._load, *task))

    def _load(self, step: int, samples: range) -> Batch:
        batch = self._source(step, samples)
        if self._device.type == "cuda":  # pinned pages are copied to the GPU while it computes
            return {name: value.pin_memory() for name, value in batch.items()}
        return batch

    def __enter__(self) -> Prefetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

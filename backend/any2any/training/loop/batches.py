"""Choose each process's samples, and prepare its batches ahead of time in threads."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

import torch
from torch import Tensor

from any2any.errors import UsageError

Batch = dict[str, Tensor]

BatchSource = Callable[[int, Sequence[int]], Batch]
"""Step and sample numbers within the step's global batch -> their tensors, stacked in that order.

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
        """Seconds that the consumer has waited for data so far."""
        self._source = source
        self._device = device
        self._upcoming = ((step, part) for step in range(first, last) for part in parts)
        self._ahead = threads + 1  # one ready batch while every thread works
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

"""Translate one raster on several devices: one process per device computes a share of the pieces.

Importing this module imports neither torch nor rasterio; running a job does, after the cheap checks.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from any2any.distributed.crew import TRIES, Crew, Task
from any2any.distributed.processes import ProcessCrew
from any2any.errors import CancelledError, Message
from any2any.requests.progress import WRITING_SHARE, IsCancelled, OnProgress, Progress
from any2any.requests.translate import TranslateRequest, TranslateResult
from any2any.runtime.choice import AUTO
from any2any.runtime.device import choose_devices
from any2any.translate.job import ModelCache, run_request
from any2any.translate.shard import Shard, ShardResult

if TYPE_CHECKING:
    from any2any.translate.plan import Plan

logger = logging.getLogger(__name__)

WINDOWS_EACH = 256
"""Windows that justify starting a process on a GPU and loading the model there; an estimate."""

LOOK_EVERY_S = 1.0
"""Interval of counting the pieces on disk."""


def run_on_devices(
    request: TranslateRequest, on_progress: OnProgress, is_cancelled: IsCancelled, models: ModelCache
) -> TranslateResult:
    """Do the work of ``job.run_request`` on all devices of the request.

    ``"cuda:0,cuda:1"`` are two; ``"auto"`` is every CUDA device of this machine if the raster is large enough. The
    bytes equal those of one device if all devices are alike. Shares that a process fails to compute are computed here
    at the end, on the first device. Errors as for ``run_request``.
    """
    begin = time.monotonic()
    names = request.device
    reached = 0.0
    windows = 0

    def note(progress: Progress) -> None:
        """Progress that never decreases, even when this process loads the model at the end."""
        nonlocal reached
        reached = max(reached, progress.fraction)
        on_progress(replace(progress, fraction=reached))

    def share_out(job: TranslateRequest, plan: Plan, on_share: OnProgress) -> None:
        from any2any.translate.journal import pieces_to_make

        nonlocal windows
        devices = _worthwhile(names, plan, len(pieces_to_make(job, plan)))
        if len(devices) < 2:
            return
        logger.info(Message("devices", "computing on {devices}", devices=", ".join(devices)))
        with closing(ProcessCrew(devices)) as crew:
            windows += compute_shares(
                crew, job, plan, is_cancelled, lambda: on_share(_progress(job, plan, len(devices)))
            )

    first = replace(request, device=names.split(",")[0].strip())
    result = run_request(first, note, is_cancelled, models, share_out)
    if not windows:
        return result
    return replace(result, windows=result.windows + windows, seconds=time.monotonic() - begin)


def compute_shares(
    crew: Crew,
    request: TranslateRequest,
    plan: Plan | None,
    is_cancelled: IsCancelled,
    on_look: Callable[[], None],
) -> int:
    """Let a crew compute the pieces of a direct translation, one shard each; return the translated windows.

    Lost shares are retried; failed ones are left to the caller. CancelledError if cancelled.
    """
    count = len(crew.workers)
    waiting = deque(Task(0, "shard", request, Shard(number, count), plan) for number in range(1, count + 1))
    left, lost, windows, next_look = count, Counter[Task](), 0, 0.0
    while left and not is_cancelled():
        while waiting and crew.idle():
            crew.submit(waiting.popleft())
        for outcome in crew.wait():
            lost[outcome.task] += outcome.status == "lost"
            if outcome.status == "lost" and lost[outcome.task] < TRIES:
                waiting.append(outcome.task)
            else:
                left -= 1
            if isinstance(outcome.result, ShardResult):
                windows += outcome.result.windows
            else:
                logger.warning("share %s: %s", outcome.task.shard, outcome.error)
        if time.monotonic() >= next_look:
            next_look = time.monotonic() + LOOK_EVERY_S
            on_look()
    if left:
        text = "the job was cancelled; its finished rows are kept for the next run"
        raise CancelledError(Message("cancelled", text))
    return windows


def _worthwhile(names: str, plan: Plan, missing: int) -> Sequence[str]:
    """Return the devices that get a process: as many as have enough work."""
    devices = choose_devices(names, plan.runtime)
    if names == AUTO:
        devices = devices[: plan.windows // WINDOWS_EACH]
    return devices[:missing]


def _progress(request: TranslateRequest, plan: Plan, devices: int) -> Progress:
    from any2any.translate.journal import pieces_to_make

    done = 1 - len(pieces_to_make(request, plan)) / len(plan.pieces)
    return Progress(done * (1 - WRITING_SHARE), f"translating on {devices} devices")

"""The training loop of both stages: batches, gradients, average, checkpoints, metrics, validation.

It runs on one device, or on many processes under ``accelerate launch``. Only batches are random, and they are pure
functions of step and sample, so a killed run resumes to the same weights.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import torch
from safetensors.torch import save
from torch import Tensor, nn
from torch.distributed.tensor import DTensor
from tqdm import tqdm

from any2any.errors import Any2AnyError, CancelledError, Message, UsageError
from any2any.files import write_bytes
from any2any.training.config import MonitorConfig, OptimiserConfig
from any2any.training.loop.monitor import Hooks, Metrics, Pace
from any2any.training.loop.processes import accelerator_for, agree, prepare, whole
from any2any.training.loop.state import TrainingState
from any2any.training.loop.step import (
    Batch,
    BatchSource,
    Prefetcher,
    adamw,
    learning_rate,
    sample_parts,
    set_learning_rate,
)

PROGRESS_EVERY_S = 0.5


class Loop:
    """Runs steps until the configured number, from the checkpoint in ``folder`` if there is one.

    ``module`` takes a batch (dict of tensors) and returns loss terms (dict of scalars, means over the batch);
    ``total`` is minimised. It is deterministic: noise and times come with the batch. All processes make the
    same calls with the same arguments, and share the disk of ``folder``.
    """

    def __init__(
        self,
        module: nn.Module,
        config: OptimiserConfig,
        folder: Path,
        device: str = "auto",
        hooks: Hooks = Hooks(),  # noqa: B008  (frozen)
        monitor: MonitorConfig = MonitorConfig(),  # noqa: B008  (frozen)
    ) -> None:
        _check_hooks(hooks, monitor)
        self.module = module
        self.config = config
        self.folder = folder
        self.hooks = hooks
        self.monitor = monitor
        self.accelerator = accelerator_for(device)
        self._is_main: bool = self.accelerator.is_main_process
        self._parts = sample_parts(
            config.batch, self.accelerator.num_processes, self.accelerator.process_index, config.accumulate
        )
        looks_inside = self._is_main and (hooks.validate is not None or hooks.sample is not None)
        self._spare = copy.deepcopy(module) if looks_inside else None
        self._prepared, self._optimiser = prepare(self.accelerator, module, adamw(module, config))
        self._state = TrainingState(module, self._optimiser, config.ema_decay)
        self._checkpoint = folder / "checkpoint.pt"
        folder.mkdir(parents=True, exist_ok=True)
        if self._checkpoint.is_file():
            self._state.read(self._checkpoint)
        self._reported: dict[str, float] = {}
        self._pace = Pace(self.step, config.steps, self._state.seconds)
        self._loader: Prefetcher | None = None

    @property
    def step(self) -> int:
        """Steps taken, over all parts of the run."""
        return self._state.step

    @property
    def seconds(self) -> float:
        """Seconds of training up to the last checkpoint, over all parts of the run."""
        return self._state.seconds

    @property
    def wait_share(self) -> float:
        """Share of the time since the last start spent waiting for data, 0 to 1."""
        return self._pace_values()["wait_share"]

    @property
    def average(self) -> dict[str, Tensor]:
        """Averaged weights on the CPU under the module's names; the best validated ones if the run may stop early.

        Every process must call it: under FSDP2 it gathers the shards.
        """
        if self.monitor.patience and self._state.best.average:
            return self._state.best.average
        return whole(self._state.average.state, keep=True)

    def run(self, batches: BatchSource, title: str) -> None:
        """Train to the last step, or until validation stops it; ``title`` names the run in the progress bar.

        CancelledError after ``is_cancelled``, with a checkpoint to resume from; Any2AnyError if the loss is not
        finite or a file cannot be written.
        """
        if self._is_finished:
            return
        self.module.train()
        metrics = Metrics(self.folder, self.step, self.monitor.tensorboard) if self._is_main else None
        self._pace = Pace(self.step, self.config.steps, self._state.seconds)
        self._loader = self._prefetcher(batches)
        try:
            with self._loader, self._bar(title) as bar:
                completed = self._take_steps(batches, metrics, bar)
        finally:
            if metrics is not None:
                metrics.close()
        if not completed:
            raise CancelledError(
                Message(
                    "training-stopped",
                    "{title}: stopped at step {step} of {steps}; repeating the command resumes there",
                    title=title,
                    step=self.step,
                    steps=self.config.steps,
                )
            )

    def _take_steps(self, batches: BatchSource, metrics: Metrics | None, bar: tqdm[None]) -> bool:
        """Return True if the run finished, False if it was cancelled."""
        reported = saved = time.monotonic()
        parts = iter(self._loader or ())
        while not self._is_finished:
            cancelled, due = self._advance(parts, batches, time.monotonic() - saved)
            bar.update()
            self._tell(metrics)
            if time.monotonic() - reported > PROGRESS_EVERY_S or self._is_finished:
                self._progress()
                reported = time.monotonic()
            if due or cancelled or self._is_finished:
                self._state.seconds = self._pace.seconds
                self._state.write(self._checkpoint, self._is_main)
                saved = time.monotonic()
            if cancelled and not self._is_finished:
                return False
        return True

    def _advance(self, parts: Iterator[Batch], batches: BatchSource, unsaved_s: float) -> tuple[bool, bool]:
        """Take one step; return whether any process cancelled and whether a checkpoint is due."""
        set_learning_rate(self._optimiser, learning_rate(self.config, self.step))
        self._optimiser.zero_grad(set_to_none=True)
        terms = self._accumulate(parts)
        norm = self.accelerator.clip_grad_norm_(self._prepared.parameters(), self.config.gradient_clip)
        terms["gradient_norm"] = norm.full_tensor() if isinstance(norm, DTensor) else norm
        is_cancelled = self.hooks.is_cancelled is not None and self.hooks.is_cancelled()
        is_due = self._is_main and unsaved_s >= self.monitor.checkpoint_every_s
        values = self._mean_over_processes(
            terms | {"cancelled": torch.tensor(float(is_cancelled)), "due": torch.tensor(float(is_due))}
        )
        cancelled, due = values.pop("cancelled") > 0, values.pop("due") > 0
        if not all(map(math.isfinite, values.values())):
            raise self._not_finite(values, batches)
        self._optimiser.step()
        self._state.step += 1
        self._state.average.update(self.step)
        self._state.means.add(values)
        return cancelled, due

    def _accumulate(self, parts: Iterator[Batch]) -> dict[str, Tensor]:
        """Gather the gradients of this process's parts of the batch; return the terms' means over them."""
        count = len(self._parts)
        means: dict[str, Tensor] = {}
        for i in range(count):
            batch = next(parts)
            with self._exchange_only_if(i == count - 1):
                with torch.autocast(self.accelerator.device.type, torch.bfloat16, enabled=self.config.bf16):
                    terms: dict[str, Tensor] = self._prepared(batch)
                self.accelerator.backward(terms["total"] / count)
            for name, value in terms.items():
                share = value.detach() / count
                means[name] = means[name] + share if name in means else share
        return means

    def _exchange_only_if(self, last: bool) -> AbstractContextManager[None]:
        return nullcontext() if last else self.accelerator.no_sync(self._prepared)

    def _mean_over_processes(self, terms: Mapping[str, Tensor]) -> dict[str, float]:
        """Return all terms as numbers, equal on every process; one exchange and one synchronisation per step."""
        vector = torch.stack([value.to(self.accelerator.device, torch.float32) for value in terms.values()])
        vector = self.accelerator.reduce(vector, "mean")
        return dict(zip(terms, vector.tolist(), strict=True))

    def _not_finite(self, values: Mapping[str, float], batches: BatchSource) -> Any2AnyError:
        """Save the whole batch, which any process can recompute; return a clause that names its location."""
        path = self.folder / f"nan-batch-{self.step}.safetensors"
        where = f"the batch is in {path}"
        if self._is_main:
            batch = batches(self.step, range(self.config.batch))
            try:
                write_bytes(path, save({name: value.contiguous() for name, value in batch.items()}))
            except OSError as error:
                where = f"the batch could not be saved ({error.strerror})"
        text = ", ".join(f"{name} {value:.4g}" for name, value in values.items())
        return Any2AnyError(
            Message(
                "training-diverged",
                "step {step}: the loss or its gradient is not finite ({values}); {where}: "
                "lower the learning rate, or look for values in the batch that are out of range",
                step=self.step,
                values=text,
                where=where,
            )
        )

    def _tell(self, metrics: Metrics | None) -> None:
        """Report, validate and draw samples when due; a step has at most one row."""
        row: dict[str, float] = {}
        if self.step % self.monitor.report_every_steps == 0 or self.step == self.config.steps:
            self._reported = self._state.means.values()
            row |= self._current_values()
            self._state.means.clear()
        row |= self._look()
        if metrics is not None and row:
            metrics.write(self.step, row)

    def _look(self) -> dict[str, float]:
        """Validate and draw samples with the averaged weights when due; return PSNR if validated."""
        validating = _is_time(self.step, self.monitor.validate_every_steps)
        sampling = _is_time(self.step, self.monitor.sample_every_steps)
        if not (validating or sampling):
            return {}
        average = whole(self._state.average.state, keep=True)
        psnr_db = math.nan
        if self._spare is not None:
            self._spare.load_state_dict(average)
            module = self._spare.to(self.accelerator.device).eval()
            with torch.no_grad():
                if validating and self.hooks.validate is not None:
                    psnr_db = self.hooks.validate(module)
                if sampling and self.hooks.sample is not None:
                    self.hooks.sample(module, self.step)
        if not validating:
            return {}
        psnr_db = agree(psnr_db)
        self._state.best.take(psnr_db, self.step, average)
        return {"psnr_db": psnr_db}

    def _current_values(self) -> dict[str, float]:
        terms = self._state.means.values() or self._reported
        return {**terms, "learning_rate": learning_rate(self.config, self.step - 1), **self._pace_values()}

    def _pace_values(self) -> dict[str, float]:
        return self._pace.values(self.step, self._loader.waited_s if self._loader else 0.0)

    def _progress(self) -> None:
        if self._is_main and self.hooks.on_step is not None:
            self.hooks.on_step(self.step, self.config.steps, self._current_values())

    @property
    def _is_finished(self) -> bool:
        patience = self.monitor.patience
        return self.step >= self.config.steps or (patience > 0 and self._state.best.worse >= patience)

    def _prefetcher(self, batches: BatchSource) -> Prefetcher:
        threads, device = self.monitor.loader_threads, self.accelerator.device
        return Prefetcher(batches, self._parts, self.step, self.config.steps, threads, device)

    def _bar(self, title: str) -> tqdm[None]:
        hidden = not self._is_main or self.hooks.on_step is not None
        return tqdm(total=self.config.steps, initial=self.step, desc=title, mininterval=2.0, disable=hidden)


def _is_time(step: int, every: int) -> bool:
    return every > 0 and step % every == 0


def _check_hooks(hooks: Hooks, monitor: MonitorConfig) -> None:
    for name, every, hook in (
        ("validate", monitor.validate_every_steps, hooks.validate),
        ("sample", monitor.sample_every_steps, hooks.sample),
    ):
        if every and hook is None:
            raise UsageError(f"{name}_every_steps is {every}, but this run cannot {name}: set it to 0")

"""Metrics of a run as JSON lines and, optionally, for TensorBoard; its callbacks. Imports no torch."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.files import write_text
from any2any.requests.progress import IsCancelled

if TYPE_CHECKING:
    from torch import nn
    from torch.utils.tensorboard import SummaryWriter


FILE_NAME = "metrics.jsonl"


class Metrics:
    """One row per reported step; a resumed run drops rows after its checkpoint's step."""

    def __init__(self, folder: Path, step: int, tensorboard: bool) -> None:
        self._path = folder / FILE_NAME
        self._drop_rows_after(step)
        self._events = _summary_writer(folder / "tensorboard", step) if tensorboard else None

    def write(self, step: int, values: Mapping[str, float]) -> None:
        """Add a row; Any2AnyError if it cannot be written."""
        try:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({"step": step, **values}) + "\n")
        except OSError as error:
            raise Any2AnyError(
                Message(
                    "training-not-written",
                    "{path} cannot be written: {reason}; the last checkpoint is intact: "
                    "make room and run the same command again to continue from it",
                    path=self._path,
                    reason=error.strerror,
                )
            ) from error
        if self._events is not None:
            for name, value in values.items():
                self._events.add_scalar(name, value, step)

    def close(self) -> None:
        """Close the files."""
        if self._events is not None:
            self._events.close()

    def _drop_rows_after(self, step: int) -> None:
        if not self._path.is_file():
            return
        lines = self._path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if (number := _step_of(line)) is not None and number <= step]
        write_text(self._path, "".join(f"{line}\n" for line in kept))


def _step_of(line: str) -> int | None:
    """Return a row's step; None for a row that a killed process left incomplete."""
    try:
        return int(json.loads(line)["step"])
    except (ValueError, KeyError, TypeError):
        return None


def _summary_writer(folder: Path, step: int) -> SummaryWriter:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError as error:
        raise UsageError(
            "tensorboard is not installed: install it with `pip install tensorboard`, "
            "or set tensorboard to false in the recipe's monitor"
        ) from error
    return SummaryWriter(str(folder), purge_step=step + 1)


@dataclass
class Means:
    """Running means of the loss terms since the last report; stored in checkpoints, so that reports do not differ."""

    sums: dict[str, float] = field(default_factory=dict)
    count: int = 0

    def add(self, terms: Mapping[str, float]) -> None:
        """Add one step."""
        self.count += 1
        for name, value in terms.items():
            self.sums[name] = self.sums.get(name, 0.0) + value

    def values(self) -> dict[str, float]:
        """Return the means; empty right after a report."""
        return {name: total / self.count for name, total in self.sums.items()}

    def clear(self) -> None:
        """Reset the means."""
        self.sums, self.count = {}, 0


class Pace:
    """Speed and total time of a run, earlier parts included."""

    def __init__(self, step: int, steps: int, seconds: float) -> None:
        self._first, self._steps, self._before = step, steps, seconds
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds of training, earlier parts included."""
        return self._before + time.monotonic() - self._start

    def values(self, step: int, waited_s: float) -> dict[str, float]:
        """Return steps per second and the share of the time spent waiting for data since this part began."""
        elapsed = max(time.monotonic() - self._start, 1e-9)
        speed = (step - self._first) / elapsed
        return {
            "steps_per_second": speed,
            "seconds_left": (self._steps - step) / max(speed, 1e-9),
            "wait_share": waited_s / elapsed,
        }


@dataclass(frozen=True)
class Hooks:
    """Every callback is optional and runs in the thread of the training loop."""

    on_step: Callable[[int, int, Mapping[str, float]], None] | None = None
    """Steps done, total steps, and the latest values by name: the loss terms' means since the last report,
    ``learning_rate``, ``steps_per_second``, ``seconds_left`` and ``wait_share``. Main process only."""
    is_cancelled: IsCancelled | None = None
    """Called in every step on every process. True on any of them ends the step, writes a checkpoint and raises
    CancelledError on all."""
    validate: Callable[[nn.Module], float] | None = None
    """Takes a module like the one in training, in evaluation mode and with the averaged weights, and returns
    PSNR in dB. Main process only."""
    sample: Callable[[nn.Module, int], None] | None = None
    """Takes the arguments of ``validate`` and the number of steps done; writes pictures. Main process only."""

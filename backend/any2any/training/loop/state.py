"""The state that a run carries from step to step, and its checkpoint.

The moving average of the weights, and the best one by validation.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.distributed.tensor import DTensor

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.files import whole_file
from any2any.training.loop.monitor import Means
from any2any.training.loop.processes import agree, fill, whole
from any2any.training.loop.step import load_optimiser_state, optimiser_state

FORMAT_VERSION = 1


def write_checkpoint(path: Path, state: Mapping[str, Any]) -> None:
    """Write ``state`` (tensors, numbers, text and containers of them), replacing the previous checkpoint.

    Any2AnyError if that fails; the previous checkpoint then stays intact.
    """
    try:
        with whole_file(path) as unfinished, unfinished.open("wb") as stream:
            torch.save({"format_version": FORMAT_VERSION, **state}, stream)
    except (OSError, RuntimeError) as error:  # torch turns a failed write into a RuntimeError
        kept = f"the previous one in {path} is intact" if path.is_file() else "there was none before"
        raise Any2AnyError(
            Message(
                "training-not-written",
                "the checkpoint of step {step} cannot be written to {path}: {reason}; {kept}: "
                "make room and run the same command again to continue from it",
                step=state["step"],
                path=path.parent,
                reason=_reason(error),
                kept=kept,
            )
        ) from error


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read what ``write_checkpoint`` wrote, tensors on the CPU and mapped from the file.

    UsageError for one of another version, Any2AnyError for a damaged one.
    """
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    except (OSError, RuntimeError, ValueError, EOFError, pickle.UnpicklingError) as error:
        raise Any2AnyError(
            Message(
                "checkpoint-damaged",
                "checkpoint {path} is damaged ({reason}): restore it from a backup, or remove it to start over",
                path=path,
                reason=_reason(error),
            )
        ) from error
    version = state.get("format_version") if isinstance(state, dict) else None
    if version != FORMAT_VERSION:
        raise UsageError(
            Message(
                "checkpoint-other",
                "checkpoint {path} is of format {version}, this version reads {known}: "
                "choose another run folder, or remove it to start over",
                path=path,
                version=version,
                known=FORMAT_VERSION,
            )
        )
    return state


def check_names(path: Path, stored: Mapping[str, Tensor], module: Mapping[str, Tensor]) -> None:
    """Raise UsageError if a checkpoint does not fit the module to train."""
    differing = sorted(
        (stored.keys() ^ module.keys())
        | {k for k in stored.keys() & module.keys() if stored[k].shape != module[k].shape}
    )
    if differing:
        raise UsageError(
            Message(
                "checkpoint-other",
                "checkpoint {path} is of another model: {name} differs; "
                "choose another run folder, or go back to the recipe it was made with",
                path=path,
                name=differing[0],
            )
        )


def _reason(error: Exception) -> str:
    """Return the operating system's message, which torch wraps in a longer text."""
    number = re.search(r"\[Errno (\d+)\]", str(error))
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return os.strerror(int(number[1])) if number else (str(error).splitlines() or [type(error).__name__])[0]


class Average:
    """Exponential moving average of a module's state; under FSDP2 every process averages its own shards."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.state: dict[str, Tensor] = {
            name: value.detach().clone() for name, value in module.state_dict().items()
        }
        self._module = module
        self._decay = decay

    @torch.no_grad()
    def update(self, step: int) -> None:
        """Add the weights after ``step`` steps."""
        # A constant decay would keep the random start for thousands of steps, so the decay grows with the step.
        decay = min(self._decay, (1.0 + step) / (10.0 + step))
        averages, values = [], []
        for name, value in self._module.state_dict().items():
            average, value = _local(self.state[name]), _local(value)
            if average.is_floating_point():
                averages.append(average)
                values.append(value)
            else:
                average.copy_(value)
        torch._foreach_lerp_(averages, values, 1.0 - decay)

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Restore full tensors; every process must call it with the same values."""
        for name, value in state.items():
            fill(self.state[name], value)


def _local(tensor: Tensor) -> Tensor:
    return tensor.to_local() if isinstance(tensor, DTensor) else tensor


@dataclass
class Best:
    """The best validation so far and the averaged weights that gave it, on the CPU."""

    psnr_db: float = float("-inf")
    step: int = 0
    worse: int = 0
    """Validations since then."""
    average: dict[str, Tensor] = field(default_factory=dict)
    """Empty before the first validation."""

    def take(self, psnr_db: float, step: int, average: dict[str, Tensor]) -> None:
        """Record a validation's result; NaN counts as worse."""
        if psnr_db > self.psnr_db:
            self.psnr_db, self.step, self.worse, self.average = psnr_db, step, 0, average
        else:
            self.worse += 1


class TrainingState:
    """Step, weights, their average, the optimiser's moments, the best validation and the open means."""

    def __init__(self, module: nn.Module, optimiser: torch.optim.Optimizer, ema_decay: float) -> None:
        self.step = 0
        self.seconds = 0.0
        """Seconds of training up to this checkpoint."""
        self.average = Average(module, ema_decay)
        self.best = Best()
        self.means = Means()
        self._module = module
        self._optimiser = optimiser

    def write(self, path: Path, is_main: bool) -> None:
        """Write the checkpoint from the main process; every process must call it.

        Any2AnyError on all processes if the main one cannot write; the previous checkpoint stays intact.
        """
        state = {
            "step": self.step,
            "seconds": self.seconds,
            "module": whole(self._module.state_dict(), keep=is_main),
            "average": whole(self.average.state, keep=is_main),
            "optimiser": optimiser_state(self._optimiser, self._module, keep=is_main),
            "best": asdict(self.best),
            "means": asdict(self.means),
        }
        said: str = ""
        problem: Any2AnyError | None = None
        if is_main:
            try:
                write_checkpoint(path, state)
            except Any2AnyError as error:
                problem, said = error, error.args[0]
        if said := agree(said):  # with its code, which str(error) would lose
            raise Any2AnyError(said) from problem

    def read(self, path: Path) -> None:
        """Restore a checkpoint written by any number of processes; every process must call it.

        UsageError if it belongs to another model or version, Any2AnyError if it is damaged.
        """
        state = read_checkpoint(path)
        own = self._module.state_dict()
        check_names(path, state["module"], own)
        for name, value in state["module"].items():
            fill(own[name], value)
        self.average.load(state["average"])
        load_optimiser_state(self._optimiser, self._module, state["optimiser"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.means = Means(**state["means"])
        best = state["best"]
        # Copies: the file stays mapped while one of its tensors lives, and Windows cannot replace a mapped file.
        self.best = Best(
            **best | {"average": {name: value.clone() for name, value in best["average"].items()}}
        )

"""Everything a run carries from step to step, and how it is written to and read from its checkpoint."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import torch
from torch import nn

from any2any.errors import Any2AnyError
from any2any.training.loop.average import Average, Best
from any2any.training.loop.checkpoint import check_names, read_checkpoint, write_checkpoint
from any2any.training.loop.monitor import Means
from any2any.training.loop.optimiser import load_optimiser_state, optimiser_state
from any2any.training.loop.processes import agree, fill, whole


class TrainingState:
    """Step, weights, their average, the optimiser's moments, the best validation and the open means."""

    def __init__(self, module: nn.Module, optimiser: torch.optim.Optimizer, ema_decay: float) -> None:
        self.step = 0
        self.seconds = 0.0
        """Of training, up to the checkpoint that is about to be written or was read."""
        self.average = Average(module, ema_decay)
        self.best = Best()
        self.means = Means()
        self._module = module
        self._optimiser = optimiser

    def write(self, path: Path, is_main: bool) -> None:
        """Write the checkpoint from the main process; every process must call it.

        Any2AnyError on all of them if the main one cannot write: the checkpoint before is intact then.
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
        problem: Any2AnyError | None = None
        if is_main:
            try:
                write_checkpoint(path, state)
            except Any2AnyError as error:
                problem = error
        if message := agree(str(problem or "")):
            raise Any2AnyError(message) from problem

    def read(self, path: Path) -> None:
        """Go on from a checkpoint that any number of processes wrote; every process must call it.

        UsageError if it is of another model or another version, Any2AnyError if it is damaged.
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
        # Copies: the file stays mapped as long as one of its tensors lives, and Windows would not replace it then.
        self.best = Best(
            **best | {"average": {name: value.clone() for name, value in best["average"].items()}}
        )

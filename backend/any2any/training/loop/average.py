"""The moving average of the weights, and the best one by validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.distributed.tensor import DTensor

from any2any.training.loop.processes import fill


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
        """Take in the weights after ``step`` steps."""
        # Early steps would drag the random start along for thousands of steps: the decay grows with the step.
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
        """Go on from full tensors; every process must call it with the same."""
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
        """Compare a validation's result; NaN counts as worse."""
        if psnr_db > self.psnr_db:
            self.psnr_db, self.step, self.worse, self.average = psnr_db, step, 0, average
        else:
            self.worse += 1

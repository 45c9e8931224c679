"""What a training run calls back: progress, cancellation, validation and pictures. Imports no torch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Hooks:
    """Every callback is optional and runs in the thread of the training loop."""

    on_progress: Callable[[int, int, Mapping[str, float]], None] | None = None
    """Steps done, steps in all, and the latest values by name: the loss terms' means since the last report,
    ``learning_rate``, ``steps_per_second``, ``seconds_left`` and ``wait_share``. Main process only."""
    is_cancelled: Callable[[], bool] | None = None
    """Asked in every step, on every process: True on one of them ends the step, writes a checkpoint and raises
    CancelledError on all."""
    validate: Callable[[nn.Module], float] | None = None
    """Takes a module like the one in training, in evaluation mode and with the averaged weights, and returns
    PSNR in dB. Main process only."""
    sample: Callable[[nn.Module, int], None] | None = None
    """Takes the same as ``validate`` and the number of steps done, and writes pictures. Main process only."""

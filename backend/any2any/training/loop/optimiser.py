"""The optimiser, its learning rate, and its state by parameter name."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn

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
    """Let a parameter learn at this share of the learning rate; before the loop is built. 1 where it is not set."""
    setattr(parameter, _SHARE, share)


def adamw(module: nn.Module, config: OptimiserConfig) -> torch.optim.AdamW:
    """Return AdamW over the parameters that are not frozen, in a group for each share of the learning rate."""
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
    """Go on from what ``optimiser_state`` returned; every process must call it with the same."""
    for name, parameter in module.named_parameters():
        if name in state:
            optimiser.state[parameter] = {
                key: value.clone() if key == "step" else like(parameter, value)
                for key, value in state[name].items()
            }

"""What both stages share: the optimiser, the moving average, checkpoints that resume, and metrics as JSON lines."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from any2any.errors import Any2AnyError
from any2any.training.config import OptimiserConfig

CHECKPOINT_EVERY_S = 120.0
REPORT_EVERY_STEPS = 50

Losses = dict[str, Tensor]
"""Named scalar terms; "total" is the one to minimise."""


@dataclass(frozen=True)
class Randomness:
    """All random generators of a run; the numpy one draws data, the torch one noise and times."""

    numpy: np.random.Generator
    torch: torch.Generator

    @classmethod
    def from_seed(cls, seed: int) -> Randomness:
        """Start both, and torch's global one, from one seed."""
        torch.manual_seed(seed)
        return cls(np.random.default_rng(seed), torch.Generator().manual_seed(seed))

    def state(self) -> dict[str, Any]:
        """Everything needed to go on identically."""
        return {
            "numpy": json.dumps(self.numpy.bit_generator.state),
            "torch": self.torch.get_state(),
            "global": torch.get_rng_state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a stored state."""
        self.numpy.bit_generator.state = json.loads(state["numpy"])
        self.torch.set_state(state["torch"].cpu())
        torch.set_rng_state(state["global"].cpu())


def learning_rate(config: OptimiserConfig, step: int) -> float:
    """Linear warm-up, then a cosine down to a tenth of the full rate."""
    if step < config.warmup_steps:
        return config.learning_rate * (step + 1) / config.warmup_steps
    done = (step - config.warmup_steps) / max(config.steps - config.warmup_steps, 1)
    return config.learning_rate * (0.1 + 0.45 * (1.0 + math.cos(math.pi * min(done, 1.0))))


class Loop:
    """Runs steps until the configured number, from the checkpoint in ``folder`` if there is one."""

    def __init__(
        self, module: nn.Module, config: OptimiserConfig, folder: Path, randomness: Randomness
    ) -> None:
        self.module = module
        self.config = config
        self.folder = folder
        self.randomness = randomness
        self.device = next(module.parameters()).device
        self.step = 0
        self.seconds = 0.0
        self.average = {key: value.detach().clone() for key, value in module.state_dict().items()}
        self._optimiser = torch.optim.AdamW(
            module.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay, betas=(0.9, 0.99)
        )
        folder.mkdir(parents=True, exist_ok=True)
        self._checkpoint = folder / "checkpoint.pt"
        if self._checkpoint.is_file():
            self._restore()

    def run(self, losses: Callable[[], Losses], title: str) -> None:
        """Minimise ``losses()["total"]``; the averaged weights are in ``average`` afterwards."""
        saved = reported = time.monotonic()
        sums: dict[str, float] = {}
        taken = 0  # since the last report: fewer than usual after resuming between two
        with tqdm(total=self.config.steps, initial=self.step, desc=title, mininterval=10.0) as bar:
            while self.step < self.config.steps:
                terms = self._advance(losses)
                bar.update()
                taken += 1
                for name, value in terms.items():
                    sums[name] = sums.get(name, 0.0) + value
                if self.step % REPORT_EVERY_STEPS == 0:
                    now = time.monotonic()
                    self.seconds += now - reported
                    self._report({k: v / taken for k, v in sums.items()}, taken / (now - reported))
                    reported, sums, taken = now, {}, 0
                if time.monotonic() - saved > CHECKPOINT_EVERY_S:
                    self._save()
                    saved = time.monotonic()
        self._save()

    def _advance(self, losses: Callable[[], Losses]) -> dict[str, float]:
        for group in self._optimiser.param_groups:
            group["lr"] = learning_rate(self.config, self.step)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.bf16):
            terms = losses()
        values = {name: float(term.detach()) for name, term in terms.items()}
        if not all(map(math.isfinite, values.values())):
            raise Any2AnyError(f"step {self.step}: the loss is {values}; lower the learning rate")
        self._optimiser.zero_grad(set_to_none=True)
        terms["total"].backward()
        nn.utils.clip_grad_norm_(self.module.parameters(), self.config.gradient_clip)
        self._optimiser.step()
        self.step += 1
        self._update_average()
        return values

    def _update_average(self) -> None:
        # Early steps would drag the random start along for thousands of steps: the decay grows with the step.
        decay = min(self.config.ema_decay, (1.0 + self.step) / (10.0 + self.step))
        with torch.no_grad():
            for key, value in self.module.state_dict().items():
                self.average[key].lerp_(value, 1.0 - decay)

    def _report(self, terms: dict[str, float], steps_per_second: float) -> None:
        row = {"step": self.step, **terms, "learning_rate": learning_rate(self.config, self.step - 1)}
        row["steps_per_second"] = steps_per_second
        with (self.folder / "metrics.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row) + "\n")

    def _save(self) -> None:
        state = {
            "step": self.step,
            "seconds": self.seconds,
            "module": self.module.state_dict(),
            "average": self.average,
            "optimiser": self._optimiser.state_dict(),
            "randomness": self.randomness.state(),
        }
        unfinished = self._checkpoint.with_suffix(".part")
        torch.save(state, unfinished)
        unfinished.replace(self._checkpoint)

    def _restore(self) -> None:
        state = torch.load(self._checkpoint, map_location=self.device, weights_only=True)
        self.module.load_state_dict(state["module"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.average = state["average"]
        self.step, self.seconds = state["step"], state["seconds"]
        self.randomness.restore(state["randomness"])

"""A training run of milliseconds, in this process or as a script in processes of its own.

Regression in float64 with a trunk, a frozen part and two heads; a sample uses one head only, and the halves of a batch
different ones, so that with two processes each lacks the gradients of one head.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate import DistributedType, FullyShardedDataParallelPlugin
from accelerate.state import AcceleratorState, PartialState
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.distributed.tensor import DTensor

from any2any.errors import CancelledError
from any2any.spec.networks import AdapterConfig, DitConfig
from any2any.training.config import MonitorConfig, OptimiserConfig
from any2any.training.loop import state
from any2any.training.loop.loop import Loop
from any2any.training.loop.monitor import Hooks
from any2any.training.loop.processes import accelerator_for, normal, sample_rng
from any2any.training.loop.step import Batch
from any2any.training.translator.objective import TranslatorCore

SEED = 7
EVERY_STEP = MonitorConfig(checkpoint_every_s=0.0, report_every_steps=1)


class Heads(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(SEED)
        self.trunk = nn.Sequential(nn.Linear(3, 8), nn.Tanh())
        self.frozen = nn.Linear(8, 8).requires_grad_(False)
        self.heads = nn.ModuleList([nn.Linear(8, 1) for _ in range(3)])  # the last one is unused
        self.register_buffer("seen", torch.zeros((), dtype=torch.int64))
        self.double()

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """x: (B, 3), head: (B,), y: (B, 1) -> mean squared error."""
        features = self.frozen(self.trunk(batch["x"]))
        y = torch.zeros_like(batch["y"])
        for i, head in enumerate(self.heads):
            mine = batch["head"] == i
            if mine.any():
                y = y.index_put((mine,), head(features[mine]))
        loss = (y - batch["y"]).square().mean()
        return {"total": loss, "half": loss.detach() / 2}


def optimiser(steps: int = 16, **changes: Any) -> OptimiserConfig:
    common = {"batch": 4, "learning_rate": 0.05, "warmup_steps": 3, "weight_decay": 0.01, "bf16": False}
    return OptimiserConfig(steps, **{**common, **changes})


def samples(batch: int) -> Callable[[int, Sequence[int]], Batch]:
    """Return the source of batches: the first half of a batch uses head 0, the second head 1."""

    def draw(step: int, numbers: Sequence[int]) -> Batch:
        x = torch.stack([normal(sample_rng(SEED, step, n), (3,)) for n in numbers]).double()
        head = torch.tensor([int(n >= batch // 2) for n in numbers])
        return {"x": x, "head": head, "y": x.sum(dim=1, keepdim=True) + head[:, None]}

    return draw


def make_loop(
    folder: Path,
    config: OptimiserConfig | None = None,
    hooks: Hooks | None = None,
    monitor: MonitorConfig | None = None,
) -> Loop:
    return Loop(Heads(), config or optimiser(), folder, "cpu", hooks or Hooks(), monitor or MonitorConfig())


@dataclass(frozen=True)
class Job:
    """What a process of its own does; ``rank`` and ``size`` are those of its group."""

    folder: Path
    steps: int = 16
    stop_at: int | None = None
    """The last process of the group cancels the run after this step."""
    accumulate: int = 1
    rank: int = 0
    size: int = 1
    port: int = 0
    sleep_s: float = 0.0
    fsdp: bool = False
    core: bool = False
    """Train stage II's module instead, in float32."""


def work(job: Job) -> None:
    """Run the job; leave the average, the samples computed and the checkpoints written, by process, in its folder."""
    torch.set_num_threads(1)
    if job.size > 1:
        os.environ |= {
            "RANK": str(job.rank),
            "LOCAL_RANK": str(job.rank),
            "WORLD_SIZE": str(job.size),
            "LOCAL_WORLD_SIZE": str(job.size),
            "MASTER_ADDR": "127.0.0.1",
            "MASTER_PORT": str(job.port),
            "OMP_NUM_THREADS": "1",
        }
    if job.fsdp:
        pretend_that_cpus_may_share_a_model(["Block", "AdaLn"] if job.core else ["Sequential"])
    note_checkpoints(job.folder / f"written-{job.rank}.txt")
    config = optimiser(job.steps, accumulate=job.accumulate)
    is_last = job.rank == job.size - 1
    hooks = Hooks(is_cancelled=lambda: is_last and loop.step + 1 == job.stop_at)
    module = small_core() if job.core else Heads()
    source = latent_samples if job.core else samples(config.batch)
    loop = Loop(module, config, job.folder, "cpu", hooks, EVERY_STEP)
    drawn: list[str] = []

    def spy(step: int, numbers: Sequence[int]) -> Batch:
        drawn.extend(f"{step} {number}" for number in numbers)
        time.sleep(job.sleep_s)
        return source(step, numbers)

    with suppress(CancelledError):
        loop.run(spy, "test")
    job.folder.joinpath(f"drawn-{job.rank}.txt").write_text("\n".join(drawn))
    job.folder.joinpath(f"shards-{job.rank}.txt").write_text(str(count_here(module)))
    save_file(loop.average, job.folder / f"average-{job.rank}.safetensors")
    loop.accelerator.end_training()


def small_core() -> TranslatorCore:
    """The real module of stage II, small: its transformer calls the modulations from outside of its blocks."""
    torch.manual_seed(SEED)
    dit = DitConfig(2, 8, 2, patch=4, latent_px=8)
    core = TranslatorCore(dit, AdapterConfig(16, 1), ("sar", "rgb"), structure_weight=0.1)
    for last in (core.dit.final.weight, *(adapter.conv_out.weight for adapter in core.adapters.values())):
        nn.init.normal_(last, std=0.02)  # zero would keep what comes before from learning in the first step
    return core


def latent_samples(step: int, numbers: Sequence[int]) -> Batch:
    """Return a batch of stage II: the first half is SAR to RGB, so that with two processes each lacks an adapter."""
    rngs = [sample_rng(SEED, step, n) for n in numbers]
    z = [torch.stack([normal(rng, (4, 8, 8)) for rng in rngs]) for _ in range(3)]
    target = torch.tensor([int(n < 2) for n in numbers])
    names = ("z_source", "z_target", "noise")
    indices = {"source_index": 1 - target, "target_index": target}
    registered = torch.tensor([n != 1 for n in numbers])
    times = torch.tensor([100 * n for n in numbers])
    return {**dict(zip(names, z, strict=True)), **indices, "times": times, "registered": registered}


def note_checkpoints(path: Path) -> None:
    """Append a line to ``path`` whenever this process writes a checkpoint."""
    write = state.write_checkpoint

    def noting(*arguments: Any) -> None:
        write(*arguments)
        with path.open("a") as stream:
            stream.write(f"{arguments[1]['step']}\n")

    state.write_checkpoint = noting


def count_here(module: nn.Module) -> int:
    """Return how many trainable parameters this process holds."""
    trained = [p for p in module.parameters() if p.requires_grad]
    return sum((p.to_local() if isinstance(p, DTensor) else p).numel() for p in trained)


def pretend_that_cpus_may_share_a_model(units: list[str]) -> None:
    """Tell accelerate that this run is FSDP2: it believes that of GPUs only, although torch can do it on CPUs."""
    accelerator_for("cpu")
    plugin = FullyShardedDataParallelPlugin(
        fsdp_version=2, auto_wrap_policy="TRANSFORMER_BASED_WRAP", transformer_cls_names_to_wrap=units
    )
    for kind in (AcceleratorState, PartialState):
        kind._shared_state["distributed_type"] = DistributedType.FSDP
    AcceleratorState._shared_state["fsdp_plugin"] = plugin


if __name__ == "__main__":
    work(Job(**globals()["arguments"]))

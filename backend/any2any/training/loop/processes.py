"""The processes of a run, and random numbers that are pure functions of seed, step and sample.

A run's state is saved as whole tensors on the CPU, so that any number of processes can resume it.

Resumed runs, prefetched batches and any number of processes therefore see the same data, noise and times.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import TypeVar

import numpy as np
import torch
from accelerate import Accelerator, DistributedDataParallelKwargs, InitProcessGroupKwargs
from accelerate.state import AcceleratorState, PartialState
from accelerate.utils import broadcast_object_list, patch_environment
from torch import Tensor, nn
from torch.distributed.tensor import DTensor, distribute_tensor

from any2any.errors import UsageError
from any2any.models.dit import Modulation
from any2any.runtime.device import resolve_device

T = TypeVar("T")

PATIENCE = timedelta(hours=2)
"""Longest wait of one process for another: the main one validates, writes pictures and fills caches alone."""


def accelerator_for(device: str) -> Accelerator:
    """Return the handle on this run's processes, each on its own device.

    ``device`` is ``auto``, ``cpu``, ``cuda``, ``cuda:1`` or ``mps``; under ``accelerate launch`` every process gets a
    GPU of its own, so a numbered one is a UsageError there. ``main_process_first()`` of the result lets the main
    process fill a cache that the others then read.
    """
    if _is_launched():
        if ":" in device:
            raise UsageError(
                f"device {device!r} is one GPU, but several processes were launched: use 'cuda', 'cpu' or 'auto'"
            )
        cpu = resolve_device("cpu" if _is_set("ACCELERATE_USE_CPU") else device) == "cpu"
        if cpu and _is_set("ACCELERATE_USE_FSDP"):  # accelerate would silently use DDP
            raise UsageError("FSDP is for GPUs, but this run is on the CPU: launch it with ddp.yaml")
        return _accelerator(cpu)
    name = resolve_device(device)
    # accelerate keeps one device per process, but a worker may use another one in its next training.
    if PartialState().initialized and PartialState().device != torch.device(name):
        AcceleratorState._reset_state(reset_partial_state=True)
    with patch_environment(ACCELERATE_TORCH_DEVICE=name):
        return _accelerator(cpu=name == "cpu")


def _is_set(variable: str) -> bool:
    return os.environ.get(variable, "").lower() in ("1", "true", "yes")


def _is_launched() -> bool:
    return "LOCAL_RANK" in os.environ


def _accelerator(cpu: bool) -> Accelerator:
    # bf16 is the loop's own autocast: accelerate's would be the same for all runs of a process.
    return Accelerator(
        cpu=cpu,
        mixed_precision="no",
        kwargs_handlers=[
            InitProcessGroupKwargs(timeout=PATIENCE),
            DistributedDataParallelKwargs(gradient_as_bucket_view=True),
        ],
    )


def prepare(
    accelerator: Accelerator, module: nn.Module, optimiser: torch.optim.Optimizer
) -> tuple[nn.Module, torch.optim.Optimizer]:
    """Return the module's ``WholeGraph``, wrapped for the run's processes, and the optimiser.

    The module itself and its parameter names stay usable; under FSDP2 its parameters become shards. All processes
    start from the main one's weights. UsageError if an FSDP configuration belongs to another model.
    """
    start = whole(module.state_dict(), keep=True)
    if accelerator.is_fsdp2:
        _let_fsdp_see_modulations()
    try:
        prepared, prepared_optimiser = accelerator.prepare(WholeGraph(module), optimiser)
    except ValueError as error:  # accelerate searches the module for the configured classes
        if "transformer layer class" not in str(error):
            raise
        raise UsageError(
            f"this FSDP configuration does not fit the model: {error}; launch this stage with ddp.yaml"
        ) from error
    for name, value in module.state_dict().items():
        if isinstance(value, DTensor):  # DDP distributes the main process's weights itself
            fill(value, start[name])
    return prepared, prepared_optimiser


@cache
def _let_fsdp_see_modulations() -> None:
    """FSDP2 gathers a unit's weights again when the gradient of one of its outputs arrives.

    It finds them only in containers that torch knows, and ``AdaLn`` returns dataclasses.
    """
    torch.export.register_dataclass(Modulation)


def agree(value: T) -> T:
    """Return the main process's value on every process; the others' is ignored."""
    shared = [value]
    broadcast_object_list(shared)
    return shared[0]


def whole(tensors: Mapping[str, Tensor], keep: bool) -> dict[str, Tensor]:
    """Return full copies on the CPU if ``keep`` is true; every process must call it, because it may gather shards."""
    gathered = {}
    for name, tensor in tensors.items():
        full = tensor.full_tensor() if isinstance(tensor, DTensor) else tensor
        if keep:
            gathered[name] = full.detach().to("cpu", copy=True)
    return gathered


@torch.no_grad()
def fill(tensor: Tensor, values: Tensor) -> None:
    """Copy full ``values`` into a tensor that may be sharded; every process must call it with the same values."""
    values = values.to(tensor.device, tensor.dtype)
    if isinstance(tensor, DTensor):
        values = distribute_tensor(values, tensor.device_mesh, tensor.placements)
    tensor.copy_(values)


def like(tensor: Tensor, values: Tensor) -> Tensor:
    """Return ``values`` in a new tensor on the device of ``tensor``, sharded in the same way."""
    empty = torch.empty_like(tensor)
    fill(empty, values)
    return empty


class WholeGraph(nn.Module):
    """The trainable module, with every parameter in the graph of ``total``, so that each has a gradient.

    A batch may use only some parameters (the adapters of its targets), and these differ between processes. DDP would
    wait forever for the missing gradients, and FSDP2 would exchange buffers of unequal size. DDP's
    ``find_unused_parameters`` does not help FSDP2 and walks the graph at every step; a gradient of zeros costs one pass
    over the parameters, and the optimiser treats it alike on one process and on many.
    """

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the module's loss terms for the batch."""
        terms: dict[str, Tensor] = self.module(batch)
        # Parameters of FSDP2's inner units are sharded again by now; those units run in every step.
        present = [p for p in self.module.parameters() if p.requires_grad and not isinstance(p, DTensor)]
        return terms | {"total": _Touch.apply(terms["total"], *present)}  # type: ignore[no-untyped-call]


class _Touch(torch.autograd.Function):
    """The identity of its first argument; the gradient of the others is zero."""

    @staticmethod
    def forward(context: torch.autograd.function.FunctionCtx, total: Tensor, *parameters: Tensor) -> Tensor:
        context.metas = [(p.shape, p.dtype, p.device) for p in parameters]  # type: ignore[attr-defined]
        return total.clone()

    @staticmethod
    def backward(context: torch.autograd.function.FunctionCtx, gradient: Tensor) -> tuple[Tensor, ...]:
        metas = context.metas  # type: ignore[attr-defined]
        # One zero, expanded: it takes no memory.
        zeros = (torch.zeros((), dtype=dtype, device=device).expand(shape) for shape, dtype, device in metas)
        return gradient, *zeros


def sample_rng(seed: int, step: int, sample: int) -> np.random.Generator:
    """Return the generator of one sample: ``sample`` is its number in the global batch of ``step``; all are >= 0."""
    return np.random.default_rng([seed, step, sample])


def normal(rng: np.random.Generator, shape: Sequence[int]) -> Tensor:
    """Draw a tensor of ``shape``, standard normal, float32, on the CPU: the same bits on every machine."""
    return torch.from_numpy(rng.standard_normal(tuple(shape), dtype=np.float32))

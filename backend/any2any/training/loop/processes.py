"""The processes of a run, and random numbers that are pure functions of seed, step and sample.

A run's state is saved as whole tensors on the CPU whatever the layout, so that any number of processes resumes it.

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
"""How long processes wait for one another: the main one validates, writes pictures and fills caches alone."""


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
        if cpu and _is_set("ACCELERATE_USE_FSDP"):  # accelerate would turn to DDP without a word
            raise UsageError("FSDP is for GPUs, but this run is on the CPU: launch it with ddp.yaml")
        return _accelerator(cpu)
    name = resolve_device(device)
    # accelerate keeps one device for the whole process, but a worker may train on another one the next time.
    if PartialState().initialized and PartialState().device != torch.device(name):
        AcceleratorState._reset_state(reset_partial_state=True)
    with patch_environment(ACCELERATE_TORCH_DEVICE=name):
        return _accelerator(cpu=name == "cpu")


def _is_set(variable: str) -> bool:
    return os.environ.get(variable, "").lower() in ("1", "true", "yes")


def _is_launched() -> bool:
    return "LOCAL_RANK" in os.environ


def _accelerator(cpu: bool) -> Accelerator:
    # bf16 is the loop's own autocast: with accelerate's, two runs of one process could not differ in it.
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
    """Return what a step calls: ``WholeGraph`` of the module, wrapped for the layout of the run, and the optimiser.

    The module itself and its parameter names stay usable; under FSDP2 its parameters become shards. All processes
    start from the main one's weights. UsageError if an FSDP configuration is of another model.
    """
    start = whole(module.state_dict(), keep=True)
    if accelerator.is_fsdp2:
        _let_fsdp_see_modulations()
    try:
        prepared, prepared_optimiser = accelerator.prepare(WholeGraph(module), optimiser)
    except ValueError as error:  # accelerate looks for the configured classes among the module's
        if "transformer layer class" not in str(error):
            raise
        raise UsageError(
            f"this FSDP configuration does not fit the model: {error}; launch this stage with ddp.yaml"
        ) from error
    for name, value in module.state_dict().items():
        if isinstance(value, DTensor):  # DDP hands out the main process's weights by itself
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
    """Return full copies on the CPU, where ``keep`` is true; every process must call it, it may gather shards."""
    gathered = {}
    for name, tensor in tensors.items():
        full = tensor.full_tensor() if isinstance(tensor, DTensor) else tensor
        if keep:
            gathered[name] = full.detach().to("cpu", copy=True)
    return gathered


@torch.no_grad()
def fill(tensor: Tensor, values: Tensor) -> None:
    """Copy full ``values`` into a tensor that may be sharded; every process must call it with the same."""
    values = values.to(tensor.device, tensor.dtype)
    if isinstance(tensor, DTensor):
        values = distribute_tensor(values, tensor.device_mesh, tensor.placements)
    tensor.copy_(values)


def like(tensor: Tensor, values: Tensor) -> Tensor:
    """Return ``values`` in a new tensor on the device of ``tensor`` and sharded as it is."""
    empty = torch.empty_like(tensor)
    fill(empty, values)
    return empty


class WholeGraph(nn.Module):
    """The trainable module, with every parameter in the graph of ``total``, so that none lacks a gradient.

    A batch may use only some parameters (the adapters of its targets), and other ones on another process. DDP would
    wait for the gradients that never come, and FSDP2 would exchange buffers of unequal size. DDP's
    ``find_unused_parameters`` does not help FSDP2 and walks the graph at every step; a gradient of zeros costs a pass
    over the parameters and means the same to the optimiser on one process as on many.
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
        # One zero seen from every element: it costs no memory.
        zeros = (torch.zeros((), dtype=dtype, device=device).expand(shape) for shape, dtype, device in metas)
        return gradient, *zeros


def sample_rng(seed: int, step: int, sample: int) -> np.random.Generator:
    """Return the generator of one sample: ``sample`` is its number in the global batch of ``step``; all are >= 0."""
    return np.random.default_rng([seed, step, sample])


def normal(rng: np.random.Generator, shape: Sequence[int]) -> Tensor:
    """Draw a tensor of ``shape``, standard normal, float32, on the CPU: the same bits on every machine."""
    return torch.from_numpy(rng.standard_normal(tuple(shape), dtype=np.float32))

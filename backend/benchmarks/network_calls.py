"""A job's calls of the networks: recorded in the engine, then repeated without it."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from any2any.models.reach import Cells
from any2any.models.translator import Translator
from any2any.raster.reader import RasterReader
from any2any.requests.translate import BFLOAT16
from any2any.spec.modality import Direction
from any2any.translate import engine, stream
from any2any.translate.plan import Plan

STAGES = {"condition": "encode", "sample": "translate", "decode": "decode"}
"""Methods of the model, and their names in tables."""


@dataclass(frozen=True)
class Call:
    """One call: the method, the shapes of its tensors, and the cells that ``condition`` gets."""

    method: str
    shapes: tuple[tuple[int, ...], ...]
    cells: tuple[tuple[int, int], ...] = ()


@dataclass
class Watch:
    """Record of one job."""

    calls: list[Call] = field(default_factory=list)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Wall time by stage. Reading and writing run in threads of their own, beside the networks."""

    def timed(self, stage: str, call: Callable[..., object]) -> Callable[..., object]:
        """Return the call, with its time added to a stage's."""

        def timed(*arguments: object) -> object:
            begin = time.perf_counter()
            result = call(*arguments)
            if any(isinstance(x, Tensor) and x.device.type == "cuda" for x in arguments):
                torch.cuda.synchronize()
            self.seconds[stage] += time.perf_counter() - begin
            return result

        return timed

    def recorded(self, method: str, call: Callable[..., object]) -> Callable[..., object]:
        """Return the network's call, with its shapes recorded and its time taken."""
        timed = self.timed(STAGES[method], call)

        def recorded(*arguments: object) -> object:
            shapes = tuple(tuple(x.shape) for x in arguments if isinstance(x, Tensor))
            of = [x for x in arguments if isinstance(x, Cells)]
            self.calls.append(Call(method, shapes, tuple((s.start, s.stop) for cells in of for s in cells)))
            return timed(*arguments)

        return recorded


@contextmanager
def watched(model: Translator) -> Iterator[Watch]:
    """Watch the networks, the reading and the writing of jobs of this model."""
    watch = Watch()
    read = RasterReader.read
    with ExitStack() as patches:
        for method in STAGES:
            call = watch.recorded(method, getattr(model, method))
            patches.enter_context(patch.object(model, method, call))
        # A closure, not the timed call itself: a method is looked up through the class.
        patches.enter_context(
            patch.object(RasterReader, "read", lambda self, bounds: watch.timed("read", read)(self, bounds))
        )
        for module, name, stage in ((stream, "write_piece", "write"), (engine, "write_result", "final file")):
            patches.enter_context(patch.object(module, name, watch.timed(stage, getattr(module, name))))
        yield watch


class Bare:
    """The calls of a job from memory to memory: no reading, masking, blending or writing."""

    def __init__(self, model: Translator, plan: Plan, calls: Sequence[Call]) -> None:
        self._model = model
        self._plan = plan
        self._calls = list(calls)
        generator = torch.Generator().manual_seed(0)
        self._tensors = {
            call: [torch.rand(shape, generator=generator) for shape in call.shapes] for call in {*calls}
        }

    def seconds(self) -> tuple[float, float]:
        """Make all calls; wall and processor time."""
        wall, cpu = time.perf_counter(), time.process_time()
        with torch.inference_mode():
            for call in self._calls:
                self._make(call).float().cpu()
        return time.perf_counter() - wall, time.process_time() - cpu

    def flop(self) -> dict[str, float]:
        """Floating-point operations of all calls by stage: two for each product and sum of matrices, convolutions and
        attention; element-wise work is not counted."""
        total: defaultdict[str, float] = defaultdict(float)
        for call, times in Counter(self._calls).items():
            with FlopCounterMode(display=False) as counter, torch.no_grad():
                self._make(call)
            total[STAGES[call.method]] += times * counter.get_total_flops()
        return dict(total)

    def _make(self, call: Call) -> Tensor:
        plan, device = self._plan, self._model.device
        direction = Direction(plan.source, plan.target)
        tensors: list[object] = [x.to(device) for x in self._tensors[call]]
        tensors.insert(1 if call.method == "decode" else len(tensors), direction)
        settings: list[object] = [plan.steps] if call.method == "sample" else []
        if call.cells:
            settings.append(Cells(*(slice(*ends) for ends in call.cells)))
        with torch.autocast(device.type, torch.bfloat16, enabled=plan.precision == BFLOAT16):
            result: Tensor = getattr(self._model, call.method)(*tensors, *settings)
        return result

"""Compare runtimes in one run: the whole engine with each runtime and precision, in turns, against PyTorch in float32.

Part of ``python -m benchmarks.translate``; ``python -m benchmarks.runtimes`` prints it alone. Machines are seldom idle:
read the ratios, which are medians over the turns. The conversion between arrays and tensors is measured separately.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
import torch

from any2any.hub import bundled_model
from any2any.models.onnx.onnx_model import OnnxModel
from any2any.models.torch_model import TorchModel, to_device
from any2any.models.translator import Translator
from any2any.requests.translate import PrecisionName, TranslateRequest
from any2any.runtime.choice import ONNX, TORCH
from any2any.runtime.device import own_threads
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX
from any2any.spec.model_folder import read_manifest
from any2any.translate.engine import translate
from any2any.translate.networks import LatentModel
from benchmarks.machine import machine_name
from benchmarks.outcome import print_report
from benchmarks.results import model_title, number, table
from benchmarks.subject import write_square

MODES: tuple[tuple[str, PrecisionName], ...] = ((TORCH, "float32"), (TORCH, "bfloat16"), (ONNX, "float32"))
"""The first is what the others are compared with."""

STEPS = (1, 4)
CROSSINGS = 50


@dataclass(frozen=True)
class Timed:
    """One runtime, precision and number of steps."""

    runtime: str
    precision: str
    steps: int
    seconds: float
    """Wall time of the fastest turn."""
    cpu_seconds: float
    """Least processor time of a turn, which other processes affect less."""
    ratio: float
    """Processor time over that of PyTorch in float32, the median of the turns."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and the cost of a crossing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megapixels", type=float, default=1.0, metavar="MP", help="(%(default)s)")
    parser.add_argument("--target", default="rgb", help="(%(default)s)")
    parser.add_argument("--turns", type=int, default=3, help="(%(default)s)")
    parser.add_argument("--model", type=Path, metavar="DIR", help="(the bundled one)")
    return print_report(_run, parser.parse_args(arguments))


def _run(options: argparse.Namespace) -> str:
    folder = bundled_model() if options.model is None else options.model
    with tempfile.TemporaryDirectory() as name:
        path = write_square(Path(name), options.megapixels)
        request = TranslateRequest(str(path), Path(name) / "out.tif", "sar", options.target, overwrite=True)
        timed = measure_runtimes(request, folder, options.turns)
    manifest = read_manifest(folder)
    crossing = crossing_seconds("cpu", TranslateRequest.batch, manifest.dit.source_channels)
    size = f"{options.megapixels:g} megapixels, sar to {options.target}, {own_threads()} thread(s)"
    subject = f"{machine_name('cpu')}. {model_title(manifest)}, {size}."
    return f"{subject}\n\n{runtime_table(timed)}\n{crossing_line(crossing)}\n"


def measure_runtimes(request: TranslateRequest, folder: Path, turns: int) -> tuple[Timed, ...]:
    """Translate with every mode and number of steps, in turns, on the CPU; the model needs graphs."""
    models: dict[str, LatentModel] = {
        TORCH: TorchModel(Translator.load(folder, "cpu")),
        ONNX: OnnxModel.load(folder, "cpu"),
    }
    keys = [(*mode, steps) for steps in STEPS for mode in MODES]
    for runtime, precision in MODES:  # the first translation opens sessions and lays out weights
        _seconds(request, models[runtime], runtime, precision, STEPS[0])
    measured = [{key: _seconds(request, models[key[0]], *key) for key in keys} for _ in range(turns)]
    return tuple(_timed(key, measured) for key in keys)


Seconds = tuple[float, float]
"""Wall and processor time."""


def _seconds(
    request: TranslateRequest, model: LatentModel, runtime: str, precision: PrecisionName, steps: int
) -> Seconds:
    wall, cpu = time.perf_counter(), time.process_time()
    chosen: dict[str, str] = {"runtime": runtime, "precision": precision}
    translate(replace(request, steps=steps, **chosen), model)  # type: ignore[arg-type]
    return time.perf_counter() - wall, time.process_time() - cpu


def _timed(
    key: tuple[str, PrecisionName, int], turns: Sequence[dict[tuple[str, PrecisionName, int], Seconds]]
) -> Timed:
    compared = (*MODES[0], key[2])
    ratios = [turn[key][1] / turn[compared][1] for turn in turns]
    wall, cpu = (min(turn[key][i] for turn in turns) for i in range(2))
    return Timed(*key, wall, cpu, median(ratios))


def runtime_table(timed: Iterable[Timed]) -> str:
    """All modes as Markdown."""
    header = ("steps", "runtime", "precision", "s", "processor s", "over PyTorch in float32")
    rows = [
        (str(t.steps), t.runtime, t.precision, number(t.seconds), number(t.cpu_seconds), number(t.ratio))
        for t in timed
    ]
    return table(header, rows)


def crossing_seconds(device: str, windows: int, source_channels: int) -> float:
    """Seconds to move a batch's arrays to a device and its result back, without computing."""
    shape = (windows, source_channels, WINDOW_LATENT_PX, WINDOW_LATENT_PX)
    z_source = np.zeros(shape, np.float32)
    noise = np.zeros((windows, LATENT_CHANNELS, *shape[2:]), np.float32)

    def cross() -> None:
        there = [to_device(x, torch.device(device)) for x in (z_source, noise)]
        there[1].float().cpu().numpy()

    return _least(cross)


def _least(call: Callable[[], None]) -> float:
    seconds = []
    for _ in range(CROSSINGS):
        begin = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def crossing_line(seconds: float) -> str:
    """One sentence."""
    return f"Crossing between arrays and tensors: {1e3 * seconds:.3f} ms a batch of {TranslateRequest.batch} windows."


if __name__ == "__main__":
    sys.exit(main())

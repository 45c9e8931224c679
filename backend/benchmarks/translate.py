"""Speed of the engine, beside the bare calls of its networks, naive loops over tiles, and the machine.

Run ``python -m benchmarks.translate``. Everything is measured in one run and in turns, because machines are
seldom alone: read the ratios. The bare calls are those that the engine made, from memory to memory. The naive loops are
measured on a few tiles, always in float32, and scaled to the raster's number of tiles.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

import torch

from any2any.hub import bundled_model
from any2any.models.torch_model import TorchModel
from any2any.models.translator import Translator
from any2any.requests.translate import BFLOAT16, FLOAT32, PRECISIONS, STEPS, TranslateRequest
from any2any.spec.modality import WINDOW_LATENT_PX
from any2any.spec.model_folder import read_manifest
from any2any.translate.engine import translate
from any2any.translate.make_plan import make_plan
from any2any.translate.plan import Plan
from benchmarks.machine import Peak, machine_name, measure_peak
from benchmarks.naive import seconds_of_a_tile
from benchmarks.network_calls import Bare, Watch, watched
from benchmarks.results import model_title, number, table, write_text
from benchmarks.runtimes import Timed, crossing_line, crossing_seconds, measure_runtimes, runtime_table
from benchmarks.subject import load_model, write_square

LIMIT = 1.15
"""Target of the design: wall time over that of the bare calls."""

STAGES = ("encode", "translate", "decode", "final file", "read", "write")
BESIDE = ("read", "write")
"""In threads of their own."""


@dataclass(frozen=True)
class Run:
    """One translation by the engine."""

    megapixels: float
    """Of the source."""
    seconds: float
    cpu_seconds: float
    windows: int


@dataclass(frozen=True)
class Tile:
    """One tile of a naive loop: the fastest, in either time."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class Figures:
    """Everything that is printed."""

    machine: str
    what: str
    run: Run
    """The fastest of those of the main raster."""
    stage_seconds: dict[str, float]
    """Of the fastest run."""
    bare_seconds: float
    overheads: tuple[float, ...]
    """The engine's wall time over that of the bare calls, turn by turn."""
    overheads_cpu: tuple[float, ...]
    """The same for processor time, which other processes affect less."""
    paper_steps: int
    paper_tile: Tile
    """A tile of the naive loop with the paper's steps."""
    naive_tile: Tile
    """A tile of the naive loop with our steps."""
    tiles_side_by_side: int
    """Number of tiles without overlap, which show seams; with the engine's overlap there is one per window."""
    flop: dict[str, float]
    peak: Peak
    sizes: tuple[Run, ...]
    runtimes: tuple[Timed, ...]
    """Both runtimes on the main raster; empty without graphs or on another device than the CPU."""
    crossing_seconds: float
    """Arrays of a batch to the device and back."""

    @property
    def overhead(self) -> float:
        """Median of wall time over the turns, which the target limits."""
        return median(self.overheads)

    @property
    def flop_per_second(self) -> float:
        """Of the networks in the bare calls."""
        return sum(self.flop.values()) / self.bare_seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; exit code 1 if the overhead is beyond the limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--source", default="sar", choices=("sar",), help="(%(default)s)")
    parser.add_argument("--target", default="rgb", help="(%(default)s)")
    parser.add_argument("--steps", type=int, default=STEPS["balanced"], help="(%(default)s)")
    parser.add_argument("--batch", type=int, default=TranslateRequest.batch, help="(%(default)s)")
    parser.add_argument("--precision", choices=PRECISIONS, default=FLOAT32)
    parser.add_argument("--main", type=float, default=1.0, metavar="MP", help="main raster (%(default)s)")
    parser.add_argument(
        "--megapixels",
        type=float,
        nargs="*",
        default=(0.25, 1.0, 2.0),
        help="sizes to show the growth of the time with (%(default)s)",
    )
    parser.add_argument("--turns", type=int, default=3, help="of the engine, the bare calls and the loops")
    parser.add_argument("--tiles", type=int, default=2, help="of the naive loop a turn (%(default)s)")
    parser.add_argument("--paper-steps", type=int, default=STEPS["paper"], help="(%(default)s)")
    parser.add_argument("--size", help="random weights of this size instead of the bundled model")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write both there too")
    args = parser.parse_args(arguments)
    figures = measure(args)
    document, report = json.dumps(asdict(figures), indent=2), markdown(figures)
    if args.out is not None:
        write_text(args.out / "translate.json", document)
        write_text(args.out / "translate.md", report)
    sys.stdout.write((document if args.json else report) + "\n")
    return int(figures.overhead > LIMIT)


def measure(args: argparse.Namespace) -> Figures:
    """Measure everything in turns."""
    model = load_model(args.size, args.device)
    with tempfile.TemporaryDirectory() as name:
        request = TranslateRequest(
            input=str(write_square(Path(name), args.main)),
            output=Path(name) / "out.tif",
            source=args.source,
            target=args.target,
            steps=args.steps,
            batch=args.batch,
            precision=args.precision,
            overwrite=True,
        )
        plan = make_plan(request, model.manifest)
        settings = f"{plan.direction}, {plan.steps} step(s), batches of {plan.batch}, {plan.precision}"
        runs: list[tuple[Run, Watch]] = []
        bare: list[tuple[float, float]] = []
        paper_tiles, naive_tiles = [], []
        sizes: list[Run] = []
        peaks: list[Peak] = []
        dtype = torch.bfloat16 if args.precision == BFLOAT16 else torch.float32
        for _ in range(args.turns):
            runs.append(_run(request, model, args.main))
            calls = Bare(model, plan, runs[0][1].calls)
            bare.append(calls.seconds())
            path = Path(request.input)
            naive_tiles.append(seconds_of_a_tile(model, plan, path, args.steps, args.tiles))
            paper_tiles.append(seconds_of_a_tile(model, plan, path, args.paper_steps))
            sizes += [_run_of_size(request, model, size) for size in args.megapixels]
            peaks.append(measure_peak(args.device, dtype))
        run, watch = min(runs, key=lambda each: each[0].seconds)
        return Figures(
            machine=machine_name(args.device),
            what=f"{model_title(model.manifest)}, {settings}",
            run=run,
            stage_seconds={stage: watch.seconds[stage] for stage in STAGES},
            bare_seconds=min(wall for wall, _ in bare),
            overheads=tuple(r.seconds / b for (r, _), (b, _) in zip(runs, bare, strict=True)),
            overheads_cpu=tuple(r.cpu_seconds / b for (r, _), (_, b) in zip(runs, bare, strict=True)),
            paper_steps=args.paper_steps,
            paper_tile=_fastest(paper_tiles),
            naive_tile=_fastest(naive_tiles),
            tiles_side_by_side=_tiles_side_by_side(plan),
            flop=calls.flop(),
            peak=Peak(max(peak.matrix for peak in peaks), max(peak.convolution for peak in peaks)),
            sizes=tuple(
                min((r for r in sizes if r.megapixels == size), key=lambda r: r.seconds)
                for size in args.megapixels
            ),
            runtimes=_of_runtimes(request, args),
            crossing_seconds=crossing_seconds(args.device, args.batch, model.source_channels),
        )


def _of_runtimes(request: TranslateRequest, args: argparse.Namespace) -> tuple[Timed, ...]:
    if args.size is not None or args.device != "cpu" or not read_manifest(bundled_model()).has_graphs:
        return ()
    return measure_runtimes(request, bundled_model(), args.turns)


def _run(request: TranslateRequest, model: Translator, megapixels: float) -> tuple[Run, Watch]:
    with watched(model) as watch:
        wall, cpu = time.perf_counter(), time.process_time()
        result = translate(request, TorchModel(model))
        seconds = time.perf_counter() - wall, time.process_time() - cpu
    return Run(megapixels, *seconds, result.windows), watch


def _run_of_size(request: TranslateRequest, model: Translator, megapixels: float) -> Run:
    path = write_square(Path(request.input).parent, megapixels)
    return _run(replace(request, input=str(path)), model, megapixels)[0]


def _tiles_side_by_side(plan: Plan) -> int:
    cells = plan.wanted_cells
    return math.ceil(cells.height / WINDOW_LATENT_PX) * math.ceil(cells.width / WINDOW_LATENT_PX)


def _fastest(tiles: Sequence[tuple[float, float]]) -> Tile:
    return Tile(min(wall for wall, _ in tiles), min(cpu for _, cpu in tiles))


def markdown(figures: Figures) -> str:
    """All figures as Markdown."""
    run = figures.run
    speed = (
        f"{run.megapixels:g} megapixels in {run.seconds:.1f} s: {run.megapixels / run.seconds:.3f} megapixels and "
        f"{run.windows / run.seconds:.2f} windows a second."
    )
    overhead = (
        f"Overhead over the bare calls of the networks: {_turns(figures.overheads)} of wall time, "
        f"{_turns(figures.overheads_cpu)} of processor time (target {LIMIT})."
    )
    parts = [
        f"{figures.machine}. {figures.what}.",
        speed,
        _stage_table(figures),
        overhead,
        _naive_table(figures),
        _size_table(figures),
        _roofline(figures),
        runtime_table(figures.runtimes) if figures.runtimes else "",
        crossing_line(figures.crossing_seconds),
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _turns(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f} in {len(ratios)} turn(s))"


def _stage_table(figures: Figures) -> str:
    whole = figures.run.seconds
    seconds = figures.stage_seconds
    rest = whole - sum(value for stage, value in seconds.items() if stage not in BESIDE)
    rows = [(f"{stage} (beside)" if stage in BESIDE else stage, value) for stage, value in seconds.items()]
    rows.append(("all else, waiting included", rest))
    return table(
        ("stage", "s", "share of wall time"),
        [(stage, number(value), f"{value / whole:.1%}") for stage, value in rows],
    )


def _naive_table(figures: Figures) -> str:
    run, beside = figures.run, figures.tiles_side_by_side
    loops = (
        (f"tile by tile, {figures.paper_steps} steps of DDIM", figures.paper_tile),
        ("tile by tile, the engine's steps", figures.naive_tile),
    )
    each = (run.seconds / run.windows, run.cpu_seconds / run.windows)
    rows: list[tuple[str, ...]] = [
        ("engine", number(each[0]), number(each[1]), number(run.seconds, 1), "1", "1")
    ]
    for loop, tile in loops:
        ratios = (tile.cpu_seconds * count / run.cpu_seconds for count in (run.windows, beside))
        costs = (number(tile.seconds), number(tile.cpu_seconds), number(tile.seconds * run.windows, 1))
        rows.append((loop, *costs, *(number(ratio, 1) for ratio in ratios)))
    header = ("", "s a window", "processor s a window", f"s for {run.windows} windows")
    times = (f"processor time, {run.windows} windows", f"processor time, {beside} tiles side by side (seams)")
    return table((*header, *times), rows)


def _size_table(figures: Figures) -> str:
    rows = []
    for r in figures.sizes:
        each = (r.seconds, r.seconds / r.megapixels, r.cpu_seconds / r.megapixels)
        rows.append((number(r.megapixels), str(r.windows), *(number(value, 1) for value in each)))
    return table(("megapixels", "windows", "s", "s a megapixel", "processor s a megapixel"), rows)


def _roofline(figures: Figures) -> str:
    peak, reached = figures.peak, figures.flop_per_second
    stages = ", ".join(f"{stage} {flop / 1e9:.1f}" for stage, flop in figures.flop.items())
    return (
        f"Networks: {sum(figures.flop.values()) / 1e9:.1f} GFLOP ({stages}), {reached / 1e9:.1f} GFLOP/s: "
        f"{reached / peak.matrix:.0%} of a matrix product's {peak.matrix / 1e9:.1f} GFLOP/s and "
        f"{reached / peak.convolution:.0%} of a convolution's {peak.convolution / 1e9:.1f} GFLOP/s, measured now."
    )


if __name__ == "__main__":
    sys.exit(main())
